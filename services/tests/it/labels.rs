//! Labels that come later, and the numbers of positive and negative reviews.

use crate::support::{BREAKS, FakeScorer, World, private_form, review_form, services};
use domain::MovieId;
use domain::reviews::Sentiment;
use sentiment::{Error, Scorer};
use services::sentiment::{Labeller, PLACES};
use services::{Services, counters, jobs, reviews};
use std::future::{Future, poll_fn};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::{Duration, Instant};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// Long enough for a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

async fn counts(world: &World, movie: MovieId) -> (i64, i64, i64) {
    let page = world.page(None, movie).await;
    (page.review_count, page.positive_count, page.negative_count)
}

#[tokio::test]
async fn labels_that_follow_are_counted() {
    let world = World::with(Labeller::absent()).await;
    let (movie, author) = (world.movie("서울의 봄").await, world.quick_member("이태신").await);
    for text in ["좋다", "지루하다", "답답하다"] {
        world.review(&author, movie, text).await;
    }
    let private = reviews::create(&world.services, &author, movie, private_form("혼자 좋다")).await.expect("posts");
    assert_eq!(counts(&world, movie).await, (3, 0, 0));

    let with_model = services(&world.database, Labeller::with(Arc::new(FakeScorer)));
    jobs::run_due(&with_model).await.expect("runs");
    assert_eq!(counts(&world, movie).await, (3, 1, 2));
    assert_eq!(world.read(Some(&author), private).await.sentiment, Some(Sentiment::Positive));
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0);

    // Made public, the private one enters the counters with its label.
    reviews::update(&world.services, &author, private, review_form("혼자 좋다")).await.expect("edits");
    assert_eq!(counts(&world, movie).await, (4, 2, 2));
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0);
}

/// What [`FragileScorer`] panics on.
const CRASHES: &str = "[충돌]";

/// Panics on [`CRASHES`].
struct FragileScorer;

impl Scorer for FragileScorer {
    fn version(&self) -> &str {
        "fragile-1"
    }

    fn score(&self, text: &str) -> Result<f32, Error> {
        assert!(!text.contains(CRASHES), "on purpose");
        Ok(0.9)
    }
}

/// Says when it has begun to read, and waits to be told to go on.
struct SlowScorer {
    reading: UnboundedSender<()>,
    go_on: Mutex<Receiver<()>>,
}

impl Scorer for SlowScorer {
    fn version(&self) -> &str {
        "slow-1"
    }

    fn score(&self, _text: &str) -> Result<f32, Error> {
        let _ = self.reading.send(());
        let _ = self.go_on.lock().expect("one reader").recv_timeout(PATIENCE);
        Ok(0.9)
    }
}

/// One of these, as a queue of its own.
fn slow() -> (Labeller, UnboundedReceiver<()>, Sender<()>) {
    let (began, reading) = unbounded_channel();
    let (go_on, told) = channel();
    (Labeller::with(Arc::new(SlowScorer { reading: began, go_on: Mutex::new(told) })), reading, go_on)
}

struct Slow {
    services: Services,
    reading: UnboundedReceiver<()>,
    go_on: Sender<()>,
}

impl Slow {
    fn new(world: &World) -> Self {
        let (labeller, reading, go_on) = slow();
        Self { services: services(&world.database, labeller), reading, go_on }
    }

    /// Runs the labelling job, and `change` while the model reads its first text.
    async fn label_during(&mut self, change: impl Future<Output = ()>) {
        let Self { services, reading, go_on } = self;
        let (ran, ()) = tokio::join!(jobs::run_due(services), async {
            tokio::time::timeout(PATIENCE, reading.recv()).await.expect("the job reads").expect("a text");
            change.await;
            go_on.send(()).expect("the model waits");
        });
        ran.expect("the worker goes on");
    }
}

#[tokio::test]
async fn a_label_for_a_review_deleted_meanwhile_does_no_harm() {
    let world = World::with(Labeller::absent()).await;
    let (movie, author) = (world.movie("신과함께").await, world.quick_member("강림").await);
    let id = world.review(&author, movie, "좋다").await;
    let delete = async {
        reviews::delete(&world.services, &author, id).await.expect("deletes");
    };
    Slow::new(&world).label_during(delete).await;
    assert_eq!(counts(&world, movie).await, (0, 0, 0));
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0);

    reviews::restore(&world.services, &author, id).await.expect("restores");
    assert_eq!(counts(&world, movie).await, (1, 1, 0), "it comes back with its label");
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0);
}

#[tokio::test]
async fn a_label_for_a_review_gone_meanwhile_is_dropped() {
    let world = World::with(Labeller::absent()).await;
    let (movie, author) = (world.movie("암살").await, world.quick_member("안옥윤").await);
    world.review(&author, movie, "좋다").await;
    let remove = async {
        world.execute("DELETE FROM reviews").await;
    };
    Slow::new(&world).label_during(remove).await;
    assert_eq!(world.number("SELECT count(*) FROM graphile_worker._private_jobs").await, 0, "nothing to try again");
    assert_eq!(world.number("SELECT positive_count FROM movies").await, 0);
}

#[tokio::test]
async fn a_label_for_a_text_changed_meanwhile_is_not_its_own() {
    let world = World::new().await;
    let without = services(&world.database, Labeller::absent());
    let (movie, author) = (world.movie("밀정").await, world.quick_member("이정출").await);
    let id = reviews::create(&without, &author, movie, review_form("첫 문장")).await.expect("posts");
    let edit = async {
        // This text is read at once, by the other model.
        reviews::update(&world.services, &author, id, review_form("지루하다")).await.expect("edits");
    };
    Slow::new(&world).label_during(edit).await;
    assert_eq!(world.read(None, id).await.sentiment, Some(Sentiment::Negative));
    assert_eq!(counts(&world, movie).await, (1, 0, 1));
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0);
}

#[tokio::test]
async fn a_deleted_review_is_not_read_until_it_comes_back() {
    let world = World::with(Labeller::absent()).await;
    let (movie, author) = (world.movie("동주").await, world.quick_member("몽규").await);
    let id = world.review(&author, movie, "좋다").await;
    reviews::delete(&world.services, &author, id).await.expect("deletes");
    let with_model = services(&world.database, Labeller::with(Arc::new(FakeScorer)));
    jobs::run_due(&with_model).await.expect("runs");
    assert_eq!(world.number("SELECT count(*) FROM reviews WHERE sentiment IS NOT NULL").await, 0);
    reviews::restore(&with_model, &author, id).await.expect("restores");
    assert_eq!(counts(&world, movie).await, (1, 0, 0));
    // Coming back is enough: nothing else asks for its label.
    jobs::run_due(&with_model).await.expect("runs");
    assert_eq!(counts(&world, movie).await, (1, 1, 0));
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0);
}

#[tokio::test]
async fn what_an_author_says_meanwhile_stands_over_the_label() {
    let world = World::with(Labeller::absent()).await;
    let (movie, author) = (world.movie("사도").await, world.quick_member("영조").await);
    let id = world.review(&author, movie, "좋다").await;
    let correct = async {
        let said = Some(Sentiment::Negative);
        reviews::correct_sentiment(&world.services, &author, id, said).await.expect("corrects");
    };
    Slow::new(&world).label_during(correct).await;
    let review = world.read(None, id).await;
    assert_eq!((review.sentiment, review.sentiment_by_author), (Some(Sentiment::Negative), true));
    assert_eq!(counts(&world, movie).await, (1, 0, 1));
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0);

    // The label has not been lost.
    reviews::correct_sentiment(&world.services, &author, id, None).await.expect("hands back");
    assert_eq!(world.read(None, id).await.sentiment, Some(Sentiment::Positive));
    assert_eq!(counts(&world, movie).await, (1, 1, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_full_queue_answers_later_at_once() {
    let (labeller, _reading, go_on) = slow();
    let mut waiting = Vec::new();
    for mut caller in (0..4 * PLACES).map(|_| Box::pin(labeller.label("좋다"))) {
        // Once: who has no place needs no second look, however busy the machine is.
        let answer = poll_fn(|context| Poll::Ready(caller.as_mut().poll(context))).await;
        match answer {
            Poll::Ready(label) => assert_eq!(label, None, "the model is still at its first text"),
            Poll::Pending => waiting.push(caller),
        }
    }
    assert_eq!(waiting.len(), PLACES);
    for caller in waiting {
        let label = tokio::time::timeout(PATIENCE, caller).await.expect("an answer");
        assert_eq!(label, None, "the model is still at its first text");
    }

    for _ in 0..2 {
        go_on.send(()).expect("the model waits");
    }
    assert!(labeller.label_patiently("좋다").await.is_some(), "the queue moves again");
}

#[tokio::test]
async fn reading_keeps_no_async_thread_busy() {
    let (labeller, mut reading, go_on) = slow();
    let began = Instant::now();
    // Both on one thread: the second part runs while the model reads, or too late.
    let (label, ()) = tokio::join!(labeller.label_patiently("좋다"), async {
        reading.recv().await.expect("the model reads");
        go_on.send(()).expect("the model waits");
    });
    assert!(label.is_some());
    assert!(began.elapsed() < PATIENCE, "{:?}", began.elapsed());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_model_that_fails_or_panics_holds_nobody_up() {
    let cases: [(Arc<dyn Scorer>, &str); 2] = [(Arc::new(FragileScorer), CRASHES), (Arc::new(FakeScorer), BREAKS)];
    for (scorer, bad) in cases {
        let labeller = Labeller::with(scorer);
        let callers: Vec<_> = (0..2 * PLACES)
            .map(|n| {
                let (labeller, text) = (labeller.clone(), if n % 2 == 0 { bad } else { "좋다" });
                tokio::spawn(async move { labeller.label_patiently(text).await })
            })
            .collect();
        for (n, caller) in callers.into_iter().enumerate() {
            let label = tokio::time::timeout(PATIENCE, caller).await.expect("an answer").expect("no panic here");
            assert_eq!(label.is_some(), n % 2 == 1, "{bad}");
        }
        // Nobody keeps a place for good.
        for _ in 0..2 * PLACES {
            assert_eq!(labeller.label(bad).await, None);
        }
        assert!(labeller.label("좋다").await.is_some(), "{bad}");
    }
}

#[tokio::test]
async fn a_review_on_which_the_model_panics_is_posted_and_labelled_later() {
    let world = World::with(Labeller::with(Arc::new(FragileScorer))).await;
    let (movie, author) = (world.movie("1987").await, world.quick_member("최검사").await);
    let id = world.review(&author, movie, CRASHES).await;
    assert_eq!(world.read(None, id).await.sentiment, None);
    jobs::run_due(&world.services).await.expect("the worker itself goes on");
    assert_eq!(world.number("SELECT count(*) FROM graphile_worker._private_jobs").await, 1, "the queue tries again");

    let with_model = services(&world.database, Labeller::with(Arc::new(FakeScorer)));
    let again = world.execute("UPDATE graphile_worker._private_jobs SET run_at = now()").await;
    assert_eq!(again, 1);
    jobs::run_due(&with_model).await.expect("runs");
    assert_eq!(world.read(None, id).await.sentiment, Some(Sentiment::Negative));
}
