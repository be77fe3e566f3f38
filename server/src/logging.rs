//! The log: text for people or JSON for machines, on standard error.
//!
//! Never logged: passwords, tokens, cookies, e-mail addresses, bodies, query strings.

use services::config::LogConfig;
use tracing_subscriber::EnvFilter;

/// Starts logging. A malformed filter falls back to `info`, and says so.
pub fn init(config: &LogConfig) {
    let (filter, malformed) = match EnvFilter::try_new(&config.filter) {
        Ok(filter) => (filter, None),
        Err(error) => (EnvFilter::new("info"), Some(error)),
    };
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_target(false).with_writer(std::io::stderr);
    let started = if config.json { log.json().try_init() } else { log.try_init() };
    if let Err(error) = started {
        eprintln!("The log could not be started: {error}");
    }
    if let Some(error) = malformed {
        tracing::warn!(%error, "RUST_LOG is malformed; logging at info");
    }
}
