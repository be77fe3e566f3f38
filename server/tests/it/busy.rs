//! What is only busy is a 503 with `Retry-After`, in every shape of answer.

use crate::support::{Answer, TestApp, encode};
use axum::body::Body;
use domain::error::{AppError, ErrorCode};
use http::{Request, StatusCode, header};
use server::Cards;
use services::turns::Bounds;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// Everybody is refused.
const NO_TURNS: Bounds = Bounds { at_once: 0, places: 0, patience: Duration::ZERO };

fn assert_busy(answer: &Answer, what: &str) {
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{what}");
    assert_eq!(answer.header("retry-after"), "5", "{what}");
}

fn assert_busy_page(answer: &Answer, what: &str) {
    assert_busy(answer, what);
    assert!(answer.header("content-type").starts_with("text/html"), "{what}");
    assert!(answer.body.contains(ErrorCode::Busy.message()), "{what}: {}", answer.body);
}

#[tokio::test]
async fn a_pool_that_is_used_up_is_busy_wherever_it_is_met() {
    let app = TestApp::on_one_connection().await;
    let movie = app.movie("괴물").await;
    let browser = app.browser();
    let held = app.pool.acquire().await.expect("the only connection");

    let member = app.browser();
    member.set_cookie("sid", "0123456789abcdef0123456789abcdef");
    let form = [("email", "a@example.com"), ("password", "butter-corn-4417"), ("page", "/accounts/signin")];
    let feed = format!("/movies/{movie}/feed.atom");
    let [card, poster] = [format!("/cards/movies/{movie}/0.png"), format!("/posters/{movie}.svg")];
    // All at once, since each of them waits for the connection.
    let (page, of_member, script, posted, feed, profile, sitemap, part, card, review, poster, health) = tokio::join!(
        browser.get("/"),
        member.get("/"),
        browser.call("suggest", &[("q", "괴물")]),
        browser.post("sign_in", &form),
        browser.get(&feed),
        browser.get("/accounts/%EB%88%84%EA%B5%AC/feed.atom"),
        browser.get("/sitemap.xml"),
        browser.get("/sitemaps/movies-0.xml"),
        browser.get(&card),
        browser.get("/cards/reviews/1/0.png"),
        browser.get(&poster),
        browser.get("/health/ready"),
    );
    assert_busy_page(&page, "a page");
    assert!(page.body.contains("지금은 이용이 많아요"), "{}", page.body);
    // The layer of the session fails before the app is reached.
    assert_busy_page(&of_member, "a page of somebody signed in");
    assert_busy(&script, "a script");
    assert_eq!(script.error(), AppError::busy());
    // The form cannot be kept either; all that is left is to say so.
    assert_busy_page(&posted, "a form");
    for (answer, what) in [(feed, "a feed"), (profile, "a profile's"), (sitemap, "a sitemap"), (part, "a part of it")] {
        assert_busy_page(&answer, what);
    }
    for (answer, what) in [(card, "a card"), (review, "a review's"), (poster, "a poster")] {
        assert_busy(&answer, what);
        assert_eq!(answer.body, "", "{what}");
    }
    assert_eq!(health.status, StatusCode::SERVICE_UNAVAILABLE);

    drop(held);
    while app.pool.num_idle() == 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(browser.get("/").await.status, StatusCode::OK, "the next moment it goes");
}

#[tokio::test]
async fn a_sign_in_for_which_there_is_no_turn_comes_back() {
    let app = TestApp::shaped(|parts| parts.password_turns = NO_TURNS, |_| {}).await;
    let browser = app.browser();
    let form = [("email", "a@example.com"), ("password", "butter-corn-4417"), ("page", "/accounts/signin")];
    let script = browser.call("sign_in", &form).await;
    assert_busy(&script, "a script");
    assert_eq!(script.error(), AppError::busy());

    let page = browser.submit("sign_in", &form).await;
    assert!(page.text().contains(ErrorCode::Busy.message()), "{}", page.text());
    assert!(page.text().contains("value=\"a@example.com\""), "what was typed is there again");
}

#[tokio::test]
async fn a_card_for_which_there_is_no_turn_is_busy() {
    let app = TestApp::shaped(|_| {}, |state| state.cards = Arc::new(Cards::new(NO_TURNS))).await;
    let movie = app.movie("괴물").await;
    let browser = app.browser();
    let card = browser.get(&format!("/cards/movies/{movie}/0.png")).await.location().to_owned();
    let refused = browser.get(&card).await;
    assert_busy(&refused, &card);
    assert_eq!((refused.body.as_str(), refused.header("cache-control")), ("", ""));
}

#[tokio::test]
async fn a_large_body_for_which_there_is_no_room_is_busy() {
    let app = TestApp::shaped(|_| {}, |state| state.bodies = Arc::new(Semaphore::new(0))).await;
    let long = "가".repeat(5000);
    let browser = app.browser();
    let script = browser.call("suggest", &[("q", &long)]).await;
    assert_busy(&script, "a script");
    assert_eq!(script.error(), AppError::busy());
    assert_busy_page(&browser.post("create_review", &[("content", &long)]).await, "a form");
    assert_eq!(browser.call("suggest", &[("q", "가")]).await.status, StatusCode::OK, "a small one needs none");

    // What is announced is no proof of anything, unless it is too much.
    let request = Request::post("/rpc/suggest")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::CONTENT_LENGTH, 300 * 1024);
    let announced = app.send(request.body(Body::from(encode(&[("q", "가")]))).expect("a request")).await;
    assert_eq!(announced.status, StatusCode::PAYLOAD_TOO_LARGE);
}
