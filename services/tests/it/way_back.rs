//! The way back from a mail: the session that a confirmation opens, and the page that a link leads to.

use crate::support::{World, asking, code, refusal, sign_up_form};
use domain::accounts::{EmailForm, MemberState, SignInForm, SignUpForm};
use domain::error::{ErrorCode, FieldError};
use domain::{FormReturn, page};
use services::accounts::{self, Confirmed, UsedLink, sessions};
use services::forms::{self, FormOwner};

const PASSWORD: &str = "butter-corn-4417";
const FILM: &str = "/movies/7?sort=newest#review-3";

fn here() -> FormOwner {
    FormOwner::from_cookie("here")
}

fn there() -> FormOwner {
    FormOwner::from_cookie("there")
}

/// Signs up in the browser [`here`], coming from `next`; answers the address.
async fn sign_up_from(world: &World, nickname: &str, next: &str) -> String {
    let form = SignUpForm { next: next.to_owned(), ..sign_up_form(nickname) };
    let email = form.email.clone();
    accounts::sign_up(&world.services, form, Some(here())).await.expect("signs up");
    email
}

async fn confirm(world: &World, email: &str, browser: Option<FormOwner>, password: &str) -> Confirmed {
    let secret = world.secret(email, page::CONFIRM).await;
    accounts::confirm_email(&world.services, &secret, browser, password.into(), "Firefox").await.expect("confirms")
}

/// Where the newest link to an address leads.
async fn next(world: &World, email: &str) -> Option<String> {
    let secret = world.secret(email, page::CONFIRM).await;
    accounts::confirmation(&world.services, &secret, None).await.expect("is good").next
}

#[tokio::test]
async fn a_confirmation_opens_one_session_and_leads_back() {
    let world = World::new().await;
    for (nickname, browser, password) in [("같은이", here(), ""), ("다른이", there(), PASSWORD)] {
        let email = sign_up_from(&world, nickname, FILM).await;
        let confirmed = confirm(&world, &email, Some(browser), password).await;
        assert_eq!(confirmed.next.as_deref(), Some(FILM));
        assert_eq!(confirmed.signed_in.state, MemberState::Active);
        assert!(!format!("{confirmed:?}").contains(confirmed.signed_in.token.expose()), "no secret is printable");
        let actor = world.actor(&confirmed.signed_in.token).await;
        assert_eq!((actor.member_id(), actor.state()), (confirmed.member, MemberState::Active));
        actor.may_act().expect("may do everything");
        actor.require_fresh().expect("the password was given a moment ago");
    }
    assert_eq!(world.number("SELECT count(*) FROM sessions").await, 2, "one each");
}

#[tokio::test]
async fn a_password_given_with_the_sign_up_grows_old() {
    let world = World::new().await;
    for (nickname, browser, password, is_fresh) in [("같은이", here(), "", false), ("다른이", there(), PASSWORD, true)]
    {
        let email = sign_up_from(&world, nickname, "").await;
        world.execute("UPDATE members SET created_at = now() - interval '1 hour'").await;
        let confirmed = confirm(&world, &email, Some(browser), password).await;
        let actor = world.actor(&confirmed.signed_in.token).await;
        assert_eq!(actor.require_fresh().is_ok(), is_fresh, "{nickname}");
    }
}

#[tokio::test]
async fn what_confirms_nobody_opens_nothing() {
    let world = World::new().await;
    let email = sign_up_from(&world, "새손님", FILM).await;
    let secret = world.secret(&email, page::CONFIRM).await;
    for password in ["", "butter-corn-4418"] {
        let refused = accounts::confirm_email(&world.services, &secret, Some(there()), password.into(), "").await;
        assert!(refusal(refused).field("password").is_some());
    }
    accounts::resend_confirmation(&world.services, None, asking(email.clone()), None).await.expect("sends again");
    let late = accounts::confirm_email(&world.services, &secret, Some(here()), String::new(), "").await;
    assert_eq!(code(late), ErrorCode::LinkExpired);
    assert_eq!(world.number("SELECT count(*) FROM sessions").await, 0);
    assert_eq!(world.number("SELECT count(*) FROM members WHERE state = 'active'").await, 0);
}

#[tokio::test]
async fn whoever_confirms_is_known_from_then_on() {
    let world = World::limited().await;
    let email = sign_up_from(&world, "새손님", "").await;
    let confirmed = confirm(&world, &email, Some(here()), "").await;
    let cookie = confirmed.signed_in.recognition.cookie(&world.services, None).expect("random bytes");
    let pair = |password: &str| SignInForm { email: email.clone(), password: password.into() };
    for _ in 0..10 {
        let guess = accounts::sign_in(&world.services, pair("butter-corn-4418"), "", None).await;
        assert_eq!(code(guess), ErrorCode::WrongCredentials);
    }
    assert_eq!(code(accounts::sign_in(&world.services, pair(PASSWORD), "", None).await), ErrorCode::TooManyRequests);
    accounts::sign_in(&world.services, pair(PASSWORD), "", Some(&cookie)).await.expect("signs in");
}

#[tokio::test]
async fn a_used_link_leads_on_its_member_and_tells_others_nothing() {
    let world = World::new().await;
    let (other, email) = (world.member("남의이름").await, sign_up_from(&world, "새손님", FILM).await);
    let secret = world.secret(&email, page::CONFIRM).await;
    let used = async |browser, actor| {
        accounts::used_confirmation(&world.services, &secret, browser, actor).await.expect("looks up")
    };
    assert_eq!(used(Some(here()), None).await, None, "it is still good");
    let confirmed = confirm(&world, &email, Some(here()), "").await;
    let actor = world.actor(&confirmed.signed_in.token).await;

    let next = Some(FILM.to_owned());
    let own = Some(UsedLink { is_own: true, next: next.clone() });
    assert_eq!(used(Some(here()), Some(&actor)).await, own);
    assert_eq!(used(Some(there()), Some(&actor)).await, own);
    let bound = Some(UsedLink { is_own: false, next });
    assert_eq!(used(Some(here()), None).await, bound);
    assert_eq!(used(Some(here()), Some(&other)).await, bound);
    assert_eq!(used(Some(there()), Some(&other)).await, None);
    assert_eq!(used(None, None).await, None);

    // It is good for nothing else, and goes when its time is over.
    assert_eq!(code(accounts::confirmation(&world.services, &secret, Some(here())).await), ErrorCode::LinkExpired);
    world.execute("UPDATE member_tokens SET expires_at = now()").await;
    assert_eq!(used(Some(here()), Some(&actor)).await, None);
    accounts::purge(&world.services).await.expect("purges");
    assert_eq!(world.number("SELECT count(*) FROM member_tokens").await, 0);
}

#[tokio::test]
async fn only_the_member_changes_where_a_link_leads() {
    let world = World::new().await;
    let services = &world.services;
    let email = sign_up_from(&world, "새손님", FILM).await;
    let to = |next: &str| EmailForm { email: email.clone(), next: next.to_owned() };
    assert_eq!(next(&world, &email).await.as_deref(), Some(FILM));
    accounts::resend_confirmation(services, None, to("/people/1"), Some(there())).await.expect("sends again");
    assert_eq!(next(&world, &email).await.as_deref(), Some(FILM), "a stranger may have asked");
    accounts::request_reset(services, to("/people/1"), Some(there())).await.expect("sends this instead");
    assert_eq!(next(&world, &email).await.as_deref(), Some(FILM));

    let actor = world.sign_in(&email, PASSWORD).await;
    accounts::resend_confirmation(services, Some(&actor), to(""), Some(there())).await.expect("sends again");
    assert_eq!(next(&world, &email).await.as_deref(), Some(FILM), "they named no other page");
    accounts::resend_confirmation(services, Some(&actor), to("/my"), Some(there())).await.expect("sends again");
    assert_eq!(next(&world, &email).await.as_deref(), Some("/my"));

    // A sign-up brings its own, or none.
    sign_up_from(&world, "새손님", "").await;
    assert_eq!(next(&world, &email).await, None);
    accounts::resend_confirmation(services, None, to("/search"), None).await.expect("sends again");
    assert_eq!(next(&world, &email).await.as_deref(), Some("/search"), "where there is none, any is better");
    for bad in ["//evil.example", "/accounts/signin", &format!("/{}", "a".repeat(512))] {
        sign_up_from(&world, "새손님", bad).await;
        assert_eq!(next(&world, &email).await, None, "{bad}");
    }
}

#[tokio::test]
async fn a_sign_up_for_somebody_elses_address_sends_them_nowhere() {
    let world = World::new().await;
    world.member("주인장").await;
    let form =
        SignUpForm { next: FILM.to_owned(), email: sign_up_form("주인장").email, ..sign_up_form("딴사람") };
    accounts::sign_up(&world.services, form.clone(), Some(there())).await.expect("the answer of any sign-up");
    let mail = world.mails(&form.email).await.swap_remove(0);
    assert_eq!(mail.kind, "already_member");
    assert!(!mail.text.contains("/movies/7") && !mail.text.contains("next="), "{}", mail.text);
    assert_eq!(world.number("SELECT count(*) FROM member_tokens WHERE next IS NOT NULL").await, 0);
}

#[tokio::test]
async fn a_new_password_leads_back_only_where_it_was_asked_for() {
    let world = World::new().await;
    world.member("단골손님").await;
    let email = sign_up_form("단골손님").email;
    for (browser, expected) in [(Some(here()), Some(FILM)), (Some(there()), None), (None, None)] {
        let form = EmailForm { email: email.clone(), next: FILM.to_owned() };
        accounts::request_reset(&world.services, form, Some(here())).await.expect("asks");
        let secret = world.secret(&email, page::RESET).await;
        let reset = accounts::reset_password(&world.services, &secret, "salty corn at nine".into(), browser).await;
        assert_eq!(reset.expect("resets").next.as_deref(), expected);
    }
}

#[tokio::test]
async fn a_form_waits_for_whoever_signs_up_to_send_it() {
    let world = World::new().await;
    let typed = FormReturn { endpoint: "create_review".to_owned(), ..FormReturn::default() };
    let own = forms::keep(&world.services, here(), &typed).await.expect("keeps");
    let foreign = forms::keep(&world.services, there(), &typed).await.expect("keeps");
    sign_up_from(&world, "새손님", &format!("/movies/1/write?form={own}")).await;
    sign_up_from(&world, "다른손님", &format!("/movies/1/write?form={foreign}")).await;
    assert_eq!(
        world.number("SELECT count(*) FROM form_returns WHERE expires_at > now() + interval '30 minutes'").await,
        1,
        "nobody keeps what is not theirs"
    );
    let found = forms::find(&world.services, Some(here()), Some(&own)).await.expect("looks up");
    assert_eq!(found, Some(typed));
    world.execute("UPDATE form_returns SET expires_at = now()").await;
    sign_up_from(&world, "새손님", &format!("/movies/1/write?form={own}")).await;
    assert_eq!(forms::find(&world.services, Some(here()), Some(&own)).await.expect("looks up"), None, "what is gone");
}

#[tokio::test]
async fn a_session_from_before_the_confirmation_gives_nobody_elses_browser_more() {
    let world = World::new().await;
    // A stranger signs up with the owner's address and stays signed in, unconfirmed.
    let email = sign_up_from(&world, "덫놓은이", FILM).await;
    let pair = SignInForm { email: email.clone(), password: PASSWORD.into() };
    let theirs = accounts::sign_in(&world.services, pair, "", None).await.expect("signs in");
    let secret = world.secret(&email, page::CONFIRM).await;
    let pressed = accounts::confirm_email(&world.services, &secret, Some(there()), String::new(), "").await;
    assert_eq!(refusal(pressed).field("password"), Some(FieldError::PasswordMissing));
    let stranger = sessions::authenticate(&world.services, theirs.token.expose()).await.expect("looks up");
    assert_eq!(stranger.expect("is signed in").state(), MemberState::Unconfirmed);
    assert_eq!(world.number("SELECT count(*) FROM sessions").await, 1, "nothing was opened for anybody");
}
