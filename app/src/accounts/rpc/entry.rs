//! Server functions of the ways in: signing up and in, and the links in mails.

use crate::rpc::RpcError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    super::{done, drop_session, keep_session, recognise},
    crate::request::{self, services},
    domain::accounts::{MemberState, SignInForm, SignUpForm},
    domain::page,
    services::accounts,
};

/// Asks for a member to be created, and leads to the page that says to look for the mail; also when
/// the address has a member already.
#[server(prefix = "/rpc", endpoint = "sign_up")]
pub async fn sign_up(
    #[server(default)] email: String,
    #[server(default)] nickname: String,
    #[server(default)] password: String,
    #[server(default)] age_confirmed: String,
    #[server(default)] terms_agreed: String,
) -> Result<(), RpcError> {
    let form = SignUpForm { email: email.clone(), nickname, password, age_confirmed, terms_agreed };
    accounts::sign_up(&services()?, form, request::browser()).await?;
    done("sign_up", &email, page::SENT).await
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
    leptos_axum::redirect(match signed_in.state {
        MemberState::Unconfirmed => page::CONFIRM,
        MemberState::Leaving => page::RETURN,
        _ => page::local(&next).unwrap_or(page::HOME),
    });
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
/// to `email`, if such a member waits there.
#[server(prefix = "/rpc", endpoint = "resend_confirmation")]
pub async fn resend_confirmation(#[server(default)] email: String) -> Result<(), RpcError> {
    let (visitor, browser) = (request::visitor(), request::browser());
    accounts::resend_confirmation(&services()?, visitor.as_ref(), email.clone(), browser).await?;
    done("resend_confirmation", &email, page::CONFIRM).await
}

/// Confirms the address that `token` was mailed to; in another browser than the one that signed up only
/// with the `password` chosen there. Leads home where that very member is signed in, else to the sign-in
/// page.
#[server(prefix = "/rpc", endpoint = "confirm_email")]
pub async fn confirm_email(
    #[server(default)] token: String,
    #[server(default)] password: String,
) -> Result<(), RpcError> {
    let (services, browser) = (services()?, request::browser());
    let nickname = accounts::confirmation(&services, &token, browser).await?.nickname;
    accounts::confirm_email(&services, &token, browser, password).await?;
    if request::visitor().is_some_and(|actor| actor.nickname() == nickname) {
        leptos_axum::redirect(page::HOME);
        return Ok(());
    }
    done("confirm_email", "", page::SIGN_IN).await
}

/// Mails a link to a new password, if a member has the address; the answer is the same if none has.
#[server(prefix = "/rpc", endpoint = "request_reset")]
pub async fn request_reset(#[server(default)] email: String) -> Result<(), RpcError> {
    accounts::request_reset(&services()?, email.clone()).await?;
    done("request_reset", &email, page::FORGOT).await
}

/// Gives the member of `token` a new password, and ends all their sessions.
#[server(prefix = "/rpc", endpoint = "reset_password")]
pub async fn reset_password(
    #[server(default)] token: String,
    #[server(default)] password: String,
) -> Result<(), RpcError> {
    recognise(&accounts::reset_password(&services()?, &token, password).await?)?;
    done("reset_password", "", page::SIGN_IN).await
}

/// Moves the member of `token` to the address that it was mailed to.
#[server(prefix = "/rpc", endpoint = "confirm_new_email")]
pub async fn confirm_new_email(#[server(default)] token: String) -> Result<(), RpcError> {
    accounts::confirm_new_email(&services()?, &token).await?;
    let next = if request::visitor().is_some() { page::SETTINGS } else { page::SIGN_IN };
    done("confirm_new_email", "", next).await
}
