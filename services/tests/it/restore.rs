//! The way back after a deletion, and its end.

use crate::support::{World, code, review_form};
use domain::accounts::ProfileTab;
use domain::error::ErrorCode;
use domain::reviews::{LikeView, Sentiment};
use graphile_worker::JobSpec;
use graphile_worker::worker_utils::WorkerUtils;
use services::accounts::{self, ProfilePage};
use services::{counters, jobs, movies, reviews};

async fn purge(world: &World) {
    let queue = WorkerUtils::new(world.database.pool.clone(), "graphile_worker");
    queue.add_job(jobs::PurgeExpired, JobSpec::new()).await.expect("asks for it");
    jobs::run_due(&world.services).await.expect("runs");
}

#[tokio::test]
async fn a_deleted_review_is_nowhere() {
    let world = World::new().await;
    let (movie, author, fan) =
        (world.movie("기생충").await, world.quick_member("기우").await, world.quick_member("다혜").await);
    let id = world.review(&author, movie, "계획이 좋다").await;
    reviews::like(&world.services, &fan, id, true).await.expect("likes");
    assert_eq!(reviews::delete(&world.services, &author, id).await.expect("deletes"), movie);

    for viewer in [None, Some(&author), Some(&fan)] {
        assert_eq!(code(reviews::get(&world.services, viewer, id, None).await), ErrorCode::NotFound);
        assert_eq!(code(reviews::reveal(&world.services, viewer, id).await), ErrorCode::NotFound);
        let page = world.page(viewer, movie).await;
        assert!(page.reviews.reviews.is_empty() && page.top_positive.is_empty());
        assert_eq!((page.review_count, page.positive_count, page.listed.mine), (0, 0, 0));
        assert!(movies::home(&world.services, viewer, None).await.expect("home").reviews.is_empty());
        let tab = ProfilePage { tab: ProfileTab::Reviews, ..ProfilePage::default() };
        let profile = accounts::profile(&world.services, viewer, "기우", tab).await.expect("profile");
        assert_eq!((profile.reviews.len(), profile.review_count), (0, 0));
    }
    for actor in [&author, &fan] {
        assert_eq!(code(reviews::editor(&world.services, actor, id, None).await), ErrorCode::NotFound);
        assert_eq!(code(reviews::update(&world.services, actor, id, review_form("x")).await), ErrorCode::NotFound);
        assert_eq!(code(reviews::delete(&world.services, actor, id).await), ErrorCode::NotFound);
        assert_eq!(code(reviews::like(&world.services, actor, id, false).await), ErrorCode::NotFound);
    }
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0);
}

#[tokio::test]
async fn within_a_day_its_author_brings_it_back_whole() {
    let world = World::new().await;
    let (movie, author, fan) =
        (world.movie("밀양").await, world.quick_member("신애").await, world.quick_member("종찬").await);
    let id = world.review(&author, movie, "좋다").await;
    reviews::update(&world.services, &author, id, review_form("더 좋다")).await.expect("edits");
    reviews::like(&world.services, &fan, id, true).await.expect("likes");
    assert_eq!(code(reviews::restore(&world.services, &author, id).await), ErrorCode::NotFound, "it is not deleted");
    reviews::delete(&world.services, &author, id).await.expect("deletes");
    assert_eq!(code(reviews::restore(&world.services, &fan, id).await), ErrorCode::NotFound);
    assert_eq!(code(reviews::get(&world.services, None, id, None).await), ErrorCode::NotFound);

    world.execute("UPDATE reviews SET deleted_at = now() - interval '23 hours'").await;
    purge(&world).await;
    reviews::restore(&world.services, &author, id).await.expect("restores");
    let review = world.read(Some(&fan), id).await;
    assert_eq!(review.content.as_deref(), Some("더 좋다"));
    assert_eq!(review.sentiment, Some(Sentiment::Positive));
    assert_eq!(review.likes, LikeView { liked: true, count: 1 });
    let page = world.page(None, movie).await;
    assert_eq!((page.review_count, page.positive_count, page.reviews.reviews.len()), (1, 1, 1));
    assert_eq!(code(reviews::restore(&world.services, &author, id).await), ErrorCode::NotFound, "once is enough");
    reviews::undo(&world.services, &author, id).await.expect("what it said before is still known");
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0);
}

#[tokio::test]
async fn after_a_day_it_is_gone_for_good() {
    let world = World::new().await;
    let (movie, author, fan) =
        (world.movie("마더").await, world.quick_member("도준").await, world.quick_member("진태").await);
    let (gone, stays) = (world.review(&author, movie, "지울 글").await, world.review(&author, movie, "남는 글").await);
    for id in [gone, stays] {
        reviews::update(&world.services, &author, id, review_form("고친 글")).await.expect("edits");
        reviews::like(&world.services, &fan, id, true).await.expect("likes");
    }
    reviews::delete(&world.services, &author, gone).await.expect("deletes");
    world.execute("UPDATE reviews SET deleted_at = deleted_at - interval '25 hours'").await;
    assert_eq!(code(reviews::restore(&world.services, &author, gone).await), ErrorCode::NotFound);
    purge(&world).await;
    for rows in
        ["SELECT count(*) FROM reviews", "SELECT count(*) FROM review_versions", "SELECT count(*) FROM review_likes"]
    {
        assert_eq!(world.number(rows).await, 1, "{rows}");
    }
    world.read(None, stays).await;
    assert_eq!(code(reviews::restore(&world.services, &author, gone).await), ErrorCode::NotFound);

    // What a review said before is kept for a month.
    world.execute("UPDATE review_versions SET replaced_at = now() - interval '31 days'").await;
    purge(&world).await;
    assert_eq!(code(reviews::undo(&world.services, &author, stays).await), ErrorCode::NotFound);
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0);
}

#[tokio::test]
async fn deleting_and_restoring_at_once_leaves_the_counter_right() {
    let world = World::new().await;
    let (movie, author) = (world.movie("괴물").await, world.quick_member("강두").await);
    let id = world.review(&author, movie, "좋다").await;
    let tasks: Vec<_> = (0..20)
        .map(|n| {
            let (services, author) = (world.services.clone(), author.clone());
            tokio::spawn(async move {
                let result = if n % 2 == 0 {
                    reviews::delete(&services, &author, id).await.map(|_| ())
                } else {
                    reviews::restore(&services, &author, id).await
                };
                // Who comes too late finds nothing to delete or to restore.
                if result.is_err() {
                    assert_eq!(code(result), ErrorCode::NotFound);
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.expect("no panic");
    }
    let listed = world.page(None, movie).await;
    assert_eq!(listed.review_count, listed.reviews.reviews.len() as i64);
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0);
}
