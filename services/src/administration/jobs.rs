//! The queue of background work: what waits, what failed, trying again and throwing away.

use super::{audit, cut, may_change, reason, store};
use crate::accounts::Actor;
use crate::{Result, Services};
use domain::accounts::Role;
use domain::administration::{JobList, JobSearch};
use domain::error::ErrorCode;
use serde_json::{Value, json};
use sqlx::PgConnection;

/// Keys of a payload that are blotted out: those with one of these in them.
const SECRETS: &[&str] = &["token", "secret", "password", "key"];

/// Jobs, newest first: two statements. One whose payload or task this release does not know is listed
/// like any other; its error says what is wrong with it.
pub async fn jobs(services: &Services, actor: &Actor, search: JobSearch) -> Result<JobList> {
    actor.require(Role::Administrator)?;
    let counts = store::jobs::counts(&services.pool).await?;
    let jobs = store::jobs::list(&services.pool, search, super::PAGE + 1).await?;
    let (jobs, more) = cut(jobs, |job| job.id);
    Ok(JobList { search, counts, jobs, more })
}

/// Makes a job due now, with all its tries before it.
///
/// # Errors
/// `not_found` when it is done or gone, `conflict` while a worker has it.
pub async fn retry_job(services: &Services, actor: &Actor, id: i64) -> Result<()> {
    may_change(actor)?;
    let mut transaction = services.begin_unseen().await?;
    let task = free(&mut transaction, id).await?;
    if !store::jobs::retry(&mut transaction, id).await? {
        return Err(ErrorCode::Conflict.into());
    }
    let detail = json!({ "task": task });
    audit::write(&mut transaction, Some(actor.member_id()), "job.retry", "job", Some(id), detail, None).await?;
    transaction.commit().await?;
    Ok(())
}

/// Throws a job away.
///
/// # Errors
/// As [`retry_job`], and the field errors of [`domain::administration::reason`].
pub async fn purge_job(services: &Services, actor: &Actor, id: i64, why: String) -> Result<()> {
    may_change(actor)?;
    let why = reason(why)?;
    let mut transaction = services.begin_unseen().await?;
    let task = free(&mut transaction, id).await?;
    if !store::jobs::purge(&mut transaction, id).await? {
        return Err(ErrorCode::Conflict.into());
    }
    let detail = json!({ "task": task });
    audit::write(&mut transaction, Some(actor.member_id()), "job.purge", "job", Some(id), detail, Some(&why)).await?;
    transaction.commit().await?;
    Ok(())
}

/// Holds a job that no worker has until the transaction ends, and answers its task.
async fn free(connection: &mut PgConnection, id: i64) -> Result<String> {
    let job = store::jobs::lock(connection, id).await?.ok_or(ErrorCode::NotFound)?;
    if job.is_running { Err(ErrorCode::Conflict.into()) } else { Ok(job.task) }
}

/// `payload` as indented JSON, without what nobody should read.
pub(super) fn shown(mut payload: Value) -> String {
    redact(&mut payload);
    serde_json::to_string_pretty(&payload).unwrap_or_default()
}

fn redact(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields.iter_mut() {
                let key = key.to_lowercase();
                if SECRETS.iter().any(|secret| key.contains(secret)) {
                    *value = Value::String("•••".to_owned());
                } else {
                    redact(value);
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(redact),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_blotted_out_wherever_they_are() {
        let payload = json!({
            "id": 7,
            "accessToken": "abc",
            "nested": [{ "Password": { "plain": "abc" }, "name": "하늘" }],
        });
        let text = shown(payload);
        assert!(!text.contains("abc"), "{text}");
        let read: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(read, json!({ "id": 7, "accessToken": "•••", "nested": [{ "Password": "•••", "name": "하늘" }] }));
    }
}
