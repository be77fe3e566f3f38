//! Confirming the address of a new account.

use crate::support::{World, asking, code, refusal, sign_up_form};
use domain::accounts::{MemberState, PasswordChangeForm, SignInForm, SignUpForm};
use domain::error::{ErrorCode, FieldError};
use domain::page;
use services::accounts::{Confirmed, sessions};
use services::forms::FormOwner;
use services::{accounts, jobs, search};

const PASSWORD: &str = "butter-corn-4417";
const OWN: &str = "salty corn at nine";

/// Signs up without confirming; answers the address and the secret of its link.
async fn newcomer(world: &World, nickname: &str) -> (String, String) {
    let form = sign_up_form(nickname);
    let email = form.email.clone();
    accounts::sign_up(&world.services, form, None).await.expect("signs up");
    let secret = world.secret(&email, page::CONFIRM).await;
    (email, secret)
}

async fn confirm(world: &World, secret: &str) -> services::Result<Confirmed> {
    accounts::confirm_email(&world.services, secret, None, PASSWORD.into(), "").await
}

/// Signs up in a browser; answers the secret of the link.
async fn newcomer_in(world: &World, browser: FormOwner, form: SignUpForm) -> String {
    let email = form.email.clone();
    accounts::sign_up(&world.services, form, Some(browser)).await.expect("signs up");
    world.secret(&email, page::CONFIRM).await
}

async fn needs_password(world: &World, secret: &str, browser: Option<FormOwner>) -> bool {
    accounts::confirmation(&world.services, secret, browser).await.expect("is good").needs_password
}

/// The error beside the field `password` of a confirmation.
async fn wrong(world: &World, secret: &str, browser: Option<FormOwner>, password: &str) -> Option<FieldError> {
    refusal(accounts::confirm_email(&world.services, secret, browser, password.into(), "").await).field("password")
}

async fn active(world: &World) -> i64 {
    world.number("SELECT count(*) FROM members WHERE state = 'active'").await
}

async fn is_found(world: &World, nickname: &str) -> bool {
    let found = search::suggest(&world.services, nickname.to_owned()).await.expect("searches");
    found.iter().any(|suggestion| suggestion.label == nickname)
}

#[tokio::test]
async fn a_link_confirms_once() {
    let world = World::new().await;
    let (_, secret) = newcomer(&world, "영화광").await;
    assert!(!is_found(&world, "영화광").await, "nobody is found who has not confirmed");
    for _ in 0..2 {
        let about = accounts::confirmation(&world.services, &secret, None).await.expect("looking changes nothing");
        assert_eq!(about.nickname, "영화광");
        assert!(about.email.contains("***@example.com"), "{}", about.email);
    }
    // Blanks that were copied along do no harm.
    confirm(&world, &format!(" {secret}\n")).await.expect("confirms");
    assert_eq!(
        world.number("SELECT count(*) FROM members WHERE state = 'active' AND confirmed_at IS NOT NULL").await,
        1
    );
    assert!(is_found(&world, "영화광").await);
    assert_eq!(world.number("SELECT count(*) FROM nickname_holds").await, 0);
    assert_eq!(code(confirm(&world, &secret).await), ErrorCode::LinkExpired);
    assert_eq!(code(accounts::confirmation(&world.services, &secret, None).await), ErrorCode::LinkExpired);
}

#[tokio::test]
async fn of_many_confirmations_at_once_one_succeeds() {
    let world = World::new().await;
    let (_, secret) = newcomer(&world, "영화광").await;
    let attempts = (0..8).map(|_| {
        let (services, secret) = (world.services.clone(), secret.clone());
        tokio::spawn(async move { accounts::confirm_email(&services, &secret, None, PASSWORD.into(), "").await })
    });
    let mut succeeded = 0;
    for attempt in attempts.collect::<Vec<_>>() {
        match attempt.await.expect("no panic") {
            Ok(_) => succeeded += 1,
            refused => assert_eq!(code(refused), ErrorCode::LinkExpired),
        }
    }
    assert_eq!(succeeded, 1);
    assert_eq!(world.number("SELECT count(*) FROM sessions").await, 1);
}

#[tokio::test]
async fn a_sign_up_at_the_moment_of_confirming_comes_before_or_after() {
    let world = World::new().await;
    for n in 0..6 {
        let nickname = format!("동시에{n}");
        let (email, secret) = newcomer(&world, &nickname).await;
        let again = domain::accounts::SignUpForm { email: email.clone(), ..sign_up_form(&format!("다시{n}")) };
        let (confirmed, signed_up) =
            tokio::join!(confirm(&world, &secret), accounts::sign_up(&world.services, again, None));
        signed_up.expect("the answer of any sign-up");
        let kind = world.mails(&email).await.swap_remove(0).kind;
        match confirmed {
            Ok(_) => assert_eq!(kind, "already_member"),
            refused => {
                assert_eq!(code(refused), ErrorCode::LinkExpired);
                assert_eq!(kind, "confirm");
            }
        }
    }
}

#[tokio::test]
async fn links_of_another_purpose_or_time_prove_nothing() {
    let world = World::new().await;
    world.member("주인장").await;
    let owner = sign_up_form("주인장").email;
    accounts::request_reset(&world.services, asking(owner.clone()), None).await.expect("asks");
    let reset = world.secret(&owner, page::RESET).await;
    assert_eq!(code(confirm(&world, &reset).await), ErrorCode::LinkExpired);
    assert_eq!(code(accounts::confirm_new_email(&world.services, &reset).await), ErrorCode::LinkExpired);
    accounts::reset_link(&world.services, &reset).await.expect("it is still good for what it was made for");

    let (_, secret) = newcomer(&world, "늦은이").await;
    assert_eq!(
        code(accounts::reset_password(&world.services, &secret, "salty corn at nine".into(), None).await),
        ErrorCode::LinkExpired
    );
    for nonsense in ["", " ", "0", &"0".repeat(64), &secret[..63], &secret.to_uppercase(), &"가".repeat(4000), "\0"] {
        assert_eq!(code(confirm(&world, nonsense).await), ErrorCode::LinkExpired, "{nonsense:?}");
    }
    world.execute("UPDATE member_tokens SET expires_at = now() WHERE purpose = 'confirm'").await;
    assert_eq!(code(accounts::confirmation(&world.services, &secret, None).await), ErrorCode::LinkExpired);
    assert_eq!(code(confirm(&world, &secret).await), ErrorCode::LinkExpired);
}

#[tokio::test]
async fn a_mail_whose_link_was_replaced_is_not_sent() {
    let world = World::new().await;
    let (email, first) = newcomer(&world, "영화광").await;
    accounts::resend_confirmation(&world.services, None, asking(email.to_uppercase()), None)
        .await
        .expect("sends again");
    let second = world.secret(&email, page::CONFIRM).await;
    assert_ne!(first, second);
    assert_eq!(code(confirm(&world, &first).await), ErrorCode::LinkExpired);
    jobs::run_due(&world.services).await.expect("runs");
    assert_eq!(world.number("SELECT count(*) FROM mails WHERE state = 'sent'").await, 1);
    assert_eq!(world.number("SELECT count(*) FROM mails WHERE state = 'void'").await, 1);
    confirm(&world, &second).await.expect("confirms");
}

#[tokio::test]
async fn asking_again_tells_nothing_about_an_address() {
    let world = World::new().await;
    world.member("주인장").await;
    for email in [sign_up_form("주인장").email, "nobody@example.com".to_owned()] {
        let before = world.number("SELECT count(*) FROM mails").await;
        accounts::resend_confirmation(&world.services, None, asking(email), None).await.expect("the same answer");
        assert_eq!(world.number("SELECT count(*) FROM mails").await, before);
    }
}

#[tokio::test]
async fn until_then_a_member_may_only_confirm() {
    let world = World::new().await;
    let (email, _) = newcomer(&world, "영화광").await;
    let actor = world.sign_in(&email, "butter-corn-4417").await;
    assert_eq!(actor.state(), MemberState::Unconfirmed);
    let change = PasswordChangeForm { current: "butter-corn-4417".into(), new_password: "salty corn at nine".into() };
    assert_eq!(code(accounts::change_password(&world.services, &actor, change, "").await), ErrorCode::Unconfirmed);
    // The form on their page need not say the address.
    accounts::resend_confirmation(&world.services, Some(&actor), asking(String::new()), None)
        .await
        .expect("sends again");
    let secret = world.secret(&email, page::CONFIRM).await;
    confirm(&world, &secret).await.expect("confirms");
    accounts::sign_out(&world.services, &actor).await.expect("signs out");
}

#[tokio::test]
async fn what_has_expired_is_deleted() {
    let world = World::new().await;
    newcomer(&world, "영화광").await;
    assert_eq!(accounts::purge(&world.services).await.expect("purges"), 0);
    world.execute("UPDATE member_tokens SET expires_at = now()").await;
    world.execute("UPDATE nickname_holds SET expires_at = now()").await;
    assert_eq!(accounts::purge(&world.services).await.expect("purges"), 2);
}

#[tokio::test]
async fn the_browser_that_signed_up_needs_only_the_button() {
    let world = World::new().await;
    let here = FormOwner::from_cookie("here");
    let secret = newcomer_in(&world, here, sign_up_form("영화광")).await;
    assert!(!needs_password(&world, &secret, Some(here)).await);
    accounts::confirm_email(&world.services, &secret, Some(here), String::new(), "").await.expect("confirms");
    assert_eq!(active(&world).await, 1);
}

#[tokio::test]
async fn another_browser_needs_the_password_too() {
    let world = World::new().await;
    let (here, there) = (FormOwner::from_cookie("here"), FormOwner::from_cookie("there"));
    let secret = newcomer_in(&world, here, sign_up_form("영화광")).await;
    for browser in [Some(there), None] {
        assert!(needs_password(&world, &secret, browser).await);
        assert_eq!(wrong(&world, &secret, browser, "").await, Some(FieldError::PasswordMissing));
        assert_eq!(wrong(&world, &secret, browser, "butter-corn-4418").await, Some(FieldError::PasswordWrong));
    }
    assert_eq!(active(&world).await, 0, "and the link is still good");
    accounts::confirm_email(&world.services, &secret, Some(there), PASSWORD.into(), "").await.expect("confirms");
    assert_eq!(active(&world).await, 1);

    // Without a browser that could be known again, none is.
    let (_, secret) = newcomer(&world, "이름없는").await;
    assert!(needs_password(&world, &secret, None).await && needs_password(&world, &secret, Some(here)).await);
}

#[tokio::test]
async fn a_link_sent_again_is_bound_as_before_unless_the_member_asks() {
    let world = World::new().await;
    let (here, there) = (FormOwner::from_cookie("here"), FormOwner::from_cookie("there"));
    let form = sign_up_form("영화광");
    newcomer_in(&world, here, form.clone()).await;
    let services = &world.services;
    accounts::resend_confirmation(services, None, asking(form.email.clone()), Some(there)).await.expect("sends again");
    accounts::request_reset(services, asking(form.email.clone()), None).await.expect("sends this instead");
    let secret = world.secret(&form.email, page::CONFIRM).await;
    assert!(!needs_password(&world, &secret, Some(here)).await && needs_password(&world, &secret, Some(there)).await);

    let actor = world.sign_in(&form.email, PASSWORD).await;
    accounts::resend_confirmation(services, Some(&actor), asking(String::new()), Some(there))
        .await
        .expect("sends again");
    let secret = world.secret(&form.email, page::CONFIRM).await;
    assert!(needs_password(&world, &secret, Some(here)).await && !needs_password(&world, &secret, Some(there)).await);
    accounts::confirm_email(services, &secret, Some(there), String::new(), "").await.expect("confirms");
}

#[tokio::test]
async fn who_signs_up_with_somebody_elses_address_gains_nothing() {
    let world = World::new().await;
    let (theirs, owners) = (FormOwner::from_cookie("theirs"), FormOwner::from_cookie("owners"));
    let trap = SignUpForm { email: "owner@example.com".into(), ..sign_up_form("덫놓은이") };
    let secret = newcomer_in(&world, theirs, trap.clone()).await;
    let pair = SignInForm { email: trap.email.clone(), password: PASSWORD.into() };
    let session =
        accounts::sign_in(&world.services, pair.clone(), "", None).await.expect("may look at the waiting page");
    // The owner presses the button in the mail, and does not know the password.
    assert_eq!(wrong(&world, &secret, Some(owners), "").await, Some(FieldError::PasswordMissing));
    assert_eq!(wrong(&world, &secret, Some(owners), OWN).await, Some(FieldError::PasswordWrong));
    assert_eq!(active(&world).await, 0);

    // They sign up themselves, and nothing is left of the other.
    let own = SignUpForm { password: OWN.into(), email: trap.email.clone(), ..sign_up_form("주인장") };
    let good = newcomer_in(&world, owners, own).await;
    assert_eq!(code(confirm(&world, &secret).await), ErrorCode::LinkExpired);
    assert!(sessions::authenticate(&world.services, session.token.expose()).await.expect("looks up").is_none());
    accounts::confirm_email(&world.services, &good, Some(owners), String::new(), "").await.expect("confirms");
    assert_eq!(code(accounts::sign_in(&world.services, pair, "", None).await), ErrorCode::WrongCredentials);
    world.sign_in(&trap.email, OWN).await;
}

#[tokio::test]
async fn guessing_the_password_of_a_sign_up_is_slowed_down() {
    let world = World::limited().await;
    let (_, secret) = newcomer(&world, "영화광").await;
    for _ in 0..10 {
        assert_eq!(wrong(&world, &secret, None, "butter-corn-4418").await, Some(FieldError::PasswordWrong));
    }
    assert_eq!(code(confirm(&world, &secret).await), ErrorCode::TooManyRequests);
}
