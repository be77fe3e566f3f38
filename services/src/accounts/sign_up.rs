//! Signing up: an account that waits for its address to be confirmed.
//!
//! Nobody learns here whether an address has a member. The answer is the same in every case; what
//! happened stands in the mail, which only the owner of the address reads.

use super::tokens::{self, Origin, Purpose};
use super::{common_passwords, evenly, nicknames, sessions, store};
use crate::forms::{self, FormOwner};
use crate::mail::{self, MailKind, NewMail};
use crate::turns::Claim;
use crate::{Result, Services, settings, text};
use domain::MemberId;
use domain::accounts::{MemberState, NewMember, SignUpForm};
use domain::error::ErrorCode;
use domain::page;
use sqlx::PgConnection;
use store::members as rows;

/// Creates an account that waits to be confirmed, or lets a new sign-up take the place of one that
/// still waits. The address gets a mail: with a link, or, if it has a member, saying so. The link is
/// bound to `browser`: whoever signs up with an address that is not theirs gains nothing when its owner
/// presses the button. It leads back to the form's `next`; a form that came back to that page waits for
/// them there.
///
/// # Errors
/// `sign_up_closed`; the field errors of [`SignUpForm::validate`] and `nickname_taken`;
/// `too_many_requests` after many mails to the address; `busy` while too many sign up at once.
pub async fn sign_up(services: &Services, form: SignUpForm, browser: Option<FormOwner>) -> Result<()> {
    if !settings::current(services).await.sign_up_open {
        return Err(ErrorCode::SignUpClosed.into());
    }
    let newcomer = SignUpForm {
        email: text::line(form.email),
        nickname: text::nickname(form.nickname),
        password: text::password(form.password),
        ..form
    }
    .validate(common_passwords::contains)?;
    // Looking for a free name costs none of the mails to the address.
    let mut connection = services.pool.acquire().await?;
    nicknames::check(&mut connection, &newcomer.nickname, &newcomer.email).await?;
    drop(connection);
    let NewMember { email, nickname, password, next } = newcomer;
    if let (Some(browser), Some(form)) = (browser, next.as_deref().and_then(page::form_id)) {
        forms::prolong(services, browser, form).await?;
    }
    // In every case, since it is what takes the time; and before the rest, which could not hide in it.
    let hash = services.passwords.hash(Claim::Plain, password);
    let hash = tokens::take_mail_for(services, Purpose::Confirm, &email, hash).await?;
    evenly(enter(services, email, nickname, hash, Origin::New { browser, next })).await
}

async fn enter(services: &Services, email: String, nickname: String, hash: String, origin: Origin) -> Result<()> {
    let mut transaction = services.begin_unseen().await?;
    rows::hold_address(&mut transaction, &email).await?;
    nicknames::hold(&mut transaction, &nickname, &email).await?;
    let (member, kind) = match rows::hold_by_email(&mut transaction, &email).await? {
        None => {
            let member = rows::insert(&mut transaction, &email, &nickname, &hash).await.map_err(nicknames::or_taken)?;
            // Only a row that was written past the hold of the address can be in the way.
            let member = member.ok_or(ErrorCode::Conflict)?;
            (member, confirmation(services, &mut transaction, member, &email, origin).await?)
        }
        Some(waiting) if waiting.state == MemberState::Unconfirmed => {
            let member = waiting.id;
            rows::replace_unconfirmed(&mut transaction, member, &nickname, &hash).await.map_err(nicknames::or_taken)?;
            // Whoever had signed in with the password before knows another one.
            sessions::end_all(&mut transaction, member, None).await?;
            store::access::revoke_all(&mut transaction, member, None).await?;
            (member, confirmation(services, &mut transaction, member, &email, origin).await?)
        }
        // Without `next`: whoever signed up would choose where a mail to somebody else leads.
        Some(member) => (member.id, MailKind::AlreadyMember),
    };
    let mail = NewMail { member: Some(member), recipient: email, kind };
    mail::enqueue(services, &mut transaction, mail).await?;
    transaction.commit().await?;
    Ok(())
}

/// The mail with a new link for a held member who has yet to confirm.
pub(super) async fn confirmation(
    services: &Services,
    connection: &mut PgConnection,
    member: MemberId,
    email: &str,
    origin: Origin,
) -> Result<MailKind> {
    let token = tokens::issue(services, connection, member, Purpose::Confirm, email, origin).await?;
    Ok(MailKind::Confirm { token })
}
