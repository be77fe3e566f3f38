//! What search engines are told.

use crate::feeds::assert_well_formed;
use crate::support::{Browser, ORIGIN, TestApp};
use domain::page;
use http::StatusCode;

async fn part(browser: &Browser<'_>, kind: &str) -> String {
    let answer = browser.get(&format!("/sitemaps/{kind}-0.xml")).await;
    assert_eq!(answer.status, StatusCode::OK, "{kind}");
    assert_well_formed(&answer.body);
    answer.body
}

#[tokio::test]
async fn the_sitemap_lists_what_everybody_may_read() {
    let app = TestApp::new().await;
    let (browser, pool) = (app.browser(), &app.database.pool);
    let (movie, invented) = (app.movie("괴물").await, app.movie("없는 영화").await);
    sqlx::query("UPDATE movies SET is_invented = true WHERE id = $1")
        .bind(invented)
        .execute(pool)
        .await
        .expect("updates");
    let mut people = Vec::new();
    for film in [movie, invented] {
        let id: i64 = sqlx::query_scalar("INSERT INTO people (name) VALUES ('봉준호') RETURNING id")
            .fetch_one(pool)
            .await
            .expect("inserts");
        sqlx::query("INSERT INTO credits (movie_id, person_id, job, position) VALUES ($1, $2, 'director', 0)")
            .bind(film)
            .bind(id)
            .execute(pool)
            .await
            .expect("inserts");
        people.push(id);
    }
    let (writer, quiet) = (app.member("하늘극장").await, app.member("조용한이").await);
    let public = writer.review(movie, "좋다", &[]).await;
    let mut kept_back = vec![
        writer.review(movie, "범인은 집사", &[("spoiler", "on")]).await,
        quiet.review(movie, "혼자 본다", &[("private", "on")]).await,
        writer.review(invented, "좋다", &[]).await,
    ];
    let deleted = writer.review(movie, "지운다", &[]).await;
    writer.call("delete_review", &[("review_id", deleted.to_string())]).await;
    kept_back.push(deleted);

    let index = browser.get("/sitemap.xml").await;
    assert_eq!(index.header("content-type"), "application/xml; charset=utf-8");
    assert_well_formed(&index.body);
    for kind in ["movies", "people", "reviews", "members"] {
        let changed = if kind == "members" { "" } else { "<lastmod>" };
        assert!(index.body.contains(&format!("<loc>{ORIGIN}/sitemaps/{kind}-0.xml</loc>{changed}")), "{kind}");
    }
    let lists = |body: &str, path: &str| body.contains(&format!("<loc>{ORIGIN}{path}</loc>"));
    let movies = part(&browser, "movies").await;
    assert!(lists(&movies, &format!("/movies/{movie}")) && !lists(&movies, &format!("/movies/{invented}")));
    let listed = part(&browser, "people").await;
    assert!(lists(&listed, &format!("/people/{}", people[0])) && !lists(&listed, &format!("/people/{}", people[1])));
    let reviews = part(&browser, "reviews").await;
    assert!(lists(&reviews, &format!("/reviews/{public}")));
    assert!(kept_back.iter().all(|id| !lists(&reviews, &format!("/reviews/{id}"))));
    let members = part(&browser, "members").await;
    assert!(lists(&members, &page::profile("하늘극장")) && !lists(&members, &page::profile("조용한이")));
}

#[tokio::test]
async fn parts_that_are_not_there_are_not_found() {
    let app = TestApp::new().await;
    let browser = app.browser();
    let empty = browser.get("/sitemap.xml").await;
    assert_well_formed(&empty.body);
    assert!(!empty.body.contains("<sitemap>"));
    for path in [
        "movies-0.xml",
        "movies--1.xml",
        "movies-922337203685477.xml",
        "movies-9223372036854775807.xml",
        "genres-0.xml",
    ] {
        assert_eq!(browser.get(&format!("/sitemaps/{path}")).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn robots_are_shown_the_sitemap() {
    let app = TestApp::new().await;
    let answer = app.browser().get("/robots.txt").await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "text/plain; charset=utf-8"));
    assert!(answer.body.contains(&format!("Sitemap: {ORIGIN}/sitemap.xml\n")));
    assert!(answer.body.contains("Disallow: /rpc/\n"));
}
