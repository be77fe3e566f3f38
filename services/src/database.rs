//! Connecting to PostgreSQL and bringing its schema up to date.

use crate::config::DatabaseConfig;
use crate::{Error, Result, jobs};
use secrecy::ExposeSecret;
use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, Connection, PgPool};
use std::str::FromStr;
use std::time::Duration;

/// The schema, compiled in. Applied files never change; a change is a new file.
pub static MIGRATIONS: Migrator = sqlx::migrate!("../migrations");

/// After this long without use a connection is asked whether it still lives.
const QUIET: Duration = Duration::from_secs(5);

/// Opens the pool and proves that the database answers.
pub async fn connect(config: &DatabaseConfig) -> Result<PgPool> {
    let options = PgConnectOptions::from_str(config.url.expose_secret())?
        .application_name("popcorn-geek")
        // Every statement reads few rows: compiling one takes longer than running it.
        .options([("jit", "off")])
        // Statements appear at debug level: tests count them, production does not print them.
        .log_statements(log::LevelFilter::Debug);
    Ok(PgPoolOptions::new()
        .max_connections(config.connections)
        .acquire_timeout(Duration::from_secs(5))
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
        .connect_with(options)
        .await?)
}

/// Applies what is missing of our schema and of the job queue's. Safe to run from several
/// servers at once: both take a lock.
pub async fn migrate(pool: &PgPool) -> Result<()> {
    // After a release was taken back, the schema is newer than this program; it still fits.
    let mut migrations = Migrator { migrations: MIGRATIONS.migrations.clone(), ..Migrator::DEFAULT };
    migrations.set_ignore_missing(true);
    migrations.run(pool).await.map_err(|error| Error::fault("the schema could not be brought up to date", error))?;
    jobs::queue(pool)
        .migrate()
        .await
        .map_err(|error| Error::fault("the job queue's schema could not be brought up to date", error))
}

pub(crate) async fn ping(pool: &PgPool) -> Result<()> {
    Ok(pool.acquire().await?.ping().await?)
}
