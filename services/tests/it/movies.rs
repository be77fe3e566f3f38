//! Scores as they are given, the repair of counters, the ranking.

use crate::support::{World, code, refusal};
use domain::error::{ErrorCode, FieldError};
use domain::movies::Preference;
use domain::reviews::ReviewListing;
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
    let page = world.page(Some(&actor), movie).await;
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
    let unknown = movies::get(&world.services, None, MovieId(i64::MAX), ReviewListing::default(), None).await;
    assert_eq!(code(unknown), ErrorCode::NotFound);
}

#[tokio::test]
async fn recounting_repairs_wrong_counters() {
    let world = World::new().await;
    let (movie, actor) = (world.movie("곡성").await, world.member("수리공").await);
    let id = world.review(&actor, movie, "좋다").await;
    movies::set_score(&world.services, &actor, movie, "2.5".into()).await.expect("scores");
    movies::set_preference(&world.services, &actor, movie, Some(Preference::Want)).await.expect("wants");
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0);
    world
        .execute(
            "UPDATE movies SET score_sum = 99, score_count = 7, review_count = 3, positive_count = 4, negative_count = 5,
                               mixed_count = 8,
                               want_count = 6, score_histogram = '{1,1,1,1,1,1,1,0,0,0}'",
        )
        .await;
    world.execute("UPDATE reviews SET like_count = 9, author_score = 50").await;
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 2);
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0);
    let page = world.page(None, movie).await;
    assert_eq!((page.mean.as_deref(), page.score_count, page.want_count), (Some("2.5"), 1, 1));
    assert_eq!((page.review_count, page.positive_count, page.mixed_count, page.negative_count), (1, 1, 0, 0));
    assert_eq!(page.histogram, [0_i64, 0, 0, 0, 1, 0, 0, 0, 0, 0]);
    let review = world.read(None, id).await;
    assert_eq!((review.likes.count, review.score), (0, Score::from_tenths(25)));
}

#[tokio::test]
async fn the_ranking_is_bayesian_with_a_minimum_of_votes() {
    let world = World::new().await;
    let (few, many) = (world.movie("표가 적은 영화").await, world.movie("표가 많은 영화").await);
    world.movie("점수가 없는 영화").await;
    let best = async || {
        let home = movies::home(&world.services, None, None).await.expect("home");
        home.best.iter().map(|movie| movie.id).collect::<Vec<_>>()
    };
    // As if ten more members had given 3.5: (35 + 15) / 13 = 3.85, and (35 + 460) / 110 = 4.5.
    world.execute("UPDATE movies SET score_sum = 150, score_count = 3 WHERE title LIKE '표가 적은%'").await;
    world.execute("UPDATE movies SET score_sum = 4600, score_count = 100 WHERE title LIKE '표가 많은%'").await;
    assert_eq!(best().await, [many, few]);
    // (35 + 150) / 40 = 4.63.
    world.execute("UPDATE movies SET score_sum = 1500, score_count = 30 WHERE title LIKE '표가 적은%'").await;
    assert_eq!(best().await, [few, many]);
    // What others get moves nobody.
    world.execute("INSERT INTO movies (title, score_sum, score_count) VALUES ('모두가 본 영화', 2000, 100)").await;
    assert_eq!(best().await[..2], [few, many]);
    world.execute("UPDATE movies SET score_sum = 100, score_count = 2 WHERE title LIKE '점수가%'").await;
    assert_eq!(best().await.len(), 3, "two votes do not rank at all");
}
