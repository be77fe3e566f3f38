//! Server functions of the ways in: signing up and in, and the links in mails.

use crate::rpc::RpcError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    super::{done, drop_session, keep_session, recognise},
    crate::accounts::returned,
    crate::accounts::sign_in::entrance,
    crate::request::{self, services},
    domain::accounts::{EmailForm, SignInForm, SignUpForm},
    domain::error::ErrorCode,
    domain::page,
    services::accounts,
};

/// Asks for a member to be created, and leads to the page that says to look for the mail; also when
/// the address has a member already. `next` (a path on this site) is where the link in the mail leads back
/// to.
#[server(prefix = "/rpc", endpoint = "sign_up")]
pub async fn sign_up(
    #[server(default)] email: String,
    #[server(default)] nickname: String,
    #[server(default)] password: String,
    #[server(default)] age_confirmed: String,
    #[server(default)] terms_agreed: String,
    #[server(default)] next: String,
) -> Result<(), RpcError> {
    let form = SignUpForm { email: email.clone(), nickname, password, age_confirmed, terms_agreed, next: next.clone() };
    accounts::sign_up(&services()?, form, request::browser()).await?;
    done("sign_up", &email, &with_next(page::SENT, &next)).await
}

/// Opens a session and leads to what the member can do: to `next` (a path on this site) or home,
/// or first to the page that lets them do more.
#[server(prefix = "/rpc", endpoint = "sign_in")]
pub async fn sign_in(
    #[server(default)] email: String,
    #[server(default)] password: String,
    #[server(default)] next: String,
) -> Result<(), RpcError> {
    let form = SignInForm { email, password };
    let known = request::known_browser();
    let signed_in = accounts::sign_in(&services()?, form, &request::user_agent(), known.as_deref()).await?;
    keep_session(&signed_in.token).await?;
    recognise(&signed_in.recognition)?;
    leptos_axum::redirect(&entrance(signed_in.state, page::onward(&next).unwrap_or_default()));
    Ok(())
}

/// Ends the session, here and in the database. Without one there is nothing to do. The browser stays known.
#[server(prefix = "/rpc", endpoint = "sign_out")]
pub async fn sign_out() -> Result<(), RpcError> {
    let services = services()?;
    if let Some(actor) = request::visitor() {
        accounts::sign_out(&services, &actor).await?;
    }
    drop_session()?;
    leptos_axum::redirect(page::HOME);
    Ok(())
}

/// Sends the mail that confirms an address once more: to whoever is signed in and unconfirmed, else
/// to `email`, if such a member waits there. `next` is as in [`sign_up`].
#[server(prefix = "/rpc", endpoint = "resend_confirmation")]
pub async fn resend_confirmation(
    #[server(default)] email: String,
    #[server(default)] next: String,
) -> Result<(), RpcError> {
    let (visitor, browser) = (request::visitor(), request::browser());
    let form = EmailForm { email: email.clone(), next: next.clone() };
    accounts::resend_confirmation(&services()?, visitor.as_ref(), form, browser).await?;
    done("resend_confirmation", &email, &with_next(page::CONFIRM, &next)).await
}

/// Confirms the address that `token` was mailed to; in another browser than the one that signed up only
/// with the `password` chosen there. Opens a session and leads back to where the sign-up began, or home. A
/// second press leads there, too.
#[server(prefix = "/rpc", endpoint = "confirm_email")]
pub async fn confirm_email(
    #[server(default)] token: String,
    #[server(default)] password: String,
) -> Result<(), RpcError> {
    let (services, browser, visitor) = (services()?, request::browser(), request::visitor());
    let confirmed = accounts::confirm_email(&services, &token, browser, password, &request::user_agent()).await;
    let confirmed = match confirmed.map_err(RpcError::from) {
        Ok(confirmed) => confirmed,
        Err(error) if error.0.code == ErrorCode::LinkExpired => {
            let used = accounts::used_confirmation(&services, &token, browser, visitor.as_ref()).await?;
            let next = used.filter(|used| used.is_own).ok_or(error)?.next;
            leptos_axum::redirect(next.as_deref().unwrap_or(page::HOME));
            return Ok(());
        }
        Err(error) => return Err(error),
    };
    keep_session(&confirmed.signed_in.token).await?;
    recognise(&confirmed.signed_in.recognition)?;
    let left = visitor.filter(|actor| actor.member_id() != confirmed.member);
    let welcome = returned::welcome(left.as_ref().map(|actor| actor.nickname()));
    request::redirect_welcomed(&welcome, confirmed.next.as_deref().unwrap_or(page::HOME)).await
}

/// `page`, and `next` once somebody is in, if that is a page to come back to.
#[cfg(feature = "ssr")]
fn with_next(page: &str, next: &str) -> String {
    page::with_next(page, page::onward(next).unwrap_or_default())
}

/// Mails a link to a new password, if a member has the address; the answer is the same if none has. In this
/// browser it leads on to `next` after the sign-in.
#[server(prefix = "/rpc", endpoint = "request_reset")]
pub async fn request_reset(#[server(default)] email: String, #[server(default)] next: String) -> Result<(), RpcError> {
    let form = EmailForm { email: email.clone(), next: next.clone() };
    accounts::request_reset(&services()?, form, request::browser()).await?;
    done("request_reset", &email, &with_next(page::FORGOT, &next)).await
}

/// Gives the member of `token` a new password, and ends all their sessions.
#[server(prefix = "/rpc", endpoint = "reset_password")]
pub async fn reset_password(
    #[server(default)] token: String,
    #[server(default)] password: String,
) -> Result<(), RpcError> {
    let reset = accounts::reset_password(&services()?, &token, password, request::browser()).await?;
    recognise(&reset.recognition)?;
    done("reset_password", "", &with_next(page::SIGN_IN, &reset.next.unwrap_or_default())).await
}

/// Moves the member of `token` to the address that it was mailed to.
#[server(prefix = "/rpc", endpoint = "confirm_new_email")]
pub async fn confirm_new_email(#[server(default)] token: String) -> Result<(), RpcError> {
    accounts::confirm_new_email(&services()?, &token).await?;
    let next = if request::visitor().is_some() { page::SETTINGS } else { page::SIGN_IN };
    done("confirm_new_email", "", next).await
}
