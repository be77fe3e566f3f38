//! New passwords: for forgotten ones, and by who knows the present one.

use crate::support::{World, asking, code, refusal, sign_up_form};
use domain::accounts::{PasswordChangeForm, SignInForm};
use domain::error::{ErrorCode, FieldError};
use domain::page;
use services::accounts::{self, Actor, SessionToken, access, sessions};

const OLD: &str = "butter-corn-4417";
const NEW: &str = "salty corn at nine";

fn pair(email: &str, password: &str) -> SignInForm {
    SignInForm { email: email.into(), password: password.into() }
}

fn change(current: &str, new: &str) -> PasswordChangeForm {
    PasswordChangeForm { current: current.into(), new_password: new.into() }
}

/// A member's address, and the secret of a link to a new password.
async fn forgetful(world: &World, nickname: &str) -> (String, String) {
    world.member(nickname).await;
    let email = sign_up_form(nickname).email;
    accounts::request_reset(&world.services, asking(email.clone()), None).await.expect("asks");
    let secret = world.secret(&email, page::RESET).await;
    (email, secret)
}

async fn session(world: &World, email: &str) -> (SessionToken, Actor) {
    let token = accounts::sign_in(&world.services, pair(email, OLD), "", None).await.expect("signs in").token;
    let actor = authenticate(world, &token).await.expect("is signed in");
    (token, actor)
}

async fn authenticate(world: &World, token: &SessionToken) -> Option<Actor> {
    sessions::authenticate(&world.services, token.expose()).await.expect("looks up")
}

#[tokio::test]
async fn a_reset_ends_whatever_was_open() {
    let world = World::new().await;
    let (email, secret) = forgetful(&world, "잊은이").await;
    let tokens = access::open(&world.services, pair(&email, OLD), "phone").await.expect("signs in");
    assert_eq!(accounts::reset_link(&world.services, &secret).await.expect("is good").nickname, "잊은이");
    accounts::reset_password(&world.services, &secret, NEW.into(), None).await.expect("resets");

    assert_eq!(world.number("SELECT count(*) FROM sessions").await, 0, "and nobody is signed in by it");
    assert!(access::authenticate(&world.services, &tokens.access).await.expect("looks up").is_none());
    assert_eq!(code(access::refresh(&world.services, &tokens.refresh).await), ErrorCode::SignInRequired);
    assert_eq!(
        code(accounts::sign_in(&world.services, pair(&email, OLD), "", None).await),
        ErrorCode::WrongCredentials
    );
    world.sign_in(&email, NEW).await;
    assert_eq!(world.mails(&email).await[0].kind, "password_changed");
    let again = accounts::reset_password(&world.services, &secret, "third corn at noon".into(), None).await;
    assert_eq!(code(again), ErrorCode::LinkExpired);
}

#[tokio::test]
async fn of_many_resets_with_one_link_one_succeeds() {
    let world = World::new().await;
    let (email, secret) = forgetful(&world, "잊은이").await;
    let passwords: Vec<_> = (0..4).map(|n| format!("salty corn at nine {n}")).collect();
    let attempts = passwords.iter().map(|password| {
        let (services, secret, password) = (world.services.clone(), secret.clone(), password.clone());
        tokio::spawn(async move { accounts::reset_password(&services, &secret, password, None).await })
    });
    let mut won = Vec::new();
    for (n, attempt) in attempts.collect::<Vec<_>>().into_iter().enumerate() {
        match attempt.await.expect("no panic") {
            Ok(_) => won.push(n),
            refused => assert_eq!(code(refused), ErrorCode::LinkExpired),
        }
    }
    assert_eq!(won.len(), 1);
    world.sign_in(&email, &passwords[won[0]]).await;
}

#[tokio::test]
async fn asking_tells_nothing_about_an_address() {
    let world = World::new().await;
    accounts::request_reset(&world.services, asking("nobody@example.com".into()), None).await.expect("the same answer");
    assert_eq!(world.number("SELECT count(*) FROM mails").await, 0);
    // Who has yet to confirm gets the link for that: a reset would confirm nothing.
    let form = sign_up_form("새손님");
    accounts::sign_up(&world.services, form.clone(), None).await.expect("signs up");
    accounts::request_reset(&world.services, asking(form.email.clone()), None).await.expect("the same answer");
    assert_eq!(world.number("SELECT count(*) FROM member_tokens WHERE purpose <> 'confirm'").await, 0);
    assert_eq!(world.mails(&form.email).await.len(), 2);
}

#[tokio::test]
async fn a_refused_password_leaves_the_link_good() {
    let world = World::new().await;
    let (email, secret) = forgetful(&world, "하늘극장지기").await;
    for (password, reason) in [
        ("", FieldError::PasswordMissing),
        ("salty", FieldError::PasswordTooShort),
        ("password2026", FieldError::PasswordTooCommon),
        ("나는 하늘극장지기 입니다", FieldError::PasswordLikeIdentity),
    ] {
        let refused = accounts::reset_password(&world.services, &secret, password.into(), None).await;
        assert_eq!(refusal(refused).field("password"), Some(reason), "{password}");
    }
    world.execute("UPDATE members SET state = 'suspended'").await;
    accounts::reset_password(&world.services, &secret, NEW.into(), None).await.expect("also for who is suspended");
    assert_eq!(world.number("SELECT count(*) FROM members WHERE state = 'suspended'").await, 1);
    world.sign_in(&email, NEW).await;
}

#[tokio::test]
async fn a_link_lives_for_half_an_hour() {
    let world = World::new().await;
    let (_, secret) = forgetful(&world, "잊은이").await;
    let minutes =
        "SELECT round(extract(epoch FROM expires_at - now()) / 60)::bigint FROM member_tokens WHERE purpose = 'reset'";
    assert_eq!(world.number(minutes).await, 30);
    world.execute("UPDATE member_tokens SET expires_at = now()").await;
    assert_eq!(code(accounts::reset_link(&world.services, &secret).await), ErrorCode::LinkExpired);
    assert_eq!(
        code(accounts::reset_password(&world.services, &secret, NEW.into(), None).await),
        ErrorCode::LinkExpired
    );
}

#[tokio::test]
async fn a_change_leaves_only_the_place_where_it_was_made() {
    let world = World::new().await;
    let (email, reset) = forgetful(&world, "바꾼이").await;
    let (here, actor) = session(&world, &email).await;
    let (there, _) = session(&world, &email).await;
    let tokens = access::open(&world.services, pair(&email, OLD), "phone").await.expect("signs in");
    world.execute("UPDATE sessions SET authenticated_at = now() - interval '1 day'").await;

    let (new, _) = accounts::change_password(&world.services, &actor, change(OLD, NEW), "").await.expect("changes");
    assert!(authenticate(&world, &here).await.is_none(), "the session has a new secret");
    assert!(authenticate(&world, &there).await.is_none());
    assert!(access::authenticate(&world.services, &tokens.access).await.expect("looks up").is_none());
    let actor = authenticate(&world, &new).await.expect("is signed in");
    actor.require_fresh().expect("the password was just asked for");
    assert_eq!(code(accounts::reset_link(&world.services, &reset).await), ErrorCode::LinkExpired);
    assert_eq!(world.mails(&email).await[0].kind, "password_changed");
    world.sign_in(&email, NEW).await;
}

#[tokio::test]
async fn a_change_needs_the_present_password_and_another_one() {
    let world = World::new().await;
    let actor = world.member("바꾼이").await;
    for (form, field, reason) in [
        (change("", NEW), "current", FieldError::PasswordMissing),
        (change("butter-corn-4418", NEW), "current", FieldError::PasswordWrong),
        (change(OLD, OLD), "new_password", FieldError::PasswordSame),
        (change(OLD, "password2026"), "new_password", FieldError::PasswordTooCommon),
    ] {
        let refused = accounts::change_password(&world.services, &actor, form, "").await;
        assert_eq!(refusal(refused).field(field), Some(reason), "{field}");
    }
    world.sign_in(&sign_up_form("바꾼이").email, OLD).await;
}

#[tokio::test]
async fn of_two_changes_at_once_one_succeeds() {
    let world = World::new().await;
    let (here, there) = (world.member("바꾼이").await, world.sign_in(&sign_up_form("바꾼이").email, OLD).await);
    let (first, second) = tokio::join!(
        accounts::change_password(&world.services, &here, change(OLD, NEW), ""),
        accounts::change_password(&world.services, &there, change(OLD, "sweet corn at ten"), ""),
    );
    let (token, lost) = match (first, second) {
        (Ok((token, _)), lost) | (lost, Ok((token, _))) => (token, lost),
        (first, second) => panic!("neither succeeded: {first:?} {second:?}"),
    };
    assert_eq!(refusal(lost).field("current"), Some(FieldError::PasswordWrong));
    authenticate(&world, &token).await.expect("is signed in");
    assert_eq!(world.number("SELECT count(*) FROM sessions").await, 1);
}

#[tokio::test]
async fn guessing_the_present_password_is_slowed_down() {
    let world = World::limited().await;
    let actor = world.member("바꾼이").await;
    for _ in 0..10 {
        let wrong = accounts::change_password(&world.services, &actor, change("butter-corn-4418", NEW), "").await;
        assert_eq!(refusal(wrong).field("current"), Some(FieldError::PasswordWrong));
    }
    let late = accounts::change_password(&world.services, &actor, change(OLD, NEW), "").await;
    assert_eq!(code(late), ErrorCode::TooManyRequests);
}
