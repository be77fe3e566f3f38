//! Server functions of a member's own account.

use crate::rpc::RpcError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    super::{done, drop_session, recognise, replace_session},
    crate::accounts::returned,
    crate::request::{self, services},
    domain::accounts::{EmailChangeForm, LeaveForm, MemberState, PasswordChangeForm},
    domain::page,
    services::accounts::{self, leaving, sessions, suspensions},
};

/// Takes the password once more, and leads on to `next`, a path on this site, or to the settings.
#[server(prefix = "/rpc", endpoint = "reauthenticate")]
pub async fn reauthenticate(
    #[server(default)] password: String,
    #[server(default)] next: String,
) -> Result<(), RpcError> {
    let actor = request::actor()?;
    let token = sessions::reauthenticate(&services()?, &actor, password, &request::user_agent()).await?;
    replace_session(&token)?;
    leptos_axum::redirect(page::local(&next).unwrap_or(page::SETTINGS));
    Ok(())
}

/// Changes the password, and ends all other sessions.
#[server(prefix = "/rpc", endpoint = "change_password")]
pub async fn change_password(
    #[server(default)] current: String,
    #[server(default)] new_password: String,
) -> Result<(), RpcError> {
    let form = PasswordChangeForm { current, new_password };
    let actor = request::actor()?;
    let (token, recognition) = accounts::change_password(&services()?, &actor, form, &request::user_agent()).await?;
    replace_session(&token)?;
    recognise(&recognition)?;
    done("change_password", "", page::SETTINGS).await
}

/// Mails a link to the new address; until it is used the old one stays.
#[server(prefix = "/rpc", endpoint = "request_email_change")]
pub async fn request_email_change(
    #[server(default)] email: String,
    #[server(default)] current: String,
) -> Result<(), RpcError> {
    let form = EmailChangeForm { email: email.clone(), current };
    accounts::request_email_change(&services()?, &request::actor()?, form).await?;
    done("request_email_change", &email, page::SETTINGS_EMAIL).await
}

/// Signs one device out; `device` is the id of its view.
#[server(prefix = "/rpc", endpoint = "revoke_session")]
pub async fn revoke_session(#[server(default)] device: String) -> Result<(), RpcError> {
    sessions::revoke(&services()?, &request::actor()?, &device).await?;
    done("revoke_session", "", page::SETTINGS_DEVICES).await
}

/// Signs out all devices but this one.
#[server(prefix = "/rpc", endpoint = "revoke_other_sessions")]
pub async fn revoke_other_sessions() -> Result<(), RpcError> {
    sessions::revoke_others(&services()?, &request::actor()?).await?;
    done("revoke_other_sessions", "", page::SETTINGS_DEVICES).await
}

/// Begins the leaving of a member, and ends all their sessions. One who has yet to confirm is deleted.
#[server(prefix = "/rpc", endpoint = "leave")]
pub async fn leave(
    #[server(default)] password: String,
    #[server(default)] keep_reviews: String,
) -> Result<(), RpcError> {
    let state = leaving::leave(&services()?, &request::actor()?, LeaveForm { password, keep_reviews }).await?;
    drop_session()?;
    let what = if state == MemberState::Gone { returned::DELETED } else { "leave" };
    done(what, "", page::SIGN_IN).await
}

/// Brings a member back who was about to leave.
#[server(prefix = "/rpc", endpoint = "come_back")]
pub async fn come_back() -> Result<(), RpcError> {
    leaving::come_back(&services()?, &request::actor()?).await?;
    done("come_back", "", page::SETTINGS).await
}

/// A suspended member's own word, once per suspension.
#[server(prefix = "/rpc", endpoint = "appeal")]
pub async fn appeal(#[server(default)] text: String) -> Result<(), RpcError> {
    suspensions::appeal(&services()?, &request::actor()?, text).await?;
    done("appeal", "", page::APPEAL).await
}
