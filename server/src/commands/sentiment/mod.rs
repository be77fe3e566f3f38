//! `server sentiment`: what the model that this server uses is worth, and what it costs. Reads
//! `ONNX_RUNTIME_LIBRARY` and `SENTIMENT_MODEL` and nothing else.

mod bench;
mod eval;
mod reviews;

use super::CommandError;
use clap::Subcommand;
use services::config::SentimentConfig;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read labelled reviews as the site would, and print how many were read rightly: one line of JSON
    Eval {
        /// Columns id, document and label (0: negative, 1: positive), separated by tabs, with a header
        file: PathBuf,
        /// The model's folder, instead of SENTIMENT_MODEL
        #[arg(long)]
        model: Option<PathBuf>,
    },
    /// Measure time and memory on one thread
    Bench {
        /// Reviews in the same form; without it those of the demo
        file: Option<PathBuf>,
        /// The model's folder, instead of SENTIMENT_MODEL
        #[arg(long)]
        model: Option<PathBuf>,
        /// Print one line of JSON instead of a table
        #[arg(long)]
        json: bool,
    },
}

/// Runs on the calling thread: nothing else happens in this process.
pub fn run(command: Command) -> Result<(), CommandError> {
    match command {
        Command::Eval { file, model } => eval::run(&config(model), &file),
        Command::Bench { file, model, json } => bench::run(&config(model), file.as_deref(), json),
    }
}

fn config(model: Option<PathBuf>) -> SentimentConfig {
    let config = SentimentConfig::from_environment();
    SentimentConfig { model: model.unwrap_or(config.model), ..config }
}
