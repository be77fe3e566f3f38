//! SQL of the counters.

use crate::Result;
use sqlx::PgConnection;

pub async fn recount(connection: &mut PgConnection) -> Result<u64> {
    // Nobody may change a counter between the counting and the writing. Films come first, as in
    // every change of a score or a review.
    sqlx::query!("LOCK TABLE movies IN EXCLUSIVE MODE").execute(&mut *connection).await?;
    sqlx::query!("LOCK TABLE scores, reviews, preferences, review_likes IN SHARE MODE")
        .execute(&mut *connection)
        .await?;
    let movies = sqlx::query!(
        "UPDATE movies SET score_sum = counted.score_sum, score_count = counted.score_count,
                           review_count = counted.review_count, want_count = counted.want_count
         FROM (
             SELECT movies.id,
                    coalesce((SELECT sum(score) FROM scores WHERE movie_id = movies.id), 0)::bigint AS score_sum,
                    (SELECT count(*) FROM scores WHERE movie_id = movies.id) AS score_count,
                    (SELECT count(*) FROM reviews WHERE movie_id = movies.id
                         AND review_is_visible(visibility, hidden_at, member_id, NULL)) AS review_count,
                    (SELECT count(*) FROM preferences WHERE movie_id = movies.id AND kind = 'want') AS want_count
             FROM movies
         ) AS counted
         WHERE counted.id = movies.id
           AND (movies.score_sum, movies.score_count, movies.review_count, movies.want_count)
               IS DISTINCT FROM (counted.score_sum, counted.score_count, counted.review_count, counted.want_count)"
    )
    .execute(&mut *connection)
    .await?;
    let reviews = sqlx::query!(
        "UPDATE reviews SET like_count = counted.likes
         FROM (SELECT reviews.id, (SELECT count(*) FROM review_likes WHERE review_id = reviews.id) AS likes FROM reviews) AS counted
         WHERE counted.id = reviews.id AND reviews.like_count <> counted.likes"
    )
    .execute(&mut *connection)
    .await?;
    Ok(movies.rows_affected() + reviews.rows_affected())
}
