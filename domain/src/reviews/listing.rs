//! Lists of a film's reviews: which, in what order, and from where on.

use super::ReviewView;
use crate::choices::choices;
use crate::error::ErrorCode;
use serde::{Deserialize, Serialize};

/// Which reviews of a film are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ReviewFilter {
    #[default]
    All,
    Positive,
    Negative,
    /// The viewer's own.
    Mine,
}

choices! {
    /// Value of `?view=`.
    ReviewFilter {
        All = "all", "전체";
        Positive = "positive", "긍정";
        Negative = "negative", "부정";
        Mine = "mine", "내 글";
    }
}

/// The order of a film's reviews.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ReviewOrder {
    #[default]
    Likes,
    Newest,
    /// By the author's score; reviews without one come last.
    High,
    Low,
}

choices! {
    /// Value of `?sort=`.
    ReviewOrder {
        Likes = "likes", "좋아요순";
        Newest = "newest", "최신순";
        High = "high", "높은 점수순";
        Low = "low", "낮은 점수순";
    }
}

/// Where a list goes on: the last review's place in its order, then its id. Written "12-345".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ReviewListing {
    pub filter: ReviewFilter,
    pub order: ReviewOrder,
    /// Only authors whose score is in this bar of the histogram, 1..=10: bar 1 is 0.1–0.5.
    pub bar: Option<u8>,
    pub after: Option<ReviewCursor>,
}

/// How many reviews each filter of a film lists to its viewer: the public ones, and of the viewer's
/// own also those that nobody else sees.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewCounts {
    pub all: i64,
    pub positive: i64,
    pub negative: i64,
    pub mine: i64,
}

impl ReviewCounts {
    pub const fn of(self, filter: ReviewFilter) -> i64 {
        match filter {
            ReviewFilter::All => self.all,
            ReviewFilter::Positive => self.positive,
            ReviewFilter::Negative => self.negative,
            ReviewFilter::Mine => self.mine,
        }
    }
}

/// A page of a film's reviews.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewList {
    pub listing: ReviewListing,
    pub reviews: Vec<ReviewView>,
    /// `None` at the end.
    pub more: Option<ReviewCursor>,
}
