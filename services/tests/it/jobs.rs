//! Background work: labels that follow later, and cleaning up.

use crate::support::{BREAKS, FakeScorer, World, review_form, services};
use domain::reviews::Sentiment;
use services::sentiment::Labeller;
use services::{jobs, reviews};
use std::sync::Arc;

const WAITING: &str = "SELECT count(*) FROM graphile_worker._private_jobs";

#[tokio::test]
async fn a_label_that_was_owed_follows_once_there_is_a_model() {
    let world = World::with(Labeller::absent()).await;
    let (movie, actor) = (world.movie("서울의 봄").await, world.member("이태신").await);
    let first = world.review(&actor, movie, "좋다").await;
    let second = world.review(&actor, movie, "답답하다").await;
    assert_eq!(world.number(WAITING).await, 1, "one job labels all");

    let with_model = services(&world.database, Labeller::with(Arc::new(FakeScorer)));
    jobs::run_due(&with_model).await.expect("runs");
    for (id, sentiment) in [(first, Sentiment::Positive), (second, Sentiment::Negative)] {
        let review = reviews::get(&with_model, None, id, None).await.expect("page").review;
        assert_eq!(review.sentiment, Some(sentiment));
    }
    assert_eq!(world.number(WAITING).await, 0);
}

#[tokio::test]
async fn a_text_the_model_fails_on_does_not_hold_up_the_others() {
    let world = World::with(Labeller::absent()).await;
    let (movie, actor) = (world.movie("신과함께").await, world.member("강림").await);
    world.review(&actor, movie, BREAKS).await;
    world.review(&actor, movie, "좋다").await;
    let with_model = services(&world.database, Labeller::with(Arc::new(FakeScorer)));
    jobs::run_due(&with_model).await.expect("the worker itself goes on");
    assert_eq!(world.number("SELECT count(*) FROM reviews WHERE positive_probability IS NULL").await, 1);
    assert_eq!(world.number(WAITING).await, 1, "the queue tries again");
}

#[tokio::test]
async fn a_refused_review_leaves_no_job_behind() {
    let world = World::with(Labeller::absent()).await;
    let actor = world.member("아무개").await;
    reviews::create(&world.services, &actor, domain::MovieId(1), review_form("좋다")).await.expect_err("no such film");
    assert_eq!(world.number(WAITING).await, 0);
}
