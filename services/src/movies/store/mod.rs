//! SQL of films: the film page, and what changes of scores and reviews need of a film.

mod lists;
mod merged;
mod people;
mod preferences;
mod rails;
mod scores;

pub use lists::{BrowsePage, browse, facets, preferred_by, scored_by};
pub use merged::merged_into;
pub use people::{credits, person, works};
pub use preferences::{count_wants, replace_preference};
pub use rails::{RailRow, box_office, rails};
pub use scores::{count_score, replace_score};

use super::PosterFacts;
use crate::Result;
use crate::cache::Changes;
use crate::reviews::Counts;
use crate::time::{countdown, korean_day, today, with_separators};
use domain::movies::{AgeGrade, MovieCard, MovieView, Preference};
use domain::reviews::{ReviewCounts, ReviewList};
use domain::score::mean;
use domain::{MemberId, MovieId, Score};
use sqlx::{PgConnection, PgPool};
use time::Date;

pub struct MovieRow {
    id: i64,
    title: String,
    original_title: Option<String>,
    english_title: Option<String>,
    released_on: Option<Date>,
    runtime_minutes: Option<i16>,
    age_grade: Option<String>,
    nations: Vec<String>,
    plot: String,
    score_sum: i64,
    score_count: i64,
    score_histogram: Vec<i64>,
    review_count: i64,
    positive_count: i64,
    mixed_count: i64,
    negative_count: i64,
    want_count: i64,
    is_invented: bool,
    genres: Vec<String>,
    tags: Vec<String>,
    my_score: Option<i16>,
    my_preference: Option<String>,
    my_review_count: i64,
    /// Of the viewer's own, those that nobody else sees.
    my_kept_count: i64,
    my_kept_positive_count: i64,
    my_kept_negative_count: i64,
}

impl MovieRow {
    /// The film's own part of the page; credits and reviews are added by the caller.
    pub fn into_view(self) -> MovieView {
        MovieView {
            id: MovieId(self.id),
            title: self.title,
            original_title: self.original_title,
            english_title: self.english_title,
            released: self.released_on.map(korean_day),
            released_on: self.released_on.map(|day| day.to_string()),
            year: self.released_on.map(Date::year),
            runtime_minutes: self.runtime_minutes,
            age_grade: self.age_grade.as_deref().and_then(AgeGrade::from_code),
            nations: self.nations,
            genres: self.genres,
            tags: self.tags,
            plot: self.plot,
            directors: Vec::new(),
            cast: Vec::new(),
            mean: mean(self.score_sum, self.score_count),
            score_count: self.score_count,
            histogram: self.score_histogram,
            review_count: self.review_count,
            positive_count: self.positive_count,
            mixed_count: self.mixed_count,
            negative_count: self.negative_count,
            want_count: self.want_count,
            countdown: self.released_on.and_then(|day| countdown(day, today())),
            is_invented: self.is_invented,
            my_score: self.my_score.and_then(Score::from_tenths),
            my_preference: self.my_preference.as_deref().and_then(Preference::from_code),
            listed: ReviewCounts {
                all: self.review_count + self.my_kept_count,
                positive: self.positive_count + self.my_kept_positive_count,
                negative: self.negative_count + self.my_kept_negative_count,
                mine: self.my_review_count,
            },
            top_positive: Vec::new(),
            top_negative: Vec::new(),
            reviews: ReviewList::default(),
            canonical: String::new(),
            card: String::new(),
            form: None,
        }
    }
}

pub async fn find(pool: &PgPool, id: MovieId, viewer: Option<i64>) -> Result<Option<MovieRow>> {
    Ok(sqlx::query_as!(
        MovieRow,
        r#"SELECT id, title, original_title, english_title, released_on AS "released_on: Date", runtime_minutes, age_grade,
                  nations, plot, score_sum, score_count, score_histogram, review_count, positive_count, mixed_count, negative_count,
                  want_count, is_invented,
                  ARRAY(SELECT name FROM movie_genres JOIN genres ON genres.id = genre_id
                        WHERE movie_id = movies.id ORDER BY name) AS "genres!",
                  ARRAY(SELECT name FROM movie_tags JOIN tags ON tags.id = tag_id
                        WHERE movie_id = movies.id ORDER BY name) AS "tags!",
                  (SELECT score FROM scores WHERE movie_id = movies.id AND member_id = $2) AS my_score,
                  (SELECT kind FROM preferences WHERE movie_id = movies.id AND member_id = $2) AS my_preference,
                  own.all_of_them AS "my_review_count!", own.kept AS "my_kept_count!",
                  own.kept_positive AS "my_kept_positive_count!", own.kept_negative AS "my_kept_negative_count!"
           FROM movies CROSS JOIN LATERAL (
               SELECT count(*) AS all_of_them, count(*) FILTER (WHERE is_kept) AS kept,
                      count(*) FILTER (WHERE is_kept AND sentiment = 'positive') AS kept_positive,
                      count(*) FILTER (WHERE is_kept AND sentiment = 'negative') AS kept_negative
               FROM (SELECT sentiment, NOT review_is_public(visibility, hidden_at, deleted_at) AS is_kept FROM reviews
                     WHERE movie_id = movies.id AND member_id = $2
                       AND review_is_visible(visibility, hidden_at, deleted_at, member_id, $2)) AS visible
           ) AS own
           WHERE id = $1"#,
        id.0,
        viewer,
    )
    .fetch_optional(pool)
    .await?)
}

/// What a [`MovieCard`] is made of.
pub struct CardRow {
    pub id: i64,
    pub title: String,
    pub released_on: Option<Date>,
    pub score_sum: i64,
    pub score_count: i64,
}

impl From<CardRow> for MovieCard {
    fn from(row: CardRow) -> Self {
        Self {
            id: MovieId(row.id),
            title: row.title,
            year: row.released_on.map(Date::year),
            mean: mean(row.score_sum, row.score_count),
            note: None,
        }
    }
}

/// How many members, as "1,204명".
pub fn member_count(count: i64) -> String {
    format!("{}명", with_separators(count))
}

pub async fn poster_facts(pool: &PgPool, id: MovieId) -> Result<Option<PosterFacts>> {
    Ok(sqlx::query_as!(
        PosterFacts,
        r#"SELECT title, ARRAY(SELECT name FROM movie_genres JOIN genres ON genres.id = genre_id
                               WHERE movie_id = movies.id ORDER BY name) AS "genres!"
           FROM movies WHERE id = $1"#,
        id.0,
    )
    .fetch_optional(pool)
    .await?)
}

/// The film that a review is about.
pub struct Subject {
    pub title: String,
    /// The writer's own score.
    pub my_score: Option<Score>,
    pub is_released: bool,
}

pub async fn subject(pool: &PgPool, id: MovieId, writer: MemberId) -> Result<Option<Subject>> {
    let row = sqlx::query!(
        r#"SELECT title, coalesce(released_on <= $3, true) AS "is_released!",
                  (SELECT score FROM scores WHERE movie_id = movies.id AND member_id = $2) AS my_score
           FROM movies WHERE id = $1"#,
        id.0,
        writer.0,
        today() as Date,
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|row| Subject {
        title: row.title,
        my_score: row.my_score.and_then(Score::from_tenths),
        is_released: row.is_released,
    }))
}

/// A film whose counters are held until the transaction ends.
pub struct Locked {
    released_on: Option<Date>,
}

impl Locked {
    /// A film without a known day counts as out.
    pub fn is_released(&self) -> bool {
        self.released_on.is_none_or(|day| day <= today())
    }
}

/// Holds a film's counters until the transaction ends, so that concurrent changes queue up.
/// `None` for an unknown film. Does not block rows that merely refer to the film. What the
/// transaction changes concerns this film alone, and others that it locks here.
pub async fn lock(changes: &mut Changes, id: MovieId) -> Result<Option<Locked>> {
    changes.concern(id);
    Ok(sqlx::query_as!(
        Locked,
        r#"SELECT released_on AS "released_on: Date" FROM movies WHERE id = $1 FOR NO KEY UPDATE"#,
        id.0
    )
    .fetch_optional(&mut **changes)
    .await?)
}

/// Adds `change` to the film's numbers of public reviews.
pub async fn count_reviews(connection: &mut PgConnection, movie: MovieId, change: Counts) -> Result<()> {
    sqlx::query!(
        "UPDATE movies SET review_count = review_count + $2, positive_count = positive_count + $3,
                           negative_count = negative_count + $4, mixed_count = mixed_count + $5
         WHERE id = $1",
        movie.0,
        change.all,
        change.positive,
        change.negative,
        change.mixed,
    )
    .execute(connection)
    .await?;
    Ok(())
}
