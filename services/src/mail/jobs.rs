//! Sending mails in the background.

use super::refusal::{Meaning, Refusal};
use super::{brief, compose, store};
use crate::jobs::{outcome, services};
use crate::{Error, Result, Services};
use graphile_worker::worker_utils::types::RescheduleJobOptions;
use graphile_worker::{IntoTaskHandlerResult, JobKeyMode, JobSpec, TaskHandler, WorkerContext};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

/// Tries per mail. The queue waits e^n seconds after the nth, six hours at most: a mail server may
/// be away for most of a day.
const TRIES: i16 = 12;
/// Minutes after which a mail that still waits is looked after.
const PATIENCE: i32 = 5;
/// Mails read from the database at a time.
const BATCH: i64 = 200;

/// Sends one mail.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendMail {
    id: i64,
}

impl TaskHandler for SendMail {
    const IDENTIFIER: &'static str = "send-mail";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let is_last = context.job().attempts() >= context.job().max_attempts();
        outcome(send(&services(&context)?, self.id, is_last).await)
    }
}

/// Asks again for mails whose job was lost: it ran where there is no mail server, or failed where
/// there was no database.
#[derive(Debug, Serialize, Deserialize)]
pub struct ResumeMails;

impl TaskHandler for ResumeMails {
    const IDENTIFIER: &'static str = "resume-mails";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        outcome(request_waiting(&services(&context)?, PATIENCE).await)
    }
}

fn spec(id: i64) -> JobSpec {
    JobSpec::builder().job_key(format!("mail-{id}")).max_attempts(TRIES).build()
}

/// Asks for a mail to be sent, within the transaction that wrote it.
pub(super) async fn request(services: &Services, connection: &mut PgConnection, id: i64) -> Result<()> {
    services
        .queue
        .clone()
        .with_executor(connection)
        .add_job(SendMail { id }, spec(id))
        .await
        .map_err(|error| Error::fault("a job could not be enqueued", error))?;
    Ok(())
}

/// Asks for mails that have waited for `minutes`, except those that have a job: one that waits for
/// its next try, or is at work, must not be joined by another. A job that failed for good, because
/// the database was away on its last try, begins anew.
pub(super) async fn request_waiting(services: &Services, minutes: i32) -> Result<u64> {
    if !services.mailer.is_there() {
        return Ok(0);
    }
    let (mut after, mut count) = (0, 0);
    loop {
        let ids = store::waiting_ids(&services.pool, after, minutes, BATCH).await?;
        let Some(last) = ids.last() else { return Ok(count) };
        after = *last;
        for id in ids {
            let mut spec = spec(id);
            spec.set_job_key_mode(Some(JobKeyMode::UnsafeDedupe));
            // The job that is there already, where there is one.
            let job = services
                .queue
                .add_job(SendMail { id }, spec)
                .await
                .map_err(|error| Error::fault("a job could not be enqueued", error))?;
            if job.attempts() >= job.max_attempts() && job.locked_at().is_none() {
                // It was looked at just now, so that moment is due.
                let run_at = Some(*job.updated_at());
                let anew = RescheduleJobOptions { run_at, attempts: Some(0), ..RescheduleJobOptions::default() };
                services
                    .queue
                    .reschedule_jobs(&[*job.id()], anew)
                    .await
                    .map_err(|error| Error::fault("a job could not begin anew", error))?;
            }
            count += 1;
        }
    }
}

/// Sends the mail unless that has happened. Without a mailer it goes on waiting.
async fn send(services: &Services, id: i64, is_last: bool) -> Result<()> {
    if !services.mailer.is_there() {
        return Ok(());
    }
    let Some(mail) = store::waiting(&services.pool, id).await? else { return Ok(()) };
    let sent = match compose(services, &mail).await {
        Ok(Some(letter)) => services.mailer.deliver(&letter).await,
        Ok(None) => {
            let mut connection = services.pool.acquire().await?;
            store::void(&mut connection, id).await?;
            return Ok(());
        }
        Err(error) if is_last => Err(Refusal::own(Meaning::Final, brief(&error))),
        Err(error) => return Err(error),
    };
    let Err(refusal) = sent else { return store::set_sent(&services.pool, id).await };
    let is_dead = refusal.meaning == Meaning::Final || is_last;
    store::set_failed(&services.pool, id, &refusal.answer, is_dead).await?;
    if refusal.meaning == Meaning::Configuration {
        tracing::error!(
            mail = id,
            answer = %refusal.place,
            "the mail server refuses us, not the recipient: SMTP_URL, MAIL_FROM or the rights of the account are wrong"
        );
    }
    if is_dead {
        tracing::warn!(mail = id, "a mail was given up");
        return Ok(());
    }
    // What the mail server said may name the recipient, so it stays in the row and out of the log.
    Err(Error::fault("a mail was not sent", "the queue tries again"))
}
