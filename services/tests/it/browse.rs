//! Films by genre and year.

use crate::support::World;
use domain::movies::{BrowseView, MovieOrder};
use domain::{MovieId, page};
use services::movies;
use std::cmp::Reverse;
use time::Date;

async fn browse(
    world: &World,
    genre: Option<&str>,
    year: Option<i32>,
    order: MovieOrder,
    after: Option<MovieId>,
) -> BrowseView {
    movies::browse(&world.services, genre.map(str::to_owned), year, order, after).await.expect("browses")
}

async fn walk(world: &World, genre: Option<&str>, year: Option<i32>, order: MovieOrder) -> Vec<i64> {
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let view = browse(world, genre, year, order, after).await;
        assert_eq!(view.is_continued, after.is_some());
        assert!(view.movies.len() == 36 || (view.more.is_none() && view.movies.len() < 36));
        seen.extend(view.movies.iter().map(|movie| movie.id.0));
        let Some(next) = view.more else { return seen };
        after = Some(next.parse().expect("an id"));
        assert!(seen.len() <= 200, "the pages go in a circle");
    }
}

/// A hundred films, many equally popular, released on the same day, or ranked alike.
async fn hundred(world: &World) {
    world.execute("INSERT INTO movies (title) SELECT '영화 ' || n FROM generate_series(1, 100) AS n").await;
    world
        .execute(
            "UPDATE movies SET score_count = id % 5, score_sum = (id % 5) * (1 + id % 7), want_count = id % 3,
                 released_on = CASE WHEN id % 10 > 0
                                    THEN make_date(2000 + (id % 3)::int, 1 + (id % 2)::int, 1) END",
        )
        .await;
    world.execute("INSERT INTO genres (name) VALUES ('드라마'), ('공포(호러)'), ('영화가 없는 장르')").await;
    world
        .execute(
            "INSERT INTO movie_genres (movie_id, genre_id) SELECT movies.id, genres.id FROM movies, genres
             WHERE (name = '드라마' AND movies.id % 2 = 0) OR (name LIKE '공포%' AND movies.id % 3 = 0)",
        )
        .await;
}

/// Id, popularity, release, ranking, number of scores, genres.
type Film = (i64, i64, Option<Date>, f64, i64, Vec<String>);

#[tokio::test]
async fn every_order_shows_each_film_once() {
    let world = World::new().await;
    hundred(&world).await;
    let films: Vec<Film> = sqlx::query_as(
        "SELECT id, popularity, released_on, ranking, score_count,
                ARRAY(SELECT name FROM movie_genres JOIN genres ON genres.id = genre_id WHERE movie_id = movies.id)
         FROM movies",
    )
    .fetch_all(&world.database.pool)
    .await
    .expect("films");
    for order in MovieOrder::EACH {
        for genre in [None, Some("드라마"), Some("공포(호러)"), Some("영화가 없는 장르"), Some("SF"), Some("")]
        {
            for year in [None, Some(2001), Some(1999), Some(9000)] {
                let mut expected: Vec<_> = films
                    .iter()
                    .filter(|film| genre.is_none_or(|genre| film.5.iter().any(|name| name == genre)))
                    .filter(|film| year.is_none_or(|year| film.2.is_some_and(|day| day.year() == year)))
                    .filter(|film| order != MovieOrder::Best || film.4 >= 3)
                    .collect();
                expected.sort_by_key(|film| Reverse(film.0));
                match order {
                    MovieOrder::Popular => expected.sort_by_key(|film| Reverse((film.1, film.2))),
                    // Without a date last.
                    MovieOrder::Newest => expected.sort_by_key(|film| Reverse(film.2)),
                    MovieOrder::Best => expected.sort_by(|one, other| other.3.total_cmp(&one.3)),
                }
                let expected: Vec<_> = expected.iter().map(|film| film.0).collect();
                let seen = walk(&world, genre, year, order).await;
                assert_eq!(seen, expected, "{order:?} {genre:?} {year:?}");
            }
        }
    }
}

#[tokio::test]
async fn the_choices_are_those_with_films() {
    let world = World::new().await;
    let nothing = browse(&world, None, None, MovieOrder::Popular, None).await;
    assert!(nothing.movies.is_empty() && nothing.genres.is_empty() && nothing.years.is_empty());
    hundred(&world).await;
    let view = browse(&world, Some("공포(호러)"), Some(2001), MovieOrder::Newest, None).await;
    assert_eq!(view.genres, ["공포(호러)", "드라마"]);
    assert_eq!(view.years, [2002, 2001, 2000]);
    assert_eq!((view.genre.as_deref(), view.year, view.order), (Some("공포(호러)"), Some(2001), MovieOrder::Newest));
    let genre = page::encode("공포(호러)");
    assert_eq!(view.canonical, format!("https://popcorn.example/movies?genre={genre}&year=2001"));
    let view = browse(&world, None, None, MovieOrder::Best, None).await;
    assert_eq!(view.canonical, "https://popcorn.example/movies", "an order makes no other page");
}

#[tokio::test]
async fn nonsense_is_no_fault() {
    let world = World::new().await;
    hundred(&world).await;
    for year in [0, -5, 999_999, i32::MAX, i32::MIN] {
        let view = browse(&world, None, Some(year), MovieOrder::Popular, None).await;
        assert_eq!((view.year, view.movies.len()), (None, 36), "{year} is not asked for");
    }
    for order in MovieOrder::EACH {
        for after in [0, -1, i64::MIN, i64::MAX] {
            browse(&world, None, None, order, Some(MovieId(after))).await;
        }
    }
    for genre in ["'; --", "%", "없는 장르", &"가".repeat(5000)] {
        assert!(browse(&world, Some(genre), None, MovieOrder::Popular, None).await.movies.is_empty());
    }
}

/// An address may hold anything, a NUL as well.
#[tokio::test]
async fn a_genre_from_an_address_is_normalised() {
    let world = World::new().await;
    hundred(&world).await;
    let view = movies::browse(&world.services, Some("\u{0}".into()), None, MovieOrder::Popular, None).await;
    view.expect("no fault");
}
