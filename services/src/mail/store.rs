//! SQL of mails.

use crate::Result;
use domain::MemberId;
use serde_json::Value;
use sqlx::{PgConnection, PgPool};
use time::OffsetDateTime;

/// A mail with the name of its member, who may be gone.
pub struct MailRow {
    pub id: i64,
    pub message_id: String,
    pub recipient: String,
    pub kind: String,
    pub content: Value,
    pub nickname: Option<String>,
    pub created_at: OffsetDateTime,
}

/// Mails on one condition; `$1` and so on are what it compares with.
macro_rules! mails {
    ($condition:tt, $($value:expr),+ $(,)?) => {
        sqlx::query_as!(
            MailRow,
            r#"SELECT mails.id, mails.message_id, mails.recipient, mails.kind, mails.content,
                      (SELECT nickname FROM members WHERE members.id = mails.member_id AND members.state <> 'gone')
                          AS "nickname?",
                      mails.created_at AS "created_at: OffsetDateTime"
               FROM mails WHERE "#
                + $condition,
            $($value),+
        )
    };
}

pub async fn insert(
    connection: &mut PgConnection,
    message_id: &str,
    member: Option<MemberId>,
    recipient: &str,
    kind: &str,
    content: &Value,
) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        "INSERT INTO mails (message_id, member_id, recipient, kind, content) VALUES ($1, $2, $3, $4, $5) RETURNING id",
        message_id,
        member.map(|member| member.0),
        recipient,
        kind,
        content,
    )
    .fetch_one(connection)
    .await?)
}

/// The mail with this id, while it waits.
pub async fn waiting(pool: &PgPool, id: i64) -> Result<Option<MailRow>> {
    Ok(mails!("mails.id = $1 AND mails.state = 'waiting'", id).fetch_optional(pool).await?)
}

/// Ids of mails that have waited for `minutes`, after `after`, the oldest first.
pub async fn waiting_ids(pool: &PgPool, after: i64, minutes: i32, count: i64) -> Result<Vec<i64>> {
    Ok(sqlx::query_scalar!(
        "SELECT id FROM mails
         WHERE state = 'waiting' AND id > $1 AND created_at <= now() - make_interval(mins => $2)
         ORDER BY id LIMIT $3",
        after,
        minutes,
        count,
    )
    .fetch_all(pool)
    .await?)
}

/// Whether a link is good and proves this address.
pub async fn is_proof_of(pool: &PgPool, token: i64, email: &str) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM member_tokens WHERE id = $1 AND email = $2 AND expires_at > now()) AS "exists!""#,
        token,
        email,
    )
    .fetch_one(pool)
    .await?)
}

/// Notes that a mail was sent, also one that was called off in the meantime.
pub async fn set_sent(pool: &PgPool, id: i64) -> Result<()> {
    sqlx::query!(
        "UPDATE mails SET state = 'sent', ended_at = now(), attempts = attempts + 1, last_error = NULL
         WHERE id = $1 AND state IN ('waiting', 'void')",
        id,
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Notes a try that failed, after which the mail waits on or is given up.
pub async fn set_failed(pool: &PgPool, id: i64, error: &str, is_dead: bool) -> Result<()> {
    sqlx::query!(
        "UPDATE mails
         SET attempts = attempts + 1, last_error = $2,
             state = CASE WHEN $3 THEN 'dead' ELSE state END,
             ended_at = CASE WHEN $3 THEN now() END
         WHERE id = $1 AND state = 'waiting'",
        id,
        error,
        is_dead,
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Lets a mail that was given up wait again.
pub async fn revive(connection: &mut PgConnection, id: i64) -> Result<bool> {
    let revived = sqlx::query!(
        "UPDATE mails SET state = 'waiting', ended_at = NULL, attempts = 0 WHERE id = $1 AND state = 'dead'",
        id,
    )
    .execute(connection)
    .await?;
    Ok(revived.rows_affected() > 0)
}

pub async fn void(connection: &mut PgConnection, id: i64) -> Result<bool> {
    let voided = sqlx::query!(
        "UPDATE mails SET state = 'void', ended_at = now() WHERE id = $1 AND state IN ('waiting', 'dead')",
        id,
    )
    .execute(connection)
    .await?;
    Ok(voided.rows_affected() > 0)
}

/// Mails that were sent or are about to be, the newest first.
pub async fn newest(pool: &PgPool, after: Option<i64>, count: i64) -> Result<Vec<MailRow>> {
    Ok(mails!(
        "mails.state IN ('waiting', 'sent') AND mails.id < $1 ORDER BY mails.id DESC LIMIT $2",
        after.unwrap_or(i64::MAX),
        count,
    )
    .fetch_all(pool)
    .await?)
}

/// One of [`newest`].
pub async fn one(pool: &PgPool, id: i64) -> Result<Option<MailRow>> {
    Ok(mails!("mails.state IN ('waiting', 'sent') AND mails.id = $1", id).fetch_optional(pool).await?)
}

/// What was sent or is void is kept for 30 days, what was given up for 90.
pub async fn purge(connection: &mut PgConnection) -> Result<u64> {
    let purged = sqlx::query!(
        "DELETE FROM mails
         WHERE state <> 'waiting' AND ended_at < now() - interval '30 days'
           AND (state <> 'dead' OR ended_at < now() - interval '90 days')",
    )
    .execute(connection)
    .await?;
    Ok(purged.rows_affected())
}
