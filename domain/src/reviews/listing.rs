//! Lists of a film's reviews: which, in what order, and from where on.

use super::ReviewView;
use crate::error::ErrorCode;
use serde::{Deserialize, Serialize};

/// Which reviews of a film are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReviewFilter {
    #[default]
    All,
    Positive,
    Negative,
    /// The viewer's own.
    Mine,
}

impl ReviewFilter {
    pub const EACH: [Self; 4] = [Self::All, Self::Positive, Self::Negative, Self::Mine];

    /// Value of `?view=`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Positive => "positive",
            Self::Negative => "negative",
            Self::Mine => "mine",
        }
    }

    /// An unknown code means the default.
    pub fn from_code(code: Option<&str>) -> Self {
        Self::EACH.into_iter().find(|filter| Some(filter.code()) == code).unwrap_or_default()
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::All => "전체",
            Self::Positive => "긍정",
            Self::Negative => "부정",
            Self::Mine => "내 글",
        }
    }
}

/// The order of a film's reviews.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReviewOrder {
    #[default]
    Likes,
    Newest,
    /// By the author's score; reviews without one come last.
    High,
    Low,
}

impl ReviewOrder {
    pub const EACH: [Self; 4] = [Self::Likes, Self::Newest, Self::High, Self::Low];

    /// Value of `?sort=`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Likes => "likes",
            Self::Newest => "newest",
            Self::High => "high",
            Self::Low => "low",
        }
    }

    /// An unknown code means the default.
    pub fn from_code(code: Option<&str>) -> Self {
        Self::EACH.into_iter().find(|order| Some(order.code()) == code).unwrap_or_default()
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Likes => "좋아요순",
            Self::Newest => "최신순",
            Self::High => "높은 점수순",
            Self::Low => "낮은 점수순",
        }
    }
}

/// Where a list goes on: the last review's place in its order, then its id. Written "12-345".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewCursor {
    /// Likes or score; 0 where the order is by id alone.
    pub key: i64,
    pub id: i64,
}

impl std::fmt::Display for ReviewCursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.key, self.id)
    }
}

impl std::str::FromStr for ReviewCursor {
    type Err = ErrorCode;

    fn from_str(text: &str) -> Result<Self, ErrorCode> {
        let (key, id) = text.split_once('-').ok_or(ErrorCode::BadRequest)?;
        // Digits alone: no sign.
        let number = |text: &str| {
            text.parse::<u64>().ok().filter(|_| !text.starts_with('+')).and_then(|n| i64::try_from(n).ok())
        };
        match (number(key), number(id)) {
            (Some(key), Some(id)) => Ok(Self { key, id }),
            _ => Err(ErrorCode::BadRequest),
        }
    }
}

/// What a list of reviews is asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewListing {
    pub filter: ReviewFilter,
    pub order: ReviewOrder,
    /// Only authors whose score is in this bar of the histogram, 1..=10: bar 1 is 0.1–0.5.
    pub bar: Option<u8>,
    pub after: Option<ReviewCursor>,
}

/// A page of a film's reviews.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewList {
    pub listing: ReviewListing,
    pub reviews: Vec<ReviewView>,
    /// `None` at the end.
    pub more: Option<ReviewCursor>,
}
