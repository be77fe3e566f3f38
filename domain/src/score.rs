//! A score (점수): 0.1 to 5.0 in steps of 0.1, held as tenths 1 to 50.

use crate::error::FieldError;
use serde::{Deserialize, Serialize};

/// A member's score of a film in tenths, 1..=50.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "i16", into = "i16")]
pub struct Score(i16);

impl Score {
    pub const MIN: i16 = 1;
    pub const MAX: i16 = 50;

    /// From tenths; `None` outside 1..=50.
    pub fn from_tenths(tenths: i16) -> Option<Self> {
        (Self::MIN..=Self::MAX).contains(&tenths).then_some(Self(tenths))
    }

    /// Reads "3.7", "4" or "4.0", also as people type it: "4,3", "４.３", "4.", ".5", "4.30", "3점".
    /// Anything finer than a tenth, any sign, exponent or blank inside is an error rather than being
    /// rounded.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        let plain: String = text.trim().trim_end_matches('점').trim_end().chars().map(narrow).collect();
        if plain.is_empty() {
            return Err(FieldError::ScoreMissing);
        }
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, "0"));
        if whole.is_empty() && fraction.is_empty() {
            return Err(FieldError::ScoreInvalid);
        }
        let whole = if whole.is_empty() { "0" } else { whole };
        let fraction = match fraction.trim_end_matches('0') {
            "" => "0",
            digits => digits,
        };
        let tenths = match (single_digit(whole), single_digit(fraction)) {
            (Some(whole), Some(fraction)) => whole * 10 + fraction,
            _ => return Err(FieldError::ScoreInvalid),
        };
        Self::from_tenths(tenths).ok_or(FieldError::ScoreInvalid)
    }

    pub fn tenths(self) -> i16 {
        self.0
    }

    /// The bar of a histogram by half points that this score belongs to, 1..=10: bar 1 is 0.1–0.5.
    pub fn bar(self) -> usize {
        (usize::from(self.0.unsigned_abs()) - 1) / 5 + 1
    }

    /// The lowest and the highest score of a bar, in tenths. No score lies in a bar beyond 1..=10.
    pub fn of_bar(bar: u8) -> (i16, i16) {
        let highest = i16::from(bar) * 5;
        (highest - 4, highest)
    }
}

fn single_digit(text: &str) -> Option<i16> {
    match text.as_bytes() {
        [digit @ b'0'..=b'9'] => Some(i16::from(digit - b'0')),
        _ => None,
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.0 / 10, self.0 % 10)
    }
}

impl From<Score> for i16 {
    fn from(score: Score) -> Self {
        score.0
    }
}

impl TryFrom<i16> for Score {
    type Error = &'static str;

    fn try_from(tenths: i16) -> Result<Self, Self::Error> {
        Self::from_tenths(tenths).ok_or("a score lies between 1 and 50 tenths")
    }
}

/// The plain mean of `count` scores whose tenths add up to `sum`, as "4.1"; `None` without scores.
/// Rounded half up in whole numbers, so that server and browser cannot differ.
pub fn mean(sum: i64, count: i64) -> Option<String> {
    (count > 0).then(|| {
        let tenths = (2 * sum + count) / (2 * count);
        format!("{}.{}", tenths / 10, tenths % 10)
    })
}

/// A digit or a point as a Korean keyboard may write it, made plain.
fn narrow(character: char) -> char {
    match character {
        '０'..='９' => char::from_digit(character as u32 - '０' as u32, 10).unwrap_or(character),
        ',' | '，' | '．' => '.',
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_people_type() {
        for (text, tenths) in [("3.7", 37), ("4", 40), ("4.0", 40), ("0.1", 1), ("5", 50), (" 2.5 ", 25)] {
            assert_eq!(Score::parse(text).map(Score::tenths), Ok(tenths), "{text}");
        }
        for (text, tenths) in [
            ("3,7", 37),
            ("３.７", 37),
            ("４．３", 43),
            ("4.", 40),
            (".5", 5),
            ("4.30", 43),
            ("3점", 30),
            ("3.5 점", 35),
        ] {
            assert_eq!(Score::parse(text).map(Score::tenths), Ok(tenths), "{text}");
        }
        assert_eq!(Score::parse("  "), Err(FieldError::ScoreMissing));
        for text in ["0", "0.0", "5.1", "3.14", "-1", "+3", "1e0", ".", "..5", "3..7", "3 .7", "삼", "05", "NaN", "50"]
        {
            assert_eq!(Score::parse(text), Err(FieldError::ScoreInvalid), "{text}");
        }
    }

    #[test]
    fn means_round_half_up() {
        assert_eq!(mean(0, 0), None);
        assert_eq!(mean(37, 1).as_deref(), Some("3.7"));
        assert_eq!(mean(75, 2).as_deref(), Some("3.8"));
        assert_eq!(mean(100, 3).as_deref(), Some("3.3"));
    }

    #[test]
    fn a_bar_holds_five_scores() {
        for tenths in Score::MIN..=Score::MAX {
            let score = Score::from_tenths(tenths).expect("in range");
            let bar = u8::try_from(score.bar()).expect("small");
            let (low, high) = Score::of_bar(bar);
            assert!((1..=10).contains(&bar) && (low..=high).contains(&tenths), "{score} in {bar}");
        }
        assert_eq!((Score::of_bar(1).0, Score::of_bar(10).1), (Score::MIN, Score::MAX));
    }

    proptest! {
        #[test]
        fn every_score_survives_its_own_text(tenths in 1i16..=50) {
            let score = Score::from_tenths(tenths).expect("in range");
            prop_assert_eq!(Score::parse(&score.to_string()), Ok(score));
        }

        #[test]
        fn no_text_makes_a_score_out_of_range(text in ".{0,12}") {
            if let Ok(score) = Score::parse(&text) {
                prop_assert!((1..=50).contains(&score.tenths()));
            }
        }

        #[test]
        fn the_mean_lies_between_the_extremes(scores in prop::collection::vec(1i64..=50, 1..40)) {
            let shown = mean(scores.iter().sum(), scores.len() as i64).expect("has scores");
            let shown = Score::parse(&shown).expect("a mean is a score").tenths();
            prop_assert!(scores.iter().any(|&s| s <= i64::from(shown)));
            prop_assert!(scores.iter().any(|&s| s >= i64::from(shown)));
        }
    }
}
