//! SQL of the counters.

use crate::Result;
use domain::MovieId;
use sqlx::PgConnection;

/// Sets the counters of the films on one condition, on `movies` and `$1`, to what their rows say.
macro_rules! recount_movies {
    ($films:tt $(, $argument:expr)*) => {
        sqlx::query!(
            "UPDATE movies SET score_sum = counted.score_sum, score_count = counted.score_count,
                               score_histogram = counted.score_histogram, review_count = counted.review_count,
                               positive_count = counted.positive_count, mixed_count = counted.mixed_count,
                               negative_count = counted.negative_count, want_count = counted.want_count
             FROM (
                 SELECT movies.id,
                        coalesce((SELECT sum(score) FROM scores WHERE movie_id = movies.id), 0)::bigint AS score_sum,
                        (SELECT count(*) FROM scores WHERE movie_id = movies.id) AS score_count,
                        ARRAY(SELECT count(scores.score) FROM generate_series(0, 9) AS bar
                              LEFT JOIN scores ON scores.movie_id = movies.id AND (scores.score - 1) / 5 = bar
                              GROUP BY bar ORDER BY bar) AS score_histogram,
                        coalesce(read.review_count, 0) AS review_count,
                        coalesce(read.positive_count, 0) AS positive_count,
                        coalesce(read.mixed_count, 0) AS mixed_count,
                        coalesce(read.negative_count, 0) AS negative_count,
                        (SELECT count(*) FROM preferences WHERE movie_id = movies.id AND kind = 'want') AS want_count
                 FROM movies LEFT JOIN (
                     SELECT movie_id, count(*) AS review_count,
                            count(*) FILTER (WHERE sentiment = 'positive') AS positive_count,
                            count(*) FILTER (WHERE sentiment = 'mixed') AS mixed_count,
                            count(*) FILTER (WHERE sentiment = 'negative') AS negative_count
                     FROM reviews WHERE review_is_public(visibility, hidden_at, deleted_at) GROUP BY movie_id
                 ) AS read ON read.movie_id = movies.id
                 WHERE " + $films + "
             ) AS counted
             WHERE counted.id = movies.id
               AND (movies.score_sum, movies.score_count, movies.score_histogram, movies.review_count,
                    movies.positive_count, movies.mixed_count, movies.negative_count, movies.want_count)
                   IS DISTINCT FROM (counted.score_sum, counted.score_count, counted.score_histogram,
                                     counted.review_count, counted.positive_count, counted.mixed_count,
                                     counted.negative_count, counted.want_count)"
            $(, $argument)*
        )
    };
}

/// Sets the counters of a held film to what its rows say. Its reviews' likes are not the film's to hold, so
/// they are left alone.
pub async fn recount_movie(connection: &mut PgConnection, id: MovieId) -> Result<()> {
    recount_movies!("movies.id = $1", id.0).execute(connection).await?;
    Ok(())
}

/// All counters; answers how many films and reviews were wrong.
pub async fn recount(connection: &mut PgConnection) -> Result<u64> {
    // Nobody may change a counter between the counting and the writing. Films come first and then
    // reviews, as in every change of a score, a review or a like.
    sqlx::query!("LOCK TABLE movies, reviews IN EXCLUSIVE MODE").execute(&mut *connection).await?;
    sqlx::query!("LOCK TABLE scores, preferences, review_likes IN SHARE MODE").execute(&mut *connection).await?;
    let movies = recount_movies!("true").execute(&mut *connection).await?;
    let reviews = sqlx::query!(
        "UPDATE reviews SET like_count = counted.likes, author_score = counted.score
         FROM (
             SELECT reviews.id, (SELECT count(*) FROM review_likes WHERE review_id = reviews.id) AS likes, score
             FROM reviews LEFT JOIN scores ON scores.movie_id = reviews.movie_id AND scores.member_id = reviews.member_id
         ) AS counted
         WHERE counted.id = reviews.id
           AND (reviews.like_count, reviews.author_score) IS DISTINCT FROM (counted.likes, counted.score)"
    )
    .execute(&mut *connection)
    .await?;
    Ok(movies.rows_affected() + reviews.rows_affected())
}
