//! Labels that come later, and the numbers of positive and negative reviews.

use crate::support::{FakeScorer, World, private_form, review_form, services};
use domain::MovieId;
use domain::reviews::Sentiment;
use sentiment::{Error, Scorer};
use services::sentiment::Labeller;
use services::{Services, counters, jobs, reviews};
use std::future::Future;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;
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

struct Slow {
    services: Services,
    reading: UnboundedReceiver<()>,
    go_on: Sender<()>,
}

impl Slow {
    fn new(world: &World) -> Self {
        let (began, reading) = unbounded_channel();
        let (go_on, told) = channel();
        let scorer = SlowScorer { reading: began, go_on: Mutex::new(told) };
        Self { services: services(&world.database, Labeller::with(Arc::new(scorer))), reading, go_on }
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
