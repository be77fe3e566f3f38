//! Films (영화): the views of the home page, the film page, people and lists, and what a member says
//! of a film without words.

use crate::choices::choices;
use crate::form::FormReturn;
use crate::ids::{MovieId, PersonId};
use crate::reviews::{ReviewCounts, ReviewList, ReviewView};
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
    pub const EACH: [Self; 4] = [Self::All, Self::Twelve, Self::Fifteen, Self::Nineteen];

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Twelve => "12",
            Self::Fifteen => "15",
            Self::Nineteen => "19",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::EACH.into_iter().find(|grade| grade.code() == code)
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
    /// What the list adds: "12명".
    pub note: Option<String>,
}

/// A film that is not out yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpcomingMovie {
    /// Its note is how many want to see it, if anybody does.
    pub movie: MovieCard,
    /// Day of the Korean release: "12월 3일", with its year in front where that is not the present one.
    pub day: String,
    /// "D-8".
    pub countdown: String,
}

/// What a member says of a film without a score. The two exclude each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Preference {
    /// 보고싶어요
    Want,
    /// 관심없어요
    NotInterested,
}

impl Preference {
    /// The code stored in the database and posted by forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Want => "want",
            Self::NotInterested => "not_interested",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Want, Self::NotInterested].into_iter().find(|kind| kind.code() == code)
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Want => "보고싶어요",
            Self::NotInterested => "관심없어요",
        }
    }
}

/// A member's preference after it changed, and how many want to see the film.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreferenceView {
    pub mine: Option<Preference>,
    pub want_count: i64,
}

/// How far back the most wanted films are counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum WantedWindow {
    #[default]
    Week,
    Month,
    All,
}

choices! {
    /// Value of `?wanted=`.
    WantedWindow {
        Week = "7", "7일";
        Month = "30", "30일";
        All = "all", "전체";
    }
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
    /// Where the demo's chart comes from.
    pub source: Option<String>,
    pub rows: Vec<BoxOfficeRow>,
}

/// The home page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomeView {
    pub box_office: Option<BoxOffice>,
    /// Best Bayesian mean first, at least [`MIN_RANKED_SCORES`] scores. Their note is the number of scores, "12명".
    pub best: Vec<MovieCard>,
    pub newest: Vec<MovieCard>,
    pub wanted: Vec<MovieCard>,
    pub wanted_window: WantedWindow,
    /// Nearest release first.
    pub upcoming: Vec<UpcomingMovie>,
    /// For members: popular films they have not scored.
    pub unscored: Vec<MovieCard>,
    pub reviews: Vec<ReviewView>,
    /// Absolute address of this page.
    pub canonical: String,
}

/// Fewer scores than this do not enter a ranking.
pub const MIN_RANKED_SCORES: i64 = 3;

/// Someone who directed or acted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    pub person: PersonId,
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
    /// Where the original title is in another language.
    pub english_title: Option<String>,
    /// Release in Korea, as "2019년 5월 30일".
    pub released: Option<String>,
    /// The same day as "2019-05-30".
    pub released_on: Option<String>,
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
    /// Scores by half points, from 0.1–0.5 to 4.6–5.0.
    pub histogram: Vec<i64>,
    /// Public reviews.
    pub review_count: i64,
    pub positive_count: i64,
    pub mixed_count: i64,
    pub negative_count: i64,
    pub want_count: i64,
    /// "D-8" before the release.
    pub countdown: Option<String>,
    /// Invented for the demo.
    pub is_invented: bool,
    /// The viewer's own score and preference.
    pub my_score: Option<Score>,
    pub my_preference: Option<Preference>,
    /// What the tabs above the reviews say.
    pub listed: ReviewCounts,
    /// Best liked, at most three each.
    pub top_positive: Vec<ReviewView>,
    pub top_negative: Vec<ReviewView>,
    pub reviews: ReviewList,
    pub canonical: String,
    /// Absolute address of the share card.
    pub card: String,
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

/// Somebody's page: what they did, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonView {
    pub id: PersonId,
    pub name: String,
    pub directed: Vec<Work>,
    pub acted: Vec<Work>,
    /// How many of these films the viewer has scored; `None` for a visitor.
    pub seen: Option<usize>,
    pub canonical: String,
}

/// A film of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Work {
    pub movie: MovieCard,
    pub role: Option<String>,
    pub my_score: Option<Score>,
}

/// The order of a list of films.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum MovieOrder {
    /// Most scored or wanted first.
    #[default]
    Popular,
    Newest,
    /// Best Bayesian mean first.
    Best,
}

choices! {
    /// Value of `?sort=`.
    MovieOrder {
        Popular = "popular", "인기순";
        Newest = "newest", "최신순";
        Best = "best", "평점순";
    }
}

/// Films by genre and year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrowseView {
    pub genre: Option<String>,
    pub year: Option<i32>,
    pub order: MovieOrder,
    /// All genres, and all years with films, newest first.
    pub genres: Vec<String>,
    pub years: Vec<i32>,
    /// By [`MovieOrder::Best`] their note is the number of scores, "12명".
    pub movies: Vec<MovieCard>,
    /// Pass as `?after=` for the next films; `None` at the end.
    pub more: Option<String>,
    pub is_continued: bool,
    pub canonical: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_back() {
        for kind in [Preference::Want, Preference::NotInterested] {
            assert_eq!(Preference::from_code(kind.code()), Some(kind));
        }
        assert_eq!(Preference::from_code(""), None);
        for window in WantedWindow::EACH {
            assert_eq!(WantedWindow::from_code(Some(window.code())), window);
        }
        for order in MovieOrder::EACH {
            assert_eq!(MovieOrder::from_code(Some(order.code())), order);
        }
        for nonsense in [None, Some(""), Some("31"), Some("BEST")] {
            assert_eq!(WantedWindow::from_code(nonsense), WantedWindow::Week);
            assert_eq!(MovieOrder::from_code(nonsense), MovieOrder::Popular);
        }
        for (code, grade) in
            [("all", AgeGrade::All), ("12", AgeGrade::Twelve), ("15", AgeGrade::Fifteen), ("19", AgeGrade::Nineteen)]
        {
            assert_eq!(AgeGrade::from_code(code), Some(grade));
        }
        assert_eq!(AgeGrade::from_code("18"), None);
    }
}
