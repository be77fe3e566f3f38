//! Likes: of whose reviews, how often, and how many.

use crate::support::{World, code, private_form, review_form};
use domain::ReviewId;
use domain::error::ErrorCode;
use domain::reviews::LikeView;
use services::{counters, movies, reviews};

/// Reviews whose counter differs from the rows.
const WRONG: &str = "SELECT count(*) FROM reviews
    WHERE like_count <> (SELECT count(*) FROM review_likes WHERE review_id = reviews.id)";

#[tokio::test]
async fn a_like_counts_once_and_is_taken_back_once() {
    let world = World::new().await;
    let (movie, author) = (world.movie("벌새").await, world.quick_member("은희").await);
    let (fan, other) = (world.quick_member("영지").await, world.quick_member("지숙").await);
    let id = world.review(&author, movie, "좋다").await;
    for (actor, liked, count) in
        [(&fan, false, 0), (&fan, true, 1), (&fan, true, 1), (&other, true, 2), (&fan, false, 1), (&fan, false, 1)]
    {
        let view = reviews::like(&world.services, actor, id, liked).await.expect("likes");
        assert_eq!(view, LikeView { liked, count });
        assert_eq!(world.read(Some(actor), id).await.likes, view);
    }
    assert_eq!(world.read(None, id).await.likes, LikeView { liked: false, count: 1 });
    assert_eq!(world.read(Some(&author), id).await.likes, LikeView { liked: false, count: 1 });
    let listed = world.page(Some(&other), movie).await.reviews.reviews;
    assert_eq!(listed[0].likes, LikeView { liked: true, count: 1 });
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0);
}

#[tokio::test]
async fn only_other_peoples_visible_reviews_can_be_liked() {
    let world = World::new().await;
    let (movie, author, other) =
        (world.movie("버닝").await, world.quick_member("종수").await, world.quick_member("해미").await);
    let public = world.review(&author, movie, "좋다").await;
    let private = reviews::create(&world.services, &author, movie, private_form("혼자 좋다")).await.expect("posts");
    let deleted = world.review(&author, movie, "지울 글").await;
    reviews::delete(&world.services, &author, deleted).await.expect("deletes");
    let hidden = world.review(&author, movie, "가려질 글").await;
    world
        .execute("UPDATE reviews SET hidden_at = now(), hidden_reason = 'moderation' WHERE content = '가려질 글'")
        .await;

    for liked in [true, false] {
        for id in [private, deleted, hidden, ReviewId(404_404)] {
            assert_eq!(code(reviews::like(&world.services, &other, id, liked).await), ErrorCode::NotFound);
        }
        for id in [public, private, hidden] {
            assert_eq!(code(reviews::like(&world.services, &author, id, liked).await), ErrorCode::OwnReview);
        }
        assert_eq!(code(reviews::like(&world.services, &author, deleted, liked).await), ErrorCode::NotFound);
    }
    assert_eq!(world.number("SELECT count(*) FROM review_likes").await, 0);

    // A review whose author has left is nobody's own.
    world.execute("UPDATE reviews SET member_id = NULL WHERE visibility = 'public'").await;
    let view = reviews::like(&world.services, &other, public, true).await.expect("likes");
    assert_eq!(view, LikeView { liked: true, count: 1 });
}

#[tokio::test]
async fn thirty_members_are_thirty_likes() {
    let world = World::new().await;
    let (movie, author) = (world.movie("극한직업").await, world.quick_member("고반장").await);
    let id = world.review(&author, movie, "치킨 좋다").await;
    let crowd = world.crowd(30).await;
    let mut tasks: Vec<_> = crowd
        .iter()
        .map(|actor| {
            let (services, actor) = (world.services.clone(), actor.clone());
            tokio::spawn(async move {
                reviews::like(&services, &actor, id, true).await.expect("likes");
            })
        })
        .collect();
    // Meanwhile the author changes what stands beside the review, and the review itself.
    let (services, actor) = (world.services.clone(), author.clone());
    tasks.push(tokio::spawn(async move {
        for score in ["1", "2", "3"] {
            movies::set_score(&services, &actor, movie, score.into()).await.expect("scores");
            reviews::update(&services, &actor, id, review_form(score)).await.expect("edits");
            reviews::undo(&services, &actor, id).await.expect("takes back");
        }
    }));
    for task in tasks {
        task.await.expect("no panic");
    }
    assert_eq!(world.read(None, id).await.likes.count, 30);
    assert_eq!(world.number(WRONG).await, 0);
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0);
}

#[tokio::test]
async fn one_member_who_clicks_all_the_time_counts_once_at_most() {
    let world = World::new().await;
    let (movie, author, fan) =
        (world.movie("파묘").await, world.quick_member("화림").await, world.quick_member("봉길").await);
    let id = world.review(&author, movie, "좋다").await;
    let tasks: Vec<_> = (0..20)
        .map(|n| {
            let (services, fan) = (world.services.clone(), fan.clone());
            tokio::spawn(async move { reviews::like(&services, &fan, id, n % 2 == 0).await.expect("likes").count })
        })
        .collect();
    for task in tasks {
        assert!((0..=1).contains(&task.await.expect("no panic")));
    }
    assert_eq!(world.number(WRONG).await, 0);
}
