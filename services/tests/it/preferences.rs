//! 보고싶어요 and 관심없어요: one of them or none, and the number of members who want to see a film.

use crate::support::{World, code};
use domain::MovieId;
use domain::error::ErrorCode;
use domain::movies::{Preference, PreferenceView};
use services::{counters, movies};

const WANT: Option<Preference> = Some(Preference::Want);
const NOT_INTERESTED: Option<Preference> = Some(Preference::NotInterested);

#[tokio::test]
async fn a_preference_is_set_replaced_and_taken_back() {
    let world = World::new().await;
    let (movie, actor, other) =
        (world.movie("헤어질 결심").await, world.quick_member("서래").await, world.quick_member("해준").await);
    // Each step twice: saying it again changes nothing.
    for (preference, want_count) in [(None, 0), (WANT, 1), (NOT_INTERESTED, 0), (WANT, 1), (None, 0), (WANT, 1)] {
        for _ in 0..2 {
            let view = movies::set_preference(&world.services, &actor, movie, preference).await.expect("sets");
            assert_eq!(view, PreferenceView { mine: preference, want_count });
            let page = world.page(Some(&actor), movie).await;
            assert_eq!((page.my_preference, page.want_count), (preference, want_count));
        }
        assert_eq!(world.number("SELECT count(*) FROM preferences").await, i64::from(preference.is_some()));
    }
    let view = movies::set_preference(&world.services, &other, movie, WANT).await.expect("sets");
    assert_eq!(view.want_count, 2);
    let page = world.page(None, movie).await;
    assert_eq!((page.my_preference, page.want_count), (None, 2), "a visitor has none");
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0);
}

#[tokio::test]
async fn saying_it_again_is_not_a_new_decision() {
    let world = World::new().await;
    let (movie, actor) = (world.movie("봄날은 간다").await, world.quick_member("상우").await);
    movies::set_preference(&world.services, &actor, movie, WANT).await.expect("sets");
    world.execute("UPDATE preferences SET created_at = now() - interval '20 days'").await;
    let old = "SELECT count(*) FROM preferences WHERE created_at < now() - interval '19 days'";
    movies::set_preference(&world.services, &actor, movie, WANT).await.expect("sets");
    assert_eq!(world.number(old).await, 1);
    movies::set_preference(&world.services, &actor, movie, NOT_INTERESTED).await.expect("sets");
    assert_eq!(world.number(old).await, 0, "another decision is new");
}

#[tokio::test]
async fn an_unknown_film_has_no_preference() {
    let world = World::new().await;
    let actor = world.quick_member("아무개").await;
    for preference in [None, WANT, NOT_INTERESTED] {
        let result = movies::set_preference(&world.services, &actor, MovieId(404), preference).await;
        assert_eq!(code(result), ErrorCode::NotFound);
    }
}

#[tokio::test]
async fn concurrent_changes_leave_the_counter_right() {
    let world = World::new().await;
    let movie = world.movie("괴물").await;
    let crowd = world.crowd(6).await;
    // The first cannot make up their mind; the others can.
    let waverer = (0..20).map(|n| (&crowd[0], [WANT, NOT_INTERESTED, None][n % 3]));
    let others = crowd[1..].iter().map(|actor| (actor, WANT));
    let tasks: Vec<_> = waverer
        .chain(others)
        .map(|(actor, preference)| {
            let (services, actor) = (world.services.clone(), actor.clone());
            tokio::spawn(async move {
                movies::set_preference(&services, &actor, movie, preference).await.expect("sets");
            })
        })
        .collect();
    for task in tasks {
        task.await.expect("no panic");
    }
    let rows = world.number("SELECT count(*) FROM preferences WHERE kind = 'want'").await;
    assert!((5..=6).contains(&rows));
    assert_eq!(world.page(None, movie).await.want_count, rows);
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0);
}
