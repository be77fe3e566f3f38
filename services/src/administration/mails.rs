//! The outbox: what waits, what was given up, trying again and calling off.

use super::{audit, cut, may_change, reason, store};
use crate::accounts::Actor;
use crate::{Result, Services, mail};
use domain::accounts::Role;
use domain::administration::{MailList, MailSearch, MailView};
use domain::error::ErrorCode;
use serde_json::json;

/// Mails, newest first: two statements.
pub async fn mails(services: &Services, actor: &Actor, search: MailSearch) -> Result<MailList> {
    actor.require(Role::Administrator)?;
    let (waiting, dead) = store::mails::counts(&services.pool).await?;
    let mails = store::mails::list(&services.pool, search, super::PAGE + 1).await?;
    let (mails, more) = cut(mails, |mail| mail.id);
    Ok(MailList { search, waiting, dead, mails, more })
}

/// A mail's page. What it says is not told: that is for the recipient alone.
pub async fn mail(services: &Services, actor: &Actor, id: i64) -> Result<MailView> {
    actor.require(Role::Administrator)?;
    Ok(store::mails::find(&services.pool, id).await?.ok_or(ErrorCode::NotFound)?)
}

/// Has a mail that was given up tried again, from the start.
///
/// # Errors
/// `not_found`, and `conflict` for a mail that waits, was sent or was called off.
pub async fn retry_mail(services: &Services, actor: &Actor, id: i64) -> Result<()> {
    may_change(actor)?;
    let mut transaction = services.begin_unseen().await?;
    let kind = store::mails::kind(&mut transaction, id).await?.ok_or(ErrorCode::NotFound)?;
    if !mail::retry(services, &mut transaction, id).await? {
        return Err(ErrorCode::Conflict.into());
    }
    let detail = json!({ "kind": kind });
    audit::write(&mut transaction, Some(actor.member_id()), "mail.retry", "mail", Some(id), detail, None).await?;
    transaction.commit().await?;
    Ok(())
}

/// Calls a mail off that waits or was given up.
///
/// # Errors
/// `not_found`, `conflict` for a mail that was sent or called off already, and the field errors of
/// [`domain::administration::reason`].
pub async fn void_mail(services: &Services, actor: &Actor, id: i64, why: String) -> Result<()> {
    may_change(actor)?;
    let why = reason(why)?;
    let mut transaction = services.begin_unseen().await?;
    let kind = store::mails::kind(&mut transaction, id).await?.ok_or(ErrorCode::NotFound)?;
    if !mail::void(&mut transaction, id).await? {
        return Err(ErrorCode::Conflict.into());
    }
    let detail = json!({ "kind": kind });
    audit::write(&mut transaction, Some(actor.member_id()), "mail.void", "mail", Some(id), detail, Some(&why)).await?;
    transaction.commit().await?;
    Ok(())
}
