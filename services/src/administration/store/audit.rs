//! SQL of the audit log.

use crate::Result;
use crate::administration::audit::lines;
use crate::time::korean_date_time;
use domain::MemberId;
use domain::administration::{AuditEntry, AuditFilter, AuditPerson};
use serde_json::Value;
use sqlx::{PgConnection, PgPool};
use time::OffsetDateTime;

pub async fn insert(
    connection: &mut PgConnection,
    actor: Option<MemberId>,
    action: &str,
    target_kind: &str,
    target_id: Option<i64>,
    detail: Value,
    reason: Option<&str>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO audit_log (actor_id, action, target_kind, target_id, detail, reason) VALUES ($1, $2, $3, $4, $5, $6)",
        actor.map(|actor| actor.0),
        action,
        target_kind,
        target_id,
        detail,
        reason,
    )
    .execute(connection)
    .await?;
    Ok(())
}

struct EntryRow {
    id: i64,
    at: OffsetDateTime,
    actor_id: Option<i64>,
    actor: Option<String>,
    action: String,
    target_kind: String,
    target_id: Option<i64>,
    target: Option<String>,
    detail: Value,
    reason: Option<String>,
}

impl From<EntryRow> for AuditEntry {
    fn from(row: EntryRow) -> Self {
        Self {
            id: row.id,
            at: korean_date_time(row.at),
            actor: row.actor_id.map(|id| AuditPerson { id: MemberId(id), nickname: row.actor }),
            action: row.action,
            target_kind: row.target_kind,
            target_id: row.target_id,
            target: row.target,
            detail: lines(&row.detail),
            reason: row.reason,
        }
    }
}

/// Entries newest first, with the names that their targets have now.
pub async fn list(pool: &PgPool, filter: &AuditFilter, limit: i64) -> Result<Vec<AuditEntry>> {
    let rows = sqlx::query_as!(
        EntryRow,
        r#"SELECT audit_log.id, audit_log.at AS "at: OffsetDateTime", actor_id, actors.nickname AS "actor?",
                  action, target_kind, target_id,
                  CASE target_kind
                      WHEN 'member' THEN (SELECT nickname FROM members WHERE members.id = target_id)
                      WHEN 'movie' THEN (SELECT title FROM movies WHERE movies.id = target_id)
                      WHEN 'tag' THEN (SELECT name FROM tags WHERE tags.id = target_id)
                  END AS target,
                  detail, reason
           FROM audit_log LEFT JOIN members AS actors ON actors.id = actor_id
           WHERE ($1::bigint IS NULL OR actor_id = $1) AND ($2::text IS NULL OR target_kind = $2)
             AND ($3::bigint IS NULL OR target_id = $3) AND ($4::text IS NULL OR action = $4)
             AND ($5::bigint IS NULL OR audit_log.id < $5)
           ORDER BY audit_log.id DESC LIMIT $6"#,
        filter.actor.map(|actor| actor.0),
        filter.target_kind.as_deref(),
        filter.target_id,
        filter.action.as_deref(),
        filter.after,
        limit,
    )
    .fetch_all(pool)
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}
