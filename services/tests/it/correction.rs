//! The third feeling, and the author's own word over the model's reading.

use crate::leaving::goodbye;
use crate::support::{FakeScorer, World, code, private_form, review_form, services};
use crate::suspensions::{set_state, signed_in};
use domain::error::ErrorCode;
use domain::reviews::{ReviewFilter, ReviewListing, Sentiment};
use domain::{MovieId, ReviewId};
use services::accounts::{self, Actor, leaving};
use services::sentiment::Labeller;
use services::{counters, jobs, movies, reviews};
use std::sync::Arc;

use Sentiment::{Mixed, Negative, Positive};

async fn correct(world: &World, actor: &Actor, id: ReviewId, said: Option<Sentiment>) {
    reviews::correct_sentiment(&world.services, actor, id, said).await.expect("corrects");
}

/// Public reviews of a film: all, positive, mixed, negative. Whatever has happened, a recount finds
/// nothing wrong.
async fn counts(world: &World, movie: MovieId) -> [i64; 4] {
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0, "a counter was wrong");
    let page = world.page(None, movie).await;
    [page.review_count, page.positive_count, page.mixed_count, page.negative_count]
}

/// What counts, whether the author says so, and how sure the model is.
async fn seen(world: &World, actor: Option<&Actor>, id: ReviewId) -> (Option<Sentiment>, bool, Option<u8>) {
    let review = world.read(actor, id).await;
    (review.sentiment, review.sentiment_by_author, review.sentiment_percent)
}

async fn listed(world: &World, movie: MovieId, filter: ReviewFilter) -> Vec<ReviewId> {
    let listing = ReviewListing { filter, ..ReviewListing::default() };
    let page = movies::get(&world.services, None, movie, listing, None).await.expect("page");
    page.reviews.reviews.iter().map(|review| review.id).collect()
}

#[tokio::test]
async fn a_mixed_review_is_on_neither_side() {
    let world = World::new().await;
    let (movie, author) = (world.movie("박쥐").await, world.quick_member("상현").await);
    let mixed = world.review(&author, movie, "글쎄").await;
    let good = world.review(&author, movie, "좋다").await;
    let bad = world.review(&author, movie, "지루하다").await;
    assert_eq!(counts(&world, movie).await, [3, 1, 1, 1]);
    assert_eq!(seen(&world, None, mixed).await, (Some(Mixed), false, Some(50)));
    assert_eq!(listed(&world, movie, ReviewFilter::Positive).await, [good]);
    assert_eq!(listed(&world, movie, ReviewFilter::Negative).await, [bad]);
    assert_eq!(listed(&world, movie, ReviewFilter::All).await, [bad, good, mixed]);
    let page = world.page(None, movie).await;
    let best = page.top_positive.iter().chain(&page.top_negative).map(|review| review.id).collect::<Vec<_>>();
    assert_eq!(best, [good, bad]);
    let reading = reviews::read(&world.services, &author, "글쎄".into()).await.expect("reads").expect("a reading");
    assert_eq!(reading.sentiment, Mixed);
}

#[tokio::test]
async fn an_author_says_what_their_review_feels() {
    let world = World::new().await;
    let (movie, author) = (world.movie("올드보이").await, world.quick_member("대수").await);
    let id = world.review(&author, movie, "이 지루함이 좋다니").await;
    assert_eq!(seen(&world, None, id).await, (Some(Positive), false, Some(90)));

    // Twice each: the second time changes nothing.
    for (said, expected) in [
        (Negative, [1, 0, 0, 1]),
        (Negative, [1, 0, 0, 1]),
        (Mixed, [1, 0, 1, 0]),
        (Mixed, [1, 0, 1, 0]),
        (Positive, [1, 1, 0, 0]),
        (Negative, [1, 0, 0, 1]),
    ] {
        correct(&world, &author, id, Some(said)).await;
        assert_eq!(counts(&world, movie).await, expected, "{said:?}");
        for viewer in [None, Some(&author)] {
            assert_eq!(seen(&world, viewer, id).await, (Some(said), true, None));
        }
    }
    assert_eq!(listed(&world, movie, ReviewFilter::Negative).await, [id]);
    assert!(listed(&world, movie, ReviewFilter::Positive).await.is_empty());
    assert_eq!(world.page(None, movie).await.top_negative.len(), 1);
    assert!(!world.read(None, id).await.edited, "the text is what it was");
    let export = accounts::export(&world.services, &author).await.expect("exports");
    assert_eq!(export["reviews"][0]["author_sentiment"], "negative");

    for _ in 0..2 {
        correct(&world, &author, id, None).await;
        assert_eq!(counts(&world, movie).await, [1, 1, 0, 0]);
        assert_eq!(seen(&world, None, id).await, (Some(Positive), false, Some(90)));
    }
}

#[tokio::test]
async fn the_authors_word_lasts_over_changes() {
    let world = World::new().await;
    let (movie, author) = (world.movie("시").await, world.quick_member("미자").await);
    let services = &world.services;
    let id = world.review(&author, movie, "좋다").await;
    correct(&world, &author, id, Some(Mixed)).await;

    reviews::update(services, &author, id, review_form("지루하다")).await.expect("edits");
    assert_eq!(seen(&world, None, id).await, (Some(Mixed), true, None));
    assert_eq!(counts(&world, movie).await, [1, 0, 1, 0]);
    reviews::undo(services, &author, id).await.expect("takes back");
    assert_eq!(seen(&world, None, id).await, (Some(Mixed), true, None));
    assert_eq!(counts(&world, movie).await, [1, 0, 1, 0]);

    reviews::delete(services, &author, id).await.expect("deletes");
    assert_eq!(counts(&world, movie).await, [0, 0, 0, 0]);
    let deleted = reviews::correct_sentiment(services, &author, id, Some(Positive)).await;
    assert_eq!(code(deleted), ErrorCode::NotFound);
    reviews::restore(services, &author, id).await.expect("restores");
    assert_eq!(counts(&world, movie).await, [1, 0, 1, 0]);

    // Said while nobody else sees it, it counts once everybody does.
    reviews::update(services, &author, id, private_form("지루하다")).await.expect("edits");
    correct(&world, &author, id, Some(Positive)).await;
    assert_eq!(counts(&world, movie).await, [0, 0, 0, 0]);
    assert_eq!(seen(&world, Some(&author), id).await, (Some(Positive), true, None));
    reviews::update(services, &author, id, review_form("지루하다")).await.expect("edits");
    assert_eq!(counts(&world, movie).await, [1, 1, 0, 0]);

    // Handed back, the model has read the text as it now stands.
    correct(&world, &author, id, None).await;
    assert_eq!(seen(&world, None, id).await, (Some(Negative), false, Some(80)));
    assert_eq!(counts(&world, movie).await, [1, 0, 0, 1]);
}

#[tokio::test]
async fn only_the_author_says_it() {
    let world = World::new().await;
    let (movie, author, other) =
        (world.movie("밀양").await, world.quick_member("신애").await, world.quick_member("종찬").await);
    let services = &world.services;
    let public = world.review(&author, movie, "좋다").await;
    let private = reviews::create(services, &author, movie, private_form("혼자 좋다")).await.expect("posts");
    for said in [Some(Negative), None] {
        let refused =
            [(public, ErrorCode::Forbidden), (private, ErrorCode::NotFound), (ReviewId(404_404), ErrorCode::NotFound)];
        for (id, expected) in refused {
            assert_eq!(code(reviews::correct_sentiment(services, &other, id, said).await), expected);
        }
    }
    set_state(&world, author.member_id(), "suspended").await;
    let suspended = signed_in(&world, author.member_id()).await;
    let refused = reviews::correct_sentiment(services, &suspended, public, Some(Negative)).await;
    assert_eq!(code(refused), ErrorCode::Suspended);
    assert_eq!(world.number("SELECT count(*) FROM reviews WHERE author_sentiment IS NOT NULL").await, 0);
    assert_eq!(counts(&world, movie).await, [1, 1, 0, 0]);
}

#[tokio::test]
async fn a_label_that_follows_leaves_the_authors_word() {
    let world = World::with(Labeller::absent()).await;
    let (movie, author) = (world.movie("곡성").await, world.quick_member("종구").await);
    let said = world.review(&author, movie, "좋다").await;
    let taken_back = world.review(&author, movie, "참 좋다").await;
    for id in [said, taken_back] {
        correct(&world, &author, id, Some(Negative)).await;
    }
    assert_eq!(counts(&world, movie).await, [2, 0, 0, 2]);
    correct(&world, &author, taken_back, None).await;
    assert_eq!(seen(&world, None, taken_back).await, (None, false, None));
    assert_eq!(counts(&world, movie).await, [2, 0, 0, 1]);

    let with_model = services(&world.database, Labeller::with(Arc::new(FakeScorer)));
    jobs::run_due(&with_model).await.expect("runs");
    assert_eq!(seen(&world, None, said).await, (Some(Negative), true, None));
    assert_eq!(seen(&world, None, taken_back).await, (Some(Positive), false, Some(90)));
    assert_eq!(counts(&world, movie).await, [2, 1, 0, 1]);
    correct(&world, &author, said, None).await;
    assert_eq!(seen(&world, None, said).await, (Some(Positive), false, Some(90)));
    assert_eq!(counts(&world, movie).await, [2, 2, 0, 0]);

    // Without a model a new text has no label; the author's word needs none.
    correct(&world, &author, said, Some(Mixed)).await;
    reviews::update(&world.services, &author, said, review_form("다시 보니 좋다")).await.expect("edits");
    assert_eq!(seen(&world, None, said).await, (Some(Mixed), true, None));
    assert_eq!(counts(&world, movie).await, [2, 1, 1, 0]);
    jobs::run_due(&with_model).await.expect("runs");
    assert_eq!(world.number("SELECT count(*) FROM reviews WHERE positive_probability IS NULL").await, 0);
    assert_eq!(counts(&world, movie).await, [2, 1, 1, 0]);
}

#[tokio::test]
async fn correcting_editing_and_labelling_at_once_leave_the_counters_right() {
    let world = World::with(Labeller::absent()).await;
    let (movie, author) = (world.movie("괴물").await, world.quick_member("강두").await);
    let mut posted = Vec::new();
    for n in 0..12 {
        posted.push(world.review(&author, movie, &format!("{n}번째로 좋다")).await);
    }
    let with_model = services(&world.database, Labeller::with(Arc::new(FakeScorer)));
    let words = [Some(Positive), Some(Mixed), Some(Negative), None];
    let tasks: Vec<_> = (0..72)
        .map(|n| {
            let (services, author) = (with_model.clone(), author.clone());
            let (id, said) = (posted[n % 12], words[(n / 12 + n) % 4]);
            tokio::spawn(async move {
                if n % 6 == 5 {
                    let form = review_form(if n % 4 == 1 { "글쎄" } else { "지루하다" });
                    reviews::update(&services, &author, id, form).await.expect("edits");
                } else {
                    reviews::correct_sentiment(&services, &author, id, said).await.expect("corrects");
                }
            })
        })
        .collect();
    let (ran, ()) = tokio::join!(jobs::run_due(&with_model), async {
        for task in tasks {
            task.await.expect("no panic");
        }
    });
    ran.expect("the worker goes on");
    // What was edited while the worker was busy may still wait.
    jobs::run_due(&with_model).await.expect("runs");
    let [all, positive, mixed, negative] = counts(&world, movie).await;
    assert_eq!((all, positive + mixed + negative), (12, 12));
    assert_eq!(
        world.number("SELECT count(*) FROM reviews WHERE sentiment <> coalesce(author_sentiment, sentiment)").await,
        0
    );
    // Each review by itself, too, says at the end what it was last told.
    for (n, id) in posted.into_iter().enumerate() {
        correct(&world, &author, id, words[n % 4]).await;
        let by_author = world.read(None, id).await.sentiment_by_author;
        assert_eq!(by_author, words[n % 4].is_some());
    }
    let [all, positive, mixed, negative] = counts(&world, movie).await;
    assert_eq!((all, positive + mixed + negative), (12, 12));
}

#[tokio::test]
async fn who_leaves_takes_mixed_and_corrected_reviews_along_and_back() {
    let world = World::new().await;
    let (movie, author) = (world.movie("봄날은 간다").await, world.member("상우").await);
    world.review(&author, movie, "글쎄").await;
    let corrected = world.review(&author, movie, "좋다").await;
    correct(&world, &author, corrected, Some(Mixed)).await;
    let member = author.member_id();
    assert_eq!(counts(&world, movie).await, [2, 0, 2, 0]);
    leaving::leave(&world.services, &author, goodbye("on")).await.expect("leaves");
    assert_eq!(counts(&world, movie).await, [0, 0, 0, 0]);
    leaving::come_back(&world.services, &signed_in(&world, member).await).await.expect("comes back");
    assert_eq!(counts(&world, movie).await, [2, 0, 2, 0]);
    assert_eq!(seen(&world, None, corrected).await, (Some(Mixed), true, None));
}
