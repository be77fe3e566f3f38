//! The audit log: what is written, who reads it, and that nobody changes it.

use crate::support::World;
use crate::suspensions::with_role;
use domain::accounts::Role;
use domain::administration::AuditFilter;
use services::administration::{self, audit};

#[tokio::test]
async fn steps_are_found_by_who_what_and_whom() {
    let world = World::new().await;
    let first = with_role(&world, "집주인", Role::Administrator).await;
    let second = with_role(&world, "다른주인", Role::Administrator).await;
    let moderator = with_role(&world, "중재하는이", Role::Moderator).await;
    let member = world.quick_member("손님").await;
    let tag = administration::create_tag(&world.services, &first, " 반전 ".into()).await.expect("creates");
    administration::rename_tag(&world.services, &second, tag, "큰 반전".into()).await.expect("renames");
    let why = "잠시 끊어요".to_owned();
    administration::end_member_sessions(&world.services, &first, member.member_id(), why).await.expect("ends");

    let actions = async |filter: AuditFilter| -> Vec<String> {
        let list = audit::list(&world.services, &moderator, filter).await.expect("lists");
        list.entries.into_iter().map(|entry| entry.action).collect()
    };
    let all = AuditFilter::default();
    assert_eq!(actions(all.clone()).await, ["member.end_sessions", "tag.rename", "tag.create"]);
    let of_first = AuditFilter { actor: Some(first.member_id()), ..all.clone() };
    assert_eq!(actions(of_first).await, ["member.end_sessions", "tag.create"]);
    let of_tag = AuditFilter { target_kind: Some("tag".into()), target_id: Some(tag), ..all.clone() };
    assert_eq!(actions(of_tag).await, ["tag.rename", "tag.create"]);
    let renamed = AuditFilter { action: Some("tag.rename".into()), ..all.clone() };
    assert_eq!(actions(renamed.clone()).await, ["tag.rename"]);
    assert!(actions(AuditFilter { action: Some("no.such".into()), ..all }).await.is_empty());

    let list = audit::list(&world.services, &moderator, renamed).await.expect("lists");
    let entry = &list.entries[0];
    assert_eq!(entry.detail, ["이름: 반전 → 큰 반전"]);
    assert_eq!(entry.target.as_deref(), Some("큰 반전"), "the name it has now");
    assert_eq!(entry.actor.as_ref().and_then(|actor| actor.nickname.as_deref()), Some("다른주인"));
}

#[tokio::test]
async fn pages_join_without_a_gap() {
    let world = World::new().await;
    let moderator = with_role(&world, "중재하는이", Role::Moderator).await;
    world
        .execute("INSERT INTO audit_log (action, target_kind) SELECT 'setting.change', 'setting' FROM generate_series(1, 101)")
        .await;
    let (mut filter, mut seen) = (AuditFilter::default(), Vec::new());
    loop {
        let list = audit::list(&world.services, &moderator, filter.clone()).await.expect("lists");
        seen.extend(list.entries.iter().map(|entry| entry.id));
        let Some(more) = list.more else { break };
        filter.after = Some(more.parse().expect("an id"));
    }
    assert_eq!(seen.len(), 101);
    assert!(seen.is_sorted_by(|a, b| a > b), "newest first, none twice");
}

#[tokio::test]
async fn the_log_is_only_ever_added_to() {
    let world = World::new().await;
    world.execute("INSERT INTO audit_log (action, target_kind) VALUES ('setting.change', 'setting')").await;
    for statement in ["UPDATE audit_log SET action = 'x'", "DELETE FROM audit_log", "TRUNCATE audit_log"] {
        sqlx::query(statement).execute(&world.database.pool).await.expect_err(statement);
    }
    assert_eq!(world.number("SELECT count(*) FROM audit_log WHERE action = 'setting.change'").await, 1);
}

#[tokio::test]
async fn what_is_refused_leaves_no_entry() {
    let world = World::new().await;
    let actor = with_role(&world, "집주인", Role::Administrator).await;
    administration::create_tag(&world.services, &actor, "반전".into()).await.expect("creates");
    administration::create_tag(&world.services, &actor, "반전".into()).await.expect_err("is taken");
    assert_eq!(world.number("SELECT count(*) FROM audit_log").await, 1);
}
