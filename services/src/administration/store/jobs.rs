//! SQL of the queue's own tables. They come from the queue's crate and not from `migrations/`, so
//! these statements cannot be checked while compiling; the tests run each of them.

use crate::Result;
use crate::administration::jobs::shown;
use crate::time::korean_date_time;
use domain::administration::{JobRow, JobSearch, JobState};
use serde_json::Value;
use sqlx::{FromRow, PgConnection, PgPool};
use time::OffsetDateTime;

#[derive(FromRow)]
struct Row {
    id: i64,
    task: String,
    state: String,
    attempts: i16,
    max_attempts: i16,
    run_at: OffsetDateTime,
    created_at: OffsetDateTime,
    locked_at: Option<OffsetDateTime>,
    last_error: Option<String>,
    payload: Value,
}

/// Jobs newest first.
pub async fn list(pool: &PgPool, search: JobSearch, limit: i64) -> Result<Vec<JobRow>> {
    let rows = sqlx::query_as::<_, Row>(
        "SELECT * FROM (
             SELECT jobs.id, tasks.identifier AS task,
                    CASE WHEN jobs.locked_at IS NOT NULL THEN 'running'
                         WHEN jobs.attempts >= jobs.max_attempts THEN 'failed'
                         WHEN jobs.attempts > 0 THEN 'retrying'
                         ELSE 'waiting' END AS state,
                    jobs.attempts, jobs.max_attempts, jobs.run_at, jobs.created_at, jobs.locked_at, jobs.last_error,
                    jobs.payload
             FROM graphile_worker._private_jobs AS jobs
             JOIN graphile_worker._private_tasks AS tasks ON tasks.id = jobs.task_id
         ) AS listed
         WHERE ($1::text IS NULL OR state = $1) AND ($2::bigint IS NULL OR id < $2)
         ORDER BY id DESC LIMIT $3",
    )
    .bind(search.state.map(JobState::code))
    .bind(search.after)
    .bind(limit)
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| JobRow {
            id: row.id,
            task: row.task,
            state: JobState::from_code(&row.state).unwrap_or(JobState::Waiting),
            attempts: row.attempts,
            max_attempts: row.max_attempts,
            run_at: korean_date_time(row.run_at),
            created: korean_date_time(row.created_at),
            locked: row.locked_at.map(korean_date_time),
            last_error: row.last_error,
            payload: shown(row.payload),
        })
        .collect())
}

/// How many jobs are in each state, in the order of [`JobState::EACH`].
pub async fn counts(pool: &PgPool) -> Result<Vec<(JobState, i64)>> {
    let (waiting, running, retrying, failed): (i64, i64, i64, i64) = sqlx::query_as(
        "SELECT count(*) FILTER (WHERE locked_at IS NULL AND attempts = 0),
                count(*) FILTER (WHERE locked_at IS NOT NULL),
                count(*) FILTER (WHERE locked_at IS NULL AND attempts > 0 AND attempts < max_attempts),
                count(*) FILTER (WHERE locked_at IS NULL AND attempts >= max_attempts)
         FROM graphile_worker._private_jobs",
    )
    .fetch_one(pool)
    .await?;
    let each = [waiting, running, retrying, failed];
    Ok(JobState::EACH.into_iter().zip(each).collect())
}

/// A job held until the transaction ends.
#[derive(FromRow)]
pub struct Locked {
    pub task: String,
    pub is_running: bool,
}

pub async fn lock(connection: &mut PgConnection, id: i64) -> Result<Option<Locked>> {
    Ok(sqlx::query_as::<_, Locked>(
        "SELECT tasks.identifier AS task, jobs.locked_at IS NOT NULL AS is_running
         FROM graphile_worker._private_jobs AS jobs
         JOIN graphile_worker._private_tasks AS tasks ON tasks.id = jobs.task_id
         WHERE jobs.id = $1 FOR UPDATE OF jobs",
    )
    .bind(id)
    .fetch_optional(connection)
    .await?)
}

/// Answers whether there was such a job that no worker has.
pub async fn retry(connection: &mut PgConnection, id: i64) -> Result<bool> {
    let retried = sqlx::query(
        "SELECT id FROM graphile_worker.reschedule_jobs(ARRAY[$1::bigint], run_at => now(), attempts => 0)",
    )
    .bind(id)
    .fetch_optional(connection)
    .await?;
    Ok(retried.is_some())
}

/// Answers whether there was such a job that no worker has.
pub async fn purge(connection: &mut PgConnection, id: i64) -> Result<bool> {
    let purged = sqlx::query("SELECT id FROM graphile_worker.complete_jobs(ARRAY[$1::bigint])")
        .bind(id)
        .fetch_optional(connection)
        .await?;
    Ok(purged.is_some())
}
