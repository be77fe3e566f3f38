//! SQL of the links in mails.

use crate::Result;
use crate::secrets::Hash;
use domain::MemberId;
use sqlx::{PgConnection, PgPool};

/// The id that the next link gets: its secret is computed from it.
pub async fn next_id(connection: &mut PgConnection) -> Result<i64> {
    Ok(sqlx::query_scalar!(r#"SELECT nextval(pg_get_serial_sequence('member_tokens', 'id')) AS "id!""#)
        .fetch_one(connection)
        .await?)
}

/// A link as it is stored.
pub struct NewToken<'a> {
    pub id: i64,
    pub member: MemberId,
    pub purpose: &'a str,
    pub secret_hash: Hash,
    pub nonce: [u8; 16],
    pub email: &'a str,
    /// The browser that it is bound to.
    pub browser: Option<Vec<u8>>,
    /// The page that it leads back to.
    pub next: Option<String>,
    pub minutes: i32,
}

/// Puts a link of a held member in the place of the one for the same purpose.
pub async fn replace(connection: &mut PgConnection, token: &NewToken<'_>) -> Result<()> {
    sqlx::query!("DELETE FROM member_tokens WHERE member_id = $1 AND purpose = $2", token.member.0, token.purpose)
        .execute(&mut *connection)
        .await?;
    sqlx::query!(
        "INSERT INTO member_tokens (id, member_id, purpose, secret_hash, nonce, email, browser_hash, next, expires_at)
         OVERRIDING SYSTEM VALUE VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now() + make_interval(mins => $9))",
        token.id,
        token.member.0,
        token.purpose,
        &token.secret_hash[..],
        &token.nonce[..],
        token.email,
        token.browser.as_deref(),
        token.next.as_deref(),
        token.minutes,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Where a link was asked for.
#[derive(Default)]
pub struct OriginRow {
    /// The browser that it is bound to.
    pub browser_hash: Option<Vec<u8>>,
    /// The page that it leads back to.
    pub next: Option<String>,
}

/// Of the link of a held member.
pub async fn origin(connection: &mut PgConnection, member: MemberId, purpose: &str) -> Result<Option<OriginRow>> {
    Ok(sqlx::query_as!(
        OriginRow,
        "SELECT browser_hash, next FROM member_tokens WHERE member_id = $1 AND purpose = $2",
        member.0,
        purpose,
    )
    .fetch_optional(connection)
    .await?)
}

/// What a link's secret is computed from.
pub struct Seed {
    pub purpose: String,
    pub nonce: Vec<u8>,
    pub secret_hash: Vec<u8>,
}

/// Of a link that is still good.
pub async fn seed(pool: &PgPool, id: i64) -> Result<Option<Seed>> {
    Ok(sqlx::query_as!(
        Seed,
        "SELECT purpose, nonce, secret_hash FROM member_tokens
         WHERE id = $1 AND expires_at > now() AND used_at IS NULL",
        id,
    )
    .fetch_optional(pool)
    .await?)
}

/// What a link is about.
pub struct Subject {
    pub member_id: i64,
    pub nickname: String,
    pub password_hash: Option<String>,
    /// The address that the link proves.
    pub email: String,
    /// The browser that the link is bound to.
    pub browser_hash: Option<Vec<u8>>,
    /// The page that it leads back to.
    pub next: Option<String>,
}

/// Of a link that is still good.
pub async fn subject(pool: &PgPool, purpose: &str, secret_hash: Hash) -> Result<Option<Subject>> {
    Ok(sqlx::query_as!(
        Subject,
        "SELECT members.id AS member_id, members.nickname, members.password_hash, member_tokens.email,
                member_tokens.browser_hash, member_tokens.next
         FROM member_tokens JOIN members ON members.id = member_tokens.member_id
         WHERE secret_hash = $1 AND purpose = $2 AND member_tokens.expires_at > now() AND used_at IS NULL",
        &secret_hash[..],
        purpose,
    )
    .fetch_optional(pool)
    .await?)
}

/// The member and the address of a link that is still good.
pub async fn find(
    connection: &mut PgConnection,
    purpose: &str,
    secret_hash: Hash,
) -> Result<Option<(MemberId, String)>> {
    let row = sqlx::query!(
        "SELECT member_id, email FROM member_tokens
         WHERE secret_hash = $1 AND purpose = $2 AND expires_at > now() AND used_at IS NULL",
        &secret_hash[..],
        purpose,
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| (MemberId(row.member_id), row.email)))
}

/// Deletes a link that is still good; answers whether it was there.
pub async fn take(connection: &mut PgConnection, purpose: &str, secret_hash: Hash) -> Result<bool> {
    let taken = sqlx::query!(
        "DELETE FROM member_tokens WHERE secret_hash = $1 AND purpose = $2 AND expires_at > now()",
        &secret_hash[..],
        purpose,
    )
    .execute(connection)
    .await?;
    Ok(taken.rows_affected() > 0)
}

/// Marks a link as used that is still good; answers whether it was there.
pub async fn mark_used(connection: &mut PgConnection, purpose: &str, secret_hash: Hash) -> Result<bool> {
    let marked = sqlx::query!(
        "UPDATE member_tokens SET used_at = now()
         WHERE secret_hash = $1 AND purpose = $2 AND expires_at > now() AND used_at IS NULL",
        &secret_hash[..],
        purpose,
    )
    .execute(connection)
    .await?;
    Ok(marked.rows_affected() > 0)
}

/// A link that has been used and whose time is not over.
pub struct UsedRow {
    pub member_id: i64,
    pub browser_hash: Option<Vec<u8>>,
    pub next: Option<String>,
}

pub async fn used(pool: &PgPool, purpose: &str, secret_hash: Hash) -> Result<Option<UsedRow>> {
    Ok(sqlx::query_as!(
        UsedRow,
        "SELECT member_id, browser_hash, next FROM member_tokens
         WHERE secret_hash = $1 AND purpose = $2 AND expires_at > now() AND used_at IS NOT NULL",
        &secret_hash[..],
        purpose,
    )
    .fetch_optional(pool)
    .await?)
}

/// Deletes every link of a held member.
pub async fn clear(connection: &mut PgConnection, member: MemberId) -> Result<()> {
    sqlx::query!("DELETE FROM member_tokens WHERE member_id = $1", member.0).execute(connection).await?;
    Ok(())
}

/// Deletes links whose time has passed; answers how many.
pub async fn purge(connection: &mut PgConnection) -> Result<u64> {
    Ok(sqlx::query!("DELETE FROM member_tokens WHERE expires_at <= now()").execute(connection).await?.rows_affected())
}
