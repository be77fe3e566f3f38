//! The handle of the job queue, by which jobs are enqueued and its schema is brought up to date. Who
//! empties it is in [`crate::jobs`], which knows every room; this knows none.

use graphile_worker::worker_utils::WorkerUtils;
use sqlx::PgPool;

/// Schema of the queue's tables.
pub(crate) const SCHEMA: &str = "graphile_worker";

pub(crate) fn queue(pool: &PgPool) -> WorkerUtils {
    WorkerUtils::new(pool.clone(), SCHEMA)
}
