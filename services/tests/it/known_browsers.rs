//! Browsers that are known to an address: strangers cannot use up their allowance of wrong passwords.

use crate::support::{World, asking, code, refusal, sign_up_form};
use domain::accounts::{PasswordChangeForm, SignInForm};
use domain::error::ErrorCode;
use domain::page;
use services::accounts::{self, SignedIn};
use services::config::SecretKey;
use services::keys::Keys;
use services::sentiment::Labeller;
use services::{Parts, Result, Services};

const PASSWORD: &str = "butter-corn-4417";
const WRONG: &str = "butter-corn-4418";
const NEW: &str = "salty corn at nine";

async fn sign_in(world: &World, email: &str, password: &str, known: Option<&str>) -> Result<SignedIn> {
    let form = SignInForm { email: email.into(), password: password.into() };
    accounts::sign_in(&world.services, form, "", known).await
}

/// A member's address, and the cookie of a browser in which they have signed in.
async fn regular(world: &World, nickname: &str) -> (String, String) {
    world.member(nickname).await;
    let email = sign_up_form(nickname).email;
    let cookie = known(world, &email, PASSWORD, None).await;
    (email, cookie)
}

/// The cookie of a browser with `present` after a sign-in.
async fn known(world: &World, email: &str, password: &str, present: Option<&str>) -> String {
    let signed_in = sign_in(world, email, password, present).await.expect("signs in");
    signed_in.recognition.cookie(&world.services, present).expect("random bytes")
}

/// Ten wrong passwords, all that an allowance holds.
async fn use_up(world: &World, email: &str, known: Option<&str>) {
    for n in 0..10 {
        assert_eq!(code(sign_in(world, email, WRONG, known).await), ErrorCode::WrongCredentials, "{n}");
    }
}

/// Seconds to wait, for who is refused even with the right password.
async fn wait(world: &World, email: &str, known: Option<&str>) -> u32 {
    let error = refusal(sign_in(world, email, PASSWORD, known).await);
    assert_eq!(error.code, ErrorCode::TooManyRequests);
    error.retry_after.expect("says how long")
}

#[tokio::test]
async fn strangers_cannot_lock_a_known_browser_out() {
    let world = World::limited().await;
    let (email, cookie) = regular(&world, "단골손님").await;
    use_up(&world, &email, None).await;
    assert!((240..=300).contains(&wait(&world, &email, None).await));

    assert_eq!(code(sign_in(&world, &email, WRONG, Some(&cookie)).await), ErrorCode::WrongCredentials);
    let renewed = known(&world, &email, PASSWORD, Some(&cookie)).await;
    assert_eq!(renewed, cookie, "the browser stays who it is");
    // That it got in gives strangers nothing.
    wait(&world, &email, None).await;
}

#[tokio::test]
async fn a_known_browser_has_no_more_than_its_own_allowance() {
    let world = World::limited().await;
    let (email, cookie) = regular(&world, "단골손님").await;
    let other = known(&world, &email, PASSWORD, None).await;
    use_up(&world, &email, Some(&cookie)).await;
    assert!((240..=300).contains(&wait(&world, &email, Some(&cookie)).await));

    // Others do not wait for it, and its count does not end because they get in.
    sign_in(&world, &email, PASSWORD, Some(&other)).await.expect("signs in");
    sign_in(&world, &email, PASSWORD, None).await.expect("signs in");
    wait(&world, &email, Some(&cookie)).await;
    world.execute("UPDATE limits SET full_at = full_at - interval '300 seconds'").await;
    sign_in(&world, &email, PASSWORD, Some(&cookie)).await.expect("one came back");
    // The right password has ended the count.
    use_up(&world, &email, Some(&cookie)).await;
}

#[tokio::test]
async fn forged_and_foreign_cookies_do_not_help() {
    let world = World::limited().await;
    let (email, cookie) = regular(&world, "단골손님").await;
    let (_, foreign) = regular(&world, "다른손님").await;
    let (nonce, mark) = cookie.split_once('.').expect("a nonce and a mark");
    let (foreign_nonce, foreign_mark) = foreign.split_once('.').expect("a nonce and a mark");
    let flip = |text: &str, at: usize| {
        let digit = if &text[at..=at] == "0" { "1" } else { "0" };
        format!("{}{digit}{}", &text[..at], &text[at + 1..])
    };
    use_up(&world, &email, None).await;
    for bad in [
        String::new(),
        "known".to_owned(),
        nonce.to_owned(),
        foreign.clone(),
        format!("{foreign_nonce}.{mark}"),
        format!("{nonce}.{foreign_mark}"),
        format!("{nonce}.{}{}", &mark[..32], &foreign_mark[32..]),
        flip(&cookie, 0),
        flip(&cookie, 33),
        flip(&cookie, cookie.len() - 1),
        format!("{cookie}.{cookie}"),
        elsewhere(&world, &email).await,
    ] {
        assert_eq!(code(sign_in(&world, &email, PASSWORD, Some(&bad)).await), ErrorCode::TooManyRequests, "{bad}");
    }
    sign_in(&world, &email, PASSWORD, Some(&cookie)).await.expect("the right one still does");
}

/// A cookie for the same member, made by a house with another key.
async fn elsewhere(world: &World, email: &str) -> String {
    let public_url = "https://popcorn.example".parse().expect("an address");
    let keys = Keys::new(&SecretKey("another secret of thirty-two characters".to_owned().into()));
    let parts = Parts { keys, ..test_support::parts(Labeller::absent(), public_url) };
    let services = Services::new(world.database.pool.clone(), parts);
    let form = SignInForm { email: email.into(), password: PASSWORD.into() };
    let signed_in = accounts::sign_in(&services, form, "", None).await.expect("signs in");
    signed_in.recognition.cookie(&services, None).expect("random bytes")
}

#[tokio::test]
async fn one_browser_may_be_known_to_a_family() {
    let world = World::limited().await;
    let (first, cookie) = regular(&world, "첫째아이").await;
    world.member("둘째아이").await;
    let second = sign_up_form("둘째아이").email;
    let both = known(&world, &second, PASSWORD, Some(&cookie)).await;
    for email in [&first, &second] {
        use_up(&world, email, None).await;
        use_up(&world, email, Some(&both)).await;
        wait(&world, email, Some(&both)).await;
    }
}

#[tokio::test]
async fn a_reset_voids_what_was_known_and_makes_its_own_browser_known() {
    let world = World::limited().await;
    let (email, old) = regular(&world, "단골손님").await;
    accounts::request_reset(&world.services, asking(email.clone()), None).await.expect("asks");
    let secret = world.secret(&email, page::RESET).await;
    let reset = accounts::reset_password(&world.services, &secret, NEW.into(), None).await.expect("resets");
    let here = reset.recognition.cookie(&world.services, None).expect("random bytes");

    // Whoever keeps guessing cannot keep the new password from its owner.
    use_up(&world, &email, None).await;
    wait(&world, &email, Some(&old)).await;
    sign_in(&world, &email, NEW, Some(&here)).await.expect("signs in");
}

#[tokio::test]
async fn a_changed_password_is_known_where_it_was_changed() {
    let world = World::limited().await;
    let (email, old) = regular(&world, "단골손님").await;
    let actor = world.sign_in(&email, PASSWORD).await;
    let form = PasswordChangeForm { current: PASSWORD.into(), new_password: NEW.into() };
    let changed = accounts::change_password(&world.services, &actor, form, "").await;
    let (_, recognition) = changed.expect("changes");
    let here = recognition.cookie(&world.services, Some(&old)).expect("random bytes");
    assert_eq!(here.split('.').count(), 2, "the new mark stands in the place of the old one");

    use_up(&world, &email, None).await;
    wait(&world, &email, Some(&old)).await;
    sign_in(&world, &email, NEW, Some(&here)).await.expect("signs in");
}

#[tokio::test]
async fn nobody_learns_from_a_cookie_whether_an_address_has_a_member() {
    let world = World::limited().await;
    let (_, cookie) = regular(&world, "단골손님").await;
    world.member("다른손님").await;
    let member = sign_up_form("다른손님").email;
    // Whoever has left has a mark in it still, and counts with strangers.
    world.member("떠난손님").await;
    let left = sign_up_form("떠난손님").email;
    let cookie = known(&world, &left, PASSWORD, Some(&cookie)).await;
    assert_eq!(cookie.split('.').count(), 3);
    world
        .execute("UPDATE members SET state = 'gone', email = NULL, password_hash = NULL WHERE nickname = '떠난손님'")
        .await;
    for email in [member.as_str(), left.as_str(), "nobody@example.com"] {
        use_up(&world, email, Some(&cookie)).await;
        assert!((240..=300).contains(&wait(&world, email, Some(&cookie)).await), "{email}");
        wait(&world, email, None).await;
    }
}
