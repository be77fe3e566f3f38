//! Connecting to PostgreSQL, bringing its schema up to date, and what every session runs under.
//!
//! The settings of a session ([`SETTINGS`]) are stored in the database, for our role in it, since poolers such
//! as PgBouncer refuse them in the start of a connection (decision 28). So they are stored first, on a
//! connection of its own, and whatever is connected after that has them. Work that may take longer than a
//! request says so, within its transaction: [`crate::Services::begin_upkeep`] and [`take_time`].

mod store;

pub use store::take_time;
pub(crate) use store::take_time_here;

use crate::config::DatabaseConfig;
use crate::error::chain;
use crate::queue::queue;
use crate::{Error, Result};
use secrecy::ExposeSecret;
use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, Connection, PgPool};
use std::str::FromStr;
use std::time::Duration;

/// The schema, compiled in. Applied files never change; a change is a new file.
pub static MIGRATIONS: Migrator = sqlx::migrate!("../migrations");

/// What sessions of our role run under, as `postgresql.conf` would have it.
pub const SETTINGS: [(&str, &str); 4] = [
    // Every statement reads few rows: compiling one takes longer than running it.
    ("jit", "off"),
    // Well below the 30 seconds after which a request is given up: nobody waits for it then, and it
    // would still be running.
    ("statement_timeout", "10s"),
    // Whoever waits longer for a film or a member had better come back.
    ("lock_timeout", "5s"),
    // Nothing is waited for within a transaction, so this one has lost its client, and holds its locks.
    ("idle_in_transaction_session_timeout", "15s"),
];

/// After this long without use a connection is asked whether it still lives.
const QUIET: Duration = Duration::from_secs(5);
/// How long to wait for a connection.
const PATIENCE: Duration = Duration::from_secs(5);

/// Opens the pool and proves that the database answers. [`prepare`] comes first, or its sessions lack what
/// that stores.
pub async fn connect(config: &DatabaseConfig) -> Result<PgPool> {
    let pool = PgPoolOptions::new()
        .max_connections(config.connections)
        .acquire_timeout(PATIENCE)
        // One that was just in use still lives; asking it costs as much as a small query.
        .test_before_acquire(false)
        .before_acquire(|connection, state| {
            Box::pin(async move {
                if state.idle_for > QUIET {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
        .connect_with(options(config)?)
        .await?;
    if !store::has_settings(&pool, &SETTINGS).await? {
        // A pooler has kept sessions from before, or the role may not change itself.
        tracing::warn!("sessions of the database do not have our settings: statements may run without a limit");
    }
    Ok(pool)
}

fn options(config: &DatabaseConfig) -> Result<PgConnectOptions> {
    Ok(PgConnectOptions::from_str(config.url.expose_secret())?
        .application_name("popcorn-geek")
        // Statements appear at debug level: tests count them, production does not print them.
        .log_statements(log::LevelFilter::Debug))
}

/// A connection without limits, for [`prepare`].
pub async fn connect_for_upkeep(config: &DatabaseConfig) -> Result<PgPool> {
    Ok(PgPoolOptions::new()
        .max_connections(1)
        .acquire_timeout(PATIENCE)
        .after_connect(|connection, _| Box::pin(store::take_time_here(connection)))
        .connect_with(options(config)?)
        .await?)
}

/// Brings the schema up to date, stores [`SETTINGS`], and closes the connection.
pub async fn prepare(upkeep: PgPool) -> Result<()> {
    migrate(&upkeep).await?;
    if let Err(error) = store::keep_settings(&upkeep, &SETTINGS).await {
        // Where roles are somebody else's, so is this: docs/decisions/0028 has the statements.
        tracing::warn!(error = %chain(&error), "the settings of our sessions could not be stored");
    }
    upkeep.close().await;
    Ok(())
}

/// Applies what is missing of our schema and of the job queue's. Safe to run from several
/// servers at once: both take a lock.
async fn migrate(pool: &PgPool) -> Result<()> {
    // After a release was taken back, the schema is newer than this program; it still fits.
    let mut migrations = Migrator { migrations: MIGRATIONS.migrations.clone(), ..Migrator::DEFAULT };
    migrations.set_ignore_missing(true);
    migrations.run(pool).await.map_err(|error| Error::fault("the schema could not be brought up to date", error))?;
    queue(pool)
        .migrate()
        .await
        .map_err(|error| Error::fault("the job queue's schema could not be brought up to date", error))
}

pub(crate) async fn ping(pool: &PgPool) -> Result<()> {
    Ok(pool.acquire().await?.ping().await?)
}
