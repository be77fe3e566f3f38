//! A member's page: what it lists, and how.

use crate::ids::MemberId;
use crate::movies::MovieCard;
use crate::reviews::ReviewView;
use crate::score::Score;
use serde::{Deserialize, Serialize};

/// What a profile lists.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProfileTab {
    #[default]
    Scores,
    Reviews,
    Wanted,
    /// Only on the member's own page.
    NotInterested,
}

impl ProfileTab {
    pub const EACH: [Self; 4] = [Self::Scores, Self::Reviews, Self::Wanted, Self::NotInterested];

    /// Value of `?tab=`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Scores => "scores",
            Self::Reviews => "reviews",
            Self::Wanted => "wanted",
            Self::NotInterested => "not_interested",
        }
    }

    /// An unknown code means the default.
    pub fn from_code(code: Option<&str>) -> Self {
        Self::EACH.into_iter().find(|tab| Some(tab.code()) == code).unwrap_or_default()
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Scores => "점수",
            Self::Reviews => "리뷰",
            Self::Wanted => "보고싶어요",
            Self::NotInterested => "관심없어요",
        }
    }
}

/// The order of a member's scores.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ScoreOrder {
    #[default]
    Recent,
    High,
    Low,
}

impl ScoreOrder {
    pub const EACH: [Self; 3] = [Self::Recent, Self::High, Self::Low];

    /// Value of `?sort=`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Recent => "recent",
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
            Self::Recent => "최근순",
            Self::High => "높은 점수순",
            Self::Low => "낮은 점수순",
        }
    }
}

/// A film with a member's score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoredMovie {
    pub movie: MovieCard,
    pub score: Score,
}

/// A member's page, as others see it or as their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileView {
    pub id: MemberId,
    pub nickname: String,
    /// "2026년 11월".
    pub joined: String,
    /// The viewer's own page, with what only they may see.
    pub is_mine: bool,
    pub score_count: i64,
    /// Mean of the member's scores, as "3.4".
    pub mean: Option<String>,
    /// Their scores by half points, from 0.1–0.5 to 4.6–5.0.
    pub histogram: Vec<i64>,
    pub review_count: i64,
    pub want_count: i64,
    pub not_interested_count: i64,
    pub tab: ProfileTab,
    pub order: ScoreOrder,
    /// One of the three is filled, as the tab says.
    pub scored: Vec<ScoredMovie>,
    pub reviews: Vec<ReviewView>,
    pub movies: Vec<MovieCard>,
    /// Pass as `?after=` for the next entries; `None` at the end.
    pub more: Option<String>,
    pub is_continued: bool,
    pub canonical: String,
}
