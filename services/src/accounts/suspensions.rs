//! Suspensions (이용 정지): a suspended member may read, take their data with them and appeal. They
//! stay signed in, and what they wrote stays where it is.

use super::Actor;
use super::store;
use super::store::suspensions::{self as rows, HeldMember};
use crate::administration::audit;
use crate::mail::{self, MailKind, NewMail};
use crate::time::{korean_date_time, rfc3339};
use crate::{Result, Services, search, text};
use domain::MemberId;
use domain::accounts::{AppealAnswerForm, AppealForm, MemberState, Role, SuspendForm, SuspensionView};
use domain::administration::reason as checked_reason;
use domain::error::ErrorCode;
use serde_json::json;
use sqlx::PgConnection;

/// Suspends an active member, and tells them so by mail.
///
/// # Errors
/// The field errors of [`SuspendForm::validate`]; `role_required` from and towards the wrong role,
/// oneself included; `reauthentication_required`; `not_found` for nobody; `conflict` for a member who
/// is in another state meanwhile.
pub async fn suspend(services: &Services, actor: &Actor, member: MemberId, form: SuspendForm) -> Result<()> {
    actor.require(Role::Moderator)?;
    actor.require_fresh()?;
    let form = SuspendForm { days: text::line(form.days), reason: text::paragraphs(form.reason) }.validate()?;
    let mut transaction = services.begin().await?;
    let mut held = hold(&mut transaction, actor, member).await?;
    if held.is_due {
        finish(services, &mut transaction, member, &held, None, None).await?;
        held.state = MemberState::Active.code().to_owned();
    }
    if store::state(&held.state) != MemberState::Active {
        return Err(ErrorCode::Conflict.into());
    }
    let days = form.days.map(i32::from);
    let until = rows::begin(&mut transaction, member, actor.member_id(), days, &form.reason).await?;
    search::index_member(&mut transaction, member).await?;
    audit::write(
        &mut transaction,
        Some(actor.member_id()),
        "member.suspend",
        "member",
        Some(member.0),
        json!({ "days": form.days }),
        Some(&form.reason),
    )
    .await?;
    let kind = MailKind::Suspended { reason: form.reason, until: until.map(rfc3339) };
    send(services, &mut transaction, member, &held, kind).await?;
    transaction.commit().await?;
    Ok(())
}

/// Lifts a suspension before its time, and tells the member so by mail.
///
/// # Errors
/// As [`suspend`]; `conflict` also when the member is not suspended any more.
pub async fn lift(services: &Services, actor: &Actor, member: MemberId, reason: String) -> Result<()> {
    actor.require(Role::Moderator)?;
    actor.require_fresh()?;
    let reason = checked_reason(&text::paragraphs(reason))?;
    let mut transaction = services.begin().await?;
    let held = hold(&mut transaction, actor, member).await?;
    if store::state(&held.state) != MemberState::Suspended {
        return Err(ErrorCode::Conflict.into());
    }
    finish(services, &mut transaction, member, &held, Some(actor.member_id()), Some(reason)).await?;
    transaction.commit().await?;
    Ok(())
}

/// Lifts one suspension whose time has come, unless that has been done meanwhile.
pub(super) async fn lift_due(services: &Services, member: MemberId) -> Result<()> {
    let mut transaction = services.begin().await?;
    let Some(held) = rows::hold(&mut transaction, member).await?.filter(|held| held.is_due) else { return Ok(()) };
    finish(services, &mut transaction, member, &held, None, None).await?;
    transaction.commit().await?;
    Ok(())
}

/// Keeps the actor's word on their suspension, once.
///
/// # Errors
/// The field errors of [`AppealForm::validate`]; `not_found` for those who are not suspended,
/// `conflict` after the first time.
pub async fn appeal(services: &Services, actor: &Actor, text: String) -> Result<()> {
    if actor.state() != MemberState::Suspended {
        return Err(ErrorCode::NotFound.into());
    }
    let text = AppealForm { text: text::paragraphs(text) }.validate()?;
    if rows::appeal(&services.pool, actor.member_id(), &text).await? {
        return Ok(());
    }
    let is_suspended = rows::open(&services.pool, actor.member_id()).await?.is_some();
    Err(if is_suspended { ErrorCode::Conflict } else { ErrorCode::NotFound }.into())
}

/// Answers a member's appeal and keeps the suspension as it is, once; tells the member so by mail.
/// Whoever agrees with the appeal lifts the suspension instead.
///
/// # Errors
/// The field errors of [`AppealAnswerForm::validate`]; otherwise as [`suspend`]; `conflict` where no
/// appeal waits for an answer.
pub async fn answer_appeal(services: &Services, actor: &Actor, member: MemberId, answer: String) -> Result<()> {
    actor.require(Role::Moderator)?;
    actor.require_fresh()?;
    let answer = AppealAnswerForm { answer: text::paragraphs(answer) }.validate()?;
    let mut transaction = services.begin_unseen().await?;
    let held = hold(&mut transaction, actor, member).await?;
    let lasts = store::state(&held.state) == MemberState::Suspended && !held.is_due;
    if !lasts || !rows::answer_appeal(&mut transaction, member, &answer).await? {
        return Err(ErrorCode::Conflict.into());
    }
    audit::write(
        &mut transaction,
        Some(actor.member_id()),
        "member.answer_appeal",
        "member",
        Some(member.0),
        json!({}),
        Some(&answer),
    )
    .await?;
    send(services, &mut transaction, member, &held, MailKind::AppealAnswered { answer }).await?;
    transaction.commit().await?;
    Ok(())
}

/// The actor's suspension, as long as it lasts.
pub async fn current(services: &Services, actor: &Actor) -> Result<Option<SuspensionView>> {
    let row = rows::open(&services.pool, actor.member_id()).await?;
    Ok(row.map(|row| SuspensionView {
        reason: row.reason,
        began: korean_date_time(row.began_at),
        until: row.until.map(korean_date_time),
        appeal: row.appeal,
        appeal_answer: row.appeal_answer,
    }))
}

/// Locks a member on whom the actor may act.
async fn hold(connection: &mut PgConnection, actor: &Actor, member: MemberId) -> Result<HeldMember> {
    if member == actor.member_id() {
        return Err(ErrorCode::RoleRequired.into());
    }
    let held = rows::hold(connection, member).await?.ok_or(ErrorCode::NotFound)?;
    if store::state(&held.state) == MemberState::Gone {
        return Err(ErrorCode::NotFound.into());
    }
    if actor.role().may_act_on(store::role(&held.role)) { Ok(held) } else { Err(ErrorCode::RoleRequired.into()) }
}

/// Ends the suspension of a held member. Without a reason its time had come.
async fn finish(
    services: &Services,
    connection: &mut PgConnection,
    member: MemberId,
    held: &HeldMember,
    actor: Option<MemberId>,
    reason: Option<String>,
) -> Result<()> {
    rows::end(connection, member, reason.as_deref()).await?;
    search::index_member(connection, member).await?;
    let target = Some(member.0);
    audit::write(connection, actor, "member.lift_suspension", "member", target, json!({}), reason.as_deref()).await?;
    send(services, connection, member, held, MailKind::SuspensionEnded { reason }).await
}

async fn send(
    services: &Services,
    connection: &mut PgConnection,
    member: MemberId,
    held: &HeldMember,
    kind: MailKind,
) -> Result<()> {
    let Some(recipient) = held.email.clone() else { return Ok(()) };
    mail::enqueue(services, connection, NewMail { member: Some(member), recipient, kind }).await
}
