//! Bad input, field by field: a message beside the field or the right status, never a 500.

use crate::support::{NONE, TestApp, encode};
use axum::body::Body;
use http::{Request, StatusCode, header};

/// Values that people, mistakes and attackers send in any field.
fn nasty() -> Vec<(&'static str, String)> {
    vec![
        ("empty", String::new()),
        ("blank", " \t\u{3000} ".into()),
        ("control", "a\u{0}\u{7}\u{1b}b".into()),
        ("bidi", "\u{202E}abc\u{2066}".into()),
        ("NFD", "\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF}".into()),
        ("four bytes", "🍿🎬👨‍👩‍👧".into()),
        ("long", "가".repeat(6_000)),
        ("markup", "<script>alert(1)</script>\"'&".into()),
        ("SQL", "'; DROP TABLE members; --".into()),
        ("number", "9223372036854775808".into()),
        ("negative", "-1".into()),
        ("not a number", "NaN".into()),
        ("brackets", "a[b]=c".into()),
    ]
}

/// Endpoint, its fields with good values; each is spoilt in turn.
const FORMS: &[(&str, &[(&str, &str)])] = &[
    (
        "sign_up",
        &[
            ("email", "a@example.com"),
            ("nickname", "새손님"),
            ("password", "butter-corn-4417"),
            ("age_confirmed", "on"),
            ("terms_agreed", "on"),
            ("next", "/movies"),
        ],
    ),
    ("sign_in", &[("email", "a@example.com"), ("password", "butter-corn-4417"), ("next", "/")]),
    ("set_score", &[("movie_id", "{m}"), ("score", "3.7")]),
    ("clear_score", &[("movie_id", "{m}")]),
    ("create_review", &[("movie_id", "{m}"), ("content", "좋다"), ("spoiler", "on"), ("private", "on")]),
    ("update_review", &[("review_id", "{r}"), ("content", "좋다"), ("spoiler", "on"), ("private", "on")]),
    ("reveal_review", &[("review_id", "{r}")]),
    ("undo_review", &[("review_id", "{r}")]),
    ("correct_sentiment", &[("review_id", "{r}"), ("sentiment", "mixed")]),
    ("set_preference", &[("movie_id", "{m}"), ("kind", "want")]),
    ("suggest", &[("q", "괴물")]),
    ("read_review", &[("content", "정말 좋았다")]),
    ("set_theme", &[("theme", "dark")]),
    ("resend_confirmation", &[("email", "a@example.com"), ("next", "/movies")]),
    ("confirm_email", &[("token", "{t}"), ("password", "butter-corn-4417")]),
    ("request_reset", &[("email", "a@example.com"), ("next", "/movies")]),
    ("reset_password", &[("token", "{t}"), ("password", "salty-corn-4418")]),
    ("confirm_new_email", &[("token", "{t}")]),
    ("reauthenticate", &[("password", "another-one-1234"), ("next", "/settings")]),
    ("change_password", &[("current", "another-one-1234"), ("new_password", "salty-corn-4418")]),
    ("request_email_change", &[("email", "b@example.com"), ("current", "another-one-1234")]),
    ("revoke_session", &[("device", "s0")]),
    ("leave", &[("password", "another-one-1234"), ("keep_reviews", "on")]),
    ("appeal", &[("text", "억울해요")]),
];

/// The same for what keeps house. `{o}` is a member, `{n}` another film.
const HOUSE_FORMS: &[(&str, &[(&str, &str)])] = &[
    ("suspend_member", &[("member_id", "{o}"), ("days", "7"), ("reason", "이유")]),
    ("answer_appeal", &[("member_id", "{o}"), ("answer", "그대로 둘게요")]),
    ("lift_suspension", &[("member_id", "{o}"), ("reason", "이유")]),
    ("end_member_sessions", &[("member_id", "{o}"), ("reason", "이유")]),
    ("retry_job", &[("job_id", "0")]),
    ("purge_job", &[("job_id", "0"), ("reason", "이유")]),
    ("retry_mail", &[("mail_id", "0")]),
    ("void_mail", &[("mail_id", "0"), ("reason", "이유")]),
    ("create_tag", &[("name", "느긋한")]),
    ("rename_tag", &[("tag_id", "1"), ("name", "느린")]),
    ("merge_tags", &[("from_id", "1"), ("into_id", "2"), ("reason", "이유")]),
    ("delete_tag", &[("tag_id", "0"), ("reason", "이유")]),
    (
        "update_movie",
        &[
            ("movie_id", "{m}"),
            ("title", "괴물"),
            ("original_title", "괴물"),
            ("english_title", "The Host"),
            ("released_on", "2006-07-27"),
            ("runtime_minutes", "119"),
            ("age_grade", "12"),
            ("nations", "한국"),
            ("plot", "한강에 괴물이 나타난다."),
            ("version", ""),
        ],
    ),
    ("merge_movies", &[("from_id", "{m}"), ("into_id", "0"), ("reason", "이유")]),
    ("change_setting", &[("key", "notice"), ("value", "점검이 있어요"), ("version", "0")]),
];

#[tokio::test]
async fn no_value_of_any_field_breaks_anything() {
    let app = TestApp::new().await;
    let movie = app.movie("괴물").await;
    let member = app.member("시험관").await;
    let review = member.review(movie, "좋다", &[]).await;
    let somebody = app.member("아무개").await;
    drop(somebody);
    let other = app.id("아무개").await;
    let fill = |value: &str| {
        let ids = [("{m}", movie), ("{r}", review), ("{o}", other)];
        ids.iter()
            .fold(value.to_owned(), |text, (key, id)| text.replace(key, &id.to_string()))
            .replace("{t}", &"0".repeat(64))
    };

    let newcomer = app.browser();
    let keeper = app.member("살림꾼").await;
    app.set("살림꾼", "role", "administrator").await;
    for (endpoint, fields) in FORMS.iter().chain(HOUSE_FORMS) {
        // Signing up and in changes who a browser is.
        let browser = if endpoint.starts_with("sign_") {
            &newcomer
        } else if HOUSE_FORMS.iter().any(|(name, _)| name == endpoint) {
            &keeper
        } else {
            &member
        };
        let good: Vec<(&str, String)> = fields.iter().map(|(name, value)| (*name, fill(value))).collect();
        for spoilt in 0..good.len() {
            for (kind, value) in nasty() {
                let mut fields = good.clone();
                fields[spoilt].1 = value;
                let name = fields[spoilt].0;
                let called = browser.call(endpoint, &fields).await;
                let allowed = [200, 400, 401, 403, 404, 409, 410, 422];
                assert!(
                    allowed.contains(&called.status.as_u16()),
                    "{endpoint}.{name} {kind}: {} {}",
                    called.status,
                    called.body
                );
                let posted = browser.post(endpoint, &fields).await;
                assert!(
                    [303, 400, 404].contains(&posted.status.as_u16()),
                    "{endpoint}.{name} {kind}: {}",
                    posted.status
                );
                if posted.status == StatusCode::SEE_OTHER && posted.location().contains("form=") {
                    let page = browser.get(posted.location()).await;
                    assert!(page.status.is_success(), "{endpoint}.{name} {kind}: {}", page.status);
                    assert!(!page.body.contains("<script>alert"), "{endpoint}.{name} {kind}");
                }
            }
            // The field twice, and not at all.
            let mut twice = good.clone();
            twice.push(good[spoilt].clone());
            let answer = browser.call(endpoint, &twice).await;
            assert!(answer.status.as_u16() < 500, "{endpoint}.{} twice: {}", good[spoilt].0, answer.status);
            let mut missing = good.clone();
            missing.remove(spoilt);
            let answer = browser.call(endpoint, &missing).await;
            assert!(answer.status.as_u16() < 500, "{endpoint} without {}: {}", good[spoilt].0, answer.status);
        }
    }
}

#[tokio::test]
async fn statuses_of_bad_requests() {
    let app = TestApp::new().await;
    let movie = app.movie("괴물").await.to_string();
    let member = app.member("시험관").await;

    for id in ["abc", "", "1.5", "9223372036854775808"] {
        assert_eq!(
            member.call("set_score", &[("movie_id", id), ("score", "3")]).await.status,
            StatusCode::BAD_REQUEST,
            "{id:?}"
        );
    }
    assert_eq!(member.call("set_score", NONE).await.status, StatusCode::BAD_REQUEST);
    // To say nothing is not to hand it back to the model.
    let unsaid = member.call("correct_sentiment", &[("review_id", "-5")]).await;
    assert_eq!(unsaid.status, StatusCode::BAD_REQUEST);
    let handed_back = member.call("correct_sentiment", &[("review_id", "-5"), ("sentiment", "")]).await;
    assert_eq!(handed_back.status, StatusCode::NOT_FOUND);
    assert_eq!(member.call("set_score", &[("movie_id", "-5"), ("score", "3")]).await.status, StatusCode::NOT_FOUND);
    for score in ["0", "5.1", "3.14", "-1", "abc", "", "3..7"] {
        let answer = member.call("set_score", &[("movie_id", movie.as_str()), ("score", score)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{score:?}");
        assert!(answer.error().field("score").is_some());
    }
    for endpoint in ["nope", "..%2fetc%2fpasswd"] {
        assert_eq!(member.call(endpoint, NONE).await.status, StatusCode::NOT_FOUND, "{endpoint}");
    }
    let big = [("movie_id", movie.clone()), ("content", "a".repeat(300 * 1024))];
    assert_eq!(member.call("create_review", &big).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(member.post("create_review", &big).await.status, StatusCode::PAYLOAD_TOO_LARGE);

    // Bytes that are no text, and a body of another kind.
    for (kind, body) in [
        ("application/x-www-form-urlencoded", Body::from(vec![0xff, 0xfe, b'=', 0xff])),
        ("application/json", Body::from(r#"{"movie_id":1}"#)),
        ("multipart/form-data; boundary=x", Body::from("--x--")),
        ("text/plain", Body::from(encode(&[("movie_id", movie.as_str()), ("content", "좋다")]))),
    ] {
        let request = Request::post("/rpc/create_review")
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, kind);
        let answer = member.send(request, body).await;
        assert!(answer.status.is_client_error() || answer.status == StatusCode::OK, "{kind}: {}", answer.status);
    }
}
