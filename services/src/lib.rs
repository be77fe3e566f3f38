//! What the system does: use cases, SQL, background jobs and configuration. No HTTP and no views.
//!
//! A use case takes [`Services`], an [`accounts::Actor`] where one must be signed in, and a form
//! from `domain`; it answers with a view or an [`Error`]. Rules that need no database stand in
//! `domain`; SQL stands in `store.rs` of each room and nowhere else. To add a use case: the rule in
//! `domain`, the SQL in the room's `store.rs`, the function in its `mod.rs`, a test in `tests/`.

pub mod accounts;
pub mod bench;
pub mod cards;
pub mod config;
pub mod counters;
pub mod database;
pub mod error;
pub mod feeds;
pub mod fingerprint;
pub mod forms;
pub mod jobs;
pub mod movies;
pub mod reviews;
pub mod search;
pub mod secrets;
pub mod seed;
pub mod sentiment;
pub mod sitemap;
pub mod text;
pub mod time;

pub use config::Config;
pub use error::{Error, Result};

use graphile_worker::worker_utils::WorkerUtils;
use sqlx::PgPool;
use std::sync::Arc;

/// Everything a use case needs. Cheap to clone; one per process.
#[derive(Clone)]
pub struct Services {
    pub(crate) pool: PgPool,
    pub(crate) queue: WorkerUtils,
    pub(crate) passwords: Arc<accounts::Passwords>,
    pub(crate) labeller: sentiment::Labeller,
    pub(crate) public_url: Arc<config::PublicUrl>,
}

impl Services {
    /// Puts the parts together; connects to nothing that is not connected already.
    pub fn new(pool: PgPool, labeller: sentiment::Labeller, public_url: config::PublicUrl) -> Self {
        Self {
            queue: jobs::queue(&pool),
            passwords: Arc::new(accounts::Passwords::new()),
            labeller,
            public_url: Arc::new(public_url),
            pool,
        }
    }

    /// The address under which the world knows `path` of this site.
    pub fn absolute(&self, path: &str) -> String {
        self.public_url.join(path)
    }

    /// Where cookies may only travel encrypted.
    pub fn is_https(&self) -> bool {
        self.public_url.is_https()
    }

    /// Whether the database answers.
    pub async fn is_ready(&self) -> Result<()> {
        database::ping(&self.pool).await
    }

    /// The version of the sentiment model in use, or `None` when there is none.
    pub fn sentiment_model(&self) -> Option<&str> {
        self.labeller.version()
    }
}
