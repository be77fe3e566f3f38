//! What becomes of members by itself, as time goes by.

use super::store::{leaving as leavers, newcomers, suspensions as suspended};
use super::{leaving, suspensions};
use crate::error::chain;
use crate::jobs::{outcome, services};
use crate::{Error, Result, Services};
use domain::MemberId;
use domain::accounts::UNCONFIRMED_DAYS;
use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use serde::{Deserialize, Serialize};
use std::future::Future;

/// Members read from the database at a time.
const BATCH: i64 = 100;

/// Lifts every suspension whose time has come.
#[derive(Debug, Serialize, Deserialize)]
pub struct LiftSuspensions;

impl TaskHandler for LiftSuspensions {
    const IDENTIFIER: &'static str = "lift-suspensions";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        outcome(lift_all(&services(&context)?).await)
    }
}

/// Purges every member who left and whose time is over.
#[derive(Debug, Serialize, Deserialize)]
pub struct PurgeLeavers;

impl TaskHandler for PurgeLeavers {
    const IDENTIFIER: &'static str = "purge-leavers";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        outcome(purge_all(&services(&context)?).await)
    }
}

async fn lift_all(services: &Services) -> Result<()> {
    let (mut after, mut failures) = (0, Failures::default());
    loop {
        let members = suspended::due(&services.pool, after, BATCH).await?;
        let Some(last) = members.last() else { break };
        after = last.0;
        for member in members {
            failures.note(member, suspensions::lift_due(services, member)).await;
        }
    }
    failures.outcome()
}

async fn purge_all(services: &Services) -> Result<()> {
    let (mut after, mut failures) = (0, Failures::default());
    loop {
        let members = leavers::due(&services.pool, after, BATCH).await?;
        let Some(last) = members.last() else { break };
        after = last.0;
        for member in members {
            failures.note(member, leaving::purge(services, member)).await;
        }
    }
    failures.outcome()
}

/// One member's fault must not keep the others waiting; the queue tries again for that one.
#[derive(Default)]
struct Failures(bool);

impl Failures {
    async fn note(&mut self, member: MemberId, work: impl Future<Output = Result<()>>) {
        if let Err(error) = work.await {
            tracing::warn!(member = member.0, error = %chain(&error), "a member's state could not be brought up to date");
            self.0 = true;
        }
    }

    fn outcome(self) -> Result<()> {
        if self.0 { Err(Error::fault("some members are still due", "the queue tries again")) } else { Ok(()) }
    }
}

/// Deletes newcomers who never confirmed their address; answers how many. Whoever is sent another link in
/// the same moment either keeps the account, or had none any more when they asked.
pub async fn purge_unconfirmed(services: &Services) -> Result<u64> {
    let (mut after, mut count) = (0, 0);
    loop {
        let mut transaction = services.begin_unseen().await?;
        let members = newcomers::hold_overdue(&mut transaction, after, UNCONFIRMED_DAYS, BATCH).await?;
        let Some(last) = members.last() else { return Ok(count) };
        after = *last;
        count += newcomers::delete_overdue(&mut transaction, &members).await?;
        transaction.commit().await?;
    }
}
