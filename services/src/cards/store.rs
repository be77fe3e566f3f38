//! SQL of share cards.

use super::{MovieCardFacts, ReviewCardFacts, quote};
use crate::Result;
use domain::score::mean;
use domain::{MovieId, ReviewId, Score};
use sqlx::PgPool;
use time::Date;

pub async fn movie(pool: &PgPool, id: MovieId) -> Result<Option<MovieCardFacts>> {
    let row = sqlx::query!(
        r#"SELECT title, released_on AS "released_on: Date", score_sum, score_count,
                  ARRAY(SELECT name FROM movie_genres JOIN genres ON genres.id = genre_id
                        WHERE movie_id = movies.id ORDER BY name) AS "genres!"
           FROM movies WHERE id = $1"#,
        id.0,
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|row| MovieCardFacts {
        id,
        title: row.title,
        genres: row.genres,
        year: row.released_on.map(Date::year),
        mean: mean(row.score_sum, row.score_count),
        score_count: row.score_count,
    }))
}

/// A review that everybody may read; the text of a spoiler stays in the database.
pub async fn review(pool: &PgPool, id: ReviewId) -> Result<Option<ReviewCardFacts>> {
    let row = sqlx::query!(
        r#"SELECT reviews.movie_id, movies.title AS movie_title, members.nickname AS "author?", reviews.author_score,
                  CASE WHEN reviews.is_spoiler THEN NULL ELSE reviews.content END AS content,
                  ARRAY(SELECT name FROM movie_genres JOIN genres ON genres.id = genre_id
                        WHERE movie_genres.movie_id = reviews.movie_id ORDER BY name) AS "genres!"
           FROM reviews
           JOIN movies ON movies.id = reviews.movie_id
           LEFT JOIN members ON members.id = reviews.member_id
           WHERE reviews.id = $1 AND review_is_public(reviews.visibility, reviews.hidden_at, reviews.deleted_at)"#,
        id.0,
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|row| ReviewCardFacts {
        id,
        movie_id: MovieId(row.movie_id),
        movie_title: row.movie_title,
        genres: row.genres,
        author: row.author,
        score: row.author_score.and_then(Score::from_tenths),
        quote: row.content.as_deref().map(quote),
    }))
}
