//! Share cards: whose picture is drawn, and under which address.

use crate::support::{Answer, NONE, TestApp};
use http::StatusCode;

/// The card that a page names, as a path.
fn card_of(page: &Answer) -> String {
    let at = page.body.find("/cards/").expect("the page names a card");
    page.body[at..].split('"').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_film_has_a_card_that_changes_with_its_scores() {
    let app = TestApp::new().await;
    let movie = app.movie("괴물 👾 <&>").await;
    let member = app.member("하늘극장").await;
    let page = format!("/movies/{movie}");

    let first = card_of(&member.get(&page).await);
    let answer = member.get(&first).await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "image/png"));
    assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
    assert!(answer.body.starts_with("\u{FFFD}PNG\r\n") && answer.body.contains("IHDR"));

    let movie_id = movie.to_string();
    member.call("set_score", &[("movie_id", movie_id.as_str()), ("score", "4.2")]).await;
    let second = card_of(&member.get(&page).await);
    assert_ne!(first, second);
    for old in [first, format!("/cards/movies/{movie}/0.png")] {
        let answer = member.get(&old).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::FOUND, second.as_str()), "{old}");
        assert_eq!(answer.header("cache-control"), "no-cache");
    }
    for nothing in ["/cards/movies/0/0.png".to_owned(), "/cards/movies/x/0.png".into(), second.replace(".png", ".jpg")]
    {
        assert_eq!(member.get(&nothing).await.status, StatusCode::NOT_FOUND, "{nothing}");
    }
}

#[tokio::test]
async fn only_public_reviews_have_cards() {
    let app = TestApp::new().await;
    let movie = app.movie("괴물").await;
    let owner = app.member("하늘극장").await;
    let (visitor, pool) = (app.browser(), &app.database.pool);

    let public = owner.review(movie, "다시 봐도 좋다", &[]).await;
    let path = card_of(&visitor.get(&format!("/reviews/{public}")).await);
    assert!(path.starts_with(&format!("/cards/reviews/{public}/")));
    assert_eq!(visitor.get(&path).await.header("content-type"), "image/png");

    let private = owner.review(movie, "혼자 본다", &[("private", "on")]).await;
    let deleted = owner.review(movie, "지운다", &[]).await;
    owner.call("delete_review", &[("review_id", deleted.to_string())]).await;
    let hidden = owner.review(movie, "가려진다", &[]).await;
    sqlx::query("UPDATE reviews SET hidden_at = now(), hidden_reason = 'moderation' WHERE id = $1")
        .bind(hidden)
        .execute(pool)
        .await
        .expect("hides");
    for id in [private, deleted, hidden, 0] {
        for browser in [&visitor, &owner] {
            assert_eq!(browser.get(&format!("/cards/reviews/{id}/0.png")).await.status, StatusCode::NOT_FOUND, "{id}");
        }
    }
}

#[tokio::test]
async fn no_card_leaves_a_letter_out() {
    let app = TestApp::new().await;
    let movie = app.movie("꼬라기").await;
    let owner = app.member("하늘극장").await;
    let mut pictures = Vec::new();
    for text in ["꼬라기 非추천 영화", "꼬라기 추천 영화", "👎👎"] {
        let review = owner.review(movie, text, &[]).await;
        let card = owner.get(&card_of(&owner.get(&format!("/reviews/{review}")).await)).await;
        assert_eq!((card.status, card.header("content-type")), (StatusCode::OK, "image/png"), "{text}");
        assert!(!pictures.contains(&card.body), "{text}");
        pictures.push(card.body);
    }
}

#[tokio::test]
async fn the_card_of_a_spoiler_knows_nothing_of_its_text() {
    let app = TestApp::new().await;
    let movie = app.movie("괴물").await;
    let owner = app.member("하늘극장").await;
    let review = owner.review(movie, "범인은 집사", &[("spoiler", "on")]).await;
    let page = format!("/reviews/{review}");
    let before = card_of(&owner.get(&page).await);
    let fields = [("review_id", review.to_string()), ("content", "범인은 정원사".into()), ("spoiler", "on".into())];
    assert_eq!(owner.call("update_review", &fields).await.status, StatusCode::OK);
    assert_eq!(card_of(&owner.get(&page).await), before);
    assert_eq!(app.browser().get(&before).await.status, StatusCode::OK);
    owner.post("sign_out", NONE).await;
    assert_eq!(card_of(&owner.get(&page).await), before, "the author's card is everybody's");
}
