//! The way through, without script and without a browser.

use crate::support::{NONE, TestApp};
use http::StatusCode;

#[tokio::test]
async fn from_sign_up_to_a_shared_link() {
    let app = TestApp::new().await;
    let movie = app.movie("기생충").await;
    let member = app.member("첫손님").await;
    assert!(member.get("/").await.text().contains("첫손님"));

    let page = format!("/movies/{movie}");
    let scored = member
        .submit("set_score", &[("movie_id", movie.to_string().as_str()), ("score", "3.7"), ("page", &page)])
        .await;
    assert!(scored.text().contains("<strong>3.7</strong>") && scored.text().contains("value=\"3.7\""));

    let review = member.review(movie, "두 번 봐도 좋은 영화.\n끝.", &[]).await;
    let path = format!("/reviews/{review}");
    let friend = app.browser();
    let shared = friend.get(&path).await;
    assert_eq!(shared.status, StatusCode::OK);
    for part in [
        "기생충</a> 리뷰</h1>",
        "두 번 봐도 좋은 영화.\n끝.",
        "3.7<span class=\"visually-hidden\">점</span>",
        "첫손님",
        "badge-positive",
        "property=\"og:title\"",
        &format!("href=\"http://popcorn.test{path}\" rel=\"canonical\""),
    ] {
        assert!(shared.text().contains(part), "{part} missing in {}", shared.text());
    }
    assert!(!shared.text().contains("고치기"), "a stranger sees no controls");
    assert!(friend.get(&page).await.text().contains("두 번 봐도"));

    let edited = member
        .submit("update_review", &[("review_id", review.to_string().as_str()), ("content", "다시 보니 별로")])
        .await;
    assert!(
        edited.text().contains("다시 보니 별로")
            && edited.text().contains("badge-negative")
            && edited.text().contains("고침")
    );

    let gone = member.submit("delete_review", &[("review_id", review.to_string())]).await;
    assert_eq!(gone.status, StatusCode::OK);
    assert_eq!(friend.get(&path).await.status, StatusCode::NOT_FOUND);

    let token = member.cookie("sid").expect("a session");
    assert_eq!(member.post("sign_out", NONE).await.location(), "/");
    assert_eq!(member.cookie("sid"), None);
    // The old cookie, replayed, is worth nothing.
    member.set_cookie("sid", &token);
    assert!(!member.get("/").await.text().contains("첫손님"));
    app.run_jobs().await;
}

#[tokio::test]
async fn spoilers_and_private_reviews_stay_where_they_belong() {
    let app = TestApp::new().await;
    let movie = app.movie("식스 센스").await;
    let (author, stranger) = (app.member("작가님").await, app.browser());
    let spoiler = author.review(movie, "주인공이 사실은", &[("spoiler", "on")]).await;
    let private = author.review(movie, "나만의 비밀", &[("private", "on")]).await;

    // Neither in the HTML nor in the data for the browser.
    for path in [format!("/movies/{movie}"), format!("/reviews/{spoiler}"), "/".to_owned()] {
        let answer = stranger.get(&path).await;
        assert!(!answer.body.contains("사실은") && !answer.body.contains("비밀"), "{path}");
    }
    assert_eq!(stranger.get(&format!("/reviews/{private}")).await.status, StatusCode::NOT_FOUND);
    let own = author.get(&format!("/reviews/{private}")).await;
    assert!(own.text().contains("나만의 비밀") && own.text().contains("noindex") && !own.text().contains("og:title"));

    let path = format!("/reviews/{spoiler}");
    let answer = stranger.post("reveal_review", &[("review_id", spoiler.to_string().as_str()), ("page", &path)]).await;
    assert!(answer.location().starts_with(&format!("{path}?form=")), "{}", answer.location());
    let revealed = stranger.get(answer.location().split('#').next().expect("an address")).await;
    assert!(revealed.text().contains("주인공이 사실은"));
    assert_eq!((revealed.header("cache-control"), revealed.header("x-robots-tag")), ("private, no-store", "noindex"));
    // The address alone reveals nothing to anybody else.
    assert!(!app.browser().get(answer.location().split('#').next().expect("an address")).await.body.contains("사실은"));
}
