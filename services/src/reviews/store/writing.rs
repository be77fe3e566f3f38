//! Reviews as they are changed.

use super::super::Counts;
use super::visibility;
use crate::Result;
use crate::sentiment::Label;
use domain::reviews::{ReviewInput, Sentiment, Visibility};
use domain::{MemberId, MovieId, ReviewId};
use sqlx::{PgConnection, PgPool};

pub async fn insert(
    connection: &mut PgConnection,
    movie: MovieId,
    author: MemberId,
    input: &ReviewInput,
    label: Option<&Label>,
) -> Result<ReviewId> {
    let id = sqlx::query_scalar!(
        "INSERT INTO reviews (movie_id, member_id, content, is_spoiler, visibility,
                              positive_probability, sentiment_model, sentiment, author_score)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, (SELECT score FROM scores WHERE movie_id = $1 AND member_id = $2))
         RETURNING id",
        movie.0,
        author.0,
        input.content,
        input.spoiler,
        input.visibility.code(),
        label.map(|label| label.positive_probability),
        label.map(|label| label.model.as_str()),
        label.map(|label| label.sentiment().code()),
    )
    .fetch_one(connection)
    .await?;
    Ok(ReviewId(id))
}

/// The review that `author` has posted with the same text and switches within the last minute: the
/// same post, sent twice. Ask while the film is locked.
pub async fn just_posted(
    connection: &mut PgConnection,
    movie: MovieId,
    author: MemberId,
    input: &ReviewInput,
) -> Result<Option<ReviewId>> {
    let id = sqlx::query_scalar!(
        "SELECT id FROM reviews
         WHERE member_id = $2 AND movie_id = $1 AND deleted_at IS NULL AND created_at > now() - interval '1 minute'
           AND (content, is_spoiler, visibility) = ($3, $4, $5)
         ORDER BY id DESC LIMIT 1",
        movie.0,
        author.0,
        input.content,
        input.spoiler,
        input.visibility.code(),
    )
    .fetch_optional(connection)
    .await?;
    Ok(id.map(ReviewId))
}

/// What a change of a review must know of it.
pub struct Before {
    pub movie: MovieId,
    pub author: Option<MemberId>,
    visibility: Visibility,
    hidden: bool,
    sentiment: Option<Sentiment>,
    /// The model's reading, whatever the author says.
    pub read: Option<Sentiment>,
}

impl Before {
    /// What the review adds to its film's counters.
    pub fn counts(&self) -> Counts {
        Counts::of(self.visibility == Visibility::Public && !self.hidden, self.sentiment)
    }
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
        r#"SELECT movie_id, member_id, visibility, hidden_at IS NOT NULL AS "hidden!", sentiment, positive_probability
           FROM reviews
           WHERE id = $1 AND review_is_visible(visibility, hidden_at, deleted_at, member_id, $2) FOR NO KEY UPDATE"#,
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
        sentiment: row.sentiment.as_deref().and_then(Sentiment::from_code),
        read: row.positive_probability.map(Sentiment::of),
    }))
}

/// Replaces text and switches; answers what the review now adds to its film's counters. Without a
/// new label an unchanged text keeps the one it has. What the author says of it stands over both.
pub async fn update(
    connection: &mut PgConnection,
    id: ReviewId,
    input: &ReviewInput,
    label: Option<&Label>,
) -> Result<Counts> {
    let row = sqlx::query!(
        r#"UPDATE reviews
           SET content = $2, is_spoiler = $3, visibility = $4,
               positive_probability = CASE WHEN $6::text IS NULL AND content = $2 THEN positive_probability ELSE $5 END,
               sentiment_model = CASE WHEN $6::text IS NULL AND content = $2 THEN sentiment_model ELSE $6 END,
               sentiment = coalesce(
                   author_sentiment, CASE WHEN $6::text IS NULL AND content = $2 THEN sentiment ELSE $7 END),
               edited_at = CASE WHEN content = $2 THEN edited_at ELSE now() END
           WHERE id = $1
           RETURNING review_is_public(visibility, hidden_at, deleted_at) AS "public!", sentiment"#,
        id.0,
        input.content,
        input.spoiler,
        input.visibility.code(),
        label.map(|label| label.positive_probability),
        label.map(|label| label.model.as_str()),
        label.map(|label| label.sentiment().code()),
    )
    .fetch_one(connection)
    .await?;
    Ok(Counts::of(row.public, row.sentiment.as_deref().and_then(Sentiment::from_code)))
}

/// How many earlier texts of a review are kept.
const KEPT_VERSIONS: i64 = 5;

/// Keeps what a review says before it says `next`; nothing where the two are the same.
pub async fn keep_version(connection: &mut PgConnection, id: ReviewId, next: &ReviewInput) -> Result<()> {
    sqlx::query!(
        "INSERT INTO review_versions (review_id, content, is_spoiler, visibility)
         SELECT id, content, is_spoiler, visibility FROM reviews
         WHERE id = $1 AND (content, is_spoiler, visibility) IS DISTINCT FROM ($2, $3, $4)",
        id.0,
        next.content,
        next.spoiler,
        next.visibility.code(),
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "DELETE FROM review_versions WHERE review_id = $1 AND id <
             (SELECT id FROM review_versions WHERE review_id = $1 ORDER BY id DESC OFFSET $2 LIMIT 1)",
        id.0,
        KEPT_VERSIONS - 1,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// What a review said before its last change.
pub async fn last_version(pool: &PgPool, id: ReviewId) -> Result<Option<ReviewInput>> {
    let row = sqlx::query!(
        "SELECT content, is_spoiler, visibility FROM review_versions WHERE review_id = $1 ORDER BY id DESC LIMIT 1",
        id.0,
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|row| ReviewInput {
        content: row.content,
        spoiler: row.is_spoiler,
        visibility: visibility(&row.visibility),
    }))
}

/// Whether the last change is so fresh that the page offers to take it back.
pub async fn can_undo(pool: &PgPool, id: ReviewId) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM review_versions WHERE review_id = $1 AND replaced_at > now() - interval '10 minutes')
           AS "fresh!""#,
        id.0,
    )
    .fetch_one(pool)
    .await?)
}

pub async fn delete(connection: &mut PgConnection, id: ReviewId) -> Result<()> {
    sqlx::query!("UPDATE reviews SET deleted_at = now() WHERE id = $1", id.0).execute(connection).await?;
    Ok(())
}

/// Brings a deleted review of `author` back; answers what it adds to its film's counters.
pub async fn restore(connection: &mut PgConnection, id: ReviewId, author: MemberId) -> Result<Option<Counts>> {
    let row = sqlx::query!(
        r#"UPDATE reviews SET deleted_at = NULL
           WHERE id = $1 AND member_id = $2 AND deleted_at > now() - interval '1 day'
           RETURNING review_is_public(visibility, hidden_at, deleted_at) AS "public!", sentiment"#,
        id.0,
        author.0,
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| Counts::of(row.public, row.sentiment.as_deref().and_then(Sentiment::from_code))))
}

/// Sets whether `member` likes a review, and answers how many do.
pub async fn set_like(connection: &mut PgConnection, id: ReviewId, member: MemberId, liked: bool) -> Result<i64> {
    let changed = if liked {
        sqlx::query!(
            "INSERT INTO review_likes (review_id, member_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            id.0,
            member.0,
        )
        .execute(&mut *connection)
        .await?
        .rows_affected()
    } else {
        sqlx::query!("DELETE FROM review_likes WHERE review_id = $1 AND member_id = $2", id.0, member.0)
            .execute(&mut *connection)
            .await?
            .rows_affected()
    };
    let change = if liked { 1 } else { -1 } * i64::try_from(changed).unwrap_or_default();
    Ok(sqlx::query_scalar!(
        "UPDATE reviews SET like_count = like_count + $2 WHERE id = $1 RETURNING like_count",
        id.0,
        change,
    )
    .fetch_one(connection)
    .await?)
}

/// Removes for good what was deleted a day ago, and what was replaced a month ago.
pub async fn purge(connection: &mut PgConnection) -> Result<()> {
    sqlx::query!("DELETE FROM reviews WHERE deleted_at < now() - interval '1 day'").execute(&mut *connection).await?;
    sqlx::query!("DELETE FROM review_versions WHERE replaced_at < now() - interval '30 days'")
        .execute(&mut *connection)
        .await?;
    Ok(())
}
