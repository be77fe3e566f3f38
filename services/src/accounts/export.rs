//! A member's own data, to take with them.

use super::Actor;
use super::store::export::everything;
use crate::limits::{self, Limit};
use crate::{Result, Services, mail};
use domain::error::ErrorCode;
use serde_json::Value;

/// Everything of the actor, whatever their state: account, scores, reviews with the private ones and
/// earlier texts, preferences, likes, devices, suspensions, links in mails, mails by their subjects. One statement.
///
/// # Errors
/// `too_many_requests` when asked for all the time.
pub async fn export(services: &Services, actor: &Actor) -> Result<Value> {
    limits::take(services, Limit::Export, &actor.member_id().to_string()).await?;
    let mut export = everything(&services.pool, actor.member_id()).await?.ok_or(ErrorCode::NotFound)?;
    name_mails(&mut export);
    Ok(export)
}

/// Puts the subject of each mail in the place of its content.
fn name_mails(export: &mut Value) {
    for entry in export.get_mut("mails").and_then(Value::as_array_mut).into_iter().flatten() {
        let Some(entry) = entry.as_object_mut() else { continue };
        let content = entry.remove("content").unwrap_or_default();
        let subject = entry.get("kind").and_then(Value::as_str).and_then(|kind| mail::subject(kind, &content));
        entry.insert("subject".to_owned(), subject.into());
    }
}
