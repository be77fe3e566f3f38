//! Somebody's page, and who is named on a film's.

use crate::support::{World, code};
use domain::error::ErrorCode;
use domain::{MovieId, PersonId, Score};
use services::movies;

async fn person(world: &World, name: &str) -> PersonId {
    let id = sqlx::query_scalar("INSERT INTO people (name) VALUES ($1) RETURNING id").bind(name);
    PersonId(id.fetch_one(&world.database.pool).await.expect("inserts"))
}

async fn credit(world: &World, movie: MovieId, person: PersonId, job: &str, role: Option<&str>, position: i16) {
    sqlx::query("INSERT INTO credits (movie_id, person_id, job, role, position) VALUES ($1, $2, $3, $4, $5)")
        .bind(movie.0)
        .bind(person.0)
        .bind(job)
        .bind(role)
        .bind(position)
        .execute(&world.database.pool)
        .await
        .expect("inserts");
}

#[tokio::test]
async fn a_person_has_directed_and_acted_and_the_viewer_has_seen() {
    let world = World::new().await;
    let someone = person(&world, "류승완").await;
    let (older, newer, undated, unseen) = (
        world.movie("옛 영화").await,
        world.movie("새 영화").await,
        world.movie("날 없는 영화").await,
        world.movie("안 본 영화").await,
    );
    world.release(older, -900).await;
    world.release(newer, -30).await;
    world.release(unseen, -400).await;
    for movie in [older, newer, undated] {
        credit(&world, movie, someone, "director", None, 0).await;
    }
    credit(&world, older, someone, "actor", Some("석환"), 2).await;
    credit(&world, unseen, someone, "actor", None, 5).await;

    let viewer = world.quick_member("관객").await;
    for movie in [older, newer] {
        movies::set_score(&world.services, &viewer, movie, "4.1".into()).await.expect("scores");
    }
    let view = movies::person(&world.services, Some(&viewer), someone).await.expect("person");
    assert_eq!((view.id, view.name.as_str()), (someone, "류승완"));
    assert_eq!(view.canonical, format!("https://popcorn.example/people/{someone}"));
    let directed: Vec<_> = view.directed.iter().map(|work| work.movie.id).collect();
    assert_eq!(directed, [undated, newer, older], "newest first, and what has no date yet before it");
    let acted: Vec<_> = view.acted.iter().map(|work| (work.movie.id, work.role.as_deref())).collect();
    assert_eq!(acted, [(unseen, None), (older, Some("석환"))]);
    assert_eq!(view.seen, Some(2), "a film in both lists is seen once");
    assert_eq!(view.directed[1].my_score, Score::from_tenths(41));
    assert_eq!((view.directed[0].my_score, view.directed[1].movie.mean.as_deref()), (None, Some("4.1")));

    let visitor = movies::person(&world.services, None, someone).await.expect("person");
    assert_eq!(visitor.seen, None);
    assert!(visitor.directed.iter().chain(&visitor.acted).all(|work| work.my_score.is_none()));
    let other = world.quick_member("안본사람").await;
    assert_eq!(movies::person(&world.services, Some(&other), someone).await.expect("person").seen, Some(0));
    for unknown in [0, -1, i64::MAX] {
        assert_eq!(code(movies::person(&world.services, None, PersonId(unknown)).await), ErrorCode::NotFound);
    }
}

#[tokio::test]
async fn a_film_names_its_people_in_order_of_billing() {
    let world = World::new().await;
    let movie = world.movie("베테랑").await;
    let (second, first, director) =
        (person(&world, "둘째").await, person(&world, "첫째").await, person(&world, "감독").await);
    credit(&world, movie, second, "actor", None, 1).await;
    credit(&world, movie, first, "actor", Some("서도철"), 0).await;
    credit(&world, movie, director, "director", None, 0).await;
    let page = world.page(None, movie).await;
    let cast: Vec<_> = page.cast.iter().map(|credit| (credit.person, credit.role.as_deref())).collect();
    assert_eq!(cast, [(first, Some("서도철")), (second, None)]);
    assert_eq!(page.directors.iter().map(|credit| credit.person).collect::<Vec<_>>(), [director]);
}

#[tokio::test]
async fn a_large_cast_does_not_push_the_director_out() {
    let world = World::new().await;
    let movie = world.movie("배우가 많은 영화").await;
    world.execute("INSERT INTO people (name) SELECT '배우 ' || n FROM generate_series(1, 60) AS n").await;
    world
        .execute(
            "INSERT INTO credits (movie_id, person_id, job, position)
             SELECT movies.id, people.id, 'actor', people.id % 100 FROM movies, people",
        )
        .await;
    let director = person(&world, "감독").await;
    credit(&world, movie, director, "director", None, 0).await;
    let page = world.page(None, movie).await;
    assert_eq!(page.directors.iter().map(|credit| credit.person).collect::<Vec<_>>(), [director]);
    assert!(page.cast.len() >= 20);
}
