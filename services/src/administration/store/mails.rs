//! SQL of the outbox as the house sees it.

use crate::Result;
use crate::time::korean_date_time;
use domain::MemberId;
use domain::administration::{MailRow, MailSearch, MailState, MailView};
use sqlx::{PgConnection, PgPool};
use time::OffsetDateTime;

fn state(code: &str) -> MailState {
    MailState::from_code(code).unwrap_or(MailState::Void)
}

/// Mails newest first.
pub async fn list(pool: &PgPool, search: MailSearch, limit: i64) -> Result<Vec<MailRow>> {
    let rows = sqlx::query!(
        r#"SELECT id, kind, recipient, state, attempts, created_at AS "created_at: OffsetDateTime", last_error FROM mails
           WHERE ($1::text IS NULL OR state = $1) AND ($2::bigint IS NULL OR id < $2)
           ORDER BY id DESC LIMIT $3"#,
        search.state.map(MailState::code),
        search.after,
        limit,
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| MailRow {
            id: row.id,
            kind: row.kind,
            recipient: row.recipient,
            state: state(&row.state),
            attempts: row.attempts,
            created: korean_date_time(row.created_at),
            last_error: row.last_error,
        })
        .collect())
}

/// How many wait, and how many were given up.
pub async fn counts(pool: &PgPool) -> Result<(i64, i64)> {
    let row = sqlx::query!(
        r#"SELECT (SELECT count(*) FROM mails WHERE state = 'waiting') AS "waiting!",
                  (SELECT count(*) FROM mails WHERE state = 'dead') AS "dead!""#
    )
    .fetch_one(pool)
    .await?;
    Ok((row.waiting, row.dead))
}

pub async fn find(pool: &PgPool, id: i64) -> Result<Option<MailView>> {
    let row = sqlx::query!(
        r#"SELECT mails.id, kind, recipient, mails.state, attempts, mails.created_at AS "created_at: OffsetDateTime",
                  last_error, message_id, ended_at AS "ended_at: OffsetDateTime", member_id, members.nickname AS "nickname?"
           FROM mails LEFT JOIN members ON members.id = member_id WHERE mails.id = $1"#,
        id,
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|row| MailView {
        mail: MailRow {
            id: row.id,
            kind: row.kind,
            recipient: row.recipient,
            state: state(&row.state),
            attempts: row.attempts,
            created: korean_date_time(row.created_at),
            last_error: row.last_error,
        },
        message_id: row.message_id,
        member: row.member_id.map(MemberId).zip(row.nickname),
        ended: row.ended_at.map(korean_date_time),
    }))
}

/// Which mail it is.
pub async fn kind(connection: &mut PgConnection, id: i64) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!("SELECT kind FROM mails WHERE id = $1", id).fetch_optional(connection).await?)
}
