//! `server serve`: requests and background jobs in one process, until it is told to stop.

use super::{CommandError, connect, model};
use crate::connections::{self, Limits, make_room, stopped};
use crate::router::{AppState, router};
use services::error::chain;
use services::{Config, Services, jobs};
use std::time::Duration;
use tokio::sync::watch;

/// How long requests and jobs in progress may take after the signal.
const GRACE: Duration = Duration::from_secs(10);
/// How long to wait before background jobs are started again.
const PAUSE: Duration = Duration::from_secs(5);

pub async fn serve(config: Config) -> Result<(), CommandError> {
    let services = connect(&config, model(&config)).await?;
    if !config.server.site_root.join("pkg").is_dir() {
        tracing::warn!("SITE_ROOT holds no browser build: pages come without style and script");
    }
    let address = config.server.listen;
    let listener = connections::listen(address)
        .map_err(|source| CommandError::Io { context: format!("{address} cannot be listened on"), source })?;
    let address = listener.local_addr().unwrap_or(address);

    let (stop, stopping) = watch::channel(false);
    let worker = tokio::spawn(work(services.clone(), stopping.clone()));

    let app = router(AppState::new(services, &config.server));
    let mut limits = Limits::new(&config.server);
    limits.connections = make_room(limits.connections, config.database.connections);
    let server = tokio::spawn(connections::serve(listener, app, limits, stopping));
    println!("listening on http://{address}");

    stop_signal().await;
    tracing::info!("stopping");
    // Nobody listens only when everything has ended already.
    let _ = stop.send(true);
    if tokio::time::timeout(GRACE, async { tokio::join!(server, worker) }).await.is_err() {
        tracing::warn!("some requests or jobs did not end in time");
    }
    Ok(())
}

/// Runs background jobs until the stop. A database that went away for a moment ends the worker, so
/// it is started again.
async fn work(services: Services, stopping: watch::Receiver<bool>) {
    while !*stopping.borrow() {
        // A task of its own, so that a panic in it ends like any other fault.
        let run = tokio::spawn({
            let (services, stopping) = (services.clone(), stopped(stopping.clone()));
            async move { jobs::run(&services, stopping).await }
        });
        match run.await {
            Ok(Ok(())) => return,
            Ok(Err(error)) => tracing::error!(error = %chain(&error), "background jobs stopped; starting again"),
            Err(panic) => tracing::error!(error = %panic, "background jobs panicked; starting again"),
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            () = stopped(stopping.clone()) => return,
        }
    }
}

/// Completes at SIGINT or SIGTERM.
pub async fn stop_signal() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
