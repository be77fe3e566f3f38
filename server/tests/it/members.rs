//! Members over HTTP: sessions that change with each proof of the password, ways that lead by
//! state, links from mails, and the limits of accounts.

use crate::support::{Answer, Browser, TestApp, encode, sign_up};
use axum::body::Body;
use domain::error::ErrorCode;
use http::{Request, StatusCode, header};

const PASSWORD: &str = "butter-corn-4417";
const NICKNAME: &str = "하늘극장";

/// The address that [`sign_up`] makes of a nickname.
fn address(nickname: &str) -> String {
    sign_up(nickname)[0].1.clone()
}

async fn count(app: &TestApp, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(&app.database.pool).await.expect("counts")
}

/// Whether the browser's cookie is worth a session.
async fn is_signed_in(browser: &Browser<'_>) -> bool {
    browser.get("/").await.text().contains("href=\"/settings\"")
}

#[tokio::test]
async fn each_proof_of_the_password_changes_the_session() {
    let app = TestApp::new().await;
    let member = app.member(NICKNAME).await;
    let mut last = member.cookie("sid").expect("a session");
    for (endpoint, fields) in [
        ("sign_in", sign_up(NICKNAME)),
        ("reauthenticate", vec![("password", PASSWORD.to_owned())]),
        ("change_password", vec![("current", PASSWORD.into()), ("new_password", "salted-caramel-8824".into())]),
    ] {
        let answer = member.post(endpoint, &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{endpoint}: {}", answer.body);
        let session = member.cookie("sid").expect("a session");
        assert_ne!(session, last, "{endpoint}");
        assert!(is_signed_in(&member).await, "{endpoint}");
        let before = app.browser();
        before.set_cookie("sid", &last);
        assert!(!is_signed_in(&before).await, "{endpoint}: what was the session before");
        last = session;
    }
    assert_eq!(count(&app, "SELECT count(*) FROM sessions").await, 1);
}

#[tokio::test]
async fn signing_in_leads_where_the_state_allows_and_no_further() {
    let app = TestApp::new().await;
    let movie = app.movie("괴물").await.to_string();
    app.member(NICKNAME).await;
    for (state, next, refusal) in [
        ("unconfirmed", "/accounts/confirm?next=/movies", Some(ErrorCode::Unconfirmed)),
        ("suspended", "/movies", Some(ErrorCode::Suspended)),
        ("leaving", "/accounts/return", Some(ErrorCode::Leaving)),
        ("active", "/movies", None),
    ] {
        sqlx::query(
            "UPDATE members SET state = $1,
                 leaves_at = CASE WHEN $1 = 'leaving' THEN now() + interval '30 days' END",
        )
        .bind(state)
        .execute(&app.database.pool)
        .await
        .expect("moves");
        let browser = app.browser();
        let mut pair = sign_up(NICKNAME);
        pair.push(("next", "/movies".into()));
        let answer = browser.post("sign_in", &pair).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, next), "{state}");
        assert_eq!(browser.get(next).await.status, StatusCode::OK, "{state}");

        let score = browser.call("set_score", &[("movie_id", movie.as_str()), ("score", "3.7")]).await;
        match refusal {
            Some(code) => assert_eq!((score.status, score.error().code), (StatusCode::FORBIDDEN, code), "{state}"),
            None => assert_eq!(score.status, StatusCode::OK, "{}", score.body),
        }
    }
    assert_eq!(count(&app, "SELECT count(*) FROM scores").await, 1);
}

#[tokio::test]
async fn opening_a_link_changes_nothing_and_its_button_works_once() {
    let app = TestApp::new().await;
    let browser = app.browser();
    let sent = browser.post("sign_up", &sign_up(NICKNAME)).await;
    assert!(sent.location().starts_with("/accounts/sent"), "{}", sent.location());
    assert!(browser.cookie("sid").is_none(), "nobody is signed in by signing up");
    let token = app.token(&address(NICKNAME), "confirm").await;
    let page = format!("/accounts/confirm?token={token}");

    // Mail programs open links to look at them.
    for _ in 0..2 {
        let answer = app.browser().get(&page).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.text().contains(NICKNAME) && answer.text().contains("action=\"/rpc/confirm_email\""));
    }
    const CONFIRMED: &str = "SELECT count(*) FROM members WHERE state = 'active'";
    assert_eq!(count(&app, CONFIRMED).await, 0);

    // The browser that signed up needs only the button; any other the password, too.
    const PASSWORD_FIELD: &str = "name=\"password\"";
    assert!(!browser.get(&page).await.text().contains(PASSWORD_FIELD));
    let stranger = app.browser();
    assert!(stranger.get(&page).await.text().contains(PASSWORD_FIELD));
    let refused = stranger.post("confirm_email", &[("token", token.as_str()), ("page", page.as_str())]).await;
    assert!(refused.location().starts_with(&page), "{}", refused.location());
    assert!(stranger.get(refused.location()).await.text().contains("aria-invalid=\"true\""));
    let wrong = stranger.call("confirm_email", &[("token", token.as_str()), ("password", "not-the-password")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.body);
    assert_eq!(count(&app, CONFIRMED).await, 0);

    let confirmed = stranger.post("confirm_email", &[("token", token.as_str()), ("password", PASSWORD)]).await;
    assert!(confirmed.location().starts_with("/?welcome="), "{}", confirmed.location());
    assert!(is_signed_in(&stranger).await && !is_signed_in(&browser).await, "there, and only there");
    assert_eq!(count(&app, CONFIRMED).await, 1);

    let other = app.browser();
    let again = other.call("confirm_email", &[("token", token.as_str()), ("password", PASSWORD)]).await;
    assert_eq!((again.status, again.error().code), (StatusCode::GONE, ErrorCode::LinkExpired));
    assert_eq!(other.get(&page).await.status, StatusCode::GONE);
    assert_eq!(count(&app, "SELECT count(*) FROM sessions").await, 1);
}

#[tokio::test]
async fn the_browser_that_signed_up_confirms_with_the_button_alone() {
    let app = TestApp::new().await;
    for (script, nickname) in [(false, "첫째손님"), (true, "둘째손님")] {
        let browser = app.browser();
        if script {
            browser.call("sign_up", &sign_up(nickname)).await;
        } else {
            browser.post("sign_up", &sign_up(nickname)).await;
        }
        let token = app.token(&address(nickname), "confirm").await;
        let confirmed = browser.post("confirm_email", &[("token", token.as_str())]).await;
        assert!(confirmed.location().starts_with("/?welcome="), "{nickname}: {}", confirmed.location());
        assert!(is_signed_in(&browser).await, "{nickname}");
    }
    assert_eq!(count(&app, "SELECT count(*) FROM members WHERE state = 'active'").await, 2);
}

#[tokio::test]
async fn who_never_confirmed_leaves_for_good() {
    let app = TestApp::new().await;
    let browser = app.newcomer(NICKNAME).await;
    browser.sign_in(NICKNAME).await;
    assert!(browser.get("/settings/leave").await.text().contains("누르는 즉시 지워져요"));
    let left = browser.submit("leave", &[("password", PASSWORD)]).await;
    assert!(left.text().contains("바로 지웠어요"), "{}", left.body);
    assert_eq!(count(&app, "SELECT count(*) FROM members").await, 0);
}

#[tokio::test]
async fn pages_whose_address_holds_a_secret_keep_it_to_themselves() {
    let app = TestApp::new().await;
    let member = app.member(NICKNAME).await;
    let email = address(NICKNAME);
    member.post("request_reset", &[("email", email.as_str())]).await;
    member.post("request_email_change", &[("email", "other@example.com"), ("current", PASSWORD)]).await;
    app.browser().post("sign_up", &sign_up("새손님")).await;

    for (path, email, purpose) in [
        ("/accounts/confirm", address("새손님"), "confirm"),
        ("/accounts/reset", email, "reset"),
        ("/accounts/email", "other@example.com".to_owned(), "change_email"),
    ] {
        let token = app.token(&email, purpose).await;
        for (token, status) in [(token.as_str(), StatusCode::OK), ("0123", StatusCode::GONE)] {
            let answer = app.browser().get(&format!("{path}?token={token}")).await;
            assert_eq!(answer.status, status, "{path}");
            assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
            assert_eq!(answer.header("cache-control"), "private, no-store", "{path}");
            assert!(answer.body.contains("noindex"), "{path}");
        }
        // A secret is good for what it was made for.
        for endpoint in ["confirm_email", "reset_password", "confirm_new_email"] {
            let is_its_own = matches!(
                (endpoint, purpose),
                ("confirm_email", "confirm") | ("reset_password", "reset") | ("confirm_new_email", "change_email")
            );
            if !is_its_own {
                let fields = [("token", token.as_str()), ("password", "salted-caramel-8824")];
                let answer = app.browser().call(endpoint, &fields).await;
                assert_eq!(answer.status, StatusCode::GONE, "{endpoint} with {purpose}: {}", answer.body);
            }
        }
    }
}

#[tokio::test]
async fn nobody_learns_whether_an_address_has_a_member() {
    let app = TestApp::new().await;
    app.member(NICKNAME).await;
    app.browser().post("sign_up", &sign_up("기다리는이")).await;
    let known = [address(NICKNAME), address("기다리는이")];
    for (number, known) in known.into_iter().enumerate() {
        let (mut asked, mut unasked) = (sign_up(&format!("첫째{number}")), sign_up(&format!("둘째{number}")));
        (asked[0].1, unasked[0].1) = (known.clone(), format!("nobody-{number}@example.com"));
        for fields in [&mut asked, &mut unasked] {
            fields.push(("next", "/movies/1".to_owned()));
        }
        for (endpoint, with, without) in [
            ("sign_up", asked, unasked),
            ("request_reset", vec![("email", known.clone())], vec![("email", "nobody@example.com".into())]),
            ("resend_confirmation", vec![("email", known)], vec![("email", "nobody@example.com".into())]),
        ] {
            let (with_script, without_script) =
                (app.browser().call(endpoint, &with).await, app.browser().call(endpoint, &without).await);
            assert_eq!((with_script.status, &with_script.body), (StatusCode::OK, &without_script.body), "{endpoint}");
            assert_eq!(names(&with_script), names(&without_script), "{endpoint}");
            // Only the number of the form may differ.
            let (one, other) =
                (app.browser().post(endpoint, &with).await, app.browser().post(endpoint, &without).await);
            let path = |answer: &Answer| answer.location().split("form=").next().unwrap_or_default().to_owned();
            assert_eq!((one.status, path(&one)), (other.status, path(&other)), "{endpoint}");
            assert_eq!(one.location().len(), other.location().len(), "{endpoint}");
        }
    }
    // Both names are taken now, whoever has the address.
    for nickname in ["첫째0", "둘째0", "첫째1", "둘째1"] {
        let answer = app.browser().call("sign_up", &sign_up(nickname)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{nickname}: {}", answer.body);
        assert!(answer.error().field("nickname").is_some(), "{nickname}");
    }
}

fn names(answer: &Answer) -> Vec<String> {
    let mut names: Vec<_> = answer.headers.keys().map(ToString::to_string).collect();
    names.sort();
    names
}

/// A sign-in from an address of its own, so that only the account counts.
async fn guess(app: &TestApp, from: u8, email: &str, password: &str) -> Answer {
    let request = Request::post("/rpc/sign_in")
        .header(header::ACCEPT, "application/json")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .header("x-forwarded-for", format!("203.0.113.{from}"));
    app.browser().send(request, Body::from(encode(&[("email", email), ("password", password)]))).await
}

#[tokio::test]
async fn an_account_is_guessed_at_slowly_wherever_the_guesses_come_from() {
    let app = TestApp::with(|config| {
        config.rate_limits = true;
        config.trust_forwarded_for = true;
    })
    .await;
    app.member(NICKNAME).await;
    for email in [address(NICKNAME), "nobody@example.com".to_owned()] {
        for from in 0..10 {
            let answer = guess(&app, from, &email, "not-the-password").await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{email} {from}");
        }
        let refused = guess(&app, 11, &email, PASSWORD).await;
        assert_eq!((refused.status, refused.error().code), (StatusCode::TOO_MANY_REQUESTS, ErrorCode::TooManyRequests));
        assert!((1..=300).contains(&refused.header("retry-after").parse::<u32>().expect("seconds")), "{email}");
    }
    app.member("다른이").await;
    assert_eq!(guess(&app, 11, &address("다른이"), PASSWORD).await.status, StatusCode::OK, "nobody else waits");
}

#[tokio::test]
async fn nobody_is_buried_in_mails() {
    let app = TestApp::with(|config| config.rate_limits = true).await;
    let email = address(NICKNAME);
    app.browser().post("sign_up", &sign_up(NICKNAME)).await;
    const MAILS: &str = "SELECT count(*) FROM mails";
    assert_eq!(count(&app, MAILS).await, 1);

    // Signing in sends nothing, however often.
    for password in [PASSWORD, PASSWORD, "not-the-password", PASSWORD] {
        app.browser().call("sign_in", &[("email", email.as_str()), ("password", password)]).await;
    }
    assert_eq!(count(&app, MAILS).await, 1);

    let mut answers = Vec::new();
    for _ in 0..6 {
        answers.push(app.browser().call("resend_confirmation", &[("email", email.as_str())]).await);
    }
    let refused = answers.last().expect("answers");
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.header("retry-after").parse::<u32>().expect("seconds") >= 1);
    assert!(count(&app, MAILS).await <= 4);
}

#[tokio::test]
async fn a_dangerous_step_wants_the_password_again_and_what_was_typed_stays() {
    let app = TestApp::new().await;
    let keeper = app.member("문지기").await;
    for sql in [
        "UPDATE members SET role = 'administrator'",
        "UPDATE sessions SET authenticated_at = now() - interval '1 hour'",
    ] {
        sqlx::query(sql).execute(&app.database.pool).await.expect("changes");
    }
    let fields = [("name", "밤샘하며 볼 영화"), ("page", "/admin/tags")];
    let refused = keeper.call("create_tag", &fields).await;
    assert_eq!((refused.status, refused.error().code), (StatusCode::UNAUTHORIZED, ErrorCode::ReauthenticationRequired));
    let asked = keeper.post("create_tag", &fields).await;
    let query = asked.location().strip_prefix("/accounts/reauth?").expect("leads to the password").to_owned();
    let query: Vec<(String, String)> = serde_urlencoded::from_str(&query).expect("a query");
    let next = query.into_iter().find(|(name, _)| name == "next").expect("a way back").1;
    assert!(next.starts_with("/admin/tags?form="), "{next}");
    assert!(keeper.get(asked.location()).await.text().contains("action=\"/rpc/reauthenticate\""));

    let wrong = keeper.call("reauthenticate", &[("password", "not-the-password"), ("next", next.as_str())]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let proven = keeper.post("reauthenticate", &[("password", PASSWORD), ("next", next.as_str())]).await;
    assert_eq!(proven.location(), next);
    assert!(keeper.get(&next).await.text().contains("밤샘하며 볼 영화"));
    assert_eq!(keeper.call("create_tag", &fields).await.status, StatusCode::OK);

    for next in ["https://evil.example/", "//evil.example", "/\\evil.example"] {
        let proven = keeper.post("reauthenticate", &[("password", PASSWORD), ("next", next)]).await;
        assert_eq!(proven.location(), "/settings", "{next}");
    }
}
