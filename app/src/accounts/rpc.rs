//! Server functions of members.

use crate::rpc::RpcError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    crate::request::{self, services},
    domain::accounts::{SignInForm, SignUpForm},
    domain::page,
    services::accounts::{self, SessionToken},
};

/// Creates a member, signs them in, and leads home.
#[server(prefix = "/rpc", endpoint = "sign_up")]
pub async fn sign_up(
    #[server(default)] email: String,
    #[server(default)] nickname: String,
    #[server(default)] password: String,
    #[server(default)] age_confirmed: String,
    #[server(default)] terms_agreed: String,
) -> Result<(), RpcError> {
    let form = SignUpForm { email, nickname, password, age_confirmed, terms_agreed };
    let token = accounts::sign_up(&services()?, form, &request::user_agent()).await?;
    keep_session(&token).await?;
    leptos_axum::redirect(page::HOME);
    Ok(())
}

/// Opens a session and leads to `next`, a path on this site, or home.
#[server(prefix = "/rpc", endpoint = "sign_in")]
pub async fn sign_in(
    #[server(default)] email: String,
    #[server(default)] password: String,
    #[server(default)] next: String,
) -> Result<(), RpcError> {
    let token = accounts::sign_in(&services()?, SignInForm { email, password }, &request::user_agent()).await?;
    keep_session(&token).await?;
    leptos_axum::redirect(page::local(&next).unwrap_or(page::HOME));
    Ok(())
}

/// Ends the session, here and in the database. Without one there is nothing to do.
#[server(prefix = "/rpc", endpoint = "sign_out")]
pub async fn sign_out() -> Result<(), RpcError> {
    let services = services()?;
    if let Some(actor) = request::visitor() {
        accounts::sign_out(&services, &actor).await?;
    }
    request::set_cookie(&request::cookie::expired_session(services.is_https()))?;
    leptos_axum::redirect(page::HOME);
    Ok(())
}

/// Hands the new session to the browser, and ends the one it had.
#[cfg(feature = "ssr")]
async fn keep_session(token: &SessionToken) -> Result<(), RpcError> {
    if let Some(actor) = request::visitor() {
        accounts::sign_out(&services()?, &actor).await?;
    }
    request::set_cookie(&request::cookie::session(token.expose(), services()?.is_https()))
}
