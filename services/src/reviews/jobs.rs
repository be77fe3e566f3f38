//! Labels that could not be given while the review was posted.

use super::store;
use crate::jobs::{outcome, services};
use crate::{Error, Result, Services};
use graphile_worker::{IntoTaskHandlerResult, JobSpec, TaskHandler, WorkerContext};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

/// Reviews read from the database at a time.
const BATCH: i64 = 100;

/// Reads every review that has no label yet. One such job is enough, so they share a key.
#[derive(Debug, Serialize, Deserialize)]
pub struct LabelReviews;

impl TaskHandler for LabelReviews {
    const IDENTIFIER: &'static str = "label-reviews";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        outcome(label_all(&services(&context)?).await)
    }
}

fn spec() -> JobSpec {
    JobSpec::builder().job_key(LabelReviews::IDENTIFIER).build()
}

/// Asks for labels within the transaction that stored a review without one.
pub(super) async fn request_labels_in(services: &Services, connection: &mut PgConnection) -> Result<()> {
    services
        .queue
        .clone()
        .with_executor(connection)
        .add_job(LabelReviews, spec())
        .await
        .map_err(|error| Error::fault("a job could not be enqueued", error))?;
    Ok(())
}

/// Asks for labels now, when there is a model; the worker does so when it starts.
pub(crate) async fn request_labels(services: &Services) -> Result<()> {
    if services.labeller.version().is_some() {
        services
            .queue
            .add_job(LabelReviews, spec())
            .await
            .map_err(|error| Error::fault("a job could not be enqueued", error))?;
    }
    Ok(())
}

/// Without a model there is nothing to do: the worker that starts with one asks again.
async fn label_all(services: &Services) -> Result<()> {
    if services.labeller.version().is_none() {
        return Ok(());
    }
    let mut after = 0;
    let mut missed = false;
    loop {
        let reviews = store::unlabelled(&services.pool, after, BATCH).await?;
        let Some(last) = reviews.last() else { break };
        after = last.0;
        for (id, content) in reviews {
            match services.labeller.label_patiently(&content).await {
                Some(label) => store::set_label(services, id, &content, &label).await?,
                // Its fault is in the log already; the others still get their turn.
                None => missed = true,
            }
        }
    }
    if missed { Err(Error::fault("some reviews could not be read", "the queue tries again")) } else { Ok(()) }
}
