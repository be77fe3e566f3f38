//! What a score moves: the histogram, the author's score beside reviews; nothing before the release.

use crate::support::{World, code, private_form, refusal};
use domain::error::{ErrorCode, FieldError};
use domain::{MovieId, Score};
use services::{counters, movies, reviews};

#[tokio::test]
async fn the_histogram_moves_with_every_change() {
    let world = World::new().await;
    let movie = world.movie("기생충").await;
    let crowd = world.crowd(6).await;
    assert_eq!(world.page(None, movie).await.histogram, [0_i64; 10]);
    // Both ends of a bar, and the two bars at the ends.
    for (actor, score) in crowd.iter().zip(["0.1", "0.5", "0.6", "4.5", "4.6", "5.0"]) {
        movies::set_score(&world.services, actor, movie, score.into()).await.expect("scores");
    }
    assert_eq!(world.page(None, movie).await.histogram, [2_i64, 1, 0, 0, 0, 0, 0, 0, 1, 2]);

    // Within its bar, the same again, to another bar, away.
    for (score, bars) in [
        ("0.3", [2_i64, 1, 0, 0, 0, 0, 0, 0, 1, 2]),
        ("0.3", [2, 1, 0, 0, 0, 0, 0, 0, 1, 2]),
        ("2.6", [1, 1, 0, 0, 0, 1, 0, 0, 1, 2]),
    ] {
        movies::set_score(&world.services, &crowd[0], movie, score.into()).await.expect("scores");
        assert_eq!(world.page(None, movie).await.histogram, bars, "{score}");
    }
    for _ in 0..2 {
        movies::clear_score(&world.services, &crowd[0], movie).await.expect("clears");
        assert_eq!(world.page(None, movie).await.histogram, [1_i64, 1, 0, 0, 0, 0, 0, 0, 1, 2]);
    }
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0);
}

#[tokio::test]
async fn the_authors_reviews_carry_the_score() {
    let world = World::new().await;
    let (movie, elsewhere) = (world.movie("밀양").await, world.movie("시").await);
    let (actor, other) = (world.quick_member("신애").await, world.quick_member("종찬").await);
    let public = world.review(&actor, movie, "좋다").await;
    let private = reviews::create(&world.services, &actor, movie, private_form("혼자 좋다")).await.expect("posts");
    let (others, of_another_film) =
        (world.review(&other, movie, "좋다").await, world.review(&actor, elsewhere, "좋다").await);
    let scores = async || {
        let mut scores = Vec::new();
        for id in [public, private, others, of_another_film] {
            scores.push(world.read(Some(&actor), id).await.score.map(Score::tenths));
        }
        scores
    };
    assert_eq!(scores().await, [None; 4]);
    movies::set_score(&world.services, &actor, movie, "4.2".into()).await.expect("scores");
    assert_eq!(scores().await, [Some(42), Some(42), None, None]);
    movies::set_score(&world.services, &actor, movie, "1".into()).await.expect("scores");
    assert_eq!(scores().await, [Some(10), Some(10), None, None]);

    let later = world.review(&actor, movie, "다시 보니 좋다").await;
    assert_eq!(world.read(None, later).await.score, Score::from_tenths(10), "a new review carries it at once");

    // A review that comes back carries the score that now stands.
    reviews::delete(&world.services, &actor, later).await.expect("deletes");
    movies::clear_score(&world.services, &actor, movie).await.expect("clears");
    reviews::restore(&world.services, &actor, later).await.expect("restores");
    assert_eq!(scores().await, [None; 4]);
    assert_eq!(world.read(None, later).await.score, None);
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0);
}

#[tokio::test]
async fn nobody_scores_a_film_before_its_release() {
    let world = World::new().await;
    let (movie, actor) = (world.movie("아직 없는 영화").await, world.quick_member("성미급한이").await);
    world.release(movie, 8).await;
    assert_eq!(world.page(None, movie).await.countdown.as_deref(), Some("D-8"));
    let error = refusal(movies::set_score(&world.services, &actor, movie, "4".into()).await);
    assert_eq!(error.field("score"), Some(FieldError::NotReleased));
    let cleared = movies::clear_score(&world.services, &actor, movie).await.expect("clears");
    assert_eq!((cleared.mine, cleared.score_count), (None, 0));

    world.release(movie, 0).await;
    let page = world.page(None, movie).await;
    assert_eq!(page.countdown, None);
    movies::set_score(&world.services, &actor, movie, "4".into()).await.expect("scores on the day itself");
    // Put off after all: what was given stays and can be taken back.
    world.release(movie, 1).await;
    assert_eq!(world.page(Some(&actor), movie).await.my_score, Score::from_tenths(40));
    assert_eq!(movies::clear_score(&world.services, &actor, movie).await.expect("clears").score_count, 0);
    assert_eq!(code(movies::clear_score(&world.services, &actor, MovieId(-1)).await), ErrorCode::NotFound);
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0);
}

#[tokio::test]
async fn concurrent_scores_leave_everything_right() {
    let world = World::new().await;
    let movie = world.movie("인터스텔라").await;
    let crowd = world.crowd(5).await;
    for actor in &crowd {
        world.review(actor, movie, "좋다").await;
    }
    let mut tasks = Vec::new();
    for round in 0..8_i16 {
        for actor in &crowd {
            let (services, actor) = (world.services.clone(), actor.clone());
            tasks.push(tokio::spawn(async move {
                if round % 3 == 2 {
                    movies::clear_score(&services, &actor, movie).await.expect("clears");
                } else {
                    let score = Score::from_tenths(1 + round * 7).expect("in range").to_string();
                    movies::set_score(&services, &actor, movie, score).await.expect("scores");
                }
            }));
        }
    }
    for task in tasks {
        task.await.expect("no panic");
    }
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0);
    let page = world.page(None, movie).await;
    assert_eq!(page.histogram.iter().sum::<i64>(), page.score_count);
}
