//! How often something may happen to one account or address, counted in the database for all
//! servers together. (Each server counts by itself what one client asks for.)
//!
//! The generic cell rate algorithm: a key has an allowance of `burst`, and gets one back per
//! `interval`; a refused try costs nothing.

mod store;

use crate::error::chain;
use crate::secrets::Hash;
use crate::{Error, Result, Services};
use domain::error::AppError;
use sha2::{Digest, Sha256};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Wrong passwords for one address, whether or not anybody has it, from browsers not known there.
    SignIn,
    /// Wrong passwords for one address from one browser that has signed in to it before.
    KnownBrowser,
    /// Mails that strangers can have sent to one address for one purpose.
    Mail,
    /// Wrong passwords of a member who is signed in.
    Password,
    /// Exports of one member.
    Export,
}

impl Limit {
    const fn name(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::KnownBrowser => "known_browser",
            Self::Mail => "mail",
            Self::Password => "password",
            Self::Export => "export",
        }
    }

    /// How many at once, and seconds until one more.
    const fn allowance(self) -> (i32, i32) {
        match self {
            // Nobody mistypes ten times in a row; guessing gets twelve an hour.
            Self::SignIn | Self::KnownBrowser | Self::Password => (10, 300),
            Self::Mail => (4, 900),
            Self::Export => (5, 600),
        }
    }

    fn key(self, subject: &str) -> Hash {
        Sha256::new_with_prefix(self.name()).chain_update([0]).chain_update(subject).finalize().into()
    }
}

/// Takes one from the allowance of `subject`, e.g. a lower-cased address.
///
/// # Errors
/// `too_many_requests`, with the seconds to wait, when none is left.
pub async fn take(services: &Services, limit: Limit, subject: &str) -> Result<()> {
    if !services.has_limits {
        return Ok(());
    }
    let (burst, interval) = limit.allowance();
    match store::take(&services.pool, limit.key(subject), burst, interval).await? {
        None => Ok(()),
        Some(wait) => Err(AppError::too_many_requests(wait).into()),
    }
}

/// Gives one back that was taken for what then did not happen.
pub async fn give_back(services: &Services, limit: Limit, subject: &str) -> Result<()> {
    if !services.has_limits {
        return Ok(());
    }
    let (_, interval) = limit.allowance();
    store::give_back(&services.pool, limit.key(subject), interval).await
}

/// Takes one from the allowance of `subject` for `work`, and gives it back if there was no time for that:
/// nobody pays for what was not done. (Whoever gives up meanwhile has paid.)
///
/// # Errors
/// As [`take`] and as `work`.
pub async fn take_for<T>(
    services: &Services,
    limit: Limit,
    subject: &str,
    work: impl Future<Output = Result<T>>,
) -> Result<T> {
    take(services, limit, subject).await?;
    let outcome = work.await;
    if matches!(outcome, Err(Error::Busy(_)))
        && let Err(error) = give_back(services, limit, subject).await
    {
        // The answer is the same.
        tracing::warn!(error = %chain(&error), "what was taken from a limit was not given back");
    }
    outcome
}

/// Gives the whole allowance back: the right password ends the count of wrong ones.
pub async fn forget(services: &Services, limit: Limit, subject: &str) -> Result<()> {
    if services.has_limits { store::forget(&services.pool, limit.key(subject)).await } else { Ok(()) }
}

/// Deletes what has filled up again; answers how many.
pub async fn purge(services: &Services) -> Result<u64> {
    let mut upkeep = services.begin_upkeep().await?;
    let purged = store::purge(&mut upkeep).await?;
    upkeep.commit().await?;
    Ok(purged)
}
