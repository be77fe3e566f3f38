//! Who may call what. The table is checked against the registry of server functions: a new one
//! that is missing here fails the test.

use crate::support::{Browser, TestApp};
use http::StatusCode;
use leptos::server_fn::axum::server_fn_paths;
use std::collections::BTreeSet;

/// What a call answers to a visitor, to another member, and to the owner.
struct Row {
    endpoint: &'static str,
    fields: &'static [(&'static str, &'static str)],
    visitor: u16,
    other: u16,
    owner: u16,
}

const fn row(
    endpoint: &'static str,
    fields: &'static [(&'static str, &'static str)],
    visitor: u16,
    other: u16,
    owner: u16,
) -> Row {
    Row { endpoint, fields, visitor, other, owner }
}

/// `{m}` is a film, `{r}` a public review of the owner, `{p}` a private one. What deletes comes last.
const TABLE: &[Row] = &[
    row("set_score", &[("movie_id", "{m}"), ("score", "4.2")], 401, 200, 200),
    row("clear_score", &[("movie_id", "{m}")], 401, 200, 200),
    row("create_review", &[("movie_id", "{m}"), ("content", "좋다")], 401, 200, 200),
    row("update_review", &[("review_id", "{r}"), ("content", "더 좋다")], 401, 403, 200),
    row("update_review", &[("review_id", "{p}"), ("content", "더 좋다"), ("private", "on")], 401, 404, 200),
    row("reveal_review", &[("review_id", "{r}")], 200, 200, 200),
    row("reveal_review", &[("review_id", "{p}")], 404, 404, 200),
    row("set_preference", &[("movie_id", "{m}"), ("kind", "want")], 401, 200, 200),
    row("suggest", &[("q", "괴물")], 200, 200, 200),
    row("read_review", &[("content", "정말 좋았다")], 401, 200, 200),
    row("like_review", &[("review_id", "{r}"), ("liked", "on")], 401, 200, 403),
    row("like_review", &[("review_id", "{p}"), ("liked", "on")], 401, 404, 403),
    row("undo_review", &[("review_id", "{r}")], 401, 403, 200),
    row("undo_review", &[("review_id", "{p}")], 401, 404, 200),
    row("set_theme", &[("theme", "dark")], 200, 200, 200),
    row("delete_review", &[("review_id", "{r}")], 401, 403, 200),
    row("delete_review", &[("review_id", "{p}")], 401, 404, 200),
    row("restore_review", &[("review_id", "{r}")], 401, 404, 200),
    row("sign_up", &[], 422, 422, 422),
    row("sign_in", &[], 422, 422, 422),
    row("sign_out", &[], 200, 200, 200),
];

#[tokio::test]
async fn every_server_function_answers_everybody_as_the_table_says() {
    let app = TestApp::new().await;
    let movie = app.movie("괴물").await;
    let (visitor, other, owner) = (app.browser(), app.member("다른이").await, app.member("주인장").await);
    let public = owner.review(movie, "좋다", &[]).await;
    let private = owner.review(movie, "좋다", &[("private", "on")]).await;
    let ids = [("{m}", movie), ("{r}", public), ("{p}", private)];

    for row in TABLE {
        let expected: [(&str, &Browser<'_>, u16); 3] =
            [("visitor", &visitor, row.visitor), ("other", &other, row.other), ("owner", &owner, row.owner)];
        for (who, browser, status) in expected {
            let fields: Vec<(&str, String)> = row
                .fields
                .iter()
                .map(|(name, value)| {
                    (*name, ids.iter().fold((*value).to_owned(), |text, (key, id)| text.replace(key, &id.to_string())))
                })
                .collect();
            let answer = browser.call(row.endpoint, &fields).await;
            assert_eq!(answer.status.as_u16(), status, "{} by {who}: {}", row.endpoint, answer.body);
            if status >= 400 {
                assert_eq!(answer.error().code.status(), status);
            }
        }
    }
}

#[test]
fn the_table_names_every_server_function() {
    // Listing the pages links its server functions in.
    let _routes = server::router::routes();
    let registered: BTreeSet<String> =
        server_fn_paths().map(|(path, _)| path.trim_start_matches("/rpc/").to_owned()).collect();
    let listed: BTreeSet<String> = TABLE.iter().map(|row| row.endpoint.to_owned()).collect();
    assert_eq!(registered, listed);
}

#[tokio::test]
async fn the_editors_are_for_members_and_for_the_author() {
    let app = TestApp::new().await;
    let movie = app.movie("괴물").await;
    let (visitor, other, owner) = (app.browser(), app.member("다른이").await, app.member("주인장").await);
    let review = owner.review(movie, "좋다", &[]).await;

    let write = format!("/movies/{movie}/write");
    let answer = visitor.get(&write).await;
    assert_eq!(
        (answer.status, answer.location()),
        (StatusCode::FOUND, format!("/accounts/signin?next={write}").as_str())
    );
    assert_eq!(other.get(&write).await.status, StatusCode::OK);
    assert_eq!(other.get("/movies/99999/write").await.status, StatusCode::NOT_FOUND);

    let edit = format!("/reviews/{review}/edit");
    assert_eq!(visitor.get(&edit).await.status, StatusCode::FOUND);
    assert_eq!(other.get(&edit).await.status, StatusCode::FORBIDDEN);
    assert!(owner.get(&edit).await.text().contains("고친 내용 저장"));
}
