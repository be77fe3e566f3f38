//! The program `server`; see [`server::commands`].

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    server::commands::run().await
}
