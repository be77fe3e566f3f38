//! Leaving (탈퇴), coming back, and being forgotten.
//!
//! Who leaves is signed out everywhere and nowhere to be seen; for a while (the setting
//! `leaving_days`) everything is kept, so that they may come back. Then the member is purged: what is
//! left is a row that says nothing, and the reviews without a name if that was wished. Who never confirmed
//! the address has nothing to come back to, and is deleted at once.

use super::store::{leaving as rows, members};
use super::{Actor, access, credentials, sessions};
use crate::administration::audit;
use crate::mail::{self, MailKind, NewMail};
use crate::time::rfc3339;
use crate::{Result, Services, database, search, secrets, settings, text};
use domain::MemberId;
use domain::accounts::{LeaveForm, MemberState};
use domain::error::ErrorCode;
use serde_json::json;
use sqlx::PgConnection;

/// Begins to leave. Members in any state may, and come back to the same one; but one who has yet to
/// confirm is deleted. Answers the state that it led to: `Leaving`, or `Gone` for who is deleted.
///
/// # Errors
/// The field errors of [`LeaveForm::validate`]; `password_wrong`, also when it was changed meanwhile;
/// `leaving` the second time.
pub async fn leave(services: &Services, actor: &Actor, form: LeaveForm) -> Result<MemberState> {
    let form = LeaveForm { password: text::password(form.password), ..form }.validate()?;
    let member = actor.member_id();
    let identity = members::identity(&services.pool, member).await?.ok_or(ErrorCode::SignInRequired)?;
    let hash = identity.password_hash;
    credentials::check(services, member, "password", form.password, hash.clone()).await?;
    let days = i32::from(settings::current(services).await.leaving_days);
    let mut transaction = services.begin().await?;
    // For who is deleted, and whose address somebody may be signing up with.
    members::hold_address(&mut transaction, &identity.email).await?;
    let held = credentials::hold_unchanged(&mut transaction, actor, "password", hash).await?;
    match held.state {
        MemberState::Leaving | MemberState::Gone => return Err(ErrorCode::Leaving.into()),
        MemberState::Unconfirmed => {
            delete(&mut transaction, &held).await?;
            transaction.commit().await?;
            return Ok(MemberState::Gone);
        }
        MemberState::Active | MemberState::Suspended => {}
    }
    rows::lock_works(&mut transaction, member).await?;
    let leaves_at = rows::leave(&mut transaction, member, days, form.keeps_reviews).await?;
    rows::hide_reviews(&mut transaction, member).await?;
    search::index_member(&mut transaction, member).await?;
    sessions::end_all(&mut transaction, member, None).await?;
    access::revoke_all(&mut transaction, member).await?;
    let kind = MailKind::Leaving { until: rfc3339(leaves_at) };
    let mail = NewMail { member: Some(member), recipient: held.email, kind };
    mail::enqueue(services, &mut transaction, mail).await?;
    transaction.commit().await?;
    Ok(MemberState::Leaving)
}

/// Deletes a held member who never confirmed the held address. They have nothing; should there be
/// something all the same, no film goes on counting it.
async fn delete(connection: &mut PgConnection, held: &members::HeldMember) -> Result<()> {
    rows::lock_works(connection, held.id).await?;
    rows::hide_reviews(connection, held.id).await?;
    rows::delete_reviews(connection, held.id).await?;
    rows::delete_marks(connection, held.id).await?;
    members::release_nicknames(connection, secrets::hash(&held.email)).await?;
    rows::delete(connection, held.id).await
}

/// Takes the leaving back: everything is as it was, a suspension that is not over included.
///
/// # Errors
/// `conflict` for a member who is not leaving, or not any more.
pub async fn come_back(services: &Services, actor: &Actor) -> Result<()> {
    let member = actor.member_id();
    let mut transaction = services.begin().await?;
    let held = members::hold(&mut transaction, member).await?.ok_or(ErrorCode::Conflict)?;
    if held.state != MemberState::Leaving {
        return Err(ErrorCode::Conflict.into());
    }
    rows::lock_works(&mut transaction, member).await?;
    rows::come_back(&mut transaction, member).await?;
    rows::show_reviews(&mut transaction, member).await?;
    search::index_member(&mut transaction, member).await?;
    let mail = NewMail { member: Some(member), recipient: held.email, kind: MailKind::Returned };
    mail::enqueue(services, &mut transaction, mail).await?;
    transaction.commit().await?;
    Ok(())
}

/// Purges one member whose time is over, in one transaction; nobody else, and nobody twice.
pub(super) async fn purge(services: &Services, member: MemberId) -> Result<()> {
    // Whoever is leaving keeps the address, so it may be looked at before anything is held.
    let Some(identity) = members::identity(&services.pool, member).await? else { return Ok(()) };
    let mut transaction = services.begin().await?;
    database::take_time(&mut transaction).await?;
    members::hold_address(&mut transaction, &identity.email).await?;
    let Some(keeps_reviews) = rows::hold_due(&mut transaction, member).await? else { return Ok(()) };
    rows::lock_works(&mut transaction, member).await?;
    if keeps_reviews {
        rows::show_reviews(&mut transaction, member).await?;
        rows::disown_reviews(&mut transaction, member).await?;
    } else {
        // Should one have come to light meanwhile, no film may go on counting it.
        rows::hide_reviews(&mut transaction, member).await?;
    }
    rows::delete_reviews(&mut transaction, member).await?;
    rows::delete_marks(&mut transaction, member).await?;
    rows::forget(&mut transaction, member).await?;
    // Removes the terms, because those who are gone have none.
    search::index_member(&mut transaction, member).await?;
    audit::write(&mut transaction, None, "member.purge", "member", Some(member.0), json!({}), None).await?;
    transaction.commit().await?;
    Ok(())
}
