//! SQL of tags. Whoever holds both films and tags holds the films first, either in the order of
//! their ids, so that nobody waits in a circle.

use crate::Result;
use domain::administration::TagRow;
use sqlx::{PgConnection, PgPool};

/// Tags by name, from after the tag `after` on.
pub async fn list(pool: &PgPool, pattern: Option<&str>, after: Option<i64>, limit: i64) -> Result<Vec<TagRow>> {
    Ok(sqlx::query_as!(
        TagRow,
        r#"SELECT id, name, (SELECT count(*) FROM movie_tags WHERE tag_id = tags.id) AS "movie_count!" FROM tags
           WHERE ($1::text IS NULL OR name ILIKE $1)
             AND ($2::bigint IS NULL OR name > (SELECT name FROM tags WHERE id = $2))
           ORDER BY name LIMIT $3"#,
        pattern,
        after,
        limit,
    )
    .fetch_all(pool)
    .await?)
}

pub async fn insert(connection: &mut PgConnection, name: &str) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!("INSERT INTO tags (name) VALUES ($1) RETURNING id", name).fetch_one(connection).await
}

/// Holds the films that have a tag until the transaction ends; answers their ids.
pub async fn hold_movies(connection: &mut PgConnection, id: i64) -> Result<Vec<i64>> {
    Ok(sqlx::query_scalar!(
        "SELECT id FROM movies WHERE id IN (SELECT movie_id FROM movie_tags WHERE tag_id = $1)
         ORDER BY id FOR NO KEY UPDATE",
        id,
    )
    .fetch_all(connection)
    .await?)
}

/// Whether other films than `movies` have a tag.
pub async fn is_on_others(connection: &mut PgConnection, id: i64, movies: &[i64]) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM movie_tags WHERE tag_id = $1 AND movie_id <> ALL ($2)) AS "is_on_others!""#,
        id,
        movies,
    )
    .fetch_one(connection)
    .await?)
}

/// Gives the films of a tag a new version, so that no form from before is saved over what follows.
pub async fn touch_movies(connection: &mut PgConnection, id: i64) -> Result<()> {
    sqlx::query!(
        "UPDATE movies SET updated_at = clock_timestamp()
         WHERE id IN (SELECT movie_id FROM movie_tags WHERE tag_id = $1)",
        id,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Keeps tags from being deleted until the transaction ends; those that are gone are left out.
pub async fn share(connection: &mut PgConnection, ids: &[i64]) -> Result<Vec<i64>> {
    Ok(sqlx::query_scalar!("SELECT id FROM tags WHERE id = ANY ($1) ORDER BY id FOR KEY SHARE", ids)
        .fetch_all(connection)
        .await?)
}

/// Holds a tag until the transaction ends, and answers its name.
pub async fn lock(connection: &mut PgConnection, id: i64) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!("SELECT name FROM tags WHERE id = $1 FOR UPDATE", id).fetch_optional(connection).await?)
}

pub async fn rename(connection: &mut PgConnection, id: i64, name: &str) -> Result<(), sqlx::Error> {
    sqlx::query!("UPDATE tags SET name = $2 WHERE id = $1", id, name).execute(connection).await?;
    Ok(())
}

/// Puts `into` in the place of `from` on all films, and deletes `from`; answers how many films it had.
pub async fn merge(connection: &mut PgConnection, from: i64, into: i64) -> Result<u64> {
    sqlx::query!(
        "INSERT INTO movie_tags (movie_id, tag_id) SELECT movie_id, $2 FROM movie_tags WHERE tag_id = $1
         ON CONFLICT DO NOTHING",
        from,
        into,
    )
    .execute(&mut *connection)
    .await?;
    delete(connection, from).await
}

/// Deletes a tag; answers how many films had it.
pub async fn delete(connection: &mut PgConnection, id: i64) -> Result<u64> {
    let movies =
        sqlx::query!("DELETE FROM movie_tags WHERE tag_id = $1", id).execute(&mut *connection).await?.rows_affected();
    sqlx::query!("DELETE FROM tags WHERE id = $1", id).execute(connection).await?;
    Ok(movies)
}
