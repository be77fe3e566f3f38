//! Passwords: a new one for a forgotten one, and a change by who knows the present one.

use super::actor::Way;
use super::tokens::{self, Origin, Purpose};
use super::{
    Actor, Recognition, SessionToken, common_passwords, credentials, evenly, nicknames, sessions, sign_up, store,
};
use crate::forms::FormOwner;
use crate::limits::{self, Limit};
use crate::mail::{self, MailKind, NewMail};
use crate::turns::Claim;
use crate::{Result, Services, text};
use domain::accounts::{EmailForm, LinkRequest, LinkView, MemberState, PasswordChangeForm, ResetForm};
use domain::error::ErrorCode;
use sqlx::PgConnection;
use store::members as rows;

/// Sends a link to a new password, or, to who has yet to confirm, the link for that. The answer is
/// the same whether or not the address has a member. The form's `next` counts in `browser` alone, since
/// anybody may ask for a link in somebody else's name.
///
/// # Errors
/// The field errors of [`EmailForm::validate`]; `too_many_requests` after many mails to the address.
pub async fn request_reset(services: &Services, form: EmailForm, browser: Option<FormOwner>) -> Result<()> {
    let LinkRequest { email, next } = EmailForm { email: text::line(form.email), ..form }.validate()?;
    tokens::take_mail(services, Purpose::Reset, &email).await?;
    evenly(send_link(services, email, browser, next)).await
}

async fn send_link(services: &Services, email: String, browser: Option<FormOwner>, next: Option<String>) -> Result<()> {
    let mut transaction = services.begin_unseen().await?;
    rows::hold_address(&mut transaction, &email).await?;
    nicknames::prolong(&mut transaction, &email).await?;
    if let Some(member) = rows::hold_by_email(&mut transaction, &email).await? {
        let kind = if member.state == MemberState::Unconfirmed {
            sign_up::confirmation(services, &mut transaction, member.id, &email, Origin::Kept { next }).await?
        } else {
            let (purpose, origin) = (Purpose::Reset, Origin::New { browser, next });
            let token = tokens::issue(services, &mut transaction, member.id, purpose, &email, origin).await?;
            MailKind::Reset { token }
        };
        let mail = NewMail { member: Some(member.id), recipient: email, kind };
        mail::enqueue(services, &mut transaction, mail).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// What the link is about, for the page with the form.
///
/// # Errors
/// `link_expired` for a link that is good no more, or never was.
pub async fn reset_link(services: &Services, secret: &str) -> Result<LinkView> {
    tokens::peek(services, Purpose::Reset, secret).await
}

/// A password that has been set anew.
#[derive(Debug)]
pub struct PasswordReset {
    /// For the browser, so that it is known from now on.
    pub recognition: Recognition,
    /// Where the link was asked for, in the browser that asked.
    pub next: Option<String>,
}

/// Sets the password of the member whose address the link proves, and signs them out everywhere.
/// Nobody is signed in by it, but the browser is known from then on: whoever keeps guessing cannot shut the
/// member out who has just got a new password.
///
/// # Errors
/// As [`reset_link`], and the field errors of [`ResetForm::validate`], after which the link is still
/// good.
pub async fn reset_password(
    services: &Services,
    secret: &str,
    password: String,
    browser: Option<FormOwner>,
) -> Result<PasswordReset> {
    let subject = tokens::subject(services, Purpose::Reset, secret).await?;
    let password = ResetForm { password: text::password(password) }.validate(
        &subject.email,
        &subject.nickname,
        common_passwords::contains,
    )?;
    // Whoever has the mail is as good as known.
    let hash = services.passwords.hash(Claim::Preferred(&subject.email), password).await?;
    let mut transaction = services.begin_unseen().await?;
    let member = tokens::consume(&mut transaction, Purpose::Reset, secret).await?.member;
    set_password(services, &mut transaction, &member, &hash).await?;
    sessions::end_all(&mut transaction, member.id, None).await?;
    transaction.commit().await?;
    // The guesses that were counted were at another password.
    limits::forget(services, Limit::SignIn, &member.email).await?;
    limits::forget(services, Limit::Password, &member.id.to_string()).await?;
    let next = subject.next.filter(|_| tokens::is_bound_to(subject.browser_hash.as_deref(), browser));
    Ok(PasswordReset { recognition: Recognition::new(member.email, hash), next })
}

/// Changes the actor's password. They stay signed in here, under a new secret, and nowhere else; no other
/// browser is known any more.
///
/// # Errors
/// The field errors of [`PasswordChangeForm::validate`] and `password_wrong` beside `current`;
/// `too_many_requests` after many wrong ones; `sign_in_required` when the session has ended, or for a
/// client without one.
pub async fn change_password(
    services: &Services,
    actor: &Actor,
    form: PasswordChangeForm,
    user_agent: &str,
) -> Result<(SessionToken, Recognition)> {
    actor.may_act()?;
    let Way::Session { id: session, .. } = actor.way else { return Err(ErrorCode::SignInRequired.into()) };
    let identity = rows::identity(&services.pool, actor.member_id()).await?.ok_or(ErrorCode::SignInRequired)?;
    let form =
        PasswordChangeForm { current: text::password(form.current), new_password: text::password(form.new_password) }
            .validate(&identity.email, &identity.nickname, common_passwords::contains)?;
    let known = identity.password_hash;
    credentials::check(services, actor.member_id(), "current", form.current, known.clone()).await?;
    let claim = actor.member_id().to_string();
    let hash = services.passwords.hash(Claim::Preferred(&claim), form.new_password).await?;
    let mut transaction = services.begin_unseen().await?;
    let member = credentials::hold_unchanged(&mut transaction, actor, "current", known).await?;
    member.may_act()?;
    let token = sessions::rotate(&mut transaction, actor, user_agent).await?;
    set_password(services, &mut transaction, &member, &hash).await?;
    sessions::end_all(&mut transaction, member.id, Some(session)).await?;
    transaction.commit().await?;
    Ok((token, Recognition::new(member.email, hash)))
}

/// Sets the password of a held member, ends what was opened with the old one except sessions, and
/// tells the member. Links that are under way die too: whoever asked for one may be whom the change
/// is to keep out.
async fn set_password(
    services: &Services,
    connection: &mut PgConnection,
    member: &rows::HeldMember,
    hash: &str,
) -> Result<()> {
    rows::set_password(connection, member.id, hash).await?;
    store::tokens::clear(connection, member.id).await?;
    store::access::revoke_all(connection, member.id, None).await?;
    let mail = NewMail { member: Some(member.id), recipient: member.email.clone(), kind: MailKind::PasswordChanged };
    mail::enqueue(services, connection, mail).await
}
