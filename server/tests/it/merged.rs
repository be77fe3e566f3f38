//! Addresses of a film that was merged: whatever stood there is found with what became of it.

use crate::support::{Browser, NONE, ORIGIN, TestApp};
use domain::MovieId;
use http::StatusCode;
use services::accounts::{Actor, sessions};
use services::administration;

/// An administrator who has just signed in.
async fn administrator(app: &TestApp) -> Actor {
    let browser = app.member("집주인").await;
    app.set("집주인", "role", "administrator").await;
    let token = browser.cookie("sid").expect("is signed in");
    sessions::authenticate(&app.services, &token).await.expect("looks up").expect("is signed in")
}

async fn merge(app: &TestApp, keeper: &Actor, from: i64, into: i64) {
    let merged = administration::merge_movies(&app.services, keeper, MovieId(from), MovieId(into), "같은 영화".into());
    merged.await.expect("merges");
}

/// Where the address leads for good.
async fn lead(browser: &Browser<'_>, path: &str) -> String {
    let answer = browser.get(path).await;
    assert_eq!(answer.status, StatusCode::PERMANENT_REDIRECT, "{path}");
    answer.location().to_owned()
}

/// The card that a film's page names, as a path.
async fn card(browser: &Browser<'_>, movie: i64) -> String {
    let page = browser.get(&format!("/movies/{movie}")).await;
    let at = page.body.find("/cards/").expect("the page names a card");
    page.body[at..].split('"').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn every_address_of_a_merged_film_leads_on() {
    let app = TestApp::new().await;
    let (first, second, third) = (app.movie("봄").await, app.movie("서울의 봄").await, app.movie("12.12").await);
    let keeper = administrator(&app).await;
    let browser = app.browser();
    let shared = card(&browser, first).await;
    merge(&app, &keeper, first, second).await;
    // A film may become another one more than once.
    for (merged, kept) in [(vec![first], second), (vec![first, second], third)] {
        if kept == third {
            merge(&app, &keeper, second, third).await;
        }
        let present = card(&browser, kept).await;
        for old in merged {
            for (path, to) in [
                (format!("/movies/{old}"), format!("/movies/{kept}")),
                (format!("/posters/{old}.svg"), format!("/posters/{kept}.svg")),
                (format!("/movies/{old}/feed.atom"), format!("/movies/{kept}/feed.atom")),
                (format!("/cards/movies/{old}/0.png"), present.clone()),
            ] {
                assert_eq!(lead(&browser, &path).await, to, "{path}");
                assert_eq!(browser.get(&to).await.status, StatusCode::OK, "{to}");
            }
        }
        assert_eq!(lead(&browser, &shared).await, present, "as it was shared");
    }
    let kept = browser.get(&format!("/posters/{first}.svg")).await;
    assert_eq!(kept.header("cache-control"), "public, max-age=86400");
    // What was never a picture or a film is none now.
    for path in [format!("/posters/{first}.png"), format!("/cards/movies/{first}/0.jpg"), "/posters/0.svg".into()] {
        assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn the_sitemap_never_lists_a_merged_film() {
    let app = TestApp::new().await;
    let (from, into) = (app.movie("봄").await, app.movie("서울의 봄").await);
    let keeper = administrator(&app).await;
    let writer = app.member("하늘극장").await;
    let review = writer.review(from, "좋다", &[]).await;
    merge(&app, &keeper, from, into).await;
    writer.post("sign_out", NONE).await;
    let listed = |body: &str, path: String| body.contains(&format!("<loc>{ORIGIN}{path}</loc>"));
    let movies = writer.get("/sitemaps/movies-0.xml").await.body;
    assert!(listed(&movies, format!("/movies/{into}")) && !listed(&movies, format!("/movies/{from}")));
    let reviews = writer.get("/sitemaps/reviews-0.xml").await.body;
    assert!(listed(&reviews, format!("/reviews/{review}")), "its reviews stay where they are");
}
