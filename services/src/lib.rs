//! What the system does: use cases, SQL, background jobs and configuration. No HTTP and no views.
//!
//! A use case takes [`Services`], an [`accounts::Actor`] where one must be signed in, and a form
//! from `domain`; it answers with a view or an [`Error`]. Rules that need no database stand in
//! `domain`; SQL stands in `store.rs` of each room and nowhere else. To add a use case: the rule in
//! `domain`, the SQL in the room's `store.rs`, the function in its `mod.rs`, a test in `tests/`.

pub mod accounts;
pub mod administration;
pub mod bench;
pub mod cache;
pub mod cards;
pub mod config;
pub mod counters;
pub mod database;
pub mod error;
pub mod feeds;
pub mod fingerprint;
pub mod forms;
pub mod jobs;
pub mod keys;
pub mod limits;
pub mod mail;
pub mod movies;
mod queue;
pub mod reviews;
pub mod search;
pub mod secrets;
pub mod seed;
pub mod sentiment;
pub mod settings;
pub mod sitemap;
pub mod text;
pub mod time;
pub mod turns;

pub use config::Config;
pub use error::{Error, Result};

use graphile_worker::worker_utils::WorkerUtils;
use sqlx::{PgPool, Postgres, Transaction};
use std::sync::Arc;
use std::time::Duration;

/// Everything a use case needs. Cheap to clone; one per process.
#[derive(Clone)]
pub struct Services {
    pub(crate) pool: PgPool,
    pub(crate) queue: WorkerUtils,
    pub(crate) passwords: Arc<accounts::Passwords>,
    pub(crate) labeller: sentiment::Labeller,
    pub(crate) public_url: Arc<config::PublicUrl>,
    pub(crate) keys: Arc<keys::Keys>,
    pub(crate) mailer: mail::Mailer,
    pub(crate) settings: Arc<settings::Cache>,
    pub(crate) cache: Arc<cache::Cache>,
    /// Whether accounts and addresses are limited; tests switch it off.
    pub(crate) has_limits: bool,
}

/// What services are made of beside the database.
pub struct Parts {
    pub labeller: sentiment::Labeller,
    pub mailer: mail::Mailer,
    pub keys: keys::Keys,
    pub public_url: config::PublicUrl,
    pub has_limits: bool,
    /// How many passwords are hashed at once, and how many may wait.
    pub password_turns: turns::Bounds,
    /// How long visitors are shown what was read before; `None`: each of them asks the database.
    pub kept_for: Option<Duration>,
}

impl Services {
    /// Puts the parts together; connects to nothing that is not connected already.
    pub fn new(pool: PgPool, parts: Parts) -> Self {
        Self {
            queue: queue::queue(&pool),
            passwords: Arc::new(accounts::Passwords::new(parts.password_turns)),
            labeller: parts.labeller,
            public_url: Arc::new(parts.public_url),
            keys: Arc::new(parts.keys),
            mailer: parts.mailer,
            settings: Arc::default(),
            cache: Arc::new(cache::Cache::new(parts.kept_for)),
            has_limits: parts.has_limits,
            pool,
        }
    }

    /// Begins a transaction that may change what visitors are shown. All begin here or in
    /// [`Self::begin_unseen`], or for upkeep in [`Self::begin_upkeep`]; `scripts/check-boundaries.sh` looks for others.
    pub(crate) async fn begin(&self) -> sqlx::Result<cache::Changes> {
        self.cache.begin(&self.pool).await
    }

    /// Begins a transaction of which visitors see nothing on any page: of sessions, mails and their
    /// links, jobs, settings, appeals, and accounts that nobody sees yet.
    pub(crate) async fn begin_unseen(&self) -> sqlx::Result<Transaction<'static, Postgres>> {
        self.pool.begin().await
    }

    /// Begins a transaction of upkeep of which visitors see nothing: jobs and commands that go through many
    /// rows, and may take longer than any request.
    pub(crate) async fn begin_upkeep(&self) -> sqlx::Result<Transaction<'static, Postgres>> {
        let mut transaction = self.begin_unseen().await?;
        database::take_time(&mut transaction).await?;
        Ok(transaction)
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

    /// The version of the sentiment model in use, or what is missing for one.
    pub fn sentiment_status(&self) -> String {
        self.labeller.status()
    }
}
