//! The cookie by which a browser is known to an address: what it looks like, and what it is good for.

use crate::support::{Answer, NONE, PASSWORD, TestApp, address};
use http::{StatusCode, header};

const NAME: &str = "known";

/// The cookies of an answer whose name is `name`.
fn cookies(answer: &Answer, name: &str) -> Vec<String> {
    let all = answer.headers.get_all(header::SET_COOKIE).iter();
    let named = format!("{name}=");
    all.map(|cookie| cookie.to_str().expect("ASCII").to_owned()).filter(|cookie| cookie.starts_with(&named)).collect()
}

#[tokio::test]
async fn a_sign_in_makes_the_browser_known_and_a_sign_out_leaves_it_so() {
    let app = TestApp::new().await;
    let browser = app.member("단골손님").await;
    let cookie = browser.cookie(NAME).expect("is known");
    let local = address("단골손님").replace("@example.com", "");
    assert!(!cookie.contains(&local), "nobody reads from it who was here");

    browser.post("sign_out", NONE).await;
    assert_eq!((browser.cookie("sid"), browser.cookie(NAME)), (None, Some(cookie.clone())));
    let again = browser.sign_in("단골손님").await;
    let attributes = "Path=/; Max-Age=15552000; HttpOnly; SameSite=Lax";
    assert_eq!(cookies(&again, NAME), [format!("{NAME}={cookie}; {attributes}")], "the same one, for as long again");
    assert_eq!(again.header("cache-control"), "no-store");

    // A script gets it in the same way; a wrong password brings nothing.
    let email = address("단골손님");
    let called = app.browser().call("sign_in", &[("email", email.as_str()), ("password", PASSWORD)]).await;
    assert_eq!(cookies(&called, NAME).len(), 1);
    let wrong = [("email", email.as_str()), ("password", "butter-corn-4418")];
    assert!(cookies(&app.browser().post("sign_in", &wrong).await, NAME).is_empty());
    assert!(cookies(&app.browser().call("sign_in", &wrong).await, NAME).is_empty());
}

#[tokio::test]
async fn over_https_it_is_tied_to_the_host() {
    let app = TestApp::with(|config| config.public_url = "https://popcorn.test".parse().expect("an address")).await;
    let browser = app.member("단골손님").await;
    let cookie = browser.cookie("__Host-known").expect("is known");
    browser.post("sign_out", NONE).await;
    let again = browser.sign_in("단골손님").await;
    let attributes = "Path=/; Max-Age=15552000; HttpOnly; SameSite=Lax; Secure";
    assert_eq!(cookies(&again, "__Host-known"), [format!("__Host-known={cookie}; {attributes}")]);
    assert!(browser.cookie(NAME).is_none());
}

#[tokio::test]
async fn pages_are_the_same_with_it() {
    let app = TestApp::new().await;
    let movie = app.movie("괴물").await;
    let known = app.member("단골손님").await;
    known.post("sign_out", NONE).await;
    assert!(known.cookie(NAME).is_some());
    let visitor = app.browser();
    for path in ["/".to_owned(), format!("/movies/{movie}"), "/accounts/signin".into()] {
        let (with, without) = (known.get(&path).await, visitor.get(&path).await);
        assert_eq!(with.status, StatusCode::OK);
        for name in ["cache-control", "vary", "set-cookie"] {
            assert_eq!(with.header(name), without.header(name), "{name} of {path}");
        }
        assert_eq!(with.header("cache-control"), "private, no-cache", "{path}");
        assert_eq!(with.header("set-cookie"), "", "{path}");
    }
}

#[tokio::test]
async fn a_known_browser_gets_in_while_strangers_must_wait() {
    let app = TestApp::with(|config| config.rate_limits = true).await;
    let browser = app.member("단골손님").await;
    browser.post("sign_out", NONE).await;
    let email = address("단골손님");
    let stranger = app.browser();
    for _ in 0..10 {
        let answer = stranger.call("sign_in", &[("email", email.as_str()), ("password", "butter-corn-4418")]).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{}", answer.body);
    }
    let refused = stranger.call("sign_in", &[("email", email.as_str()), ("password", PASSWORD)]).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert!((240..=300).contains(&refused.header("retry-after").parse::<u32>().expect("seconds")));
    browser.sign_in("단골손님").await;
    assert!(browser.cookie("sid").is_some());
}

#[tokio::test]
async fn a_new_password_makes_the_browser_known_anew() {
    let app = TestApp::new().await;
    let browser = app.member("단골손님").await;
    let first = browser.cookie(NAME).expect("is known");
    let changed =
        browser.post("change_password", &[("current", PASSWORD), ("new_password", "salty corn at nine")]).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER);
    let second = browser.cookie(NAME).expect("is known");
    assert_ne!(first, second);

    let email = address("단골손님");
    browser.post("request_reset", &[("email", email.as_str())]).await;
    let token = app.token(&email, "reset").await;
    let elsewhere = app.browser();
    let reset = [("token", token.as_str()), ("password", "sweet corn at ten")];
    assert_eq!(elsewhere.post("reset_password", &reset).await.status, StatusCode::SEE_OTHER);
    assert!(elsewhere.cookie(NAME).is_some_and(|cookie| cookie != second));
    assert!(elsewhere.cookie("sid").is_none(), "known, and not signed in");
}
