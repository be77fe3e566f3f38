//! Members: finding them, their page, ending their sessions, and their roles.

use super::{audit, containing, cut, reason, store};
use crate::accounts::{self, Actor};
use crate::{Result, Services, text};
use domain::MemberId;
use domain::accounts::{MemberState, Role, masked_email};
use domain::administration::{ManagedMember, ManagedMemberList, MemberSearch};
use domain::error::ErrorCode;
use serde_json::json;

/// Members, newest first: one statement.
///
/// An administrator finds them by part of an address too, a moderator only by a whole one: parts
/// would tell, letter by letter, what the mask hides. The last visit is told of those below alone.
pub async fn members(services: &Services, actor: &Actor, search: MemberSearch) -> Result<ManagedMemberList> {
    actor.require(Role::Moderator)?;
    let search = MemberSearch { query: text::line(search.query), ..search };
    let sees_addresses = actor.role() >= Role::Administrator;
    let typed = Some(search.query.as_str()).filter(|query| !query.is_empty());
    let wanted = store::members::Wanted {
        nickname: typed.map(containing),
        email: typed.map(str::to_lowercase),
        email_part: typed.filter(|_| sees_addresses).map(|query| containing(&query.to_lowercase())),
        id: typed.and_then(|query| query.parse().ok()),
        state: search.state,
        role: search.role,
        appeals: search.appeals,
        after: search.after,
    };
    let mut members = store::members::list(&services.pool, &wanted, super::PAGE + 1).await?;
    for member in &mut members {
        if !sees_addresses {
            member.email = member.email.as_deref().map(masked_email);
        }
        if !actor.role().may_act_on(member.role) {
            member.last_seen = None;
        }
    }
    let (members, more) = cut(members, |member| member.id.0);
    Ok(ManagedMemberList { search, members, more })
}

/// A member's page: facts, devices, suspensions and what the house did, in four statements. Where and
/// when somebody was last here concerns only those who may act on them.
pub async fn member(services: &Services, actor: &Actor, id: MemberId) -> Result<ManagedMember> {
    actor.require(Role::Moderator)?;
    let facts = store::members::find(&services.pool, id).await?.ok_or(ErrorCode::NotFound)?;
    let member = facts.into_view();
    let may_act = actor.role().may_act_on(member.role) && member.state != MemberState::Gone;
    let email =
        if actor.role() >= Role::Administrator { member.email } else { member.email.as_deref().map(masked_email) };
    Ok(ManagedMember {
        may_act,
        email,
        last_seen: member.last_seen.filter(|_| may_act),
        devices: if may_act { accounts::devices_of(services, id).await? } else { Vec::new() },
        suspensions: store::members::suspensions(&services.pool, id).await?,
        audit: audit::of(services, "member", id.0).await?,
        ..member
    })
}

/// Signs a member of a lesser role out everywhere.
///
/// # Errors
/// `role_required` for an equal or somebody above; the field errors of
/// [`domain::administration::reason`].
pub async fn end_member_sessions(services: &Services, actor: &Actor, id: MemberId, why: String) -> Result<()> {
    actor.require(Role::Moderator)?;
    actor.require_fresh()?;
    let why = reason(why)?;
    let mut transaction = services.begin().await?;
    let member = store::members::lock(&mut transaction, id).await?.ok_or(ErrorCode::NotFound)?;
    if !actor.role().may_act_on(member.role) {
        return Err(ErrorCode::RoleRequired.into());
    }
    let sessions = accounts::sessions::end_all(&mut transaction, id, None).await?;
    let tokens = accounts::access::revoke_all(&mut transaction, id).await?;
    let detail = json!({ "devices": sessions + tokens });
    audit::write(
        &mut transaction,
        Some(actor.member_id()),
        "member.end_sessions",
        "member",
        Some(id.0),
        detail,
        Some(&why),
    )
    .await?;
    transaction.commit().await?;
    Ok(())
}

/// Gives the member with this address a role, or takes it away with [`Role::Member`]. For the command
/// line alone: nobody gains a role over the web. For whoever has the role already nothing is done, and
/// nothing written down.
///
/// # Errors
/// `not_found` for an unknown address; the refusal of the member's state for members who are not
/// active and would gain a role.
pub async fn grant(services: &Services, email: &str, role: Role) -> Result<()> {
    let email = text::line(email.to_owned()).to_lowercase();
    let mut transaction = services.begin().await?;
    let id = store::members::with_email(&mut transaction, &email).await?.ok_or(ErrorCode::NotFound)?;
    let member = store::members::lock(&mut transaction, id).await?.ok_or(ErrorCode::NotFound)?;
    if let Some(refusal) = member.state.refusal().filter(|_| role > Role::Member) {
        return Err(refusal.into());
    }
    if member.role == role {
        return Ok(());
    }
    store::members::set_role(&mut transaction, id, role).await?;
    let detail = json!({ "role": audit::moved(member.role.code(), role.code()) });
    audit::write(&mut transaction, None, "member.grant", "member", Some(id.0), detail, None).await?;
    transaction.commit().await?;
    Ok(())
}
