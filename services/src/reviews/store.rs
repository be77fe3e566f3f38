//! SQL of reviews. Every read for a reader goes through `review_is_visible`; a spoiler's text is
//! masked here. Only the labelling job sees all texts.

use super::Reading;
use crate::Result;
use crate::sentiment::Label;
use crate::time::{korean_date, rfc3339};
use domain::reviews::{ReviewInput, ReviewView, Sentiment, Visibility};
use domain::{MemberId, MovieId, ReviewId, Score};
use sqlx::{PgConnection, PgPool};
use time::OffsetDateTime;

struct ReviewRow {
    id: i64,
    movie_id: i64,
    movie_title: String,
    author: Option<String>,
    mine: bool,
    content: Option<String>,
    is_spoiler: bool,
    visibility: String,
    positive_probability: Option<f32>,
    score: Option<i16>,
    created_at: OffsetDateTime,
    edited_at: Option<OffsetDateTime>,
}

/// A query of reviews as one reader sees them: `$1` the viewer, `$2` the spoiler just revealed.
macro_rules! reviews_where {
    ($tail:tt, $reading:expr $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            ReviewRow,
            r#"SELECT reviews.id, reviews.movie_id, movies.title AS movie_title,
                      members.nickname AS "author?",
                      coalesce(reviews.member_id = $1, false) AS "mine!",
                      CASE WHEN reviews.is_spoiler
                                AND reviews.member_id IS DISTINCT FROM $1
                                AND reviews.id IS DISTINCT FROM $2
                           THEN NULL ELSE reviews.content END AS content,
                      reviews.is_spoiler, reviews.visibility, reviews.positive_probability,
                      scores.score AS "score?",
                      reviews.created_at AS "created_at: OffsetDateTime", reviews.edited_at AS "edited_at: OffsetDateTime"
               FROM reviews
               JOIN movies ON movies.id = reviews.movie_id
               LEFT JOIN members ON members.id = reviews.member_id
               LEFT JOIN scores ON scores.movie_id = reviews.movie_id AND scores.member_id = reviews.member_id
               WHERE review_is_visible(reviews.visibility, reviews.hidden_at, reviews.member_id, $1) AND "# + $tail,
            $reading.viewer,
            $reading.revealed
            $(, $argument)*
        )
    };
}

impl From<ReviewRow> for ReviewView {
    fn from(row: ReviewRow) -> Self {
        let sentiment = row.positive_probability.map(Sentiment::of);
        Self {
            id: ReviewId(row.id),
            movie_id: MovieId(row.movie_id),
            movie_title: row.movie_title,
            author: row.author,
            mine: row.mine,
            content: row.content,
            spoiler: row.is_spoiler,
            visibility: visibility(&row.visibility),
            sentiment,
            // A label is never surer than its own probability: 50..=100.
            sentiment_percent: row.positive_probability.map(|p| (p.max(1.0 - p) * 100.0).round() as u8),
            score: row.score.and_then(Score::from_tenths),
            written: korean_date(row.created_at),
            written_at: rfc3339(row.created_at),
            edited: row.edited_at.is_some(),
        }
    }
}

/// An unknown code reads as the strictest visibility.
fn visibility(code: &str) -> Visibility {
    if code == Visibility::Public.code() { Visibility::Public } else { Visibility::OnlyMe }
}

fn views(rows: Vec<ReviewRow>) -> Vec<ReviewView> {
    rows.into_iter().map(Into::into).collect()
}

pub async fn find(pool: &PgPool, reading: Reading, id: ReviewId) -> Result<Option<ReviewView>> {
    let row = reviews_where!("reviews.id = $3", reading, id.0).fetch_optional(pool).await?;
    Ok(row.map(Into::into))
}

pub async fn of_movie(
    pool: &PgPool,
    reading: Reading,
    movie: MovieId,
    after: Option<ReviewId>,
    limit: i64,
) -> Result<Vec<ReviewView>> {
    let after = after.map_or(i64::MAX, |id| id.0);
    let rows = reviews_where!(
        "reviews.movie_id = $3 AND reviews.id < $4 ORDER BY reviews.id DESC LIMIT $5",
        reading,
        movie.0,
        after,
        limit
    )
    .fetch_all(pool)
    .await?;
    Ok(views(rows))
}

pub async fn latest(pool: &PgPool, reading: Reading, limit: i64) -> Result<Vec<ReviewView>> {
    let rows = reviews_where!(
        "reviews.visibility = 'public' AND reviews.hidden_at IS NULL AND NOT reviews.is_spoiler
         ORDER BY reviews.id DESC LIMIT $3",
        reading,
        limit
    )
    .fetch_all(pool)
    .await?;
    Ok(views(rows))
}

pub async fn insert(
    connection: &mut PgConnection,
    movie: MovieId,
    author: MemberId,
    input: &ReviewInput,
    label: Option<&Label>,
) -> Result<ReviewId> {
    let id = sqlx::query_scalar!(
        "INSERT INTO reviews (movie_id, member_id, content, is_spoiler, visibility, positive_probability, sentiment_model)
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        movie.0,
        author.0,
        input.content,
        input.spoiler,
        input.visibility.code(),
        label.map(|label| label.positive_probability),
        label.map(|label| label.model.as_str()),
    )
    .fetch_one(connection)
    .await?;
    Ok(ReviewId(id))
}

/// What a change of a review must know of it.
pub struct Before {
    pub movie: MovieId,
    pub author: Option<MemberId>,
    pub visibility: Visibility,
    pub hidden: bool,
}

/// The film of a review, whoever may see it.
pub async fn movie_of(connection: &mut PgConnection, id: ReviewId) -> Result<Option<MovieId>> {
    let movie =
        sqlx::query_scalar!("SELECT movie_id FROM reviews WHERE id = $1", id.0).fetch_optional(connection).await?;
    Ok(movie.map(MovieId))
}

/// Locks a review that `viewer` may see until the transaction ends.
pub async fn lock(connection: &mut PgConnection, id: ReviewId, viewer: MemberId) -> Result<Option<Before>> {
    let row = sqlx::query!(
        r#"SELECT movie_id, member_id, visibility, hidden_at IS NOT NULL AS "hidden!" FROM reviews
           WHERE id = $1 AND review_is_visible(visibility, hidden_at, member_id, $2) FOR UPDATE"#,
        id.0,
        viewer.0,
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| Before {
        movie: MovieId(row.movie_id),
        author: row.member_id.map(MemberId),
        visibility: visibility(&row.visibility),
        hidden: row.hidden,
    }))
}

/// Replaces text and switches. Without a new label an unchanged text keeps the one it has.
pub async fn update(
    connection: &mut PgConnection,
    id: ReviewId,
    input: &ReviewInput,
    label: Option<&Label>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE reviews
         SET content = $2, is_spoiler = $3, visibility = $4,
             positive_probability = CASE WHEN $6::text IS NULL AND content = $2 THEN positive_probability ELSE $5 END,
             sentiment_model = CASE WHEN $6::text IS NULL AND content = $2 THEN sentiment_model ELSE $6 END,
             edited_at = CASE WHEN content = $2 THEN edited_at ELSE now() END
         WHERE id = $1",
        id.0,
        input.content,
        input.spoiler,
        input.visibility.code(),
        label.map(|label| label.positive_probability),
        label.map(|label| label.model.as_str()),
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn delete(connection: &mut PgConnection, id: ReviewId) -> Result<()> {
    sqlx::query!("DELETE FROM reviews WHERE id = $1", id.0).execute(connection).await?;
    Ok(())
}

/// Reviews that no model has read yet, oldest first, after `after`.
pub async fn unlabelled(pool: &PgPool, after: i64, limit: i64) -> Result<Vec<(i64, String)>> {
    let rows = sqlx::query!(
        "SELECT id, content FROM reviews WHERE positive_probability IS NULL AND id > $1 ORDER BY id LIMIT $2",
        after,
        limit,
    )
    .fetch_all(pool)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.content)).collect())
}

/// Stores a label, unless the text has changed since it was read.
pub async fn set_label(pool: &PgPool, id: i64, content: &str, label: &Label) -> Result<()> {
    sqlx::query!(
        "UPDATE reviews SET positive_probability = $3, sentiment_model = $4 WHERE id = $1 AND content = $2",
        id,
        content,
        label.positive_probability,
        label.model,
    )
    .execute(pool)
    .await?;
    Ok(())
}
