//! Signing in and out.

use super::sessions::{self, Given};
use super::{Actor, Recognition, SessionToken, credentials};
use crate::{Result, Services};
use domain::accounts::{MemberState, SignInForm};

/// A session just opened.
#[derive(Debug)]
pub struct SignedIn {
    pub token: SessionToken,
    /// Says where to lead: not everybody may do everything.
    pub state: MemberState,
    /// For the browser, so that it is known from now on.
    pub recognition: Recognition,
}

/// Opens a session for the right pair, in any state of the member. An unknown address costs the same
/// time and gets the same answer as a wrong password. `known` is the cookie made by
/// [`Recognition::cookie`] when somebody last signed in in this browser.
///
/// # Errors
/// The field errors of [`SignInForm::validate`]; `wrong_credentials`; `too_many_requests` after many
/// wrong passwords for the address, from this browser if it is known there, else from all that are not.
pub async fn sign_in(services: &Services, form: SignInForm, user_agent: &str, known: Option<&str>) -> Result<SignedIn> {
    let proven = credentials::prove(services, form, known).await?;
    let mut transaction = services.begin_unseen().await?;
    proven.hold(&mut transaction).await?;
    let token = sessions::open(&mut transaction, proven.member, user_agent, Given::Now).await?;
    transaction.commit().await?;
    Ok(SignedIn { token, state: proven.state, recognition: proven.into_recognition() })
}

/// Ends the actor's session on the server; the cookie is then worth nothing.
pub async fn sign_out(services: &Services, actor: &Actor) -> Result<()> {
    sessions::close(services, actor).await
}
