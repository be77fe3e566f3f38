//! SQL of signing up and in, of addresses, nicknames and passwords.
//!
//! Nicknames are compared in one form, `lower(normalize(…, NFKC))`, and always here, so that nothing
//! else has an opinion on case.

use super::state;
use crate::Result;
use crate::secrets::Hash;
use domain::MemberId;
use domain::accounts::MemberState;
use sqlx::{PgConnection, PgPool};

/// Lets nobody else sign up with, confirm or take over this (lower-cased) address until the
/// transaction ends, whether or not it has a member.
pub async fn hold_address(connection: &mut PgConnection, email: &str) -> Result<()> {
    sqlx::query_scalar!(r#"SELECT true AS "held!" FROM pg_advisory_xact_lock(hashtextextended($1, 0))"#, email)
        .fetch_one(connection)
        .await?;
    Ok(())
}

/// A member who is held until the transaction ends.
pub struct HeldMember {
    pub id: MemberId,
    pub email: String,
    pub state: MemberState,
    pub password_hash: Option<String>,
}

impl HeldMember {
    /// # Errors
    /// As [`crate::accounts::Actor::may_act`], by the state under the hold.
    pub fn may_act(&self) -> Result<()> {
        self.state.refusal().map_or(Ok(()), |code| Err(code.into()))
    }
}

struct HeldRow {
    id: i64,
    email: String,
    state: String,
    password_hash: Option<String>,
}

impl From<HeldRow> for HeldMember {
    fn from(row: HeldRow) -> Self {
        Self { id: MemberId(row.id), email: row.email, state: state(&row.state), password_hash: row.password_hash }
    }
}

/// Holds the member with this address.
pub async fn hold_by_email(connection: &mut PgConnection, email: &str) -> Result<Option<HeldMember>> {
    let row = sqlx::query_as!(
        HeldRow,
        r#"SELECT id, email AS "email!", password_hash,
                  member_state_now(state, suspended_until) AS "state!"
           FROM members WHERE email = $1 FOR NO KEY UPDATE"#,
        email,
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(HeldMember::from))
}

/// Holds a member; `None` for one who is gone.
pub async fn hold(connection: &mut PgConnection, member: MemberId) -> Result<Option<HeldMember>> {
    let row = sqlx::query_as!(
        HeldRow,
        r#"SELECT id, email AS "email!", password_hash,
                  member_state_now(state, suspended_until) AS "state!"
           FROM members WHERE id = $1 AND email IS NOT NULL FOR NO KEY UPDATE"#,
        member.0,
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(HeldMember::from))
}

/// What a sign-in compares with.
pub struct Credentials {
    pub id: MemberId,
    pub state: MemberState,
    pub password_hash: Option<String>,
}

/// Of the member with this (lower-cased) address, in any state but gone.
pub async fn credentials(pool: &PgPool, email: &str) -> Result<Option<Credentials>> {
    let row = sqlx::query!(
        r#"SELECT id, password_hash,
                  member_state_now(state, suspended_until) AS "state!"
           FROM members WHERE email = $1"#,
        email,
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|row| Credentials { id: MemberId(row.id), state: state(&row.state), password_hash: row.password_hash }))
}

/// What a new password is checked against.
pub struct Identity {
    pub email: String,
    pub nickname: String,
    pub password_hash: Option<String>,
}

pub async fn identity(pool: &PgPool, member: MemberId) -> Result<Option<Identity>> {
    Ok(sqlx::query_as!(
        Identity,
        r#"SELECT email AS "email!", nickname, password_hash FROM members WHERE id = $1 AND email IS NOT NULL"#,
        member.0,
    )
    .fetch_optional(pool)
    .await?)
}

/// Whether the address may take this nickname: no member has it but one who has not yet confirmed
/// this same address, nobody who is gone had it, and no other address holds it.
pub async fn is_nickname_free(connection: &mut PgConnection, nickname: &str, email: &str, hash: Hash) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"SELECT NOT EXISTS (SELECT FROM members
                              WHERE lower(normalize(nickname, NFKC)) = folded
                                AND (email = $2 AND state = 'unconfirmed') IS NOT TRUE)
              AND NOT EXISTS (SELECT FROM retired_nicknames
                              WHERE nickname_hash = sha256(convert_to(folded, 'UTF8')))
              AND NOT EXISTS (SELECT FROM nickname_holds
                              WHERE nickname = folded AND email_hash <> $3 AND expires_at > now()) AS "is_free!"
           FROM lower(normalize($1, NFKC)) AS folded"#,
        nickname,
        email,
        &hash[..],
    )
    .fetch_one(connection)
    .await?)
}

/// Holds the nickname for an address for so many days, and lets go of those it held before; answers
/// whether no other address was faster.
pub async fn hold_nickname(connection: &mut PgConnection, nickname: &str, hash: Hash, days: i32) -> Result<bool> {
    let held = sqlx::query!(
        "INSERT INTO nickname_holds AS old (nickname, email_hash, expires_at)
         VALUES (lower(normalize($1, NFKC)), $2, now() + make_interval(days => $3))
         ON CONFLICT (nickname) DO UPDATE SET email_hash = excluded.email_hash, expires_at = excluded.expires_at
             WHERE old.email_hash = excluded.email_hash OR old.expires_at <= now()",
        nickname,
        &hash[..],
        days,
    )
    .execute(&mut *connection)
    .await?;
    if held.rows_affected() == 0 {
        return Ok(false);
    }
    // Only live ones: another sign-up may be taking over one whose time has passed.
    sqlx::query!(
        "DELETE FROM nickname_holds
         WHERE email_hash = $2 AND nickname <> lower(normalize($1, NFKC)) AND expires_at > now()",
        nickname,
        &hash[..],
    )
    .execute(connection)
    .await?;
    Ok(true)
}

/// Holds for so many days from now what an address holds already.
pub async fn prolong_nicknames(connection: &mut PgConnection, hash: Hash, days: i32) -> Result<()> {
    sqlx::query!(
        "UPDATE nickname_holds SET expires_at = now() + make_interval(days => $2)
         WHERE email_hash = $1 AND expires_at > now()",
        &hash[..],
        days,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Lets go of what an address holds.
pub async fn release_nicknames(connection: &mut PgConnection, hash: Hash) -> Result<()> {
    sqlx::query!("DELETE FROM nickname_holds WHERE email_hash = $1", &hash[..]).execute(connection).await?;
    Ok(())
}

/// A member who has yet to confirm the address; `None` when the address has a member.
pub async fn insert(
    connection: &mut PgConnection,
    email: &str,
    nickname: &str,
    password_hash: &str,
) -> Result<Option<MemberId>, sqlx::Error> {
    let id = sqlx::query_scalar!(
        "INSERT INTO members (email, nickname, password_hash, terms_agreed_at) VALUES ($1, $2, $3, now())
         ON CONFLICT (email) DO NOTHING RETURNING id",
        email,
        nickname,
        password_hash,
    )
    .fetch_optional(connection)
    .await?;
    Ok(id.map(MemberId))
}

/// A sign-up for an address that waits to be confirmed takes the place of the one before.
pub async fn replace_unconfirmed(
    connection: &mut PgConnection,
    member: MemberId,
    nickname: &str,
    password_hash: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE members SET nickname = $2, password_hash = $3, terms_agreed_at = now(), created_at = now()
         WHERE id = $1 AND state = 'unconfirmed'",
        member.0,
        nickname,
        password_hash,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Makes a held member active who has not been so before; answers whether it was such a member.
pub async fn confirm(connection: &mut PgConnection, member: MemberId, email: &str) -> Result<bool> {
    let confirmed = sqlx::query!(
        "UPDATE members SET state = 'active', confirmed_at = now()
         WHERE id = $1 AND email = $2 AND state = 'unconfirmed'",
        member.0,
        email,
    )
    .execute(connection)
    .await?;
    Ok(confirmed.rows_affected() > 0)
}

/// Sets the password of a held member.
pub async fn set_password(connection: &mut PgConnection, member: MemberId, password_hash: &str) -> Result<()> {
    sqlx::query!("UPDATE members SET password_hash = $2 WHERE id = $1", member.0, password_hash)
        .execute(connection)
        .await?;
    Ok(())
}

/// Whether the address has a member who has confirmed it, or will not give it up in another way.
pub async fn owner(connection: &mut PgConnection, email: &str) -> Result<Option<MemberId>> {
    let id = sqlx::query_scalar!("SELECT id FROM members WHERE email = $1 AND state <> 'unconfirmed'", email)
        .fetch_optional(connection)
        .await?;
    Ok(id.map(MemberId))
}

/// Gives a held member another, held address. A sign-up that never proved the address gives way to
/// whoever does.
///
/// # Errors
/// `members_email_key` when a member has confirmed it.
pub async fn set_email(connection: &mut PgConnection, member: MemberId, email: &str) -> Result<(), sqlx::Error> {
    sqlx::query!("DELETE FROM members WHERE email = $1 AND state = 'unconfirmed' AND id <> $2", email, member.0)
        .execute(&mut *connection)
        .await?;
    sqlx::query!("UPDATE members SET email = $2 WHERE id = $1", member.0, email).execute(connection).await?;
    Ok(())
}

/// Deletes holds of nicknames whose time has passed; answers how many.
pub async fn purge_holds(connection: &mut PgConnection) -> Result<u64> {
    Ok(sqlx::query!("DELETE FROM nickname_holds WHERE expires_at <= now()").execute(connection).await?.rows_affected())
}
