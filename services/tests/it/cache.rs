//! What is kept for visitors: never another page than the rows make, and never for members.

use crate::leaving::goodbye;
use crate::support::{FakeScorer, World, private_form, review_form};
use crate::suspensions::{form as suspend_form, signed_in, with_role};
use domain::accounts::Role;
use domain::administration::MovieForm;
use domain::movies::{HomeView, MovieView, Preference};
use domain::reviews::{ReviewFilter, ReviewForm, ReviewListing, ReviewOrder, Sentiment};
use domain::{FormReturn, MovieId};
use graphile_worker::JobSpec;
use graphile_worker::worker_utils::WorkerUtils;
use services::accounts::{Actor, jobs::PurgeLeavers, leaving, suspensions};
use services::sentiment::Labeller;
use services::{Parts, Services, administration, counters, jobs, movies, reviews, seed};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use test_support::TestDatabase;

/// So long that nothing in these tests is seen because its time is over.
const LONG: Duration = Duration::from_secs(3600);
/// Long enough for a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// A process of its own on the same database.
fn process(database: &TestDatabase, kept_for: Option<Duration>) -> Services {
    let public_url = "https://popcorn.example".parse().expect("an address");
    let parts = test_support::parts(Labeller::with(Arc::new(FakeScorer)), public_url);
    Services::new(database.pool.clone(), Parts { kept_for, ..parts })
}

/// Where what visitors were shown is kept for [`LONG`].
async fn keeping() -> World {
    let database = TestDatabase::new().await;
    World { services: process(&database, Some(LONG)), database }
}

async fn film(services: &Services, movie: MovieId, listing: ReviewListing) -> MovieView {
    movies::get(services, None, movie, listing, None).await.expect("page")
}

/// What visitors are shown of a film and of the home page.
async fn look(services: &Services, movie: MovieId) -> (MovieView, HomeView) {
    let home = movies::home(services, None, None).await.expect("home");
    (film(services, movie, ReviewListing::default()).await, home)
}

/// A visitor who comes back after every change.
struct Visitor<'a> {
    kept: &'a Services,
    plain: Services,
    movie: MovieId,
    before: (MovieView, HomeView),
}

impl<'a> Visitor<'a> {
    async fn of(world: &'a World, movie: MovieId) -> Self {
        let (kept, plain) = (&world.services, process(&world.database, None));
        Self { kept, plain, movie, before: look(kept, movie).await }
    }

    /// The film's page is another one than before, and what the rows make, as is the home page.
    async fn sees(&mut self, what: &str) {
        let shown = look(self.kept, self.movie).await;
        assert_eq!(shown, look(&self.plain, self.movie).await, "not shown at once: {what}");
        assert_ne!(shown.0, self.before.0, "changes nothing: {what}");
        self.before = shown;
    }
}

#[tokio::test]
async fn every_listing_is_the_same_kept_or_not() {
    let world = keeping().await;
    let plain = process(&world.database, None);
    let movie = world.movie("기생충").await;
    for (n, actor) in world.crowd(13).await.iter().enumerate() {
        let text = if n % 3 == 0 { "별로다" } else { "좋다" };
        if n % 4 != 0 {
            movies::set_score(&world.services, actor, movie, format!("{}.5", n % 5)).await.expect("scores");
        }
        world.review(actor, movie, text).await;
        reviews::create(&world.services, actor, movie, private_form("혼자 좋다")).await.expect("posts");
    }
    let mut further = 0;
    for filter in ReviewFilter::EACH {
        for order in ReviewOrder::EACH {
            for bar in [None, Some(1), Some(5), Some(10)] {
                let listing = ReviewListing { filter, order, bar, after: None };
                let expected = film(&plain, movie, listing).await;
                for turn in ["loaded", "kept"] {
                    assert_eq!(film(&world.services, movie, listing).await, expected, "{turn}: {listing:?}");
                }
                if let Some(after) = expected.reviews.more {
                    let listing = ReviewListing { after: Some(after), ..listing };
                    assert_eq!(film(&world.services, movie, listing).await, film(&plain, movie, listing).await);
                    further += 1;
                }
            }
        }
    }
    assert!(further > 0, "no list went on");
    assert!(movies::get(&world.services, None, MovieId(404_404), ReviewListing::default(), None).await.is_err());
}

#[tokio::test]
async fn what_a_member_does_is_seen_at_once() {
    let world = keeping().await;
    let (services, movie) = (&world.services, world.movie("벌새").await);
    let (author, fan) = (world.quick_member("은희").await, world.quick_member("영지").await);
    let mut visitor = Visitor::of(&world, movie).await;

    movies::set_score(services, &author, movie, "4.0".into()).await.expect("scores");
    visitor.sees("a score").await;
    movies::set_preference(services, &fan, movie, Some(Preference::Want)).await.expect("prefers");
    visitor.sees("a wish").await;
    movies::set_preference(services, &fan, movie, None).await.expect("prefers");
    visitor.sees("a wish taken back").await;
    let id = world.review(&author, movie, "좋다").await;
    visitor.sees("a review").await;
    movies::set_score(services, &author, movie, "2.5".into()).await.expect("scores");
    visitor.sees("the author's other score").await;
    movies::clear_score(services, &author, movie).await.expect("clears");
    visitor.sees("a score taken back").await;
    reviews::like(services, &fan, id, true).await.expect("likes");
    visitor.sees("a like").await;
    reviews::like(services, &fan, id, false).await.expect("likes no more");
    visitor.sees("a like taken back").await;
    reviews::update(services, &author, id, review_form("지루하다")).await.expect("edits");
    visitor.sees("another text").await;
    reviews::undo(services, &author, id).await.expect("takes back");
    visitor.sees("the first text again").await;
    reviews::correct_sentiment(services, &author, id, Some(Sentiment::Negative)).await.expect("corrects");
    visitor.sees("what the author says it feels").await;
    reviews::update(services, &author, id, private_form("좋다")).await.expect("hides");
    visitor.sees("a review that is private now").await;
    reviews::update(services, &author, id, review_form("좋다")).await.expect("shows");
    visitor.sees("a review that is public again").await;
    reviews::delete(services, &author, id).await.expect("deletes");
    visitor.sees("a deletion").await;
    reviews::restore(services, &author, id).await.expect("restores");
    visitor.sees("a review that came back").await;
}

#[tokio::test]
async fn what_becomes_of_authors_is_seen_at_once() {
    let world = keeping().await;
    let (services, movie) = (&world.services, world.movie("버닝").await);
    let (author, keeper) = (world.member("종수").await, with_role(&world, "집주인", Role::Moderator).await);
    let id = author.member_id();
    world.review(&author, movie, "좋다").await;
    movies::set_score(services, &author, movie, "3.0".into()).await.expect("scores");
    let mut visitor = Visitor::of(&world, movie).await;

    suspensions::suspend(services, &keeper, id, suspend_form("7")).await.expect("suspends");
    visitor.sees("a suspension").await;
    suspensions::lift(services, &keeper, id, "오해였어요".into()).await.expect("lifts");
    visitor.sees("its end").await;
    leaving::leave(services, &signed_in(&world, id).await, goodbye("on")).await.expect("leaves");
    visitor.sees("who left").await;
    leaving::come_back(services, &signed_in(&world, id).await).await.expect("comes back");
    visitor.sees("who came back").await;
    leaving::leave(services, &signed_in(&world, id).await, goodbye("on")).await.expect("leaves");
    visitor.sees("who left again").await;
    world.execute("UPDATE members SET leaves_at = now() WHERE members.state = 'leaving'").await;
    let queue = WorkerUtils::new(world.database.pool.clone(), "graphile_worker");
    queue.add_job(PurgeLeavers, JobSpec::new()).await.expect("asks for it");
    jobs::run_due(services).await.expect("runs");
    visitor.sees("a review without its author").await;
}

#[tokio::test]
async fn what_the_house_does_is_seen_at_once() {
    let world = keeping().await;
    let services = &world.services;
    let keeper = with_role(&world, "집주인", Role::Administrator).await;
    let (movie, other) = (world.movie("기생").await, world.movie("기생충").await);
    let fan = world.quick_member("기택").await;
    movies::set_score(services, &fan, other, "4.5".into()).await.expect("scores");
    let twist = administration::create_tag(services, &keeper, "반전".into()).await.expect("creates");
    let turn = administration::create_tag(services, &keeper, "전환".into()).await.expect("creates");
    let mut visitor = Visitor::of(&world, movie).await;

    let shown = administration::movie(services, &keeper, movie).await.expect("page");
    let form = MovieForm {
        title: "기생충".into(),
        original_title: "寄生蟲".into(),
        english_title: "Parasite".into(),
        released_on: "2019-05-30".into(),
        runtime_minutes: "131".into(),
        age_grade: "15".into(),
        nations: "한국".into(),
        plot: "전원 백수인 기택네 가족.".into(),
        tags: vec![twist.to_string()],
        version: shown.version,
    };
    administration::update_movie(services, &keeper, movie, form).await.expect("updates");
    visitor.sees("other facts").await;
    administration::rename_tag(services, &keeper, twist, "역전".into()).await.expect("renames");
    visitor.sees("a tag's other name").await;
    administration::merge_tags(services, &keeper, twist, turn, "같은 말이에요".into()).await.expect("merges");
    visitor.sees("merged tags").await;
    administration::delete_tag(services, &keeper, turn, "뜻이 없어요".into()).await.expect("deletes");
    visitor.sees("a tag that is gone").await;
    administration::merge_movies(services, &keeper, other, movie, "같은 영화예요".into()).await.expect("merges");
    visitor.sees("merged films").await;

    world.execute("UPDATE movies SET want_count = 7").await;
    movies::set_preference(services, &fan, movie, Some(Preference::Want)).await.expect("prefers");
    visitor.sees("a wrong number").await;
    assert_eq!(counters::recount(services).await.expect("recounts"), 1);
    visitor.sees("the right number").await;
}

#[tokio::test]
async fn a_label_that_comes_later_is_seen_at_once() {
    let world = keeping().await;
    let movie = world.movie("서울의 봄").await;
    let unread = crate::support::services(&world.database, Labeller::absent());
    let author = world.quick_member("이태신").await;
    reviews::create(&unread, &author, movie, review_form("좋다")).await.expect("posts");
    let mut visitor = Visitor::of(&world, movie).await;
    assert_eq!(visitor.before.0.reviews.reviews[0].sentiment, None);
    jobs::run_due(&world.services).await.expect("runs");
    visitor.sees("a label").await;
    assert_eq!(visitor.before.0.positive_count, 1);
}

#[tokio::test]
async fn the_demo_is_seen_at_once() {
    let world = World::new().await;
    let public_url = "https://popcorn.example".parse().expect("an address");
    let parts = Parts { kept_for: Some(LONG), ..test_support::parts(Labeller::absent(), public_url) };
    let services = Services::new(world.database.pool.clone(), parts);
    let empty = movies::home(&services, None, None).await.expect("home");
    assert!(empty.best.is_empty());
    seed::load(&services, true).await.expect("loads");
    let home = movies::home(&services, None, None).await.expect("home");
    assert!(!home.best.is_empty());
    assert_eq!(home, movies::home(&world.services, None, None).await.expect("home"));
}

#[tokio::test]
async fn members_and_forms_are_shown_their_own_page() {
    let world = keeping().await;
    let (services, movie) = (&world.services, world.movie("헤어질 결심").await);
    let (one, two) = (world.quick_member("해준").await, world.quick_member("서래").await);
    movies::set_score(services, &one, movie, "5.0".into()).await.expect("scores");
    reviews::create(services, &one, movie, private_form("혼자 좋다")).await.expect("posts");
    let spoiler = ReviewForm { spoiler: "on".into(), ..review_form("범인은 좋은 이웃") };
    let spoiler = reviews::create(services, &two, movie, spoiler).await.expect("posts");
    let plain = process(&world.database, None);
    let callers: [Option<&Actor>; 5] = [Some(&one), None, Some(&two), None, Some(&one)];
    for actor in callers {
        let get = |services| movies::get(services, actor, movie, ReviewListing::default(), None);
        let page = get(services).await.expect("page");
        assert_eq!(page, get(&plain).await.expect("page"));
        let is_one = actor.is_some_and(|actor| actor.member_id() == one.member_id());
        assert_eq!(page.my_score.is_some(), is_one);
        assert_eq!(page.reviews.reviews.len(), if is_one { 2 } else { 1 });
        let home = movies::home(services, actor, None).await.expect("home");
        assert_eq!(home, movies::home(&plain, actor, None).await.expect("home"));
    }

    let form: FormReturn = reviews::revealed_form(spoiler);
    for form in [None, Some(form), None] {
        let is_revealed = form.is_some();
        let page = movies::get(services, None, movie, ReviewListing::default(), form).await.expect("page");
        assert_eq!(page.reviews.reviews[0].content.is_some(), is_revealed);
        assert_eq!(page.form.is_some(), is_revealed);
    }
}

/// Who reads after a wish was accepted sees it, whatever is being loaded at that moment.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn readers_keep_up_with_writers() {
    const WISHES: usize = 40;
    let world = keeping().await;
    let movie = world.movie("파묘").await;
    let accepted = Arc::new(AtomicI64::new(0));
    let readers: Vec<_> = (0..8)
        .map(|_| {
            let (services, accepted) = (world.services.clone(), accepted.clone());
            tokio::spawn(async move {
                loop {
                    let at_least = accepted.load(Ordering::SeqCst);
                    let (page, _) = look(&services, movie).await;
                    assert!(page.want_count >= at_least, "{} of {at_least} wishes are shown", page.want_count);
                    if at_least == WISHES as i64 {
                        break page.want_count;
                    }
                    tokio::task::yield_now().await;
                }
            })
        })
        .collect();
    let crowd = world.crowd(WISHES).await;
    let writers: Vec<_> = crowd
        .chunks(10)
        .map(|actors| {
            let (services, accepted, actors) = (world.services.clone(), accepted.clone(), actors.to_vec());
            tokio::spawn(async move {
                for actor in &actors {
                    movies::set_preference(&services, actor, movie, Some(Preference::Want)).await.expect("prefers");
                    accepted.fetch_add(1, Ordering::SeqCst);
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.expect("no panic");
    }
    for reader in readers {
        assert_eq!(reader.await.expect("no panic"), WISHES as i64);
    }
}

#[tokio::test]
async fn what_another_process_does_is_seen_when_the_time_is_over() {
    let world = keeping().await;
    let (movie, fan) = (world.movie("괴물").await, world.quick_member("강두").await);
    let hasty = process(&world.database, Some(Duration::from_millis(200)));
    let elsewhere = process(&world.database, None);
    for services in [&world.services, &hasty] {
        assert_eq!(look(services, movie).await.0.score_count, 0);
    }
    movies::set_score(&elsewhere, &fan, movie, "4.0".into()).await.expect("scores");
    let waiting = async {
        let mut looks = tokio::time::interval(Duration::from_millis(20));
        while look(&hasty, movie).await.0.score_count == 0 {
            looks.tick().await;
        }
    };
    assert!(tokio::time::timeout(PATIENCE, waiting).await.is_ok(), "not shown within {PATIENCE:?}");
    // What is kept longer is still there: it was kept at all, and a refusal makes nothing outdated.
    assert!(movies::set_preference(&world.services, &fan, MovieId(404_404), None).await.is_err());
    assert_eq!(look(&world.services, movie).await.0.score_count, 0);
    // A change of another film concerns this one's page no more than a refusal.
    let other = world.movie("마더").await;
    movies::set_score(&world.services, &fan, other, "3.0".into()).await.expect("scores");
    assert_eq!(film(&world.services, movie, ReviewListing::default()).await.score_count, 0);
    movies::set_preference(&world.services, &fan, movie, Some(Preference::Want)).await.expect("prefers");
    assert_eq!(film(&world.services, movie, ReviewListing::default()).await.score_count, 1);
}
