//! Links in mails: each proves one address for one purpose, once, for a while.
//!
//! The secret in a link is computed from its row (see [`crate::keys`]), of which the database holds
//! only the hash. A newer link for the same purpose puts an end to the one before. The page that a
//! link leads back to stands in its row alone: a stranger who asks for a link puts nothing into a mail.

use super::store::{members, tokens as rows};
use crate::forms::FormOwner;
use crate::limits::{self, Limit};
use crate::secrets::{self, Hash};
use crate::{Result, Services};
use domain::accounts::{CHANGE_EMAIL_HOURS, CONFIRM_HOURS, LinkView, RESET_MINUTES, masked_email};
use domain::error::ErrorCode;
use domain::{MemberId, page};
use sqlx::PgConnection;

/// What a link is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// The address of a new account.
    Confirm,
    /// A new password in the place of a forgotten one.
    Reset,
    /// The new address of an account.
    ChangeEmail,
}

impl Purpose {
    const EACH: [Self; 3] = [Self::Confirm, Self::Reset, Self::ChangeEmail];

    /// As stored, and the label of its secrets.
    const fn code(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Reset => "reset",
            Self::ChangeEmail => "change_email",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::EACH.into_iter().find(|purpose| purpose.code() == code)
    }

    /// How long a link is good.
    const fn minutes(self) -> i32 {
        match self {
            Self::Confirm => CONFIRM_HOURS * 60,
            Self::Reset => RESET_MINUTES,
            Self::ChangeEmail => CHANGE_EMAIL_HOURS * 60,
        }
    }

    /// The page that takes the link.
    const fn page(self) -> &'static str {
        match self {
            Self::Confirm => page::CONFIRM,
            Self::Reset => page::RESET,
            Self::ChangeEmail => page::CONFIRM_EMAIL,
        }
    }

    fn secret(self, services: &Services, id: i64, nonce: &[u8]) -> String {
        services.keys.secret(self.code(), &[&id.to_be_bytes(), nonce])
    }
}

/// Where a link is asked for: the browser in which nothing is asked for but the link itself, and the
/// page that it leads back to. Without a browser it is bound to none.
#[derive(Debug, Clone)]
pub(super) enum Origin {
    /// Nothing stays of the link that is replaced.
    New { browser: Option<FormOwner>, next: Option<String> },
    /// The member has moved here; their page before counts where they name none.
    Moved { browser: FormOwner, next: Option<String> },
    /// That of the link that is replaced, whoever asks; `next` counts where there was no page.
    Kept { next: Option<String> },
}

/// Takes one from the mails that strangers can have sent to `email`. Each purpose has its own, so that
/// asking for one of them keeps no other from coming. Call it before looking whether anybody has the
/// address.
///
/// # Errors
/// `too_many_requests`, with the seconds to wait, when none is left.
pub(super) async fn take_mail(services: &Services, purpose: Purpose, email: &str) -> Result<()> {
    limits::take(services, Limit::Mail, &format!("{} {email}", purpose.code())).await
}

/// As [`take_mail`], and gives it back if there is no time for `work`, without which there is no mail.
pub(super) async fn take_mail_for<T>(
    services: &Services,
    purpose: Purpose,
    email: &str,
    work: impl Future<Output = Result<T>>,
) -> Result<T> {
    limits::take_for(services, Limit::Mail, &format!("{} {email}", purpose.code()), work).await
}

/// Makes a link that proves `email` for a held member, and answers the id that its mail names it by.
pub(super) async fn issue(
    services: &Services,
    connection: &mut PgConnection,
    member: MemberId,
    purpose: Purpose,
    email: &str,
    origin: Origin,
) -> Result<i64> {
    let stored = |browser: FormOwner| browser.hash().to_vec();
    let (browser, next) = match origin {
        Origin::New { browser, next } => (browser.map(stored), next),
        Origin::Moved { browser, next } => {
            let before = rows::origin(connection, member, purpose.code()).await?.unwrap_or_default();
            (Some(stored(browser)), next.or(before.next))
        }
        Origin::Kept { next } => {
            let before = rows::origin(connection, member, purpose.code()).await?.unwrap_or_default();
            (before.browser_hash, before.next.or(next))
        }
    };
    let id = rows::next_id(connection).await?;
    let nonce = secrets::nonce()?;
    let secret_hash = secrets::hash(&purpose.secret(services, id, &nonce));
    let (code, minutes) = (purpose.code(), purpose.minutes());
    let token = rows::NewToken { id, member, purpose: code, secret_hash, nonce, email, browser, next, minutes };
    rows::replace(connection, &token).await?;
    Ok(id)
}

/// The address of the page with the secret of the link `id`; `None` when it is good no more. Whoever
/// has it can use it, so it goes into the mail and nowhere else.
pub(crate) async fn link(services: &Services, id: i64) -> Result<Option<String>> {
    let Some(seed) = rows::seed(&services.pool, id).await? else { return Ok(None) };
    let Some(purpose) = Purpose::from_code(&seed.purpose) else { return Ok(None) };
    let secret = purpose.secret(services, id, &seed.nonce);
    // With another key than the one it was made with, the link would lead nowhere.
    let is_good = secrets::hash(&secret)[..] == seed.secret_hash[..];
    Ok(is_good.then(|| services.absolute(&format!("{}?token={secret}", purpose.page()))))
}

/// Whom a link is about; it stays good.
///
/// # Errors
/// `link_expired`, as in [`consume`].
pub(super) async fn peek(services: &Services, purpose: Purpose, secret: &str) -> Result<LinkView> {
    let subject = subject(services, purpose, secret).await?;
    Ok(LinkView { email: masked_email(&subject.email), nickname: subject.nickname, needs_password: false, next: None })
}

/// As [`peek`], with the address in full.
pub(super) async fn subject(services: &Services, purpose: Purpose, secret: &str) -> Result<rows::Subject> {
    let subject = rows::subject(&services.pool, purpose.code(), hash(secret)).await?.ok_or(ErrorCode::LinkExpired)?;
    Ok(rows::Subject { next: onward(subject.next), ..subject })
}

/// Whether `browser_hash`, which a link is bound to, is that of this very browser.
pub(super) fn is_bound_to(browser_hash: Option<&[u8]>, browser: Option<FormOwner>) -> bool {
    browser.is_some_and(|browser| browser_hash == Some(&browser.hash()[..]))
}

/// A link that has been used; nothing when it is still good, never was, or its time is over.
pub(super) async fn used(services: &Services, purpose: Purpose, secret: &str) -> Result<Option<rows::UsedRow>> {
    let used = rows::used(&services.pool, purpose.code(), hash(secret)).await?;
    Ok(used.map(|used| rows::UsedRow { next: onward(used.next), ..used }))
}

/// Looked at once more: another release may have written it.
fn onward(next: Option<String>) -> Option<String> {
    next.filter(|next| page::onward(next).is_some())
}

/// What a link has proven.
pub(super) struct Consumed {
    /// Held until the transaction ends.
    pub member: members::HeldMember,
    /// Held as well, and not always the member's own.
    pub email: String,
}

/// Uses a link up within the caller's transaction: of several who use it at once, one succeeds. What
/// confirmed a sign-up is only marked, so that its page can lead on whoever comes back to it.
///
/// # Errors
/// `link_expired` for a link that never was, was made for another purpose, has been used or replaced,
/// or whose time has passed.
pub(super) async fn consume(connection: &mut PgConnection, purpose: Purpose, secret: &str) -> Result<Consumed> {
    let (code, hash) = (purpose.code(), hash(secret));
    let (member, email) = rows::find(connection, code, hash).await?.ok_or(ErrorCode::LinkExpired)?;
    members::hold_address(connection, &email).await?;
    let member = members::hold(connection, member).await?.ok_or(ErrorCode::LinkExpired)?;
    let is_taken = match purpose {
        Purpose::Confirm => rows::mark_used(connection, code, hash).await?,
        Purpose::Reset | Purpose::ChangeEmail => rows::take(connection, code, hash).await?,
    };
    if !is_taken {
        return Err(ErrorCode::LinkExpired.into());
    }
    Ok(Consumed { member, email })
}

/// The blanks that come along when somebody copies a link are not part of it.
fn hash(secret: &str) -> Hash {
    secrets::hash(secret.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_back() {
        for purpose in Purpose::EACH {
            assert_eq!(Purpose::from_code(purpose.code()), Some(purpose));
        }
        assert_eq!(Purpose::from_code("refresh"), None);
    }
}
