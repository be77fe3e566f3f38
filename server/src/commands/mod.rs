//! The command line. Each command reads the whole configuration first, so that a fault in it is
//! reported before anything happens; only [`sentiment`] needs no more than its own part.

mod admin;
mod sentiment;
mod serve;

use clap::{Parser, Subcommand};
use services::accounts::Passwords;
use services::config::ConfigError;
use services::error::chain;
use services::keys::Keys;
use services::mail::Mailer;
use services::sentiment::{Labeller, Unavailable};
use services::{Config, Parts, Services, bench, cache, counters, database, jobs, search, seed};
use std::io::{BufRead, BufReader};
use std::process::ExitCode;

#[derive(Debug, Parser)]
#[command(name = "server", about = "Popcorn Geek (팝콘긱): film reviews, to a tenth of a point", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Answer requests and run background jobs, until SIGINT or SIGTERM
    Serve,
    /// Run background jobs only
    Worker,
    /// Bring the database's schema up to date
    Migrate,
    /// Load the demo: real films, invented members who share a known password
    Seed {
        /// Do nothing when the database has films already
        #[arg(long)]
        if_empty: bool,
    },
    /// Set every counter to what the rows say
    Recount,
    /// Build the index of the search anew, after its rules have changed
    Reindex,
    /// Fill an empty database with as much as a large site has, to measure against
    BenchLoad {
        #[arg(long, default_value_t = 14_730)]
        movies: usize,
        #[arg(long, default_value_t = 60_000)]
        members: usize,
        #[arg(long, default_value_t = 662_404)]
        reviews: usize,
        /// Read reviews from standard input: id, film, text, rating 1-10, separated by tabs
        #[arg(long)]
        corpus: bool,
    },
    /// Give members their roles
    #[command(subcommand)]
    Admin(admin::Command),
    /// Measure the sentiment model, without a database
    #[command(subcommand)]
    Sentiment(sentiment::Command),
    /// Read the configuration and say what is wrong with it
    CheckConfig,
}

/// What ends a command early.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// What only the mail client sees in its settings.
    #[error("{0}")]
    Mail(String),
    #[error("The database does not answer: {0}. Is PostgreSQL running, and is DATABASE_URL right?")]
    Connect(String),
    #[error("{}", chain(.0))]
    Services(#[from] services::Error),
    #[error(
        "This is only for a database on this machine and a site without https: invented members would share a known password."
    )]
    DemoElsewhere,
    #[error("{context}: {source}")]
    Io { context: String, source: std::io::Error },
    #[error("{}", chain(.0))]
    Unavailable(#[from] Unavailable),
    #[error("{}", chain(.0))]
    Sentiment(#[from] ::sentiment::Error),
    /// A file that a command was given, and what is wrong with it.
    #[error("{0}")]
    File(String),
}

impl CommandError {
    /// 2 for a fault in the configuration, 1 for anything else.
    fn exit_code(&self) -> ExitCode {
        match self {
            Self::Config(_) | Self::Mail(_) | Self::Unavailable(_) => ExitCode::from(2),
            _ => ExitCode::FAILURE,
        }
    }
}

/// Parses the arguments and runs the command; faults are told on standard error, without a trace.
pub async fn run() -> ExitCode {
    match execute(Arguments::parse().command).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            error.exit_code()
        }
    }
}

async fn execute(command: Command) -> Result<(), CommandError> {
    let config = match command {
        Command::Sentiment(command) => return sentiment::run(command),
        _ => Config::from_environment()?,
    };
    crate::logging::init(&config.log);
    match command {
        Command::Serve => return serve::serve(config).await,
        Command::CheckConfig => {
            Mailer::new(&config.mail).map_err(CommandError::Mail)?;
            println!("The configuration can be read.")
        }
        Command::Migrate => {
            connect(&config, Labeller::absent()).await?;
            println!("The schema is up to date.");
        }
        Command::Seed { .. } if !config.database.is_local() || config.server.public_url.is_https() => {
            return Err(CommandError::DemoElsewhere);
        }
        Command::Seed { if_empty } => match seed::load(&connect(&config, model(&config)).await?, if_empty).await? {
            seed::Outcome::Loaded { movies, reviews } => {
                println!("The demo is loaded: {movies} films, {reviews} reviews.")
            }
            seed::Outcome::NotEmpty => println!("The database has films already; nothing was loaded."),
        },
        Command::Recount => {
            println!(
                "{} counters were wrong and are right now.",
                counters::recount(&connect(&config, Labeller::absent()).await?).await?
            )
        }
        Command::Reindex => {
            println!(
                "{} films, people and members can be found.",
                search::reindex(&connect(&config, Labeller::absent()).await?).await?
            )
        }
        Command::BenchLoad { .. } if !config.database.is_local() || config.server.public_url.is_https() => {
            return Err(CommandError::DemoElsewhere);
        }
        Command::BenchLoad { movies, members, reviews, corpus } => {
            let size = bench::Size { movies: movies.max(1), members: members.max(1), reviews };
            let corpus = corpus.then(|| Box::new(BufReader::new(std::io::stdin())) as Box<dyn BufRead + Send>);
            bench::load(&connect(&config, Labeller::absent()).await?, size, corpus).await?;
            println!("{movies} films and {reviews} reviews are loaded.");
        }
        Command::Admin(command) => admin::run(&connect(&config, Labeller::absent()).await?, command).await?,
        Command::Sentiment(_) => {} // Done above.
        Command::Worker => jobs::run(&connect(&config, model(&config)).await?, serve::stop_signal()).await?,
    }
    Ok(())
}

fn model(config: &Config) -> Labeller {
    Labeller::load(&config.sentiment)
}

/// Connects, and brings the schema and the index of the search up to date.
async fn connect(config: &Config, labeller: Labeller) -> Result<Services, CommandError> {
    let unreachable = |error| CommandError::Connect(chain(&error));
    let upkeep = database::connect_for_upkeep(&config.database).await.map_err(unreachable)?;
    database::prepare(upkeep).await?;
    let pool = database::connect(&config.database).await.map_err(unreachable)?;
    let parts = Parts {
        labeller,
        mailer: Mailer::new(&config.mail).map_err(CommandError::Mail)?,
        keys: Keys::new(&config.secret_key),
        public_url: config.server.public_url.clone(),
        has_limits: config.server.rate_limits,
        password_turns: Passwords::bounds(),
        kept_for: config.server.read_cache.then_some(cache::KEPT_FOR),
    };
    let services = Services::new(pool, parts);
    // A migration cannot make the index, nor can it follow new rules.
    search::index_if_stale(&services).await?;
    Ok(services)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }
}
