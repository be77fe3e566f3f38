//! A member's page: their numbers, their lists, and who sees what of them.

use crate::support::{World, code, private_form};
use domain::accounts::{ProfileTab, ProfileView, ScoreOrder};
use domain::error::ErrorCode;
use domain::movies::Preference;
use services::accounts::{self, Actor, ProfilePage};
use services::{movies, reviews};

fn tab(tab: ProfileTab) -> ProfilePage {
    ProfilePage { tab, ..ProfilePage::default() }
}

async fn profile(world: &World, viewer: Option<&Actor>, nickname: &str, page: ProfilePage) -> ProfileView {
    accounts::profile(&world.services, viewer, nickname, page).await.expect("profile")
}

/// Ids of the entries of a list, page by page, and how many each page has.
async fn walk(world: &World, nickname: &str, page: ProfilePage) -> (Vec<i64>, Vec<usize>) {
    let (mut seen, mut sizes, mut page) = (Vec::new(), Vec::new(), page);
    loop {
        let view = profile(world, None, nickname, page.clone()).await;
        assert_eq!(view.is_continued, page.after.is_some());
        let before = seen.len();
        seen.extend(view.scored.iter().map(|scored| scored.movie.id.0));
        seen.extend(view.movies.iter().map(|movie| movie.id.0));
        seen.extend(view.reviews.iter().map(|review| review.id.0));
        sizes.push(seen.len() - before);
        let Some(next) = view.more else { return (seen, sizes) };
        page.after = Some(next.parse().expect("an id"));
        assert!(sizes.len() < 20, "the pages go in a circle");
    }
}

#[tokio::test]
async fn a_member_is_found_whatever_the_case_of_the_name() {
    let world = World::new().await;
    let actor = world.member("Popcorn_Fan").await;
    for name in ["Popcorn_Fan", "popcorn_fan", "POPCORN_FAN"] {
        let view = profile(&world, None, name, ProfilePage::default()).await;
        assert_eq!((view.nickname.as_str(), view.id), ("Popcorn_Fan", actor.member_id()));
        assert_eq!(view.canonical, "https://popcorn.example/accounts/Popcorn_Fan");
        assert!(!view.is_mine);
    }
    let own = profile(&world, Some(&actor), "popcorn_fan", ProfilePage::default()).await;
    assert!(own.is_mine);
    assert_eq!(own, accounts::mine(&world.services, &actor, ProfilePage::default()).await.expect("profile"));
    for nobody in ["", "popcornXfan", "popcorn%", "Popcorn_Fan'", "없는사람", &"가".repeat(5000)] {
        let result = accounts::profile(&world.services, None, nobody, ProfilePage::default()).await;
        assert_eq!(code(result), ErrorCode::NotFound, "{nobody:.20}");
    }
}

/// A path may hold anything: decomposed jamo as some systems type them, or a NUL.
#[tokio::test]
async fn a_name_from_an_address_is_normalised() {
    let world = World::new().await;
    world.quick_member("가나").await;
    let view = profile(&world, None, "\u{1100}\u{1161}\u{1102}\u{1161}", ProfilePage::default()).await;
    assert_eq!(view.nickname, "가나");
    let result = accounts::profile(&world.services, None, "\u{0}", ProfilePage::default()).await;
    assert_eq!(code(result), ErrorCode::NotFound);
}

#[tokio::test]
async fn the_numbers_are_the_members_own() {
    let world = World::new().await;
    let (actor, other) = (world.quick_member("하늘극장").await, world.quick_member("남의극장").await);
    let films = [world.movie("하나").await, world.movie("둘").await, world.movie("셋").await, world.movie("넷").await];
    for (movie, score) in films.iter().zip(["0.5", "4.6", "5.0"]) {
        movies::set_score(&world.services, &actor, *movie, score.into()).await.expect("scores");
    }
    movies::set_score(&world.services, &other, films[0], "2".into()).await.expect("scores");
    for (movie, preference) in [(films[3], Preference::Want), (films[2], Preference::NotInterested)] {
        movies::set_preference(&world.services, &actor, movie, Some(preference)).await.expect("sets");
    }
    let public = world.review(&actor, films[0], "좋다").await;
    let private = reviews::create(&world.services, &actor, films[0], private_form("혼자")).await.expect("posts");
    let deleted = world.review(&actor, films[0], "지울 글").await;
    reviews::delete(&world.services, &actor, deleted).await.expect("deletes");
    world.review(&other, films[0], "남의 글").await;

    for viewer in [None, Some(&other), Some(&actor)] {
        let view = profile(&world, viewer, "하늘극장", tab(ProfileTab::Reviews)).await;
        assert_eq!((view.score_count, view.mean.as_deref()), (3, Some("3.4")));
        assert_eq!(view.histogram, [1_i64, 0, 0, 0, 0, 0, 0, 0, 0, 2]);
        assert_eq!((view.review_count, view.want_count), (1, 1));
        // The author too sees the page as others do.
        let ids: Vec<_> = view.reviews.iter().map(|review| review.id).collect();
        assert_eq!(ids, [public]);
        assert!(view.scored.is_empty() && view.movies.is_empty() && view.more.is_none());

        let wanted = profile(&world, viewer, "하늘극장", tab(ProfileTab::Wanted)).await.movies;
        assert_eq!(wanted.iter().map(|movie| movie.id).collect::<Vec<_>>(), [films[3]]);
        let scored = profile(&world, viewer, "하늘극장", tab(ProfileTab::Scores)).await.scored;
        let scores: Vec<_> = scored.iter().map(|scored| (scored.movie.id, scored.score.tenths())).collect();
        assert_eq!(scores, [(films[2], 50), (films[1], 46), (films[0], 5)], "newest first");
    }
    let own = accounts::mine(&world.services, &actor, tab(ProfileTab::Reviews)).await.expect("profile");
    let ids: Vec<_> = own.reviews.iter().map(|review| review.id).collect();
    assert_eq!((own.review_count, ids), (2, vec![private, public]), "private ones stand on the member's own page");
    let empty = profile(&world, None, "남의극장", tab(ProfileTab::Wanted)).await;
    assert_eq!((empty.want_count, empty.movies.len(), empty.mean.as_deref()), (0, 0, Some("2.0")));
}

#[tokio::test]
async fn what_bores_a_member_is_nobody_elses_business() {
    let world = World::new().await;
    let (actor, other, movie) =
        (world.quick_member("입이무거운").await, world.quick_member("궁금한이").await, world.movie("지루").await);
    movies::set_preference(&world.services, &actor, movie, Some(Preference::NotInterested)).await.expect("sets");
    for viewer in [None, Some(&other)] {
        let result = accounts::profile(&world.services, viewer, "입이무거운", tab(ProfileTab::NotInterested)).await;
        assert_eq!(code(result), ErrorCode::NotFound);
        let view = profile(&world, viewer, "입이무거운", ProfilePage::default()).await;
        assert_eq!(view.not_interested_count, 0, "not even how many");
    }
    let own = accounts::mine(&world.services, &actor, tab(ProfileTab::NotInterested)).await.expect("profile");
    assert_eq!((own.not_interested_count, own.movies.len()), (1, 1));
    assert_eq!(own, profile(&world, Some(&actor), "입이무거운", tab(ProfileTab::NotInterested)).await);
}

#[tokio::test]
async fn long_lists_come_in_pages_without_gap_or_overlap() {
    let world = World::new().await;
    let actor = world.quick_member("다작가").await;
    world.execute("INSERT INTO movies (title) SELECT '영화 ' || n FROM generate_series(1, 80) AS n").await;
    // Many at the same moment and with the same score.
    world
        .execute(
            "INSERT INTO scores (member_id, movie_id, score, updated_at)
             SELECT members.id, movies.id, 1 + movies.id * 7 % 4, now() - make_interval(days => (movies.id % 3)::int)
             FROM members, movies",
        )
        .await;
    world
        .execute(
            "INSERT INTO preferences (member_id, movie_id, kind, created_at)
             SELECT members.id, movies.id, 'want', now() - make_interval(days => (movies.id % 3)::int)
             FROM members, movies",
        )
        .await;
    let ordered = async |sql: &'static str| -> Vec<i64> {
        sqlx::query_scalar(sql).fetch_all(&world.database.pool).await.expect("ids")
    };
    for (order, sql) in [
        (ScoreOrder::Recent, "SELECT movie_id FROM scores ORDER BY updated_at DESC, movie_id DESC"),
        (ScoreOrder::High, "SELECT movie_id FROM scores ORDER BY score DESC, movie_id DESC"),
        (ScoreOrder::Low, "SELECT movie_id FROM scores ORDER BY score, movie_id"),
    ] {
        let page = ProfilePage { order, ..ProfilePage::default() };
        assert_eq!(walk(&world, "다작가", page).await, (ordered(sql).await, vec![36, 36, 8]), "{order:?}");
    }
    let wanted = ordered("SELECT movie_id FROM preferences ORDER BY created_at DESC, movie_id DESC").await;
    assert_eq!(walk(&world, "다작가", tab(ProfileTab::Wanted)).await, (wanted, vec![36, 36, 8]));

    let movie = world.movie("리뷰가 많은 영화").await;
    let mut posted = Vec::new();
    for n in 0..20 {
        posted.push(world.review(&actor, movie, &format!("{n}번째로 좋다")).await.0);
    }
    posted.reverse();
    assert_eq!(walk(&world, "다작가", tab(ProfileTab::Reviews)).await, (posted, vec![10, 10]));

    // Nonsense to go on after is no fault.
    for after in [0, -1, i64::MIN, i64::MAX] {
        for tab in [ProfileTab::Scores, ProfileTab::Reviews, ProfileTab::Wanted] {
            let page = ProfilePage { tab, after: Some(after), ..ProfilePage::default() };
            profile(&world, None, "다작가", page).await;
        }
    }
}
