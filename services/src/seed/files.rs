//! The files of the demo, compiled in.

use serde::Deserialize;
use time::{Date, Duration, OffsetDateTime};

pub struct Demo {
    pub movies: Vec<Movie>,
    pub members: Vec<Member>,
    pub reviews: Vec<Review>,
    pub scores: Vec<ScoreEntry>,
    pub preferences: Vec<Preference>,
    pub box_office: Vec<Day>,
    pub box_office_source: Source,
}

impl Demo {
    pub fn read() -> Result<Self, serde_json::Error> {
        Ok(Self {
            movies: serde_json::from_str(include_str!("../../seed/movies.json"))?,
            members: serde_json::from_str(include_str!("../../seed/members.json"))?,
            reviews: serde_json::from_str(include_str!("../../seed/reviews.json"))?,
            scores: serde_json::from_str(include_str!("../../seed/scores.json"))?,
            preferences: serde_json::from_str(include_str!("../../seed/preferences.json"))?,
            box_office: serde_json::from_str(include_str!("../../seed/box_office.json"))?,
            box_office_source: serde_json::from_str(include_str!("../../seed/box_office_source.json"))?,
        })
    }
}

#[derive(Deserialize)]
pub struct Movie {
    pub key: String,
    pub kofic_code: Option<String>,
    pub title: String,
    pub original_title: Option<String>,
    /// Where the original title is in another language.
    pub english_title: Option<String>,
    #[serde(with = "iso_date::option")]
    pub released_on: Option<Date>,
    /// In place of the date, for a film that is always still to come.
    pub releases_in_days: Option<i64>,
    /// Further names that people search by.
    #[serde(default)]
    pub aliases: Vec<String>,
    #[serde(default)]
    pub invented: bool,
    pub runtime_minutes: Option<i16>,
    /// `all`, `12`, `15` or `19`.
    pub age_grade: String,
    pub nations: Vec<String>,
    pub genres: Vec<String>,
    pub plot: String,
    pub directors: Vec<String>,
    pub cast: Vec<Part>,
    pub tags: Vec<String>,
}

#[derive(Deserialize)]
pub struct Part {
    pub name: String,
    pub role: Option<String>,
}

#[derive(Deserialize)]
pub struct Member {
    pub key: String,
    pub email: String,
    pub nickname: String,
}

#[derive(Deserialize)]
pub struct Review {
    pub movie: String,
    pub member: String,
    #[serde(with = "time::serde::rfc3339")]
    pub written_at: OffsetDateTime,
    pub content: String,
    pub spoiler: bool,
    pub private: bool,
}

#[derive(Deserialize)]
pub struct ScoreEntry {
    pub movie: String,
    pub member: String,
    /// "0.1" to "5.0".
    pub score: String,
}

#[derive(Deserialize)]
pub struct Preference {
    pub movie: String,
    pub member: String,
    /// `want` or `not_interested`.
    pub kind: String,
}

#[derive(Deserialize)]
pub struct Day {
    pub days_ago: i64,
    pub rows: Vec<ChartRow>,
}

#[derive(Deserialize)]
pub struct ChartRow {
    pub rank: i16,
    /// Key of a film of the demo.
    pub movie: Option<String>,
    pub title: String,
    pub audience: i64,
    pub audience_total: i64,
    pub rank_change: i16,
    pub is_new: bool,
}

/// The real days that the chart is taken from.
#[derive(Deserialize)]
pub struct Source {
    #[serde(with = "iso_date")]
    pub last: Date,
}

impl Movie {
    /// The day of release, for a demo that is shown today.
    pub fn release(&self, today: Date) -> Option<Date> {
        self.released_on.or_else(|| self.releases_in_days.map(|days| today + Duration::days(days)))
    }
}

time::serde::format_description!(iso_date, Date, "[year]-[month]-[day]");
