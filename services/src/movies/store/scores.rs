//! SQL of scores.

use crate::Result;
use domain::{MemberId, MovieId, Score};
use sqlx::PgConnection;

/// Puts the member's score in place of the old one, which it answers; the member's reviews of the
/// film carry it too.
pub async fn replace_score(
    connection: &mut PgConnection,
    member: MemberId,
    movie: MovieId,
    score: Option<Score>,
) -> Result<Option<Score>> {
    let before =
        sqlx::query_scalar!("SELECT score FROM scores WHERE member_id = $1 AND movie_id = $2", member.0, movie.0)
            .fetch_optional(&mut *connection)
            .await?;
    if before == score.map(Score::tenths) {
        return Ok(score);
    }
    match score {
        Some(score) => {
            sqlx::query!(
                "INSERT INTO scores (member_id, movie_id, score) VALUES ($1, $2, $3)
                 ON CONFLICT (member_id, movie_id) DO UPDATE SET score = excluded.score, updated_at = now()",
                member.0,
                movie.0,
                score.tenths(),
            )
            .execute(&mut *connection)
            .await?
        }
        None => {
            sqlx::query!("DELETE FROM scores WHERE member_id = $1 AND movie_id = $2", member.0, movie.0)
                .execute(&mut *connection)
                .await?
        }
    };
    sqlx::query!(
        "UPDATE reviews SET author_score = $3 WHERE member_id = $1 AND movie_id = $2 AND author_score IS DISTINCT FROM $3",
        member.0,
        movie.0,
        score.map(Score::tenths),
    )
    .execute(connection)
    .await?;
    Ok(before.and_then(Score::from_tenths))
}

/// Moves the film's sum, count and histogram from one score to the other; answers sum and count as
/// they now stand.
pub async fn count_score(
    connection: &mut PgConnection,
    movie: MovieId,
    before: Option<Score>,
    after: Option<Score>,
) -> Result<(i64, i64)> {
    let tenths = |score: Option<Score>| score.map_or(0, |score| i64::from(score.tenths()));
    let mut bars = [0_i64; 10];
    for (score, change) in [(before, -1), (after, 1)] {
        if let Some(score) = score {
            bars[score.bar() - 1] += change;
        }
    }
    let row = sqlx::query!(
        "UPDATE movies
         SET score_sum = score_sum + $2, score_count = score_count + $3,
             score_histogram = ARRAY(SELECT old + change FROM unnest(score_histogram, $4::bigint[])
                                     WITH ORDINALITY AS bars (old, change, place) ORDER BY place)
         WHERE id = $1
         RETURNING score_sum, score_count",
        movie.0,
        tenths(after) - tenths(before),
        i64::from(after.is_some()) - i64::from(before.is_some()),
        &bars[..],
    )
    .fetch_one(connection)
    .await?;
    Ok((row.score_sum, row.score_count))
}
