//! SQL of form returns.

use crate::Result;
use crate::secrets::Hash;
use domain::FormReturn;
use sqlx::types::Json;
use sqlx::{PgConnection, PgPool};

pub async fn insert(pool: &PgPool, id: Hash, owner: Hash, content: &FormReturn) -> Result<()> {
    sqlx::query!(
        "INSERT INTO form_returns (id_hash, owner_hash, content, expires_at)
         VALUES ($1, $2, $3, now() + interval '10 minutes')",
        &id[..],
        &owner[..],
        Json(content) as _,
    )
    .execute(pool)
    .await?;
    Ok(())
}

pub async fn find(pool: &PgPool, id: Hash, owner: Hash) -> Result<Option<FormReturn>> {
    let content = sqlx::query_scalar!(
        "SELECT content FROM form_returns
           WHERE id_hash = $1 AND owner_hash = $2 AND expires_at > now()",
        &id[..],
        &owner[..],
    )
    .fetch_optional(pool)
    .await?;
    // Another release may have written it; a page without its form is better than none.
    Ok(content.and_then(|content| serde_json::from_value(content).ok()))
}

pub async fn prolong(pool: &PgPool, id: Hash, owner: Hash) -> Result<()> {
    sqlx::query!(
        "UPDATE form_returns SET expires_at = now() + interval '1 hour'
         WHERE id_hash = $1 AND owner_hash = $2 AND expires_at > now()",
        &id[..],
        &owner[..],
    )
    .execute(pool)
    .await?;
    Ok(())
}

pub async fn purge(connection: &mut PgConnection) -> Result<u64> {
    Ok(sqlx::query!("DELETE FROM form_returns WHERE expires_at <= now()").execute(connection).await?.rows_affected())
}
