//! What a review feels (감상): the model's reading of it, and its author's word.

use crate::error::ErrorCode;
use serde::{Deserialize, Serialize};

/// A probability of being positive up to this one is negative.
///
/// The model knows two sides only, so near the middle its answer says little more than a toss: there
/// stand the reviews that praise one thing and blame another. As wide on either side of one half, so
/// that neither side gains by it.
pub const NEGATIVE_UP_TO: f32 = 0.35;
/// A probability of being positive from this one on is positive.
pub const POSITIVE_FROM: f32 = 0.65;

/// What a review feels: as the model read it, or as its author says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sentiment {
    Positive,
    /// Neither praise nor dislike, or both.
    Mixed,
    Negative,
}

impl Sentiment {
    /// In the order that pages show them in.
    pub const EACH: [Self; 3] = [Self::Positive, Self::Mixed, Self::Negative];

    /// The label of a probability of being positive, 0..=1. What is no number says nothing for
    /// either side.
    pub fn of(positive_probability: f32) -> Self {
        if positive_probability >= POSITIVE_FROM {
            Self::Positive
        } else if positive_probability <= NEGATIVE_UP_TO {
            Self::Negative
        } else {
            Self::Mixed
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Positive => "긍정",
            Self::Mixed => "엇갈려요",
            Self::Negative => "부정",
        }
    }

    /// The code stored in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Positive => "positive",
            Self::Mixed => "mixed",
            Self::Negative => "negative",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::EACH.into_iter().find(|sentiment| sentiment.code() == code)
    }
}

/// What an author says of their own review, from its code; empty: the model's reading counts.
///
/// # Errors
/// `bad_request` for an unknown code.
pub fn author_sentiment(code: &str) -> Result<Option<Sentiment>, ErrorCode> {
    match (Sentiment::from_code(code), code.is_empty()) {
        (None, false) => Err(ErrorCode::BadRequest),
        (sentiment, _) => Ok(sentiment),
    }
}

/// How sure the model is of the side it leans to, in per cent, 50..=100, from the probability of
/// being positive. Of a mixed review nobody is told: there it is sure of neither side.
pub fn percent(positive_probability: f32) -> u8 {
    if positive_probability.is_nan() {
        return 50;
    }
    // In range by construction, whatever the model says.
    (positive_probability.max(1.0 - positive_probability).clamp(0.5, 1.0) * 100.0).round() as u8
}

/// What the model makes of a text that is being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    pub sentiment: Sentiment,
    /// See [`percent`].
    pub percent: u8,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_back() {
        for sentiment in Sentiment::EACH {
            assert_eq!(Sentiment::from_code(sentiment.code()), Some(sentiment));
            assert_eq!(author_sentiment(sentiment.code()), Ok(Some(sentiment)));
        }
        assert_eq!(author_sentiment(""), Ok(None));
        for nonsense in ["neutral", "Mixed", " ", "mixed ", "엇갈려요"] {
            assert_eq!(Sentiment::from_code(nonsense), None, "{nonsense:?}");
            assert_eq!(author_sentiment(nonsense), Err(ErrorCode::BadRequest), "{nonsense:?}");
        }
    }

    #[test]
    fn a_label_is_as_sure_as_its_side() {
        for (probability, sure) in [(0.0, 100), (1.0, 100), (0.5, 50), (0.499, 50), (0.9, 90), (0.1, 90)] {
            assert_eq!(percent(probability), sure, "{probability}");
        }
        for odd in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, -3.0, 7.0] {
            assert!((50..=100).contains(&percent(odd)), "{odd}");
        }
    }

    #[test]
    fn between_the_thresholds_a_review_is_mixed() {
        for (probability, sentiment) in [
            (0.0, Sentiment::Negative),
            (0.35, Sentiment::Negative),
            (0.350_001, Sentiment::Mixed),
            (0.5, Sentiment::Mixed),
            (0.649_999, Sentiment::Mixed),
            (0.65, Sentiment::Positive),
            (1.0, Sentiment::Positive),
            (f32::NAN, Sentiment::Mixed),
            (f32::INFINITY, Sentiment::Positive),
            (f32::NEG_INFINITY, Sentiment::Negative),
        ] {
            assert_eq!(Sentiment::of(probability), sentiment, "{probability}");
        }
        let middle = (NEGATIVE_UP_TO + POSITIVE_FROM) / 2.0;
        assert!((middle - 0.5).abs() < 1e-6, "neither side gains");
    }
}
