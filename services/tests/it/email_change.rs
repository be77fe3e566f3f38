//! The change of a member's address.

use crate::support::{World, asking, code, refusal, sign_up_form};
use domain::accounts::{EmailChangeForm, SignInForm};
use domain::error::{ErrorCode, FieldError};
use domain::page;
use services::accounts::{self, Actor};

const PASSWORD: &str = "butter-corn-4417";

async fn ask(world: &World, actor: &Actor, email: &str) -> services::Result<()> {
    let form = EmailChangeForm { email: email.into(), current: PASSWORD.into() };
    accounts::request_email_change(&world.services, actor, form).await
}

/// Asks for the change, and answers the secret in the mail to the new address.
async fn asked(world: &World, actor: &Actor, email: &str) -> String {
    ask(world, actor, email).await.expect("asks");
    world.secret(&email.trim().to_lowercase(), page::CONFIRM_EMAIL).await
}

async fn change(world: &World, secret: &str) -> services::Result<()> {
    accounts::confirm_new_email(&world.services, secret).await
}

async fn pending(world: &World, actor: &Actor) -> Option<String> {
    accounts::account(&world.services, actor).await.expect("an account").pending_email
}

#[tokio::test]
async fn the_new_address_confirms_and_the_old_one_is_told() {
    let world = World::new().await;
    let actor = world.member("이사온이").await;
    let old = sign_up_form("이사온이").email;
    let secret = asked(&world, &actor, "New@Example.com ").await;
    assert_eq!(pending(&world, &actor).await.as_deref(), Some("new@example.com"));
    world.sign_in(&old, PASSWORD).await;
    accounts::request_reset(&world.services, asking(old.clone()), None).await.expect("asks");
    let reset = world.secret(&old, page::RESET).await;

    let about = accounts::email_change(&world.services, &secret).await.expect("is good");
    assert_eq!((about.nickname.as_str(), about.email.as_str()), ("이사온이", "ne***@example.com"));
    change(&world, &secret).await.expect("changes");
    world.sign_in("new@example.com", PASSWORD).await;
    let pair = SignInForm { email: old.clone(), password: PASSWORD.into() };
    assert_eq!(code(accounts::sign_in(&world.services, pair, "", None).await), ErrorCode::WrongCredentials);
    let told = world.mails(&old).await.swap_remove(0);
    assert_eq!(told.kind, "email_changed");
    assert!(told.text.contains("ne***@example.com") && !told.text.contains("new@example.com"), "{}", told.text);
    assert_eq!(code(accounts::reset_link(&world.services, &reset).await), ErrorCode::LinkExpired);
    assert_eq!(code(change(&world, &secret).await), ErrorCode::LinkExpired);
    assert_eq!(pending(&world, &actor).await, None);
}

#[tokio::test]
async fn a_change_needs_the_password_and_another_address() {
    let world = World::new().await;
    let actor = world.member("이사온이").await;
    let old = sign_up_form("이사온이").email;
    for (email, current, field, reason) in [
        ("", PASSWORD, "email", FieldError::EmailMissing),
        ("new", PASSWORD, "email", FieldError::EmailInvalid),
        (old.to_uppercase().as_str(), PASSWORD, "email", FieldError::EmailSame),
        ("new@example.com", "", "current", FieldError::PasswordMissing),
        ("new@example.com", "butter-corn-4418", "current", FieldError::PasswordWrong),
    ] {
        let form = EmailChangeForm { email: email.into(), current: current.into() };
        let refused = accounts::request_email_change(&world.services, &actor, form).await;
        assert_eq!(refusal(refused).field(field), Some(reason), "{email} {current}");
    }
    let long = refusal(ask(&world, &actor, &format!("{}@example.com", "a".repeat(3988))).await);
    assert_eq!(long.field("email"), Some(FieldError::EmailInvalid));
    assert_eq!(world.number("SELECT count(*) FROM member_tokens WHERE used_at IS NULL").await, 0);
}

#[tokio::test]
async fn nobody_learns_whether_an_address_is_taken() {
    let world = World::new().await;
    let actor = world.member("이사온이").await;
    world.member("주인장").await;
    let taken = sign_up_form("주인장").email;
    ask(&world, &actor, &taken).await.expect("the same answer");
    assert_eq!(pending(&world, &actor).await.as_deref(), Some(taken.as_str()), "and the same settings page");
    let mail = world.mails(&taken).await.swap_remove(0);
    assert_eq!(mail.kind, "already_member");
    assert!(mail.text.contains("주인장") && !mail.text.contains("이사온이"), "{}", mail.text);
}

#[tokio::test]
async fn who_confirms_an_address_first_has_it() {
    let world = World::new().await;
    let (one, other) = (world.member("하나").await, world.member("다른이").await);
    let (first, second) =
        (asked(&world, &one, "wanted@example.com").await, asked(&world, &other, "wanted@example.com").await);
    let (a, b) = tokio::join!(change(&world, &first), change(&world, &second));
    let lost = match (a, b) {
        (Ok(()), lost) | (lost, Ok(())) => lost,
        (a, b) => panic!("neither succeeded: {a:?} {b:?}"),
    };
    assert_eq!(code(lost), ErrorCode::LinkExpired);
    assert_eq!(world.number("SELECT count(*) FROM members WHERE email = 'wanted@example.com'").await, 1);
}

#[tokio::test]
async fn of_many_clicks_on_one_link_one_succeeds() {
    let world = World::new().await;
    let actor = world.member("이사온이").await;
    let secret = asked(&world, &actor, "new@example.com").await;
    let attempts = (0..6).map(|_| {
        let (services, secret) = (world.services.clone(), secret.clone());
        tokio::spawn(async move { accounts::confirm_new_email(&services, &secret).await })
    });
    let mut succeeded = 0;
    for attempt in attempts.collect::<Vec<_>>() {
        match attempt.await.expect("no panic") {
            Ok(()) => succeeded += 1,
            refused => assert_eq!(code(refused), ErrorCode::LinkExpired),
        }
    }
    assert_eq!(succeeded, 1);
    let told = world.mails(&sign_up_form("이사온이").email).await;
    assert_eq!(told.iter().filter(|mail| mail.kind == "email_changed").count(), 1);
}

#[tokio::test]
async fn a_sign_up_that_proved_nothing_gives_way() {
    let world = World::new().await;
    let actor = world.member("이사온이").await;
    let squatter = domain::accounts::SignUpForm { email: "new@example.com".into(), ..sign_up_form("자리맡기") };
    accounts::sign_up(&world.services, squatter, None).await.expect("signs up");
    let theirs = world.secret("new@example.com", page::CONFIRM).await;
    let secret = asked(&world, &actor, "new@example.com").await;
    change(&world, &secret).await.expect("changes");
    assert_eq!(
        code(accounts::confirm_email(&world.services, &theirs, None, PASSWORD.into(), "").await),
        ErrorCode::LinkExpired
    );
    assert_eq!(world.number("SELECT count(*) FROM members").await, 1);
}

#[tokio::test]
async fn a_sign_up_at_the_moment_of_a_change_comes_before_or_after() {
    let world = World::new().await;
    for n in 0..5 {
        let actor = world.member(&format!("이사{n}호")).await;
        let email = format!("new{n}@example.com");
        let secret = asked(&world, &actor, &email).await;
        let form = domain::accounts::SignUpForm { email: email.clone(), ..sign_up_form(&format!("새로{n}")) };
        let (changed, signed_up) =
            tokio::join!(change(&world, &secret), accounts::sign_up(&world.services, form, None));
        changed.expect("proof comes before a wish");
        signed_up.expect("the answer of any sign-up");
        world.sign_in(&email, PASSWORD).await;
    }
}

#[tokio::test]
async fn a_link_dies_with_its_time_and_with_the_right_to_it() {
    let world = World::new().await;
    let actor = world.member("이사온이").await;
    let secret = asked(&world, &actor, "new@example.com").await;
    world.execute("UPDATE members SET state = 'suspended'").await;
    assert_eq!(code(change(&world, &secret).await), ErrorCode::Suspended);
    world.execute("UPDATE members SET state = 'active'").await;
    accounts::email_change(&world.services, &secret).await.expect("a refusal uses nothing up");
    world.execute("UPDATE member_tokens SET expires_at = now()").await;
    assert_eq!(code(change(&world, &secret).await), ErrorCode::LinkExpired);
    assert_eq!(code(accounts::email_change(&world.services, &secret).await), ErrorCode::LinkExpired);
    assert_eq!(pending(&world, &actor).await, None);
}

#[tokio::test]
async fn only_who_may_act_changes_an_address() {
    let world = World::new().await;
    world.member("정지된이").await;
    world.execute("UPDATE members SET state = 'suspended'").await;
    let actor = world.sign_in(&sign_up_form("정지된이").email, PASSWORD).await;
    assert_eq!(code(ask(&world, &actor, "new@example.com").await), ErrorCode::Suspended);
}
