//! The demo.

use crate::support::World;
use domain::accounts::SignInForm;
use domain::search::SearchTab;
use services::seed::{self, DEMO_PASSWORD, Outcome};
use services::time::{korean_month_day, today};
use services::{accounts, counters, movies, search};
use time::Duration;

/// Everything the demo puts in, so that any difference shows.
const FINGERPRINT: &str = "SELECT md5(concat_ws(' ',
    (SELECT string_agg(t::text, ' ' ORDER BY id) FROM movies AS t),
    (SELECT string_agg(t::text, ' ' ORDER BY id) FROM members AS t),
    (SELECT string_agg(t::text, ' ' ORDER BY id) FROM people AS t),
    (SELECT string_agg(t::text, ' ' ORDER BY id) FROM reviews AS t),
    (SELECT string_agg(t::text, ' ' ORDER BY movie_id, person_id, job) FROM credits AS t),
    (SELECT string_agg(t::text, ' ' ORDER BY movie_id, member_id) FROM scores AS t),
    (SELECT string_agg(t::text, ' ' ORDER BY movie_id, member_id) FROM preferences AS t),
    (SELECT string_agg(t::text, ' ' ORDER BY movie_id, title) FROM movie_aliases AS t),
    (SELECT string_agg(t::text, ' ' ORDER BY id) FROM genres AS t),
    (SELECT string_agg(t::text, ' ' ORDER BY id) FROM tags AS t),
    (SELECT string_agg(t::text, ' ' ORDER BY movie_id, genre_id) FROM movie_genres AS t),
    (SELECT string_agg(t::text, ' ' ORDER BY movie_id, tag_id) FROM movie_tags AS t),
    (SELECT string_agg(t::text, ' ' ORDER BY review_id, member_id) FROM review_likes AS t),
    (SELECT string_agg(t::text, ' ' ORDER BY day, rank) FROM box_office_days AS t)))";

async fn fingerprint(world: &World) -> String {
    sqlx::query_scalar(FINGERPRINT).fetch_one(&world.database.pool).await.expect("a fingerprint")
}

#[tokio::test]
async fn the_demo_loads_and_loading_it_again_changes_nothing() {
    let world = World::new().await;
    let Outcome::Loaded { movies: films, reviews } = seed::load(&world.services, true).await.expect("loads") else {
        panic!("the database was empty");
    };
    assert!(films >= 150 && reviews >= 300, "{films} films, {reviews} reviews");
    assert_eq!(world.number("SELECT count(*) FROM movies").await, films as i64);
    assert_eq!(world.number("SELECT count(*) FROM reviews").await, reviews as i64);
    assert!(world.number("SELECT count(*) FROM members").await >= 12);
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0);

    let first = fingerprint(&world).await;
    seed::load(&world.services, false).await.expect("loads again");
    assert_eq!(fingerprint(&world).await, first);
    assert_eq!(seed::load(&world.services, true).await.expect("looks"), Outcome::NotEmpty);
    assert_eq!(fingerprint(&world).await, first);
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0);

    for nothing in [
        "SELECT count(*) FROM reviews WHERE sentiment IS NULL OR positive_probability IS NULL",
        "SELECT count(*) FROM movies WHERE plot = '' OR NOT EXISTS (SELECT FROM movie_genres WHERE movie_id = id)
             OR NOT EXISTS (SELECT FROM credits WHERE movie_id = id AND job = 'director')",
        "SELECT count(*) FROM movies WHERE released_on IS NULL",
        "SELECT count(*) FROM scores JOIN movies ON movies.id = movie_id WHERE released_on > (now() AT TIME ZONE 'Asia/Seoul')::date",
        "SELECT count(*) FROM review_likes JOIN reviews ON reviews.id = review_id
             WHERE visibility <> 'public' OR reviews.member_id = review_likes.member_id",
        "SELECT count(*) FROM reviews WHERE created_at > now()",
    ] {
        assert_eq!(world.number(nothing).await, 0, "{nothing}");
    }
    for something in [
        "SELECT count(*) FROM reviews WHERE is_spoiler",
        "SELECT count(*) FROM reviews WHERE visibility = 'only_me'",
        "SELECT count(*) FROM reviews WHERE like_count > 0",
        "SELECT count(*) FROM preferences WHERE kind = 'not_interested'",
        "SELECT count(*) FROM movies WHERE is_invented",
    ] {
        assert!(world.number(something).await > 0, "{something}");
    }
}

#[tokio::test]
async fn the_demo_fills_the_home_page_of_visitors_and_members() {
    let world = World::new().await;
    seed::load(&world.services, true).await.expect("loads");
    let home = movies::home(&world.services, None, None).await.expect("home");
    let chart = home.box_office.expect("a chart");
    assert_eq!((chart.rows.len(), chart.day), (10, korean_month_day(today() - Duration::days(1))));
    assert!(chart.source.is_some(), "it says which day's chart it really is");
    assert_eq!((home.best.len(), home.newest.len(), home.wanted.len()), (12, 12, 12));
    assert!(home.upcoming.len() >= 6 && home.reviews.len() == 6);
    assert!(home.unscored.is_empty());

    let demo = SignInForm { email: "demo@example.com".into(), password: DEMO_PASSWORD.into() };
    let token = accounts::sign_in(&world.services, demo, "", None).await.expect("the demo member signs in");
    let actor = accounts::sessions::authenticate(&world.services, token.token.expose()).await.expect("looks up");
    let home = movies::home(&world.services, actor.as_ref(), None).await.expect("home");
    assert_eq!(home.unscored.len(), 12);
}

#[tokio::test]
async fn the_demo_stays_in_the_present() {
    let world = World::new().await;
    seed::load(&world.services, true).await.expect("loads");
    let own = world.movie("우리가 넣은 영화").await;
    world.release(own, -3).await;
    // As if the demo had been loaded long ago.
    let invented = world.execute("UPDATE movies SET released_on = released_on - 200 WHERE is_invented").await;
    world.execute("UPDATE box_office_days SET day = day - 30").await;
    assert!(invented >= 6);
    let past =
        "SELECT count(*) FROM movies WHERE is_invented AND released_on <= (now() AT TIME ZONE 'Asia/Seoul')::date";
    assert_eq!(world.number(past).await, invented as i64);

    assert_eq!(seed::load(&world.services, true).await.expect("looks"), Outcome::NotEmpty);
    assert_eq!(world.number(past).await, 0);
    let yesterday = "SELECT count(*) FROM box_office_days WHERE day = (now() AT TIME ZONE 'Asia/Seoul')::date - 1";
    assert_eq!(world.number(yesterday).await, 10);
    let home = movies::home(&world.services, None, None).await.expect("home");
    assert_eq!(home.upcoming.len() as u64, invented.min(12));
    assert_eq!(home.newest.first().map(|movie| movie.id), Some(own), "a film of one's own is left alone");
    assert_eq!(home.box_office.expect("a chart").day, korean_month_day(today() - Duration::days(1)));
}

#[tokio::test]
async fn an_older_demo_gets_the_names_of_a_newer_release() {
    let world = World::new().await;
    seed::load(&world.services, true).await.expect("loads");
    let first = fingerprint(&world).await;
    let found = async |query: &str, title: &str| {
        let view = search::search(&world.services, None, query.to_owned(), Some(SearchTab::Movies)).await;
        view.expect("searches").movies.iter().any(|movie| movie.title == title)
    };
    let names = [("Chungking Express", "중경삼림"), ("에에올", "에브리씽 에브리웨어 올 앳 원스")];
    // As the release before would have left it.
    assert!(world.execute("UPDATE movies SET english_title = NULL WHERE english_title IS NOT NULL").await > 0);
    assert_eq!(world.execute("DELETE FROM movie_aliases WHERE title = '에에올'").await, 1);
    search::reindex(&world.services).await.expect("indexes");
    for (query, title) in names {
        assert!(!found(query, title).await, "{query}");
    }

    assert_eq!(seed::load(&world.services, true).await.expect("looks"), Outcome::NotEmpty);
    for (query, title) in names {
        assert!(found(query, title).await, "{query}");
    }
    assert_eq!(fingerprint(&world).await, first);
}

#[tokio::test]
async fn a_database_without_the_demo_is_left_alone() {
    let world = World::new().await;
    world.movie("우리가 넣은 영화").await;
    assert_eq!(seed::load(&world.services, true).await.expect("looks"), Outcome::NotEmpty);
    assert_eq!(world.number("SELECT count(*) FROM movies").await, 1);
    assert_eq!(world.number("SELECT count(*) FROM box_office_days").await, 0);
    assert_eq!(world.number("SELECT count(*) FROM members").await, 0);
}
