//! Limits on sign-ins, sign-ups and posts, when they are switched on.

use crate::support::TestApp;
use domain::error::ErrorCode;
use http::StatusCode;

#[tokio::test]
async fn guessing_passwords_is_slowed_down() {
    let app = TestApp::with(|config| config.rate_limits = true).await;
    let browser = app.browser();
    // Refused before any hashing, so that all attempts fall into one moment.
    let guess = [("email", "a@example.com"), ("password", "")];
    for _ in 0..25 {
        // What another site can make a browser do does not count.
        assert_eq!(browser.get("/rpc/sign_in").await.status, StatusCode::NOT_FOUND);
    }
    let mut refused = None;
    for attempt in 0..25 {
        let answer = browser.call("sign_in", &guess).await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            refused = Some((attempt, answer));
            break;
        }
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let (attempt, answer) = refused.expect("the limit is reached");
    assert_eq!(attempt, 20);
    assert_eq!(answer.error().code, ErrorCode::TooManyRequests);
    assert!(answer.header("retry-after").parse::<u32>().expect("seconds") >= 1);
    let page = browser.post("sign_in", &guess).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(page.body.contains("잠시 뒤에"));
    // Reading goes on.
    assert_eq!(browser.get("/").await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_export_that_comes_too_early_is_told_when() {
    let app = TestApp::with(|config| config.rate_limits = true).await;
    let member = app.member("챙기는이").await;
    for _ in 0..5 {
        assert_eq!(member.get("/settings/export.json").await.status, StatusCode::OK);
    }
    let early = member.get("/settings/export.json").await;
    assert_eq!(early.status, StatusCode::TOO_MANY_REQUESTS);
    let wait = early.header("retry-after").parse::<u32>().expect("seconds");
    assert!((1..=600).contains(&wait), "{wait}");
    assert!(!early.header("content-type").contains("json"), "nothing is exported");
}
