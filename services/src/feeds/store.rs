//! SQL of feeds: only what everybody may read, and no text of a spoiler.

use crate::Result;
use domain::{MemberId, MovieId};
use sqlx::PgPool;
use time::OffsetDateTime;

pub struct FeedRow {
    pub id: i64,
    pub movie_title: String,
    pub author: Option<String>,
    pub author_score: Option<i16>,
    pub content: Option<String>,
    pub created_at: OffsetDateTime,
    edited_at: Option<OffsetDateTime>,
}

impl FeedRow {
    pub fn updated(&self) -> OffsetDateTime {
        self.edited_at.unwrap_or(self.created_at)
    }
}

/// Title of a film, and since when it is known here.
pub async fn movie(pool: &PgPool, id: MovieId) -> Result<Option<(String, OffsetDateTime)>> {
    let row =
        sqlx::query!(r#"SELECT title, created_at AS "created_at: OffsetDateTime" FROM movies WHERE id = $1"#, id.0)
            .fetch_optional(pool)
            .await?;
    Ok(row.map(|row| (row.title, row.created_at)))
}

/// The active member of this name, whatever its case, and since when they are one. Others have no
/// page, so nobody learns here that there is such a name.
pub async fn member(pool: &PgPool, nickname: &str) -> Result<Option<(MemberId, String, OffsetDateTime)>> {
    let row = sqlx::query!(
        r#"SELECT id, nickname, created_at AS "created_at: OffsetDateTime" FROM members
           WHERE lower(nickname) = lower($1) AND state = 'active'"#,
        nickname,
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|row| (MemberId(row.id), row.nickname, row.created_at)))
}

/// The newest public reviews on one condition: `$1` what it compares with, `$2` how many.
macro_rules! newest {
    ($condition:tt, $id:expr, $limit:expr) => {
        sqlx::query_as!(
            FeedRow,
            r#"SELECT reviews.id, movies.title AS movie_title, members.nickname AS "author?", reviews.author_score,
                      CASE WHEN reviews.is_spoiler THEN NULL ELSE reviews.content END AS content,
                      reviews.created_at AS "created_at: OffsetDateTime", reviews.edited_at AS "edited_at: OffsetDateTime"
               FROM reviews
               JOIN movies ON movies.id = reviews.movie_id
               LEFT JOIN members ON members.id = reviews.member_id
               WHERE review_is_public(reviews.visibility, reviews.hidden_at, reviews.deleted_at) AND "#
                + $condition
                + " ORDER BY reviews.id DESC LIMIT $2",
            $id,
            $limit,
        )
    };
}

pub async fn of_movie(pool: &PgPool, id: MovieId, limit: i64) -> Result<Vec<FeedRow>> {
    Ok(newest!("reviews.movie_id = $1", id.0, limit).fetch_all(pool).await?)
}

pub async fn of_member(pool: &PgPool, id: MemberId, limit: i64) -> Result<Vec<FeedRow>> {
    Ok(newest!("reviews.member_id = $1", id.0, limit).fetch_all(pool).await?)
}
