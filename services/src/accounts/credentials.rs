//! The proof that somebody knows a password, at the door and once more inside. Whatever follows from
//! it looks again, under the hold of the member, whether the password is still the one that was proven.

use super::store::members as rows;
use super::{Actor, Recognition, known_browsers};
use crate::limits::{self, Limit};
use crate::turns::Claim;
use crate::{Error, Result, Services, text};
use domain::MemberId;
use domain::accounts::{MemberState, SignInForm};
use domain::error::{AppError, ErrorCode, FieldError, FieldErrors};
use sqlx::PgConnection;

/// A member whose password somebody has just typed.
pub(super) struct Proven {
    pub member: MemberId,
    pub state: MemberState,
    email: String,
    hash: Option<String>,
    /// The password hashed anew, when the present hash is weaker than today's.
    stronger: Option<String>,
}

/// Looks up a pair of address and password, in any state of the member. An unknown address costs the
/// same time and gets the same answer as a wrong password. `known` is the cookie of a browser that may have
/// an allowance of its own.
///
/// # Errors
/// The field errors of [`SignInForm::validate`]; `wrong_credentials`; `too_many_requests` after many
/// wrong passwords for the address; `busy` while too many sign in at once, whoever has the address.
pub(super) async fn prove(services: &Services, form: SignInForm, known: Option<&str>) -> Result<Proven> {
    let form = SignInForm { email: text::line(form.email), password: text::password(form.password) }.validate()?;
    let (limit, subject) = known_browsers::allowance(services, &form.email, known).await?;
    // Only we make the marks of known browsers, so strangers cannot take their places.
    let claim = if limit == Limit::KnownBrowser { Claim::Preferred(&subject) } else { Claim::Plain };
    let (found, is_right) = limits::take_for(services, limit, &subject, async {
        let found = rows::credentials(&services.pool, &form.email).await?;
        let hash = found.as_ref().and_then(|found| found.password_hash.clone());
        let is_right = services.passwords.verify(claim, form.password.clone(), hash).await?;
        Ok((found, is_right))
    })
    .await?;
    let Some(found) = found.filter(|_| is_right) else {
        return Err(ErrorCode::WrongCredentials.into());
    };
    limits::forget(services, limit, &subject).await?;
    let hash = found.password_hash;
    let is_outdated = hash.as_deref().is_some_and(|hash| services.passwords.is_outdated(hash));
    let stronger = if is_outdated { strengthen(services, claim, form.password).await? } else { None };
    Ok(Proven { member: found.id, state: found.state, email: form.email, hash, stronger })
}

/// The password hashed as today, or nothing while that is busy: the next sign-in does it.
async fn strengthen(services: &Services, claim: Claim<'_>, password: String) -> Result<Option<String>> {
    match services.passwords.hash(claim, password).await {
        Ok(hash) => Ok(Some(hash)),
        Err(Error::Busy(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

impl Proven {
    /// Holds the member, unless the password has changed since it was proven: a change signs everybody
    /// out, and this sign-in would have slipped through. A stronger hash takes its place.
    ///
    /// # Errors
    /// `wrong_credentials`.
    pub async fn hold(&self, connection: &mut PgConnection) -> Result<()> {
        let held = rows::hold(connection, self.member).await?;
        if held.is_none_or(|held| held.password_hash != self.hash) {
            return Err(ErrorCode::WrongCredentials.into());
        }
        if let Some(hash) = &self.stronger {
            rows::set_password(connection, self.member, hash).await?;
        }
        Ok(())
    }

    /// For the browser that proved it, once [`Proven::hold`] has set a stronger hash.
    pub fn into_recognition(self) -> Recognition {
        Recognition::new(self.email, self.stronger.or(self.hash).unwrap_or_default())
    }
}

/// Whether the (normalised) password is the one that the member's `hash` was made of.
///
/// # Errors
/// `password_missing` or `password_wrong` beside `field`; `too_many_requests` after many wrong ones; `busy`.
pub(super) async fn check(
    services: &Services,
    member: MemberId,
    field: &str,
    password: String,
    hash: Option<String>,
) -> Result<()> {
    if password.is_empty() {
        return Err(refusal(field, FieldError::PasswordMissing).into());
    }
    let subject = member.to_string();
    let verify = services.passwords.verify(Claim::Preferred(&subject), password, hash);
    if !limits::take_for(services, Limit::Password, &subject, verify).await? {
        return Err(refusal(field, FieldError::PasswordWrong).into());
    }
    limits::forget(services, Limit::Password, &subject).await
}

/// Holds the actor's own row, if the password that was checked is still theirs.
///
/// # Errors
/// `password_wrong` beside `field` when it was changed meanwhile.
pub(super) async fn hold_unchanged(
    connection: &mut PgConnection,
    actor: &Actor,
    field: &str,
    hash: Option<String>,
) -> Result<rows::HeldMember> {
    let member = rows::hold(connection, actor.member_id()).await?.ok_or(ErrorCode::SignInRequired)?;
    if member.password_hash == hash { Ok(member) } else { Err(refusal(field, FieldError::PasswordWrong).into()) }
}

fn refusal(field: &str, reason: FieldError) -> AppError {
    AppError::invalid(FieldErrors::from([(field.to_owned(), reason)]))
}
