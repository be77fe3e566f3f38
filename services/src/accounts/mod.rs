//! Members (회원): their accounts from sign-up to farewell, profiles, and the proof of who is acting.

pub mod access;
mod account;
mod actor;
mod common_passwords;
mod confirmation;
mod credentials;
mod devices;
mod email;
mod export;
pub mod jobs;
mod known_browsers;
pub mod leaving;
mod nicknames;
mod passwords;
mod profile;
mod reset;
pub mod sessions;
mod sign_in;
mod sign_up;
mod store;
pub mod suspensions;
pub(crate) mod tokens;

pub use account::account;
pub use actor::Actor;
pub(crate) use actor::viewer_id;
pub use confirmation::{Confirmed, UsedLink, confirm_email, confirmation, resend_confirmation, used_confirmation};
pub(crate) use devices::devices_of;
pub use email::{confirm_new_email, email_change, request_email_change};
pub use export::export;
pub use known_browsers::Recognition;
pub use passwords::Passwords;
pub use profile::{ProfilePage, mine, profile};
pub use reset::{PasswordReset, change_password, request_reset, reset_link, reset_password};
pub use sessions::{SessionToken, reauthenticate};
pub use sign_in::{SignedIn, sign_in, sign_out};
pub use sign_up::sign_up;
pub(crate) use store::{role as role_of, state as state_of};

use crate::{Result, Services};
use std::future::Future;
use std::time::Duration;

/// Longer than any way through the database takes when it is well.
const EVEN: Duration = Duration::from_millis(120);

/// Lets `work` answer no sooner than [`EVEN`], so that the time does not tell what it found.
async fn evenly<T>(work: impl Future<Output = T>) -> T {
    let (answer, ()) = tokio::join!(work, tokio::time::sleep(EVEN));
    answer
}

/// Deletes links in mails and holds of nicknames whose time has passed; answers how many.
pub async fn purge(services: &Services) -> Result<u64> {
    let mut upkeep = services.begin_upkeep().await?;
    let links = store::tokens::purge(&mut upkeep).await?;
    let holds = store::members::purge_holds(&mut upkeep).await?;
    upkeep.commit().await?;
    Ok(links + holds)
}
