//! Scores and their counters, the film page, the home page.

use crate::support::{World, code, refusal};
use domain::error::{ErrorCode, FieldError};
use domain::{MovieId, Score};
use services::{counters, movies};

#[tokio::test]
async fn a_score_is_given_changed_and_taken_back() {
    let world = World::new().await;
    let (movie, actor, other) =
        (world.movie("기생충").await, world.member("관객하나").await, world.member("관객둘").await);
    let set = movies::set_score(&world.services, &actor, movie, "3.7".into()).await.expect("scores");
    assert_eq!((set.mean.as_deref(), set.score_count, set.mine), (Some("3.7"), 1, Score::from_tenths(37)));
    movies::set_score(&world.services, &other, movie, "5".into()).await.expect("scores");
    let changed = movies::set_score(&world.services, &actor, movie, "4.0".into()).await.expect("scores again");
    assert_eq!((changed.mean.as_deref(), changed.score_count), (Some("4.5"), 2));
    let page = movies::get(&world.services, Some(&actor), movie, None, None).await.expect("page");
    assert_eq!((page.my_score, page.score_count), (Score::from_tenths(40), 2));
    for _ in 0..2 {
        // Taking back what is not there is fine.
        let cleared = movies::clear_score(&world.services, &actor, movie).await.expect("clears");
        assert_eq!((cleared.mine, cleared.mean.as_deref(), cleared.score_count), (None, Some("5.0"), 1));
    }
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0);
}

#[tokio::test]
async fn scores_out_of_range_are_refused() {
    let world = World::new().await;
    let (movie, actor) = (world.movie("괴물").await, world.member("관객").await);
    for score in ["0", "5.1", "3.14", "-1", "사", "1e1"] {
        let error = refusal(movies::set_score(&world.services, &actor, movie, score.into()).await);
        assert_eq!(error.field("score"), Some(FieldError::ScoreInvalid), "{score}");
    }
    assert_eq!(
        refusal(movies::set_score(&world.services, &actor, movie, " ".into()).await).field("score"),
        Some(FieldError::ScoreMissing)
    );
    assert_eq!(code(movies::set_score(&world.services, &actor, MovieId(-4), "3".into()).await), ErrorCode::NotFound);
    assert_eq!(code(movies::get(&world.services, None, MovieId(i64::MAX), None, None).await), ErrorCode::NotFound);
}

#[tokio::test]
async fn concurrent_scores_leave_the_counters_right() {
    let world = World::new().await;
    let movie = world.movie("인터스텔라").await;
    let mut actors = Vec::new();
    for n in 0..4 {
        actors.push(world.member(&format!("동시{n}번")).await);
    }
    let mut tasks = Vec::new();
    for round in 0..6_i16 {
        for actor in &actors {
            let (services, actor) = (world.services.clone(), actor.clone());
            tasks.push(tokio::spawn(async move {
                if round % 3 == 2 {
                    movies::clear_score(&services, &actor, movie).await.expect("clears");
                } else {
                    let score = Score::from_tenths(10 + round * 7).expect("in range").to_string();
                    movies::set_score(&services, &actor, movie, score).await.expect("scores");
                }
            }));
        }
    }
    for task in tasks {
        task.await.expect("no panic");
    }
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0);
}

#[tokio::test]
async fn recounting_repairs_a_wrong_counter() {
    let world = World::new().await;
    let (movie, actor) = (world.movie("곡성").await, world.member("수리공").await);
    movies::set_score(&world.services, &actor, movie, "2.5".into()).await.expect("scores");
    sqlx::query("UPDATE movies SET score_sum = 99, score_count = 7, review_count = 3")
        .execute(&world.database.pool)
        .await
        .expect("breaks");
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 1);
    let page = movies::get(&world.services, None, movie, None, None).await.expect("page");
    assert_eq!((page.mean.as_deref(), page.score_count, page.review_count), (Some("2.5"), 1, 0));
}

#[tokio::test]
async fn the_ranking_is_bayesian_with_a_minimum_of_votes() {
    let world = World::new().await;
    let (few, many) = (world.movie("표가 적은 영화").await, world.movie("표가 많은 영화").await);
    world.movie("점수가 없는 영화").await;
    sqlx::query("UPDATE movies SET score_sum = CASE id WHEN $1 THEN 150 ELSE 4600 END, score_count = CASE id WHEN $1 THEN 3 ELSE 100 END WHERE id IN ($1, $2)")
        .bind(few.0)
        .bind(many.0)
        .execute(&world.database.pool)
        .await
        .expect("counts");
    let home = movies::home(&world.services, None).await.expect("home");
    let order: Vec<_> = home.best.iter().map(|movie| movie.id).collect();
    // The overall mean is near 4.6: (10 × 4.61 + 15) / 13 = 4.70 for the few, (10 × 4.61 + 460) / 110
    // = 4.60 for the many.
    assert_eq!(order, [few, many]);
    sqlx::query("UPDATE movies SET score_sum = 30 WHERE id = $1")
        .bind(few.0)
        .execute(&world.database.pool)
        .await
        .expect("counts");
    sqlx::query("UPDATE movies SET score_sum = 60, score_count = 2 WHERE title LIKE '점수가%'")
        .execute(&world.database.pool)
        .await
        .expect("counts");
    let home = movies::home(&world.services, None).await.expect("home");
    let order: Vec<_> = home.best.iter().map(|movie| movie.id).collect();
    assert_eq!(order, [many, few], "two votes do not rank at all");

    // Pulled towards an overall mean of 3.3, three times 4.7 is less than a hundred times 4.6.
    sqlx::query("UPDATE movies SET score_sum = 141 WHERE id = $1")
        .bind(few.0)
        .execute(&world.database.pool)
        .await
        .expect("counts");
    sqlx::query("INSERT INTO movies (title, score_sum, score_count) VALUES ('모두가 본 영화', 2000, 100)")
        .execute(&world.database.pool)
        .await
        .expect("inserts");
    let home = movies::home(&world.services, None).await.expect("home");
    assert_eq!(home.best.first().map(|movie| movie.id), Some(many));
}
