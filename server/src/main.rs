//! The program `server`; see [`server::commands`].

use std::process::ExitCode;

/// Made for servers: gives back what a burst has used, where the system's keeps it for each thread
/// (decision 27). Another one is a change of this line and of the dependency.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    server::commands::run().await
}
