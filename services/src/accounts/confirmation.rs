//! Confirming the address of a new account.
//!
//! A link is bound to the browser that signed up. Somebody else may have signed up with an address, and
//! would have an account in its owner's name if the owner's press of the button confirmed it: in any
//! other browser the password that was chosen is asked for, too.

use super::tokens::{self, Binding, Purpose};
use super::{Actor, credentials, evenly, nicknames, sign_up, store};
use crate::forms::FormOwner;
use crate::mail::{self, NewMail};
use crate::{Result, Services, search, secrets, text};
use domain::MemberId;
use domain::accounts::{EmailForm, LinkView, MemberState, masked_email};
use domain::error::ErrorCode;
use store::members as rows;

/// Sends the link again, to the actor's own address or to `email`; the one before is then good no
/// more. The answer is the same whether or not anybody waits for it. The new link is bound to `browser`
/// when the actor themselves ask; otherwise to what the old one was.
///
/// # Errors
/// The field errors of [`EmailForm::validate`]; `too_many_requests` after many mails to the address.
pub async fn resend_confirmation(
    services: &Services,
    actor: Option<&Actor>,
    email: String,
    browser: Option<FormOwner>,
) -> Result<()> {
    let email = match actor {
        Some(actor) => {
            let identity = rows::identity(&services.pool, actor.member_id()).await?;
            identity.ok_or(ErrorCode::SignInRequired)?.email
        }
        None => EmailForm { email: text::line(email) }.validate()?,
    };
    tokens::take_mail(services, Purpose::Confirm, &email).await?;
    let asker = actor.zip(browser).map(|(actor, browser)| (actor.member_id(), browser));
    evenly(resend(services, email, asker)).await
}

async fn resend(services: &Services, email: String, asker: Option<(MemberId, FormOwner)>) -> Result<()> {
    let mut transaction = services.begin_unseen().await?;
    rows::hold_address(&mut transaction, &email).await?;
    nicknames::prolong(&mut transaction, &email).await?;
    let waiting = rows::hold_by_email(&mut transaction, &email).await?;
    if let Some(member) = waiting.filter(|member| member.state == MemberState::Unconfirmed) {
        let own = asker.filter(|(asker, _)| *asker == member.id);
        let binding = own.map_or(Binding::Kept, |(_, browser)| Binding::To(Some(browser)));
        let kind = sign_up::confirmation(services, &mut transaction, member.id, &email, binding).await?;
        let mail = NewMail { member: Some(member.id), recipient: email, kind };
        mail::enqueue(services, &mut transaction, mail).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// What the link is about, for the page with its button. Programs that look into mails open links;
/// none of them presses buttons.
///
/// # Errors
/// `link_expired` for a link that is good no more, or never was.
pub async fn confirmation(services: &Services, secret: &str, browser: Option<FormOwner>) -> Result<LinkView> {
    let subject = tokens::subject(services, Purpose::Confirm, secret).await?;
    let needs_password = !tokens::is_bound_to(&subject, browser);
    Ok(LinkView { email: masked_email(&subject.email), nickname: subject.nickname, needs_password })
}

/// Makes the member active whose address the link proves, and findable. `password` counts only in a
/// browser that the link is not bound to.
///
/// # Errors
/// As [`confirmation`]; `password_missing` or `password_wrong` beside `password`, and
/// `too_many_requests` after many wrong ones; the link is then still good.
pub async fn confirm_email(
    services: &Services,
    secret: &str,
    browser: Option<FormOwner>,
    password: String,
) -> Result<()> {
    let subject = tokens::subject(services, Purpose::Confirm, secret).await?;
    if !tokens::is_bound_to(&subject, browser) {
        let (member, password) = (MemberId(subject.member_id), text::password(password));
        credentials::check(services, member, "password", password, subject.password_hash).await?;
    }
    // A sign-up that brings another password replaces the link as well, so what was proven still holds.
    let mut transaction = services.begin().await?;
    let proven = tokens::consume(&mut transaction, Purpose::Confirm, secret).await?;
    if !rows::confirm(&mut transaction, proven.member.id, &proven.email).await? {
        return Err(ErrorCode::LinkExpired.into());
    }
    rows::release_nicknames(&mut transaction, secrets::hash(&proven.email)).await?;
    search::index_member(&mut transaction, proven.member.id).await?;
    transaction.commit().await?;
    Ok(())
}
