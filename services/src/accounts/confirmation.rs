//! Confirming the address of a new account.
//!
//! A link is bound to the browser that signed up. Somebody else may have signed up with an address, and
//! would have an account in its owner's name if the owner's press of the button confirmed it: in any
//! other browser the password that was chosen is asked for, too. Either way whoever presses it has shown
//! all that a sign-in asks for, and is signed in there, and only there.

use super::sessions::{self, Given};
use super::tokens::{self, Origin, Purpose};
use super::{Actor, Recognition, SignedIn, credentials, evenly, nicknames, sign_up, store};
use crate::forms::FormOwner;
use crate::mail::{self, NewMail};
use crate::{Result, Services, search, secrets, text};
use domain::MemberId;
use domain::accounts::{EmailForm, LinkRequest, LinkView, MemberState, masked_email};
use domain::error::ErrorCode;
use store::members as rows;

/// Sends the link again, to the actor's own address or to that of `form`; the one before is then good
/// no more. The answer is the same whether or not anybody waits for it. The new link is bound to
/// `browser`, and leads to the form's `next`, when the actor themselves ask; otherwise both are what they
/// were.
///
/// # Errors
/// The field errors of [`EmailForm::validate`]; `too_many_requests` after many mails to the address.
pub async fn resend_confirmation(
    services: &Services,
    actor: Option<&Actor>,
    form: EmailForm,
    browser: Option<FormOwner>,
) -> Result<()> {
    let request = match actor {
        Some(actor) => {
            let identity = rows::identity(&services.pool, actor.member_id()).await?;
            LinkRequest { email: identity.ok_or(ErrorCode::SignInRequired)?.email, next: form.onward() }
        }
        None => EmailForm { email: text::line(form.email), ..form }.validate()?,
    };
    tokens::take_mail(services, Purpose::Confirm, &request.email).await?;
    let asker = actor.zip(browser).map(|(actor, browser)| (actor.member_id(), browser));
    evenly(resend(services, request, asker)).await
}

async fn resend(services: &Services, request: LinkRequest, asker: Option<(MemberId, FormOwner)>) -> Result<()> {
    let LinkRequest { email, next } = request;
    let mut transaction = services.begin_unseen().await?;
    rows::hold_address(&mut transaction, &email).await?;
    nicknames::prolong(&mut transaction, &email).await?;
    let waiting = rows::hold_by_email(&mut transaction, &email).await?;
    if let Some(member) = waiting.filter(|member| member.state == MemberState::Unconfirmed) {
        let own = asker.filter(|(asker, _)| *asker == member.id);
        let origin = match own {
            Some((_, browser)) => Origin::Moved { browser, next },
            None => Origin::Kept { next },
        };
        let kind = sign_up::confirmation(services, &mut transaction, member.id, &email, origin).await?;
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
    let needs_password = !tokens::is_bound_to(subject.browser_hash.as_deref(), browser);
    let email = masked_email(&subject.email);
    Ok(LinkView { email, nickname: subject.nickname, needs_password, next: subject.next })
}

/// A newcomer no more.
#[derive(Debug)]
pub struct Confirmed {
    pub member: MemberId,
    pub signed_in: SignedIn,
    /// Where the sign-up began.
    pub next: Option<String>,
}

/// Makes the member active whose address the link proves, and findable, and opens a session, in one
/// transaction. `password` counts only in a browser that the link is not bound to; in the one it is bound
/// to, it was given with the sign-up, and dangerous steps ask for it once that is a while ago.
///
/// # Errors
/// As [`confirmation`]; `password_missing` or `password_wrong` beside `password`, and
/// `too_many_requests` after many wrong ones; the link is then still good.
pub async fn confirm_email(
    services: &Services,
    secret: &str,
    browser: Option<FormOwner>,
    password: String,
    user_agent: &str,
) -> Result<Confirmed> {
    let subject = tokens::subject(services, Purpose::Confirm, secret).await?;
    let given = if tokens::is_bound_to(subject.browser_hash.as_deref(), browser) {
        Given::AtSignUp
    } else {
        let (member, password) = (MemberId(subject.member_id), text::password(password));
        credentials::check(services, member, "password", password, subject.password_hash).await?;
        Given::Now
    };
    // A sign-up that brings another password replaces the link as well, so what was proven still holds.
    let mut transaction = services.begin().await?;
    let proven = tokens::consume(&mut transaction, Purpose::Confirm, secret).await?;
    if !rows::confirm(&mut transaction, proven.member.id, &proven.email).await? {
        return Err(ErrorCode::LinkExpired.into());
    }
    rows::release_nicknames(&mut transaction, secrets::hash(&proven.email)).await?;
    search::index_member(&mut transaction, proven.member.id).await?;
    let token = sessions::open(&mut transaction, proven.member.id, user_agent, given).await?;
    transaction.commit().await?;
    let recognition = Recognition::new(proven.email, proven.member.password_hash.unwrap_or_default());
    let signed_in = SignedIn { token, state: MemberState::Active, recognition };
    Ok(Confirmed { member: proven.member.id, signed_in, next: subject.next })
}

/// What a link that has been used still tells, where it may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsedLink {
    /// Whether its member is who is signed in.
    pub is_own: bool,
    /// Where the sign-up began.
    pub next: Option<String>,
}

/// For who comes back to a link that has confirmed somebody: by a second press of the button, or of the
/// browser's for the page before. Nothing, unless its member is signed in or the browser is the one it
/// was bound to.
pub async fn used_confirmation(
    services: &Services,
    secret: &str,
    browser: Option<FormOwner>,
    actor: Option<&Actor>,
) -> Result<Option<UsedLink>> {
    let Some(link) = tokens::used(services, Purpose::Confirm, secret).await? else { return Ok(None) };
    let is_own = actor.is_some_and(|actor| actor.member_id().0 == link.member_id);
    let may_know = is_own || tokens::is_bound_to(link.browser_hash.as_deref(), browser);
    Ok(may_know.then_some(UsedLink { is_own, next: link.next }))
}
