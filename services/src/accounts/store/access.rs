//! SQL of the tokens of clients without cookies. Whoever changes a family holds its row first, so
//! that two exchanges of one token come one after the other.

use crate::Result;
use crate::secrets::Hash;
use domain::MemberId;
use sqlx::{PgConnection, PgPool};

/// Opens a family for a held member: a password that changes at the same time ends it.
pub async fn insert_family(connection: &mut PgConnection, member: MemberId, device: &str, days: i32) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        "INSERT INTO token_families (member_id, device, expires_at)
         VALUES ($1, $2, now() + make_interval(days => $3)) RETURNING id",
        member.0,
        device,
        days,
    )
    .fetch_one(connection)
    .await?)
}

/// A refresh token good for so many days, but not longer than its family.
pub async fn insert_token(connection: &mut PgConnection, family: i64, hash: Hash, days: i32) -> Result<()> {
    sqlx::query!(
        "INSERT INTO refresh_tokens (id_hash, family_id, expires_at)
         SELECT $1, id, least(now() + make_interval(days => $3), expires_at) FROM token_families WHERE id = $2",
        &hash[..],
        family,
        days,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The family of a refresh token, live or not.
pub async fn family_of(connection: &mut PgConnection, hash: Hash) -> Result<Option<i64>> {
    Ok(sqlx::query_scalar!("SELECT family_id FROM refresh_tokens WHERE id_hash = $1", &hash[..])
        .fetch_optional(connection)
        .await?)
}

/// Holds a live family until the transaction ends; answers its member. `None` when it is revoked or
/// over.
pub async fn hold_family(connection: &mut PgConnection, family: i64) -> Result<Option<MemberId>> {
    let member = sqlx::query_scalar!(
        "SELECT member_id FROM token_families
         WHERE id = $1 AND revoked_at IS NULL AND expires_at > now() FOR NO KEY UPDATE",
        family,
    )
    .fetch_optional(connection)
    .await?;
    Ok(member.map(MemberId))
}

/// How a refresh token stands.
pub struct TokenRow {
    pub used: bool,
    /// Used, but only a moment ago.
    pub used_just_now: bool,
    pub expired: bool,
}

/// Of a family that is held. The clock is read now and not as the transaction began, which may have
/// waited for the family.
pub async fn token(connection: &mut PgConnection, hash: Hash, grace_seconds: i32) -> Result<Option<TokenRow>> {
    Ok(sqlx::query_as!(
        TokenRow,
        r#"SELECT used_at IS NOT NULL AS "used!",
                  coalesce(used_at > clock_timestamp() - make_interval(secs => $2::int), false) AS "used_just_now!",
                  expires_at <= clock_timestamp() AS "expired!"
           FROM refresh_tokens WHERE id_hash = $1"#,
        &hash[..],
        grace_seconds,
    )
    .fetch_optional(connection)
    .await?)
}

/// Notes that a token has been exchanged, and its family used.
pub async fn use_token(connection: &mut PgConnection, family: i64, hash: Hash) -> Result<()> {
    sqlx::query!("UPDATE refresh_tokens SET used_at = clock_timestamp() WHERE id_hash = $1", &hash[..])
        .execute(&mut *connection)
        .await?;
    sqlx::query!("UPDATE token_families SET last_used_at = clock_timestamp() WHERE id = $1", family)
        .execute(connection)
        .await?;
    Ok(())
}

/// Revokes one family of `member`, or of whomever; answers whether it was live.
pub async fn revoke(connection: &mut PgConnection, family: i64, member: Option<MemberId>) -> Result<bool> {
    let revoked = sqlx::query!(
        "UPDATE token_families SET revoked_at = now()
         WHERE id = $1 AND revoked_at IS NULL AND ($2::bigint IS NULL OR member_id = $2)",
        family,
        member.map(|member| member.0),
    )
    .execute(connection)
    .await?;
    Ok(revoked.rows_affected() > 0)
}

/// Revokes all families of `member` but `except`; answers how many were live.
pub async fn revoke_all(connection: &mut PgConnection, member: MemberId, except: Option<i64>) -> Result<u64> {
    let revoked = sqlx::query!(
        "UPDATE token_families SET revoked_at = now()
         WHERE member_id = $1 AND id IS DISTINCT FROM $2 AND revoked_at IS NULL",
        member.0,
        except,
    )
    .execute(connection)
    .await?;
    Ok(revoked.rows_affected())
}

/// The member behind an access token.
pub struct BearerRow {
    pub nickname: String,
    pub state: String,
    pub role: String,
}

/// `None` unless the family is live and the member's. A suspension whose time has come is over.
pub async fn bearer(pool: &PgPool, family: i64, member: MemberId) -> Result<Option<BearerRow>> {
    Ok(sqlx::query_as!(
        BearerRow,
        r#"SELECT members.nickname, members.role,
                  member_state_now(members.state, members.suspended_until) AS "state!"
           FROM token_families JOIN members ON members.id = token_families.member_id
           WHERE token_families.id = $1 AND members.id = $2 AND members.state <> 'gone'
             AND token_families.revoked_at IS NULL AND token_families.expires_at > now()"#,
        family,
        member.0,
    )
    .fetch_optional(pool)
    .await?)
}

/// Deletes families that are over, or were revoked a month ago, with their tokens.
pub async fn purge(connection: &mut PgConnection) -> Result<u64> {
    let deleted =
        sqlx::query!("DELETE FROM token_families WHERE expires_at <= now() OR revoked_at < now() - interval '30 days'")
            .execute(connection)
            .await?;
    Ok(deleted.rows_affected())
}
