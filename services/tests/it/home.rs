//! The rails of the home page.

use crate::support::World;
use domain::MovieId;
use domain::movies::{HomeView, MovieCard, MovieOrder, Preference, UpcomingMovie, WantedWindow};
use services::accounts::Actor;
use services::time::{korean_day, korean_day_from, today};
use services::{counters, movies};
use time::Duration;

async fn home(world: &World, actor: Option<&Actor>, window: Option<WantedWindow>) -> HomeView {
    movies::home(&world.services, actor, window).await.expect("home")
}

fn ids(rail: &[MovieCard]) -> Vec<MovieId> {
    rail.iter().map(|movie| movie.id).collect()
}

fn notes(rail: &[MovieCard]) -> Vec<&str> {
    rail.iter().filter_map(|movie| movie.note.as_deref()).collect()
}

#[tokio::test]
async fn an_empty_house_has_a_home_page() {
    let world = World::new().await;
    let actor = world.quick_member("첫손님").await;
    for viewer in [None, Some(&actor)] {
        let view = home(&world, viewer, None).await;
        let rails = [&view.best, &view.newest, &view.wanted, &view.unscored];
        assert!(rails.iter().all(|rail| rail.is_empty()) && view.upcoming.is_empty());
        assert!(view.reviews.is_empty() && view.box_office.is_none());
        assert_eq!(view.canonical, "https://popcorn.example/");
    }
}

#[tokio::test]
async fn three_scores_make_a_ranking() {
    let world = World::new().await;
    let (movie, crowd) = (world.movie("벌새").await, world.crowd(3).await);
    for (actor, place) in crowd.iter().zip(1..) {
        assert!(home(&world, None, None).await.best.is_empty(), "{place}");
        movies::set_score(&world.services, actor, movie, "4.5".into()).await.expect("scores");
    }
    let best = home(&world, None, None).await.best;
    assert_eq!((ids(&best), best[0].mean.as_deref()), (vec![movie], Some("4.5")));
    movies::clear_score(&world.services, &crowd[0], movie).await.expect("clears");
    assert!(home(&world, None, None).await.best.is_empty());
}

#[tokio::test]
async fn a_ranking_says_how_many_scores_are_behind_a_place() {
    let world = World::new().await;
    let (loved, liked, crowd) =
        (world.movie("셋이 본 영화").await, world.movie("열이 본 영화").await, world.crowd(10).await);
    for (movie, fans, score) in [(loved, 3, "5.0"), (liked, 10, "4.5")] {
        for actor in &crowd[..fans] {
            movies::set_score(&world.services, actor, movie, score.into()).await.expect("scores");
        }
    }
    let best = home(&world, None, None).await.best;
    let listed = movies::browse(&world.services, None, None, MovieOrder::Best, None).await.expect("browses").movies;
    for ranked in [best, listed] {
        assert_eq!((ids(&ranked), notes(&ranked)), (vec![liked, loved], vec!["10명", "3명"]));
        let means: Vec<_> = ranked.iter().filter_map(|movie| movie.mean.as_deref()).collect();
        assert_eq!(means, ["4.5", "5.0"], "the mean that is shown is the plain one");
    }
    let popular = movies::browse(&world.services, None, None, MovieOrder::Popular, None).await.expect("browses").movies;
    assert_eq!((popular.len(), notes(&popular).len()), (2, 0), "elsewhere it explains nothing");
}

#[tokio::test]
async fn the_most_wanted_are_counted_within_their_window() {
    let world = World::new().await;
    let (fresh, older, oldest) =
        (world.movie("이번 주").await, world.movie("이번 달").await, world.movie("옛날").await);
    let (boring, crowd) = (world.movie("지루한 영화").await, world.crowd(4).await);
    for (movie, fans) in [(fresh, 2), (older, 3), (oldest, 4)] {
        for actor in &crowd[..fans] {
            movies::set_preference(&world.services, actor, movie, Some(Preference::Want)).await.expect("wants");
        }
    }
    for actor in &crowd {
        let not_interested = Some(Preference::NotInterested);
        movies::set_preference(&world.services, actor, boring, not_interested).await.expect("sets");
    }
    for (title, days) in [("이번 주", 6), ("이번 달", 20), ("옛날", 60)] {
        sqlx::query(
            "UPDATE preferences SET created_at = now() - make_interval(days => $2)
             FROM movies WHERE movies.id = movie_id AND title = $1",
        )
        .bind(title)
        .bind(days)
        .execute(&world.database.pool)
        .await
        .expect("ages");
    }
    for (window, expected, numbers) in [
        (None, vec![fresh], vec!["2명"]),
        (Some(WantedWindow::Week), vec![fresh], vec!["2명"]),
        (Some(WantedWindow::Month), vec![older, fresh], vec!["3명", "2명"]),
        (Some(WantedWindow::All), vec![oldest, older, fresh], vec!["4명", "3명", "2명"]),
    ] {
        let view = home(&world, None, window).await;
        assert_eq!((ids(&view.wanted), notes(&view.wanted)), (expected, numbers), "{window:?}");
        assert_eq!(view.wanted_window, window.unwrap_or_default());
    }

    // A quiet week is shown as such only to who asks for it.
    world.execute("UPDATE preferences SET created_at = now() - interval '100 days'").await;
    let view = home(&world, None, None).await;
    assert_eq!((view.wanted_window, view.wanted.len()), (WantedWindow::All, 3));
    let view = home(&world, None, Some(WantedWindow::Week)).await;
    assert_eq!((view.wanted_window, view.wanted.len()), (WantedWindow::Week, 0));
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0);
}

#[tokio::test]
async fn what_is_to_come_and_what_is_new_are_apart() {
    let world = World::new().await;
    world.movie("날 없는 영화").await;
    let mut films = Vec::new();
    for (title, days) in [("그제", -2), ("오늘", 0), ("다음 주", 8), ("내일", 1), ("먼 날", 400)] {
        let movie = world.movie(title).await;
        world.release(movie, days).await;
        films.push(movie);
    }
    let fan = world.quick_member("기다리는이").await;
    movies::set_preference(&world.services, &fan, films[2], Some(Preference::Want)).await.expect("wants");
    let view = home(&world, None, None).await;
    assert_eq!(ids(&view.newest), [films[1], films[0]]);
    let upcoming: Vec<_> = view.upcoming.iter().map(|film| (film.movie.id, film.countdown.as_str())).collect();
    assert_eq!(upcoming, [(films[3], "D-1"), (films[2], "D-8"), (films[4], "D-400")]);
    let wants: Vec<_> = view.upcoming.iter().map(|film| film.movie.note.as_deref()).collect();
    assert_eq!(wants, [None, Some("1명"), None]);
    let in_days = |days| today() + Duration::days(days);
    assert_eq!(view.upcoming[0].day, korean_day_from(today(), in_days(1)));
    assert_eq!(view.upcoming[2].day, korean_day(in_days(400)), "another year is named");
}

#[tokio::test]
async fn members_are_shown_what_they_have_not_scored() {
    let world = World::new().await;
    let (actor, other) = (world.quick_member("관객").await, world.quick_member("다른관객").await);
    let mut films = Vec::new();
    for title in ["본 영화", "관심 없는 영화", "보고 싶은 영화", "남이 본 영화", "아무도 모르는 영화", "올 영화"]
    {
        let movie = world.movie(title).await;
        world.release(movie, -100).await;
        films.push(movie);
    }
    world.release(films[5], 10).await;
    for actor in [&actor, &other] {
        movies::set_score(&world.services, actor, films[0], "4".into()).await.expect("scores");
    }
    for movie in [films[3], films[2]] {
        movies::set_score(&world.services, &other, movie, "3".into()).await.expect("scores");
    }
    for (movie, preference) in [(films[1], Preference::NotInterested), (films[2], Preference::Want)] {
        movies::set_preference(&world.services, &actor, movie, Some(preference)).await.expect("sets");
    }
    // Scored and wanted is more popular than scored.
    assert_eq!(ids(&home(&world, Some(&actor), None).await.unscored), [films[2], films[3], films[4]]);
    assert_eq!(ids(&home(&world, Some(&other), None).await.unscored), [films[4], films[1]]);
    assert!(home(&world, None, None).await.unscored.is_empty(), "a visitor is not asked");

    movies::clear_score(&world.services, &actor, films[0]).await.expect("clears");
    assert!(ids(&home(&world, Some(&actor), None).await.unscored).contains(&films[0]));
}

#[tokio::test]
async fn every_rail_has_an_end_and_repeats_nothing() {
    let world = World::new().await;
    let actor = world.quick_member("관객").await;
    world
        .execute(
            "INSERT INTO movies (title, released_on, score_sum, score_count, want_count)
             SELECT '영화 ' || n, current_date + 30 * (n % 2 * 2 - 1), 12, 3, 5 FROM generate_series(1, 60) AS n",
        )
        .await;
    world
        .execute("INSERT INTO preferences (member_id, movie_id, kind) SELECT members.id, movies.id, 'want' FROM members, movies")
        .await;
    for window in WantedWindow::EACH {
        let view = home(&world, Some(&actor), Some(window)).await;
        let upcoming: Vec<_> = view.upcoming.into_iter().map(|UpcomingMovie { movie, .. }| movie).collect();
        for rail in [&view.best, &view.newest, &view.wanted, &upcoming, &view.unscored] {
            let mut ids = ids(rail);
            ids.sort_unstable();
            ids.dedup();
            assert_eq!((rail.len(), ids.len()), (12, 12));
        }
    }
}
