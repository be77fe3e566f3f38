//! Settings: what counts, changing them without overwriting anybody, and a database that is away.

use crate::support::{World, code, refusal};
use crate::suspensions::with_role;
use domain::accounts::Role;
use domain::administration::{SettingKey, Settings};
use domain::error::{ErrorCode, FieldError};
use services::settings;

#[tokio::test]
async fn a_change_counts_at_once_and_is_kept() {
    let world = World::new().await;
    let actor = with_role(&world, "집주인", Role::Administrator).await;
    assert_eq!(*settings::current(&world.services).await, Settings::default());
    for (key, value) in
        [(SettingKey::SignUpOpen, ""), (SettingKey::Notice, " 오늘 밤\t점검해요 "), (SettingKey::LeavingDays, "14")]
    {
        settings::change(&world.services, &actor, key, value.into(), 0).await.expect("changes");
    }
    let expected = Settings { sign_up_open: false, notice: "오늘 밤 점검해요".into(), leaving_days: 14 };
    assert_eq!(*settings::current(&world.services).await, expected);

    settings::change(&world.services, &actor, SettingKey::Notice, String::new(), 1).await.expect("changes");
    let view = settings::history(&world.services, &actor).await.expect("page");
    let notice = view.settings.iter().find(|setting| setting.key == SettingKey::Notice).expect("the notice");
    assert_eq!((notice.version, notice.value.as_str()), (2, ""));
    assert_eq!(view.history.len(), 4);
    assert_eq!((view.history[0].key, view.history[0].version), (SettingKey::Notice, 2));
    assert_eq!(view.history[0].by.as_deref(), Some("집주인"));
    assert_eq!(world.number("SELECT count(*) FROM audit_log WHERE action = 'setting.change'").await, 4);
}

#[tokio::test]
async fn nobody_overwrites_what_they_have_not_seen() {
    let world = World::new().await;
    let actor = with_role(&world, "집주인", Role::Administrator).await;
    let change = async |value: &str, seen: i32| {
        settings::change(&world.services, &actor, SettingKey::Notice, value.to_owned(), seen).await
    };
    change("먼저", 0).await.expect("changes");
    for seen in [-1, 0, 2] {
        assert_eq!(code(change("나중", seen).await), ErrorCode::Conflict, "{seen}");
    }
    change("먼저", 1).await.expect("the same again is no change");
    assert_eq!(world.number("SELECT count(*) FROM settings").await, 1);

    let tasks: Vec<_> = (0..6)
        .map(|n| {
            let (services, actor) = (world.services.clone(), actor.clone());
            tokio::spawn(async move {
                settings::change(&services, &actor, SettingKey::Notice, format!("{n}번"), 1).await.is_ok()
            })
        })
        .collect();
    let mut won = 0;
    for task in tasks {
        won += usize::from(task.await.expect("no panic"));
    }
    assert_eq!(won, 1);
    assert_eq!(world.number("SELECT max(version)::bigint FROM settings").await, 2);
}

#[tokio::test]
async fn values_must_fit() {
    let world = World::new().await;
    let actor = with_role(&world, "집주인", Role::Administrator).await;
    for (key, value, fault) in [
        (SettingKey::LeavingDays, "6".to_owned(), FieldError::ValueInvalid),
        (SettingKey::LeavingDays, "열흘".to_owned(), FieldError::ValueInvalid),
        (SettingKey::Notice, "가".repeat(201), FieldError::TextTooLong),
    ] {
        let error = refusal(settings::change(&world.services, &actor, key, value, 0).await);
        assert_eq!(error.field("value"), Some(fault));
    }
    let moderator = with_role(&world, "중재하는이", Role::Moderator).await;
    assert_eq!(code(settings::history(&world.services, &moderator).await), ErrorCode::RoleRequired);
    assert_eq!(world.number("SELECT count(*) FROM settings").await, 0);
}

#[tokio::test]
async fn what_another_release_stored_does_no_harm() {
    let world = World::new().await;
    world
        .execute(
            r#"INSERT INTO settings (key, version, value)
               VALUES ('later', 1, 'true'), ('leaving_days', 1, '"never"'), ('sign_up_open', 1, 'false')"#,
        )
        .await;
    assert_eq!(*settings::current(&world.services).await, Settings { sign_up_open: false, ..Settings::default() });
    world.database.pool.close().await;
    // Read a moment ago: the database is not asked.
    assert!(!settings::current(&world.services).await.sign_up_open);
}

#[tokio::test]
async fn without_a_database_the_defaults_count() {
    let world = World::new().await;
    world.database.pool.close().await;
    assert_eq!(*settings::current(&world.services).await, Settings::default());
}
