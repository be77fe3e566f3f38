//! Statuses, headers and addresses of pages.

use crate::support::TestApp;
use domain::accounts::{CHANGE_EMAIL_HOURS, CONFIRM_HOURS, RESERVED_NICKNAMES, RESET_MINUTES, UNCONFIRMED_DAYS};
use http::StatusCode;
use std::collections::BTreeSet;

#[tokio::test]
async fn pages_answer_with_their_status() {
    let app = TestApp::new().await;
    let movie = app.movie("괴물").await;
    let browser = app.browser();
    for (path, status) in [
        ("/".to_owned(), StatusCode::OK),
        (format!("/movies/{movie}"), StatusCode::OK),
        (format!("/movies/{movie}?after=abc&form=junk"), StatusCode::OK),
        ("/movies/0".into(), StatusCode::NOT_FOUND),
        ("/movies/abc".into(), StatusCode::NOT_FOUND),
        ("/movies/99999999999999999999".into(), StatusCode::NOT_FOUND),
        ("/reviews/1".into(), StatusCode::NOT_FOUND),
        ("/accounts/signup".into(), StatusCode::OK),
        ("/accounts/signin?next=//evil.example".into(), StatusCode::OK),
        ("/terms".into(), StatusCode::OK),
        ("/privacy".into(), StatusCode::OK),
        ("/no/such/page".into(), StatusCode::NOT_FOUND),
        ("/%ff%fe".into(), StatusCode::NOT_FOUND),
        ("/posters/0.svg".into(), StatusCode::NOT_FOUND),
        (format!("/posters/{movie}.svg"), StatusCode::OK),
        (format!("/posters/{movie}.png"), StatusCode::NOT_FOUND),
        ("/health/live".into(), StatusCode::OK),
        ("/health/ready".into(), StatusCode::OK),
    ] {
        let answer = browser.get(&path).await;
        assert_eq!(answer.status, status, "{path}");
        if status == StatusCode::NOT_FOUND && !path.starts_with("/posters") {
            assert!(answer.text().contains("홈으로") && answer.text().contains("noindex"), "{path}");
        }
    }
}

#[tokio::test]
async fn a_page_carries_its_headers() {
    let app = TestApp::new().await;
    let browser = app.browser();
    let (first, second) = (browser.get("/").await, browser.get("/").await);
    let policy = first.header("content-security-policy");
    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).expect("a nonce");
    assert!(!policy.contains("unsafe-inline") && policy.contains("default-src 'none'"));
    assert!(first.body.contains(&format!("nonce=\"{nonce}\"")));
    assert!(!second.body.contains(nonce), "a nonce is used once");
    assert!(!first.body.contains(" style=\""), "inline styles are forbidden by the policy");
    assert_eq!(
        first.body.matches("<script").count(),
        first.body.matches("<script nonce").count() + first.body.matches("<script type=\"module\" nonce").count()
    );
    assert_eq!(first.header("cache-control"), "private, no-cache");
    assert_eq!(first.header("x-content-type-options"), "nosniff");
    assert_eq!(first.header("referrer-policy"), "strict-origin-when-cross-origin");
    assert_eq!(first.header("x-request-id").len(), 32);
    assert_ne!(first.header("x-request-id"), second.header("x-request-id"));
    assert!(first.headers.get_all("vary").iter().any(|vary| vary == "Cookie"));
}

#[tokio::test]
async fn https_hardens_cookies_and_headers() {
    let app = TestApp::with(|config| config.public_url = "https://popcorn.test".parse().expect("an address")).await;
    let member = app.member("안전제일").await;
    assert!(member.cookie("__Host-sid").is_some() && member.cookie("sid").is_none());
    assert!(member.get("/").await.header("strict-transport-security").contains("max-age"));
}

#[tokio::test]
async fn trailing_slashes_lead_to_the_page() {
    let app = TestApp::new().await;
    let browser = app.browser();
    let answer = browser.get("/movies/1/?after=3").await;
    assert_eq!((answer.status, answer.location()), (StatusCode::PERMANENT_REDIRECT, "/movies/1?after=3"));
    let answer = browser.get("//evil.example/").await;
    assert_eq!(answer.location(), "/evil.example");
}

#[tokio::test]
async fn the_style_guide_is_for_developers() {
    let app = TestApp::new().await;
    assert_eq!(app.browser().get("/styleguide").await.status, StatusCode::NOT_FOUND);
    let app = TestApp::with(|config| config.styleguide = true).await;
    let answer = app.browser().get("/styleguide").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains("noindex"), "it is not for search engines");
}

#[test]
fn nicknames_cannot_shadow_pages() {
    let routes: BTreeSet<String> = server::router::routes()
        .iter()
        .filter_map(|route| route.path().strip_prefix("/accounts/")?.split('/').next().map(str::to_owned))
        .filter(|segment| !segment.starts_with(['{', ':', '*']))
        .collect();
    assert_eq!(routes, RESERVED_NICKNAMES.iter().map(|name| (*name).to_owned()).collect());
}

#[tokio::test]
async fn pages_say_how_long_links_are_good() {
    let app = TestApp::new().await;
    let browser = app.browser();
    for (path, lives) in [
        ("/accounts/sent", vec![format!("{CONFIRM_HOURS}시간"), format!("{UNCONFIRMED_DAYS}일 안에")]),
        ("/accounts/reset?token=x", vec![format!("{RESET_MINUTES}분 동안")]),
        ("/accounts/email?token=x", vec![format!("{CHANGE_EMAIL_HOURS}시간 동안")]),
        (
            "/privacy",
            vec![
                format!("가입 확인은 {CONFIRM_HOURS}시간"),
                format!("이메일 변경은 {CHANGE_EMAIL_HOURS}시간"),
                format!("새 비밀번호는 {RESET_MINUTES}분"),
                format!("{UNCONFIRMED_DAYS}일 안에 확인하지 않으면"),
            ],
        ),
    ] {
        let text = browser.get(path).await.text();
        for life in lives {
            assert!(text.contains(&life), "{life} is missing at {path}");
        }
    }
}

#[tokio::test]
async fn the_administration_of_a_merged_film_leads_on() {
    let app = TestApp::new().await;
    let kept = app.movie("서울의 봄").await;
    sqlx::query("INSERT INTO movie_merges (old_id, movie_id) VALUES ($1 + 1000, $1)")
        .bind(kept)
        .execute(&app.database.pool)
        .await
        .expect("inserts");
    let path = format!("/admin/movies/{}", kept + 1000);
    let keeper = app.member("집주인").await;
    assert_ne!(keeper.get(&path).await.status, StatusCode::PERMANENT_REDIRECT, "not for members");
    app.set("집주인", "role", "administrator").await;
    let answer = keeper.get(&path).await;
    assert_eq!(answer.status, StatusCode::PERMANENT_REDIRECT);
    assert_eq!(answer.location(), format!("/admin/movies/{kept}"));
    assert_eq!(keeper.get(answer.location()).await.status, StatusCode::OK);
    assert_eq!(keeper.get(&format!("/admin/movies/{}", kept + 1001)).await.status, StatusCode::NOT_FOUND);
}
