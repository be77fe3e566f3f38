//! Forms without script: what was typed comes back, to the right browser, with the messages.

use crate::support::{TestApp, sign_up};
use axum::body::Body;
use http::{Request, StatusCode, header};

#[tokio::test]
async fn a_refused_sign_up_comes_back_with_everything_but_the_password() {
    let app = TestApp::new().await;
    let browser = app.browser();
    let fields = [
        ("email", "not-an-address"),
        ("nickname", "새\"손님<b>"),
        ("password", "tiny-secret"),
        ("age_confirmed", "on"),
        ("page", "/accounts/signup"),
    ];
    let answer = browser.post("sign_up", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(answer.location().starts_with("/accounts/signup?form="));
    let page = browser.get(answer.location()).await;
    assert_eq!(page.status, StatusCode::OK);
    for part in [
        "이메일 주소 모양이 아니에요",
        "닉네임에는 한글",
        "이용약관에 동의해야",
        "value=\"not-an-address\"",
        "새&quot;손님",
        "aria-invalid=\"true\"",
    ] {
        assert!(page.text().contains(part), "{part} missing in {}", page.text());
    }
    assert!(!page.body.contains("tiny-secret"));
    let kept: i64 = sqlx::query_scalar("SELECT count(*) FROM form_returns WHERE content::text LIKE '%tiny-secret%'")
        .fetch_one(&app.database.pool)
        .await
        .expect("counts");
    assert_eq!(kept, 0);
    // The id is worth nothing in another browser.
    assert!(!app.browser().get(answer.location()).await.body.contains("not-an-address"));
}

#[tokio::test]
async fn a_review_survives_a_session_that_has_ended() {
    let app = TestApp::new().await;
    let movie = app.movie("버닝").await;
    let member = app.member("글쓴이").await;
    sqlx::query("DELETE FROM sessions").execute(&app.database.pool).await.expect("ends");
    let write = format!("/movies/{movie}/write");
    let fields = [
        ("movie_id", movie.to_string()),
        ("content", "한참 쓴 좋은 글".into()),
        ("spoiler", "on".into()),
        ("page", write.clone()),
    ];
    let answer = member.post("create_review", &fields).await;
    let next = answer.location().strip_prefix("/accounts/signin?next=").expect("leads to the sign-in page").to_owned();
    assert!(next.starts_with(&format!("{write}?form=")));

    let mut pair = sign_up("글쓴이");
    pair.push(("next", next.clone()));
    let answer = member.post("sign_in", &pair).await;
    assert_eq!(answer.location(), next);
    let editor = member.get(&next).await;
    assert!(editor.text().contains("한참 쓴 좋은 글"));
    assert!(!editor.text().contains("로그인이 필요해요"), "the reason has gone");
}

#[tokio::test]
async fn ways_back_are_never_off_the_site() {
    let app = TestApp::new().await;
    let browser = app.browser();
    for page in ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"] {
        let answer = browser.post("sign_in", &[("page", page)]).await;
        assert!(answer.location().starts_with("/?form="), "{page}: {}", answer.location());
    }
    app.member("길동이").await;
    let mut pair = sign_up("길동이");
    pair.push(("next", "//evil.example".into()));
    assert_eq!(browser.post("sign_in", &pair).await.location(), "/");
}

#[tokio::test]
async fn another_site_cannot_post_for_a_member() {
    let app = TestApp::new().await;
    let member = app.member("당할뻔").await;
    let post = |headers: &[(&str, &str)]| {
        let mut request =
            Request::post("/rpc/sign_out").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request
    };
    for headers in [
        &[("origin", "https://evil.example")][..],
        &[("sec-fetch-site", "cross-site"), ("origin", "http://popcorn.test")],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "null")],
        &[],
        &[("accept", "text/html"), ("sec-fetch-site", "cross-site")],
    ] {
        let answer = member.send(post(headers), Body::empty()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{headers:?}");
    }
    assert!(member.get("/").await.text().contains("당할뻔"), "still signed in");
    let answer = member.send(post(&[("origin", "http://popcorn.test")]), Body::empty()).await;
    assert_eq!(answer.status, StatusCode::OK);
}
