//! Atom feeds: what they hold and what they keep back.

use crate::support::TestApp;
use axum::body::Body;
use domain::page;
use http::{Request, StatusCode};
use quick_xml::Reader;
use quick_xml::events::Event;

/// Fails unless every element is closed.
pub fn assert_well_formed(xml: &str) {
    let mut reader = Reader::from_str(xml);
    let mut open = 0;
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(_) => open += 1,
            Event::End(_) => open -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(open, 0, "{xml}");
}

#[tokio::test]
async fn feeds_hold_public_reviews_and_no_spoiler() {
    let app = TestApp::new().await;
    let movie = app.movie("괴물 <2006>").await;
    let owner = app.member("하늘극장").await;
    let visitor = app.browser();
    let public = owner.review(movie, "<b>정말</b> 좋다 & 무섭다", &[]).await;
    let spoiler = owner.review(movie, "범인은 집사", &[("spoiler", "on")]).await;
    owner.review(movie, "혼자 본다", &[("private", "on")]).await;
    let deleted = owner.review(movie, "지운다", &[]).await;
    owner.call("delete_review", &[("review_id", deleted.to_string())]).await;
    let hidden = owner.review(movie, "가려진다", &[]).await;
    sqlx::query("UPDATE reviews SET hidden_at = now(), hidden_reason = 'moderation' WHERE id = $1")
        .bind(hidden)
        .execute(&app.database.pool)
        .await
        .expect("hides");

    for path in [format!("{}/feed.atom", page::profile("하늘극장")), format!("/movies/{movie}/feed.atom")] {
        // Its author gets what everybody gets.
        for browser in [&visitor, &owner] {
            let feed = browser.get(&path).await;
            assert_eq!(feed.status, StatusCode::OK, "{path}");
            assert_eq!(feed.header("content-type"), "application/atom+xml; charset=utf-8");
            assert_eq!(feed.header("cache-control"), "public, max-age=300");
            assert_well_formed(&feed.body);
            assert_eq!(feed.body.matches("<entry>").count(), 2, "{path}");
            for id in [public, spoiler] {
                assert!(feed.body.contains(&format!("<id>http://popcorn.test/reviews/{id}</id>")), "{path}");
            }
            assert!(feed.body.contains("&lt;b&gt;정말&lt;/b&gt; 좋다 &amp; 무섭다"));
            assert!(feed.body.contains("<summary>스포일러가 있는"));
            for secret in ["집사", "혼자 본다", "지운다", "가려진다"] {
                assert!(!feed.body.contains(secret), "{secret} in {path}");
            }
        }
    }
}

#[tokio::test]
async fn an_unchanged_feed_is_not_sent_again() {
    let app = TestApp::new().await;
    let movie = app.movie("괴물").await;
    let path = format!("/movies/{movie}/feed.atom");
    let owner = app.member("하늘극장").await;
    let first = owner.get(&path).await;
    assert_well_formed(&first.body);
    let ask = || Request::get(&path).header("if-none-match", first.header("etag"));
    assert_eq!(owner.send(ask(), Body::empty()).await.status, StatusCode::NOT_MODIFIED);
    owner.review(movie, "좋다", &[]).await;
    assert_eq!(owner.send(ask(), Body::empty()).await.status, StatusCode::OK);
}

#[tokio::test]
async fn nobody_has_no_feed() {
    let app = TestApp::new().await;
    let browser = app.browser();
    for path in ["/movies/0/feed.atom", "/movies/x/feed.atom", "/accounts/nobody/feed.atom", "/accounts/%00/feed.atom"]
    {
        assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn who_is_not_active_has_no_feed() {
    let app = TestApp::new().await;
    let browser = app.browser();
    app.member("하늘극장").await;
    let path = format!("{}/feed.atom", page::profile("하늘극장"));
    assert_eq!(browser.get(&path).await.status, StatusCode::OK);
    for away in [
        "UPDATE members SET state = 'unconfirmed'",
        "UPDATE members SET state = 'suspended'",
        "UPDATE members SET state = 'leaving', leaves_at = now() + interval '1 day'",
        "UPDATE members SET state = 'gone', leaves_at = NULL, email = NULL, password_hash = NULL",
    ] {
        app.execute(away).await;
        assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND, "{away}");
    }
}
