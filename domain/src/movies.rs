//! Films (영화): the views that the home page and the film page are drawn from.

use crate::form::FormReturn;
use crate::ids::MovieId;
use crate::reviews::ReviewView;
use crate::score::Score;
use serde::{Deserialize, Serialize};

/// Age grade of the Korea Media Rating Board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum AgeGrade {
    All,
    Twelve,
    Fifteen,
    Nineteen,
}

impl AgeGrade {
    /// From the code stored in the database: `all`, `12`, `15`, `19`.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "all" => Some(Self::All),
            "12" => Some(Self::Twelve),
            "15" => Some(Self::Fifteen),
            "19" => Some(Self::Nineteen),
            _ => None,
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::All => "전체 관람가",
            Self::Twelve => "12세 이상 관람가",
            Self::Fifteen => "15세 이상 관람가",
            Self::Nineteen => "청소년 관람불가",
        }
    }
}

/// A film in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovieCard {
    pub id: MovieId,
    pub title: String,
    /// Year of the Korean release.
    pub year: Option<i32>,
    /// Plain mean, as "4.1"; `None` without scores.
    pub mean: Option<String>,
}

/// One row of a day's box office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoxOfficeRow {
    pub rank: i16,
    /// Places gained (positive) or lost (negative) since the day before.
    pub rank_change: i16,
    pub is_new: bool,
    pub title: String,
    /// Tickets sold that day, written with separators.
    pub audience: String,
    /// The film in our catalogue, where it is known.
    pub movie: Option<MovieCard>,
}

/// The box office of the newest day that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoxOffice {
    /// The day, as "11월 22일".
    pub day: String,
    pub rows: Vec<BoxOfficeRow>,
}

/// The home page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomeView {
    pub box_office: Option<BoxOffice>,
    /// Best Bayesian mean first, at least [`MIN_RANKED_SCORES`] scores.
    pub best: Vec<MovieCard>,
    pub newest: Vec<MovieCard>,
    pub reviews: Vec<ReviewView>,
    /// Absolute address of this page.
    pub canonical: String,
}

/// Fewer scores than this do not enter a ranking.
pub const MIN_RANKED_SCORES: i64 = 3;

/// Someone who directed or acted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    pub name: String,
    /// The part played, where it is known.
    pub role: Option<String>,
}

/// The film page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovieView {
    pub id: MovieId,
    pub title: String,
    pub original_title: Option<String>,
    /// Release in Korea, as "2019년 5월 30일".
    pub released: Option<String>,
    pub year: Option<i32>,
    pub runtime_minutes: Option<i16>,
    pub age_grade: Option<AgeGrade>,
    pub nations: Vec<String>,
    pub genres: Vec<String>,
    pub tags: Vec<String>,
    pub plot: String,
    pub directors: Vec<Credit>,
    pub cast: Vec<Credit>,
    pub mean: Option<String>,
    pub score_count: i64,
    /// Public reviews.
    pub review_count: i64,
    /// The viewer's own score.
    pub my_score: Option<Score>,
    pub reviews: Vec<ReviewView>,
    /// These are not the newest reviews: the page was asked to go on after one.
    pub is_continued: bool,
    /// Pass as `?after=` for the next reviews; `None` at the end.
    pub more_reviews: Option<String>,
    pub canonical: String,
    /// A form of this page that came back.
    pub form: Option<FormReturn>,
}

/// How a film's scores stand after one of them changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreView {
    pub mine: Option<Score>,
    pub mean: Option<String>,
    pub score_count: i64,
}
