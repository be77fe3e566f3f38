//! SQL of films that turned out to be another one.

use crate::Result;
use domain::MovieId;
use sqlx::PgPool;

/// The film that `old` was merged into.
pub async fn merged_into(pool: &PgPool, old: MovieId) -> Result<Option<MovieId>> {
    let id =
        sqlx::query_scalar!("SELECT movie_id FROM movie_merges WHERE old_id = $1", old.0).fetch_optional(pool).await?;
    Ok(id.map(MovieId))
}
