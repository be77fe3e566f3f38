//! SQL of the limits.

use crate::Result;
use crate::secrets::Hash;
use sqlx::{PgConnection, PgPool};

/// Takes one from the allowance of `key`; answers the seconds to wait when none is left. One
/// statement, whose row lock makes tries at the same time wait for each other.
pub async fn take(pool: &PgPool, key: Hash, burst: i32, interval: i32) -> Result<Option<u32>> {
    let taken = sqlx::query!(
        "INSERT INTO limits AS old (key_hash, full_at) VALUES ($1, now() + make_interval(secs => $3))
         ON CONFLICT (key_hash) DO UPDATE
             SET full_at = greatest(old.full_at, now()) + make_interval(secs => $3)
             WHERE greatest(old.full_at, now()) + make_interval(secs => $3) <= now() + make_interval(secs => $2 * $3)",
        &key[..],
        f64::from(burst),
        f64::from(interval),
    )
    .execute(pool)
    .await?;
    if taken.rows_affected() > 0 {
        return Ok(None);
    }
    let wait = sqlx::query_scalar!(
        r#"SELECT ceil(extract(epoch FROM full_at - now()) - ($2::float8 - 1) * $3)::int AS "wait!"
           FROM limits WHERE key_hash = $1"#,
        &key[..],
        f64::from(burst),
        f64::from(interval),
    )
    .fetch_optional(pool)
    .await?;
    Ok(Some(wait.unwrap_or(1).max(1).unsigned_abs()))
}

/// Gives one back to the allowance of `key`, which may have filled up meanwhile.
pub async fn give_back(pool: &PgPool, key: Hash, interval: i32) -> Result<()> {
    sqlx::query!(
        "UPDATE limits SET full_at = full_at - make_interval(secs => $2) WHERE key_hash = $1",
        &key[..],
        f64::from(interval),
    )
    .execute(pool)
    .await?;
    Ok(())
}

pub async fn forget(pool: &PgPool, key: Hash) -> Result<()> {
    sqlx::query!("DELETE FROM limits WHERE key_hash = $1", &key[..]).execute(pool).await?;
    Ok(())
}

pub async fn purge(connection: &mut PgConnection) -> Result<u64> {
    Ok(sqlx::query!("DELETE FROM limits WHERE full_at <= now()").execute(connection).await?.rows_affected())
}
