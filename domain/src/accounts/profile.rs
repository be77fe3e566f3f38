//! A member's page: what it lists, and how.

use crate::choices::choices;
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

choices! {
    /// Value of `?tab=`.
    ProfileTab {
        Scores = "scores", "점수";
        Reviews = "reviews", "리뷰";
        Wanted = "wanted", "보고싶어요";
        NotInterested = "not_interested", "관심없어요";
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

choices! {
    /// Value of `?sort=`.
    ScoreOrder {
        Recent = "recent", "최근순";
        High = "high", "높은 점수순";
        Low = "low", "낮은 점수순";
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
