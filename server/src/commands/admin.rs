//! `server admin`: roles are given here and nowhere else.

use super::CommandError;
use clap::{Subcommand, ValueEnum};
use domain::accounts::Role;
use services::{Services, administration};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a member, by e-mail, one of those who keep house
    Grant {
        email: String,
        #[arg(long, value_enum, default_value_t = House::Administrator)]
        role: House,
    },
    /// Make one of them a member like any other
    Revoke { email: String },
}

/// The roles that can be given.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum House {
    Moderator,
    Administrator,
}

pub async fn run(services: &Services, command: Command) -> Result<(), CommandError> {
    let (email, role) = match command {
        Command::Grant { email, role: House::Moderator } => (email, Role::Moderator),
        Command::Grant { email, role: House::Administrator } => (email, Role::Administrator),
        Command::Revoke { email } => (email, Role::Member),
    };
    administration::grant(services, &email, role).await?;
    println!("{email} is now {}.", role.code());
    Ok(())
}
