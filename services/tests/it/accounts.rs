//! Sign-up, sign-in, sessions.

use crate::support::{World, code, refusal, sign_up_form};
use domain::accounts::{SignInForm, SignUpForm};
use domain::error::{ErrorCode, FieldError};
use services::accounts::{self, sessions};

fn pair(email: &str, password: &str) -> SignInForm {
    SignInForm { email: email.into(), password: password.into() }
}

#[tokio::test]
async fn sign_up_opens_a_session_and_sign_in_another() {
    let world = World::new().await;
    let form = SignUpForm { email: "Geek@Example.com".into(), ..sign_up_form("영화광") };
    let token = accounts::sign_up(&world.services, form, "Firefox\u{0}").await.expect("signs up");
    let actor = sessions::authenticate(&world.services, token.expose()).await.expect("looks up").expect("signed in");
    assert_eq!(actor.viewer().nickname, "영화광");
    // The address counts without regard to case.
    accounts::sign_in(&world.services, pair(" GEEK@example.com ", "butter-corn-4417"), "").await.expect("signs in");
    assert_eq!(world.number("SELECT count(*) FROM sessions").await, 2);
    assert_eq!(world.number("SELECT count(*) FROM members WHERE password_hash LIKE '%butter%'").await, 0);
    assert!(format!("{token:?}").contains('…'), "the secret is not printable");
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_get_the_same_answer() {
    let world = World::new().await;
    accounts::sign_up(&world.services, SignUpForm { email: "a@example.com".into(), ..sign_up_form("가나다") }, "")
        .await
        .expect("signs up");
    let wrong = refusal(accounts::sign_in(&world.services, pair("a@example.com", "butter-corn-4418"), "").await);
    let unknown = refusal(accounts::sign_in(&world.services, pair("b@example.com", "butter-corn-4417"), "").await);
    assert_eq!(wrong.code, ErrorCode::WrongCredentials);
    assert_eq!(wrong, unknown);
}

#[tokio::test]
async fn addresses_and_nicknames_are_taken_once() {
    let world = World::new().await;
    let first = SignUpForm { nickname: "Popcorn".into(), ..sign_up_form("x") };
    accounts::sign_up(&world.services, first, "").await.expect("signs up");
    let same_name = SignUpForm { nickname: "pOPCORN".into(), email: "other@example.com".into(), ..sign_up_form("x") };
    assert_eq!(
        refusal(accounts::sign_up(&world.services, same_name, "").await).field("nickname"),
        Some(FieldError::NicknameTaken)
    );
    let same_address = SignUpForm { nickname: "다른이름".into(), ..sign_up_form("x") };
    assert_eq!(
        refusal(accounts::sign_up(&world.services, same_address, "").await).field("email"),
        Some(FieldError::EmailTaken)
    );
}

#[tokio::test]
async fn of_many_sign_ups_with_one_nickname_one_succeeds() {
    let world = World::new().await;
    let attempts = (0..8).map(|n| {
        let services = world.services.clone();
        let form = SignUpForm { email: format!("n{n}@example.com"), ..sign_up_form("하나뿐") };
        tokio::spawn(async move { accounts::sign_up(&services, form, "").await.is_ok() })
    });
    let mut succeeded = 0;
    for attempt in attempts.collect::<Vec<_>>() {
        succeeded += usize::from(attempt.await.expect("no panic"));
    }
    assert_eq!(succeeded, 1);
}

#[tokio::test]
async fn decomposed_and_direction_characters_do_not_make_a_second_nickname() {
    let world = World::new().await;
    world.member("기생충").await;
    let twin = SignUpForm {
        nickname: "\u{1100}\u{1175}\u{1109}\u{1162}\u{11BC}\u{110E}\u{116E}\u{200B}\u{11BC}\u{200F}".into(),
        email: "twin@example.com".into(),
        ..sign_up_form("x")
    };
    assert_eq!(
        refusal(accounts::sign_up(&world.services, twin, "").await).field("nickname"),
        Some(FieldError::NicknameTaken)
    );
}

#[tokio::test]
async fn a_signed_out_or_expired_session_is_worth_nothing() {
    let world = World::new().await;
    let token = accounts::sign_up(&world.services, sign_up_form("나그네"), "").await.expect("signs up");
    let actor = sessions::authenticate(&world.services, token.expose()).await.expect("looks up").expect("signed in");
    accounts::sign_out(&world.services, &actor).await.expect("signs out");
    assert!(sessions::authenticate(&world.services, token.expose()).await.expect("looks up").is_none());

    let token = accounts::sign_up(&world.services, sign_up_form("길손"), "").await.expect("signs up");
    sqlx::query("UPDATE sessions SET expires_at = now() - interval '1 second'")
        .execute(&world.database.pool)
        .await
        .expect("expires");
    assert!(sessions::authenticate(&world.services, token.expose()).await.expect("looks up").is_none());
    assert_eq!(sessions::purge(&world.services).await.expect("purges"), 1);
}

#[tokio::test]
async fn a_session_in_use_is_prolonged_up_to_its_absolute_end() {
    let world = World::new().await;
    let token = accounts::sign_up(&world.services, sign_up_form("단골손님"), "").await.expect("signs up");
    let age = "UPDATE sessions SET created_at = now() - interval '85 days', expires_at = now() + interval '1 day'";
    sqlx::query(age).execute(&world.database.pool).await.expect("ages");
    sessions::authenticate(&world.services, token.expose()).await.expect("looks up").expect("signed in");
    let days = "SELECT round(extract(epoch FROM expires_at - now()) / 86400)::bigint FROM sessions";
    assert_eq!(world.number(days).await, 5);
}

#[tokio::test]
async fn bad_input_is_refused_beside_its_field() {
    let world = World::new().await;
    let error = refusal(accounts::sign_up(&world.services, SignUpForm::default(), "").await);
    assert_eq!((error.code, error.fields.len()), (ErrorCode::Invalid, 5));
    for blank in ["\u{3164}\u{3164}", "   ", "\u{3000}", "\u{202E}", "\0\0"] {
        let form = SignUpForm { nickname: blank.into(), ..sign_up_form("빈칸") };
        assert_eq!(
            refusal(accounts::sign_up(&world.services, form, "").await).field("nickname"),
            Some(FieldError::NicknameMissing),
            "{blank:?}"
        );
    }
    assert_eq!(code(accounts::sign_in(&world.services, pair("", ""), "").await), ErrorCode::Invalid);
}
