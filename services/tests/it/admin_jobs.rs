//! Jobs and mails as the house sees them: lists without secrets, trying again, throwing away.

use crate::support::{World, code, refusal};
use crate::suspensions::with_role;
use domain::accounts::Role;
use domain::administration::{JobRow, JobSearch, JobState, MailSearch, MailState};
use domain::error::{ErrorCode, FieldError};
use services::accounts::Actor;
use services::{administration, jobs};

const JOBS: &str = "SELECT count(*) FROM graphile_worker._private_jobs";
const WHY: &str = "더 필요 없어요";

async fn listed(world: &World, actor: &Actor, state: Option<JobState>) -> Vec<JobRow> {
    let search = JobSearch { state, after: None };
    administration::jobs(&world.services, actor, search).await.expect("lists").jobs
}

#[tokio::test]
async fn jobs_are_listed_by_state_and_tell_no_secret() {
    let world = World::new().await;
    let keeper = with_role(&world, "집주인", Role::Administrator).await;
    for statement in [
        r#"SELECT graphile_worker.add_job('first', '{"id": 7, "accessToken": "hush"}'::json)"#,
        "SELECT graphile_worker.add_job('second')",
        "SELECT graphile_worker.add_job('third')",
        "SELECT graphile_worker.add_job('fourth')",
        "UPDATE graphile_worker._private_jobs SET attempts = 3, last_error = 'later' WHERE id = (SELECT id FROM graphile_worker.jobs WHERE task_identifier = 'second')",
        "UPDATE graphile_worker._private_jobs SET attempts = max_attempts, last_error = 'over' WHERE id = (SELECT id FROM graphile_worker.jobs WHERE task_identifier = 'third')",
        "UPDATE graphile_worker._private_jobs SET attempts = 1, locked_at = now(), locked_by = 'w' WHERE id = (SELECT id FROM graphile_worker.jobs WHERE task_identifier = 'fourth')",
    ] {
        world.execute(statement).await;
    }
    let all = listed(&world, &keeper, None).await;
    assert_eq!(all.iter().map(|job| job.task.as_str()).collect::<Vec<_>>(), ["fourth", "third", "second", "first"]);
    assert_eq!(
        all.iter().map(|job| job.state).collect::<Vec<_>>(),
        [JobState::Running, JobState::Failed, JobState::Retrying, JobState::Waiting]
    );
    assert_eq!((all[1].last_error.as_deref(), all[0].locked.is_some()), (Some("over"), true));
    let payload = &all[3].payload;
    assert!(payload.contains('7') && !payload.contains("hush"), "{payload}");
    for job in &all {
        let of_state = listed(&world, &keeper, Some(job.state)).await;
        assert_eq!(of_state.iter().map(|job| job.id).collect::<Vec<_>>(), [job.id]);
    }
    let list = administration::jobs(&world.services, &keeper, JobSearch::default()).await.expect("lists");
    assert_eq!(list.counts, JobState::EACH.map(|state| (state, 1)));
}

#[tokio::test]
async fn a_failed_job_runs_again_when_somebody_says_so() {
    let world = World::new().await;
    let keeper = with_role(&world, "집주인", Role::Administrator).await;
    world.execute("SELECT graphile_worker.add_job('label-reviews', 'null'::json)").await;
    world
        .execute("UPDATE graphile_worker._private_jobs SET attempts = max_attempts, run_at = now() + interval '1 day'")
        .await;
    jobs::run_due(&world.services).await.expect("runs");
    let id = listed(&world, &keeper, Some(JobState::Failed)).await[0].id;
    administration::retry_job(&world.services, &keeper, id).await.expect("retries");
    assert_eq!(listed(&world, &keeper, None).await[0].state, JobState::Waiting);
    jobs::run_due(&world.services).await.expect("runs");
    assert_eq!(world.number(JOBS).await, 0);
    assert_eq!(code(administration::retry_job(&world.services, &keeper, id).await), ErrorCode::NotFound);
    assert_eq!(world.number("SELECT count(*) FROM audit_log WHERE action = 'job.retry'").await, 1);
}

#[tokio::test]
async fn a_job_that_a_worker_has_is_left_alone() {
    let world = World::new().await;
    let keeper = with_role(&world, "집주인", Role::Administrator).await;
    world.execute("SELECT graphile_worker.add_job('label-reviews', 'null'::json)").await;
    world.execute("UPDATE graphile_worker._private_jobs SET attempts = 1, locked_at = now(), locked_by = 'w'").await;
    let id = listed(&world, &keeper, None).await[0].id;
    for result in [
        administration::retry_job(&world.services, &keeper, id).await,
        administration::purge_job(&world.services, &keeper, id, WHY.into()).await,
    ] {
        assert_eq!(code(result), ErrorCode::Conflict);
    }
    world.execute("UPDATE graphile_worker._private_jobs SET locked_at = NULL, locked_by = NULL").await;
    let error = refusal(administration::purge_job(&world.services, &keeper, id, String::new()).await);
    assert_eq!(error.field("reason"), Some(FieldError::ReasonMissing));
    administration::purge_job(&world.services, &keeper, id, WHY.into()).await.expect("purges");
    assert_eq!(world.number(JOBS).await, 0);
}

#[tokio::test]
async fn a_payload_that_no_longer_fits_is_an_error_and_no_crash() {
    let world = World::new().await;
    let keeper = with_role(&world, "집주인", Role::Administrator).await;
    world.execute(r#"SELECT graphile_worker.add_job('label-reviews', '{"from": "an older release"}'::json)"#).await;
    jobs::run_due(&world.services).await.expect("the worker itself goes on");
    let job = listed(&world, &keeper, None).await.remove(0);
    assert_eq!((job.state, job.attempts), (JobState::Retrying, 1));
    assert!(job.last_error.is_some(), "{job:?}");
}

#[tokio::test]
async fn mails_are_tried_again_or_called_off() {
    let world = World::new().await;
    let keeper = with_role(&world, "집주인", Role::Administrator).await;
    world
        .execute(
            "INSERT INTO mails (message_id, recipient, kind, state, ended_at, attempts, last_error)
             VALUES ('1@x', 'a@example.com', 'password_changed', 'dead', now(), 12, '550 no such user'),
                    ('2@x', 'b@example.com', 'password_changed', 'sent', now(), 1, NULL),
                    ('3@x', 'c@example.com', 'password_changed', 'waiting', NULL, 0, NULL)",
        )
        .await;
    let list = administration::mails(&world.services, &keeper, MailSearch::default()).await.expect("lists");
    assert_eq!((list.waiting, list.dead), (1, 1));
    let ids: Vec<i64> = list.mails.iter().map(|mail| mail.id).collect();
    let [waiting, sent, dead] = ids[..] else { panic!("three mails") };
    let state = async |id: i64| administration::mail(&world.services, &keeper, id).await.expect("page").mail.state;
    let dead_ones = MailSearch { state: Some(MailState::Dead), after: None };
    let list = administration::mails(&world.services, &keeper, dead_ones).await.expect("lists");
    assert_eq!(list.mails.iter().map(|mail| mail.id).collect::<Vec<_>>(), [dead]);
    assert_eq!(list.mails[0].last_error.as_deref(), Some("550 no such user"));

    for id in [waiting, sent] {
        assert_eq!(code(administration::retry_mail(&world.services, &keeper, id).await), ErrorCode::Conflict);
    }
    administration::retry_mail(&world.services, &keeper, dead).await.expect("retries");
    assert_eq!(state(dead).await, MailState::Waiting);
    assert_eq!(world.number(JOBS).await, 1, "and is sent soon");

    for id in [dead, waiting] {
        administration::void_mail(&world.services, &keeper, id, WHY.into()).await.expect("calls off");
        assert_eq!(state(id).await, MailState::Void);
    }
    for id in [dead, sent] {
        let voided = administration::void_mail(&world.services, &keeper, id, WHY.into()).await;
        assert_eq!(code(voided), ErrorCode::Conflict);
    }
    assert_eq!(code(administration::retry_mail(&world.services, &keeper, -1).await), ErrorCode::NotFound);
    assert_eq!(code(administration::mail(&world.services, &keeper, -1).await), ErrorCode::NotFound);
    assert_eq!(world.number("SELECT count(*) FROM audit_log WHERE target_kind = 'mail'").await, 3);
}
