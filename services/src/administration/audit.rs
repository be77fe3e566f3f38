//! The audit log: written in the transaction of every step, read by those who keep house.

use super::{cut, store};
use crate::accounts::Actor;
use crate::{Result, Services};
use domain::MemberId;
use domain::accounts::Role;
use domain::administration::{self, AuditEntry, AuditFilter, AuditList};
use serde_json::{Value, json};
use sqlx::PgConnection;

/// Writes that `actor` (`None`: the command line, or a rule of the house) did `action`, e.g.
/// `movie.merge`, to a target. `detail` holds what changed, never personal data and never a secret.
pub(crate) async fn write(
    connection: &mut PgConnection,
    actor: Option<MemberId>,
    action: &str,
    target_kind: &str,
    target_id: Option<i64>,
    detail: Value,
    reason: Option<&str>,
) -> Result<()> {
    store::audit::insert(connection, actor, action, target_kind, target_id, detail, reason).await
}

/// A value in `detail` that was another one before.
pub(crate) fn moved(from: impl Into<Value>, to: impl Into<Value>) -> Value {
    json!({ "from": from.into(), "to": to.into() })
}

/// The log, newest first.
pub async fn list(services: &Services, actor: &Actor, filter: AuditFilter) -> Result<AuditList> {
    actor.require(Role::Moderator)?;
    let entries = store::audit::list(&services.pool, &filter, super::PAGE + 1).await?;
    let (entries, more) = cut(entries, |entry| entry.id);
    Ok(AuditList { filter, entries, more })
}

/// The newest entries about one target.
pub(super) async fn of(services: &Services, target_kind: &str, target_id: i64) -> Result<Vec<AuditEntry>> {
    let filter =
        AuditFilter { target_kind: Some(target_kind.to_owned()), target_id: Some(target_id), ..AuditFilter::default() };
    store::audit::list(&services.pool, &filter, super::RECENT).await
}

/// What changed, one line each: `title: 기생 → 기생충`.
pub(super) fn lines(detail: &Value) -> Vec<String> {
    let Some(detail) = detail.as_object() else { return Vec::new() };
    detail
        .iter()
        .map(|(key, value)| {
            let label = administration::detail_label(key);
            match (value.get("from"), value.get("to")) {
                (Some(from), Some(to)) => format!("{label}: {} → {}", told(key, from), told(key, to)),
                _ => format!("{label}: {}", told(key, value)),
            }
        })
        .collect()
}

/// A value in words; codes that the screen has a word for are told by it.
fn told(key: &str, value: &Value) -> String {
    match (key, value.as_str()) {
        ("role", Some(code)) => Role::from_code(code).map_or(code, |role| role.label()).to_owned(),
        ("kind", Some(kind)) => administration::mail_label(kind).to_owned(),
        ("task", Some(task)) => administration::task_label(task).to_owned(),
        _ => words(value),
    }
}

fn words(value: &Value) -> String {
    match value {
        Value::Null => "없음".to_owned(),
        Value::Bool(true) => "켬".to_owned(),
        Value::Bool(false) => "끔".to_owned(),
        Value::String(text) if text.is_empty() => "없음".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(values) if values.is_empty() => "없음".to_owned(),
        Value::Array(values) => values.iter().map(words).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_are_told_in_lines() {
        let detail = json!({
            "title": moved("기생", "기생충"),
            "tags": moved(Vec::<String>::new(), vec!["반전", "가족"]),
            "days": 7,
            "later": null,
            "role": moved("member", "moderator"),
            "task": "send-mail",
        });
        let mut lines_of_it = lines(&detail);
        lines_of_it.sort_unstable();
        assert_eq!(
            lines_of_it,
            [
                "later: 없음",
                "기간(일): 7",
                "역할: 회원 → 중재자",
                "작업: 메일 보내기",
                "제목: 기생 → 기생충",
                "태그: 없음 → 반전, 가족"
            ]
        );
        assert!(lines(&json!({})).is_empty());
        assert!(lines(&json!("text")).is_empty());
    }
}
