//! The way back after an edit.

use crate::support::{World, code, private_form, review_form, services};
use domain::error::ErrorCode;
use domain::reviews::{ReviewForm, Sentiment, Visibility};
use domain::{MovieId, ReviewId};
use services::accounts::Actor;
use services::sentiment::Labeller;
use services::{counters, reviews};

const VERSIONS: &str = "SELECT count(*) FROM review_versions";

async fn can_undo(world: &World, actor: Option<&Actor>, id: ReviewId) -> bool {
    reviews::get(&world.services, actor, id, None).await.expect("page").can_undo
}

/// Public reviews of a film: all, positive, negative.
async fn counts(world: &World, movie: MovieId) -> (i64, i64, i64) {
    let page = world.page(None, movie).await;
    (page.review_count, page.positive_count, page.negative_count)
}

#[tokio::test]
async fn an_edit_is_taken_back_and_that_too() {
    let world = World::new().await;
    let (movie, author) = (world.movie("벌새").await, world.quick_member("은희").await);
    let form = ReviewForm { content: "결말이 좋다".into(), spoiler: "on".into(), ..ReviewForm::default() };
    let id = reviews::create(&world.services, &author, movie, form).await.expect("posts");
    assert!(!can_undo(&world, Some(&author), id).await);
    assert_eq!(counts(&world, movie).await, (1, 1, 0));

    reviews::update(&world.services, &author, id, private_form("다시 보니 지루하다")).await.expect("edits");
    assert_eq!(world.number(VERSIONS).await, 1);
    assert!(can_undo(&world, Some(&author), id).await);
    assert_eq!(counts(&world, movie).await, (0, 0, 0));

    // Back, forth, and back again.
    for round in 0..3 {
        reviews::undo(&world.services, &author, id).await.expect("takes back");
        let review = world.read(Some(&author), id).await;
        let seen = (review.content.as_deref(), review.spoiler, review.visibility, review.sentiment);
        if round % 2 == 0 {
            assert_eq!(seen, (Some("결말이 좋다"), true, Visibility::Public, Some(Sentiment::Positive)));
            assert_eq!(review.sentiment_percent, Some(90));
            assert_eq!(counts(&world, movie).await, (1, 1, 0));
        } else {
            assert_eq!(seen, (Some("다시 보니 지루하다"), false, Visibility::OnlyMe, Some(Sentiment::Negative)));
            assert_eq!(counts(&world, movie).await, (0, 0, 0));
        }
        assert!(can_undo(&world, Some(&author), id).await);
    }
    assert!(!can_undo(&world, None, id).await, "a visitor is not offered it");
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0);
}

#[tokio::test]
async fn an_edit_that_changes_nothing_leaves_no_version() {
    let world = World::new().await;
    let (movie, author) = (world.movie("우리들").await, world.quick_member("선이").await);
    let id = world.review(&author, movie, "좋다").await;
    reviews::update(&world.services, &author, id, review_form(" 좋다 ")).await.expect("edits");
    assert_eq!(world.number(VERSIONS).await, 0);
    assert_eq!(code(reviews::undo(&world.services, &author, id).await), ErrorCode::NotFound);
    let review = world.read(Some(&author), id).await;
    assert!(!review.edited);

    // A switch alone is a change, though not of the text.
    reviews::update(&world.services, &author, id, private_form("좋다")).await.expect("edits");
    assert_eq!(world.number(VERSIONS).await, 1);
    let review = world.read(Some(&author), id).await;
    assert_eq!((review.visibility, review.edited), (Visibility::OnlyMe, false));
    reviews::undo(&world.services, &author, id).await.expect("takes back");
    assert_eq!(world.read(None, id).await.visibility, Visibility::Public);
}

#[tokio::test]
async fn only_the_author_takes_an_edit_back() {
    let world = World::new().await;
    let (movie, author, other) =
        (world.movie("파묘").await, world.quick_member("화림").await, world.quick_member("봉길").await);
    let (public, private) = (world.review(&author, movie, "좋다").await, world.review(&author, movie, "또 좋다").await);
    reviews::update(&world.services, &author, public, review_form("더 좋다")).await.expect("edits");
    reviews::update(&world.services, &author, private, private_form("더 좋다")).await.expect("edits");
    assert_eq!(code(reviews::undo(&world.services, &other, public).await), ErrorCode::Forbidden);
    assert_eq!(code(reviews::undo(&world.services, &other, private).await), ErrorCode::NotFound);
    assert_eq!(code(reviews::undo(&world.services, &other, ReviewId(404)).await), ErrorCode::NotFound);
    for id in [public, private] {
        assert_eq!(world.read(Some(&author), id).await.content.as_deref(), Some("더 좋다"));
    }
    reviews::delete(&world.services, &author, public).await.expect("deletes");
    assert_eq!(code(reviews::undo(&world.services, &author, public).await), ErrorCode::NotFound);
}

#[tokio::test]
async fn the_page_offers_it_for_ten_minutes() {
    let world = World::new().await;
    let (movie, author) = (world.movie("시").await, world.quick_member("미자").await);
    let id = world.review(&author, movie, "좋다").await;
    reviews::update(&world.services, &author, id, review_form("더 좋다")).await.expect("edits");
    world.execute("UPDATE review_versions SET replaced_at = now() - interval '11 minutes'").await;
    assert!(!can_undo(&world, Some(&author), id).await);
    // Who left the page open still finds the way back.
    reviews::undo(&world.services, &author, id).await.expect("takes back");
    assert_eq!(world.read(None, id).await.content.as_deref(), Some("좋다"));
}

#[tokio::test]
async fn without_a_model_only_a_changed_text_loses_its_label() {
    let world = World::new().await;
    let (movie, author) = (world.movie("버닝").await, world.quick_member("종수").await);
    let id = world.review(&author, movie, "좋다").await;
    let without = services(&world.database, Labeller::absent());
    let spoiler = ReviewForm { spoiler: "on".into(), ..review_form("좋다") };
    reviews::update(&without, &author, id, spoiler).await.expect("edits");
    assert_eq!(world.read(None, id).await.sentiment, Some(Sentiment::Positive));
    assert_eq!(counts(&world, movie).await, (1, 1, 0));
    reviews::update(&without, &author, id, review_form("지루하다")).await.expect("edits");
    assert_eq!(world.read(None, id).await.sentiment, None);
    assert_eq!(counts(&world, movie).await, (1, 0, 0));
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0);
}
