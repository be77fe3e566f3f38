//! Background work: the queue in PostgreSQL and the worker that empties it.
//!
//! A job is enqueued inside the transaction that needs it, so that it exists exactly when that
//! transaction does. Every job may run twice without harm. To add one: a type with
//! [`TaskHandler`] in its room's `jobs.rs`, and its line in [`options`].

use crate::accounts::jobs::{LiftSuspensions, PurgeLeavers};
use crate::error::chain;
use crate::queue::SCHEMA;
use crate::{Error, Result, Services, accounts, forms, limits, mail, reviews};
use graphile_worker::{Cron, CronBuilder, IntoTaskHandlerResult, TaskHandler, Worker, WorkerContext, WorkerOptions};
use serde::{Deserialize, Serialize};
use std::future::Future;
use std::time::Duration;

/// What jobs find in their context.
#[derive(Clone)]
struct JobServices(Services);

impl std::fmt::Debug for JobServices {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("JobServices")
    }
}

/// The services a job works with.
pub(crate) fn services(context: &WorkerContext) -> Result<Services, String> {
    context
        .get_ext::<JobServices>()
        .map(|services| services.0.clone())
        .ok_or_else(|| "the worker has no services".to_owned())
}

/// Turns a failed job into the text that the queue keeps; a fault is logged as well.
pub(crate) fn outcome<T>(result: Result<T>) -> Result<(), String> {
    result.map(|_| ()).map_err(|error| {
        let text = chain(&error);
        tracing::warn!(error = %text, "job failed");
        text
    })
}

fn options(services: &Services) -> WorkerOptions {
    WorkerOptions::default()
        .schema(SCHEMA)
        .pg_pool(services.pool.clone())
        .concurrency(2)
        .poll_interval(Duration::from_secs(5))
        .listen_os_shutdown_signals(false)
        // A mail that is on its way may arrive.
        .shutdown_grace_period(Duration::from_secs(9))
        // A worker that was killed holds its jobs for a minute, not for the four hours that are the
        // queue's last resort.
        .heartbeat_interval(Duration::from_secs(10))
        .sweep_interval(Duration::from_secs(15))
        .sweep_threshold(Duration::from_secs(45))
        .recovery_delay(Duration::from_secs(1))
        .add_extension(JobServices(services.clone()))
        .define_job::<reviews::jobs::LabelReviews>()
        .define_job::<mail::jobs::SendMail>()
        .define_job::<mail::jobs::ResumeMails>()
        .define_job::<LiftSuspensions>()
        .define_job::<PurgeLeavers>()
        .define_job::<PurgeExpired>()
}

async fn init(options: WorkerOptions) -> Result<Worker> {
    options.init().await.map_err(|error| Error::fault("the job worker could not start", error))
}

/// Runs jobs until `stop` completes, then lets the current ones finish. Labels and mails that were
/// owed from an earlier run are asked for first.
pub async fn run(services: &Services, stop: impl Future<Output = ()> + Send + 'static) -> Result<()> {
    reviews::jobs::request_labels(services).await?;
    mail::resume(services, 0).await?;
    let mut options = options(services)
        .with_cron(every::<PurgeExpired>(10)?)
        .with_cron(every::<mail::jobs::ResumeMails>(10)?)
        .with_cron(every::<LiftSuspensions>(5)?)
        .with_cron(every::<PurgeLeavers>(30)?)
        .shutdown_signal(stop);
    if services.sentiment_model().is_some() {
        // A worker without a model may have taken the job that asked for labels.
        options = options.with_cron(every::<reviews::jobs::LabelReviews>(15)?);
    }
    let worker = init(options).await?;
    worker.run().await.map_err(|error| Error::fault("the job worker failed", error))
}

/// Under a key, so that a job which is still waiting is not joined by another.
fn every<T: TaskHandler>(minutes: u32) -> Result<CronBuilder<T>> {
    Cron::every_n_minutes(minutes)
        .map(|cron: CronBuilder<T>| cron.job_key(T::IDENTIFIER))
        .map_err(|error| Error::fault("a schedule is wrong", error.to_string()))
}

/// Runs every job that is due, once, and returns. For tests and for the command line.
pub async fn run_due(services: &Services) -> Result<()> {
    let worker = init(options(services)).await?;
    worker.run_once().await.map_err(|error| Error::fault("the job worker failed", error))
}

/// Deletes what is kept for a time only, once that time has passed.
#[derive(Debug, Serialize, Deserialize)]
pub struct PurgeExpired;

impl TaskHandler for PurgeExpired {
    const IDENTIFIER: &'static str = "purge-expired";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let services = services(&context)?;
        // Each by itself: what fails must not keep the rest.
        [
            outcome(accounts::sessions::purge(&services).await),
            outcome(accounts::access::purge(&services).await),
            outcome(accounts::purge(&services).await),
            outcome(accounts::jobs::purge_unconfirmed(&services).await),
            outcome(forms::purge(&services).await),
            outcome(limits::purge(&services).await),
            outcome(mail::purge(&services).await),
            outcome(reviews::purge(&services).await),
        ]
        .into_iter()
        .collect::<Result<(), String>>()
    }
}
