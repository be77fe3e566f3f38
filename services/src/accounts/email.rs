//! The change of an address: asked for with the password, done by the link in the mail to the new one.

use super::tokens::{self, Origin, Purpose};
use super::{Actor, credentials, evenly, store};
use crate::mail::{self, MailKind, NewMail};
use crate::{Error, Result, Services, text};
use domain::accounts::{EmailChangeForm, LinkView, masked_email};
use domain::error::ErrorCode;
use store::members as rows;

/// Sends a link to the new address; until it is used nothing changes. If the address has a member
/// already, the mail says so, and the actor learns nothing.
///
/// # Errors
/// The field errors of [`EmailChangeForm::validate`] and `password_wrong` beside `current`;
/// `too_many_requests` after many wrong ones, or many mails to the address.
pub async fn request_email_change(services: &Services, actor: &Actor, form: EmailChangeForm) -> Result<()> {
    actor.may_act()?;
    let identity = rows::identity(&services.pool, actor.member_id()).await?.ok_or(ErrorCode::SignInRequired)?;
    let form = EmailChangeForm { email: text::line(form.email), current: text::password(form.current) }
        .validate(&identity.email)?;
    let hash = identity.password_hash;
    credentials::check(services, actor.member_id(), "current", form.current, hash.clone()).await?;
    tokens::take_mail(services, Purpose::ChangeEmail, &form.email).await?;
    evenly(send_link(services, actor, form.email, hash)).await
}

async fn send_link(services: &Services, actor: &Actor, email: String, hash: Option<String>) -> Result<()> {
    let mut transaction = services.begin_unseen().await?;
    rows::hold_address(&mut transaction, &email).await?;
    let member = credentials::hold_unchanged(&mut transaction, actor, "current", hash).await?;
    member.may_act()?;
    // Also for a taken address, whose link nobody gets: the settings show what was asked for.
    let (purpose, origin) = (Purpose::ChangeEmail, Origin::New { browser: None, next: None });
    let token = tokens::issue(services, &mut transaction, member.id, purpose, &email, origin).await?;
    let (named, kind) = match rows::owner(&mut transaction, &email).await? {
        Some(owner) => (owner, MailKind::AlreadyMember),
        None => (member.id, MailKind::ChangeEmail { token }),
    };
    mail::enqueue(services, &mut transaction, NewMail { member: Some(named), recipient: email, kind }).await?;
    transaction.commit().await?;
    Ok(())
}

/// What the link is about, for the page with its button. Whoever has the mail may press it, in any
/// browser.
///
/// # Errors
/// `link_expired` for a link that is good no more, or never was.
pub async fn email_change(services: &Services, secret: &str) -> Result<LinkView> {
    tokens::peek(services, Purpose::ChangeEmail, secret).await
}

/// Gives the member the address that the link proves, and tells the old one. The member's other links
/// die with it: they were sent to the old address.
///
/// # Errors
/// As [`email_change`], also when somebody else has confirmed the address meanwhile; `suspended` (or
/// another refusal) for a member who may change nothing, after which the link is still good.
pub async fn confirm_new_email(services: &Services, secret: &str) -> Result<()> {
    let mut transaction = services.begin_unseen().await?;
    let proven = tokens::consume(&mut transaction, Purpose::ChangeEmail, secret).await?;
    let (member, email) = (proven.member, proven.email);
    member.may_act()?;
    if rows::owner(&mut transaction, &email).await?.is_some() {
        return Err(ErrorCode::LinkExpired.into());
    }
    rows::set_email(&mut transaction, member.id, &email).await.map_err(or_expired)?;
    store::tokens::clear(&mut transaction, member.id).await?;
    let kind = MailKind::EmailChanged { masked: masked_email(&email) };
    mail::enqueue(services, &mut transaction, NewMail { member: Some(member.id), recipient: member.email, kind })
        .await?;
    transaction.commit().await?;
    Ok(())
}

/// Somebody who did not hold the address was faster.
fn or_expired(error: sqlx::Error) -> Error {
    let violated = error.as_database_error().and_then(|error| error.constraint());
    if violated == Some("members_email_key") { ErrorCode::LinkExpired.into() } else { error.into() }
}
