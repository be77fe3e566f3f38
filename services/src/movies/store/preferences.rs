//! SQL of preferences.

use crate::Result;
use domain::movies::Preference;
use domain::{MemberId, MovieId};
use sqlx::PgConnection;

/// Puts the member's preference in place of the old one, which it answers.
pub async fn replace_preference(
    connection: &mut PgConnection,
    member: MemberId,
    movie: MovieId,
    preference: Option<Preference>,
) -> Result<Option<Preference>> {
    let before =
        sqlx::query_scalar!("SELECT kind FROM preferences WHERE member_id = $1 AND movie_id = $2", member.0, movie.0)
            .fetch_optional(&mut *connection)
            .await?
            .as_deref()
            .and_then(Preference::from_code);
    if before == preference {
        return Ok(before);
    }
    match preference {
        Some(kind) => {
            sqlx::query!(
                "INSERT INTO preferences (member_id, movie_id, kind) VALUES ($1, $2, $3)
                 ON CONFLICT (member_id, movie_id) DO UPDATE SET kind = excluded.kind, created_at = now()",
                member.0,
                movie.0,
                kind.code(),
            )
            .execute(connection)
            .await?
        }
        None => {
            sqlx::query!("DELETE FROM preferences WHERE member_id = $1 AND movie_id = $2", member.0, movie.0)
                .execute(connection)
                .await?
        }
    };
    Ok(before)
}

/// Adds `change` to the number of members who want to see the film, and answers it.
pub async fn count_wants(connection: &mut PgConnection, movie: MovieId, change: i64) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        "UPDATE movies SET want_count = want_count + $2 WHERE id = $1 RETURNING want_count",
        movie.0,
        change,
    )
    .fetch_one(connection)
    .await?)
}
