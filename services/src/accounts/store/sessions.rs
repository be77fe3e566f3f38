//! SQL of sessions.

use crate::Result;
use crate::secrets::Hash;
use domain::MemberId;
use sqlx::{PgConnection, PgPool};

/// A session of a held member. The password was asked for just now, or else when they signed up.
pub async fn insert(
    connection: &mut PgConnection,
    hash: Hash,
    member: MemberId,
    user_agent: &str,
    days: i32,
    is_fresh: bool,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO sessions (id_hash, member_id, user_agent, expires_at, authenticated_at)
         SELECT $1, id, $3, now() + make_interval(days => $4), CASE WHEN $5 THEN now() ELSE created_at END
         FROM members WHERE id = $2",
        &hash[..],
        member.0,
        user_agent,
        days,
        is_fresh,
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub struct SessionRow {
    pub id: i64,
    pub member_id: i64,
    pub nickname: String,
    pub state: String,
    pub role: String,
    /// The password was asked for a moment ago.
    pub is_fresh: bool,
    /// Ten minutes have passed since its use was last noted.
    pub is_stale: bool,
}

/// A suspension whose time has come is over, whether or not the job has been there.
pub async fn find(pool: &PgPool, hash: Hash, fresh_minutes: i32) -> Result<Option<SessionRow>> {
    Ok(sqlx::query_as!(
        SessionRow,
        r#"SELECT sessions.id, members.id AS member_id, members.nickname, members.role,
                  member_state_now(members.state, members.suspended_until) AS "state!",
                  sessions.authenticated_at > now() - make_interval(mins => $2) AS "is_fresh!",
                  sessions.last_used_at < now() - interval '10 minutes' AS "is_stale!"
           FROM sessions JOIN members ON members.id = sessions.member_id
           WHERE sessions.id_hash = $1 AND sessions.expires_at > now() AND members.state <> 'gone'"#,
        &hash[..],
        fresh_minutes,
    )
    .fetch_optional(pool)
    .await?)
}

/// Notes that the session is in use, and moves its end.
pub async fn prolong(pool: &PgPool, hash: Hash, idle_days: i32, absolute_days: i32) -> Result<()> {
    sqlx::query!(
        "UPDATE sessions
         SET last_used_at = now(),
             expires_at = least(now() + make_interval(days => $2), created_at + make_interval(days => $3))
         WHERE id_hash = $1",
        &hash[..],
        idle_days,
        absolute_days,
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Gives a session a new secret, under which the password has just been asked for; answers whether
/// the session was still there with its `present` one. Its absolute end stays.
pub async fn rotate(
    connection: &mut PgConnection,
    id: i64,
    present: Hash,
    hash: Hash,
    user_agent: &str,
) -> Result<bool> {
    let rotated = sqlx::query!(
        "UPDATE sessions SET id_hash = $3, user_agent = $4, authenticated_at = now(), last_used_at = now()
         WHERE id = $1 AND id_hash = $2 AND expires_at > now()",
        id,
        &present[..],
        &hash[..],
        user_agent,
    )
    .execute(connection)
    .await?;
    Ok(rotated.rows_affected() > 0)
}

/// Deletes one session of `member`; answers whether there was one.
pub async fn delete_of(connection: &mut PgConnection, member: MemberId, id: i64) -> Result<bool> {
    let deleted =
        sqlx::query!("DELETE FROM sessions WHERE id = $1 AND member_id = $2", id, member.0).execute(connection).await?;
    Ok(deleted.rows_affected() > 0)
}

/// Deletes all sessions of `member` but `except`; answers how many.
pub async fn delete_all(connection: &mut PgConnection, member: MemberId, except: Option<i64>) -> Result<u64> {
    let deleted =
        sqlx::query!("DELETE FROM sessions WHERE member_id = $1 AND id IS DISTINCT FROM $2", member.0, except,)
            .execute(connection)
            .await?;
    Ok(deleted.rows_affected())
}

pub async fn delete(pool: &PgPool, hash: Hash) -> Result<()> {
    sqlx::query!("DELETE FROM sessions WHERE id_hash = $1", &hash[..]).execute(pool).await?;
    Ok(())
}

pub async fn purge(connection: &mut PgConnection) -> Result<u64> {
    Ok(sqlx::query!("DELETE FROM sessions WHERE expires_at <= now()").execute(connection).await?.rows_affected())
}
