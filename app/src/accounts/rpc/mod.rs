//! Server functions of members: the ways in (`entry`) and a member's own account (`settings`).

mod entry;
mod settings;

pub use entry::{
    ConfirmEmail, ConfirmNewEmail, RequestReset, ResendConfirmation, ResetPassword, SignIn, SignOut, SignUp,
};
pub use settings::{
    Appeal, ChangePassword, ComeBack, Leave, Reauthenticate, RequestEmailChange, RevokeOtherSessions, RevokeSession,
};

#[cfg(feature = "ssr")]
use {
    super::returned,
    crate::request::{self, services},
    crate::rpc::RpcError,
    services::accounts::{self, Recognition, SessionToken},
};

/// Hands the new session to the browser, and ends the one it had.
#[cfg(feature = "ssr")]
async fn keep_session(token: &SessionToken) -> Result<(), RpcError> {
    if let Some(actor) = request::visitor() {
        // The new one is open already, and must not be lost for that; the old one ends by itself.
        if let Err(error) = accounts::sign_out(&services()?, &actor).await {
            error.report();
        }
    }
    replace_session(token)
}

/// Hands the browser the secret that its session has from now on.
#[cfg(feature = "ssr")]
fn replace_session(token: &SessionToken) -> Result<(), RpcError> {
    request::set_cookie(&request::cookie::session(token.expose(), services()?.is_https()))
}

/// Hands the browser what it is known by when somebody signs in next.
#[cfg(feature = "ssr")]
fn recognise(recognition: &Recognition) -> Result<(), RpcError> {
    let services = services()?;
    let cookie = recognition.cookie(&services, request::known_browser().as_deref())?;
    request::set_cookie(&request::cookie::known(&cookie, services.is_https()))
}

/// Takes the session from the browser.
#[cfg(feature = "ssr")]
fn drop_session() -> Result<(), RpcError> {
    request::set_cookie(&request::cookie::expired_session(services()?.is_https()))
}

/// Leads to `page`, which says what `endpoint` has done. `email` is the address that it is about,
/// or nothing; only a part of it is kept.
#[cfg(feature = "ssr")]
async fn done(endpoint: &str, email: &str, page: &str) -> Result<(), RpcError> {
    request::redirect_with(&returned::success(endpoint, email), page).await
}
