//! Structured data on pages.

use crate::support::{Answer, TestApp};
use serde_json::Value;

/// The things that a page describes.
fn things(page: &Answer) -> Vec<Value> {
    let (_, rest) = page.body.split_once(r#"<script type="application/ld+json""#).expect("the page has data");
    let (_, data) = rest.split_once('>').expect("an element");
    let (data, _) = data.split_once("</script>").expect("an element");
    let data: Value = serde_json::from_str(data).expect("is JSON");
    data["@graph"].as_array().expect("a list").clone()
}

#[tokio::test]
async fn a_film_is_described() {
    let app = TestApp::new().await;
    let movie = app.movie("괴물 </script>").await;
    sqlx::query("UPDATE movies SET released_on = '2006-07-27', runtime_minutes = 119 WHERE id = $1")
        .bind(movie)
        .execute(&app.database.pool)
        .await
        .expect("updates");
    let member = app.member("하늘극장").await;
    let page = format!("/movies/{movie}");
    let film = things(&member.get(&page).await)[0].clone();
    assert_eq!((film["@type"].as_str(), film["name"].as_str()), (Some("Movie"), Some("괴물 </script>")));
    assert_eq!((film["datePublished"].as_str(), film["duration"].as_str()), (Some("2006-07-27"), Some("PT119M")));
    assert!(film.get("aggregateRating").is_none(), "no rating without scores");

    let movie_id = movie.to_string();
    member.call("set_score", &[("movie_id", movie_id.as_str()), ("score", "4.2")]).await;
    let film = things(&member.get(&page).await)[0].clone();
    assert_eq!(film["aggregateRating"]["ratingValue"], "4.2");
    assert_eq!(film["aggregateRating"]["ratingCount"], 1);
}

#[tokio::test]
async fn a_review_is_described_without_its_spoiler() {
    let app = TestApp::new().await;
    let movie = app.movie("괴물").await;
    let owner = app.member("하늘극장").await;
    let public = owner.review(movie, "다시 봐도 <좋다>", &[]).await;
    let review = things(&owner.get(&format!("/reviews/{public}")).await)[0].clone();
    assert_eq!((review["@type"].as_str(), review["reviewBody"].as_str()), (Some("Review"), Some("다시 봐도 <좋다>")));
    assert_eq!(review["itemReviewed"]["name"], "괴물");
    assert_eq!(review["author"]["name"], "하늘극장");

    let spoiler = owner.review(movie, "범인은 집사", &[("spoiler", "on")]).await;
    let review = things(&owner.get(&format!("/reviews/{spoiler}")).await)[0].clone();
    assert!(review.get("reviewBody").is_none());

    let private = owner.review(movie, "혼자 본다", &[("private", "on")]).await;
    assert!(!owner.get(&format!("/reviews/{private}")).await.body.contains("ld+json"));
}
