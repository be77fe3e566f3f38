//! Who may call what. The table is checked against the registry of server functions: a new one
//! that is missing here fails the test.

use crate::support::{Browser, TestApp};
use domain::accounts::MemberState;
use http::StatusCode;
use leptos::server_fn::axum::server_fn_paths;
use std::collections::BTreeSet;

/// Who calls, in the order of a row's answers. The owner wrote the reviews; the moderator and the
/// administrator have just given their passwords.
const CALLERS: [&str; 7] = ["visitor", "unconfirmed", "suspended", "other", "owner", "moderator", "administrator"];

type Fields = &'static [(&'static str, &'static str)];

/// What a call answers to each of them.
struct Row {
    endpoint: &'static str,
    fields: Fields,
    answers: [u16; 7],
}

/// The same for everybody.
const fn anybody(endpoint: &'static str, fields: Fields, answer: u16) -> Row {
    Row { endpoint, fields, answers: [answer; 7] }
}

/// For whoever is signed in, in any state.
const fn account(endpoint: &'static str, fields: Fields, answer: u16) -> Row {
    Row { endpoint, fields, answers: [401, answer, answer, answer, answer, answer, answer] }
}

/// For active members; the owner may differ from the others.
const fn member(endpoint: &'static str, fields: Fields, other: u16, owner: u16) -> Row {
    Row { endpoint, fields, answers: [401, 403, 403, other, owner, other, other] }
}

/// For those who keep house.
const fn house(endpoint: &'static str, fields: Fields, moderator: u16, administrator: u16) -> Row {
    Row { endpoint, fields, answers: [401, 403, 403, 403, 403, moderator, administrator] }
}

/// `{m}` is a film, `{r}` a public review of the owner, `{p}` a private one, `{o}` the member
/// "other", `{a}` another administrator. What deletes comes last.
const TABLE: &[Row] = &[
    member("set_score", &[("movie_id", "{m}"), ("score", "4.2")], 200, 200),
    member("clear_score", &[("movie_id", "{m}")], 200, 200),
    member("create_review", &[("movie_id", "{m}"), ("content", "좋다")], 200, 200),
    member("update_review", &[("review_id", "{r}"), ("content", "더 좋다")], 403, 200),
    member("update_review", &[("review_id", "{p}"), ("content", "더 좋다"), ("private", "on")], 404, 200),
    anybody("reveal_review", &[("review_id", "{r}")], 200),
    Row { endpoint: "reveal_review", fields: &[("review_id", "{p}")], answers: [404, 404, 404, 404, 200, 404, 404] },
    member("set_preference", &[("movie_id", "{m}"), ("kind", "want")], 200, 200),
    anybody("suggest", &[("q", "괴물")], 200),
    member("read_review", &[("content", "정말 좋았다")], 200, 200),
    member("like_review", &[("review_id", "{r}"), ("liked", "on")], 200, 403),
    member("like_review", &[("review_id", "{p}"), ("liked", "on")], 404, 403),
    member("correct_sentiment", &[("review_id", "{r}"), ("sentiment", "mixed")], 403, 200),
    member("correct_sentiment", &[("review_id", "{p}"), ("sentiment", "")], 404, 200),
    member("undo_review", &[("review_id", "{r}")], 403, 200),
    member("undo_review", &[("review_id", "{p}")], 404, 200),
    anybody("set_theme", &[("theme", "dark")], 200),
    // By then it is gone for those who come after the owner.
    Row { endpoint: "delete_review", fields: &[("review_id", "{r}")], answers: [401, 403, 403, 403, 200, 404, 404] },
    member("delete_review", &[("review_id", "{p}")], 404, 200),
    member("restore_review", &[("review_id", "{r}")], 404, 200),
    // Accounts. Tokens are the keys of links, not of sessions.
    anybody("sign_up", &[], 422),
    anybody("sign_in", &[], 422),
    anybody("resend_confirmation", &[("email", "nobody@example.com")], 200),
    anybody("confirm_email", &[("token", "0")], 410),
    anybody("request_reset", &[("email", "nobody@example.com")], 200),
    anybody("reset_password", &[("token", "0"), ("password", "salty-corn-4418")], 410),
    anybody("confirm_new_email", &[("token", "0")], 410),
    account("reauthenticate", &[("password", "another-one-1234")], 422),
    member("change_password", &[], 422, 422),
    member("request_email_change", &[], 422, 422),
    account("revoke_session", &[("device", "s0")], 404),
    account("leave", &[("password", "another-one-1234")], 422),
    Row { endpoint: "come_back", fields: &[], answers: [401, 409, 409, 409, 409, 409, 409] },
    Row { endpoint: "appeal", fields: &[("text", "")], answers: [401, 404, 422, 404, 404, 404, 404] },
    // Keeping house.
    house("suspend_member", &[("member_id", "{o}"), ("days", "7"), ("reason", "")], 422, 422),
    house("suspend_member", &[("member_id", "{a}"), ("days", "7"), ("reason", "이유")], 403, 403),
    house("answer_appeal", &[("member_id", "{o}"), ("answer", "")], 422, 422),
    house("lift_suspension", &[("member_id", "{o}"), ("reason", "이유")], 409, 409),
    house("end_member_sessions", &[("member_id", "{a}"), ("reason", "이유")], 403, 403),
    house("retry_job", &[("job_id", "0")], 403, 404),
    house("purge_job", &[("job_id", "0"), ("reason", "이유")], 403, 404),
    house("retry_mail", &[("mail_id", "0")], 403, 404),
    house("void_mail", &[("mail_id", "0"), ("reason", "이유")], 403, 404),
    house("update_movie", &[("movie_id", "{m}"), ("title", "")], 403, 422),
    house("merge_movies", &[("from_id", "{m}"), ("into_id", "{m}"), ("reason", "이유")], 403, 422),
    house("create_tag", &[("name", "")], 403, 422),
    house("rename_tag", &[("tag_id", "0"), ("name", "새 이름")], 403, 404),
    house("merge_tags", &[("from_id", "0"), ("into_id", "1"), ("reason", "이유")], 403, 404),
    house("delete_tag", &[("tag_id", "0"), ("reason", "이유")], 403, 404),
    house("change_setting", &[("key", "notice"), ("value", "x"), ("version", "9")], 403, 409),
    account("revoke_other_sessions", &[], 200),
    anybody("sign_out", &[], 200),
];

#[tokio::test]
async fn every_server_function_answers_everybody_as_the_table_says() {
    let app = TestApp::new().await;
    let movie = app.movie("괴물").await;
    let mut browsers: Vec<Browser<'_>> = vec![app.browser()];
    for nickname in ["새내기", "멈춘이", "다른이", "주인장", "중재인", "살림꾼"] {
        browsers.push(app.member(nickname).await);
    }
    app.member("다른살림꾼").await;
    app.set("새내기", "state", MemberState::Unconfirmed.code()).await;
    app.set("멈춘이", "state", MemberState::Suspended.code()).await;
    app.execute("INSERT INTO suspensions (member_id, reason) SELECT id, '이유' FROM members WHERE nickname = '멈춘이'")
        .await;
    app.set("중재인", "role", "moderator").await;
    app.set("살림꾼", "role", "administrator").await;
    app.set("다른살림꾼", "role", "administrator").await;
    let owner = &browsers[4];
    let public = owner.review(movie, "좋다", &[]).await;
    let private = owner.review(movie, "나만 볼 만큼 좋다", &[("private", "on")]).await;
    let (other, administrator) = (app.id("다른이").await, app.id("다른살림꾼").await);
    let ids = [("{m}", movie), ("{r}", public), ("{p}", private), ("{o}", other), ("{a}", administrator)];

    let mut wrong = Vec::new();
    for row in TABLE {
        for ((who, browser), expected) in CALLERS.iter().zip(&browsers).zip(row.answers) {
            let fields: Vec<(&str, String)> = row
                .fields
                .iter()
                .map(|(name, value)| {
                    (*name, ids.iter().fold((*value).to_owned(), |text, (key, id)| text.replace(key, &id.to_string())))
                })
                .collect();
            let answer = browser.call(row.endpoint, &fields).await;
            let status = answer.status.as_u16();
            if status != expected {
                wrong.push(format!("{} by {who}: {status} instead of {expected} {}", row.endpoint, answer.body));
            } else if status >= 400 {
                assert_eq!(answer.error().code.status(), status);
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What members who may change nothing may do all the same: read, and look after their account.
const OPEN_TO_ALL: &[&str] = &[
    "appeal",
    "come_back",
    "confirm_email",
    "confirm_new_email",
    "leave",
    "reauthenticate",
    "request_reset",
    "resend_confirmation",
    "reset_password",
    "reveal_review",
    "revoke_other_sessions",
    "revoke_session",
    "set_theme",
    "sign_in",
    "sign_out",
    "sign_up",
    "suggest",
];

#[test]
fn members_who_may_change_nothing_are_refused_by_everything_else() {
    for row in TABLE.iter().filter(|row| !OPEN_TO_ALL.contains(&row.endpoint)) {
        let [_, unconfirmed, suspended, ..] = row.answers;
        assert_eq!((unconfirmed, suspended), (403, 403), "{}", row.endpoint);
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
