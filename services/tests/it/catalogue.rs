//! Films and tags put right by hand.

use crate::support::{World, code, refusal};
use crate::suspensions::with_role;
use domain::MovieId;
use domain::accounts::Role;
use domain::administration::{ManagedMovie, MovieForm, MovieGap, MovieSearch, TagSearch};
use domain::error::{ErrorCode, FieldError};
use services::accounts::Actor;
use services::{administration, search};
use std::collections::BTreeSet;

/// The form as a film's page shows it.
fn shown(movie: &ManagedMovie) -> MovieForm {
    MovieForm {
        title: movie.title.clone(),
        original_title: movie.original_title.clone().unwrap_or_default(),
        english_title: movie.english_title.clone().unwrap_or_default(),
        released_on: movie.released_on.clone().unwrap_or_default(),
        runtime_minutes: movie.runtime_minutes.map(|minutes| minutes.to_string()).unwrap_or_default(),
        age_grade: movie.age_grade.clone().unwrap_or_default(),
        nations: movie.nations.join(", "),
        plot: movie.plot.clone(),
        tags: movie.tags.iter().filter(|tag| tag.is_chosen).map(|tag| tag.id.to_string()).collect(),
        version: movie.version.clone(),
    }
}

async fn page(world: &World, actor: &Actor, id: MovieId) -> ManagedMovie {
    administration::movie(&world.services, actor, id).await.expect("page")
}

async fn finds(world: &World, query: &str) -> usize {
    search::search(&world.services, None, query.into(), None).await.expect("finds").movies.len()
}

#[tokio::test]
async fn facts_are_put_right_and_the_film_is_found_under_them() {
    let world = World::new().await;
    let keeper = with_role(&world, "집주인", Role::Administrator).await;
    let id = world.movie("잘못 적은 제목").await;
    let tag = administration::create_tag(&world.services, &keeper, "반전".into()).await.expect("creates");
    let before = page(&world, &keeper, id).await;
    let form = MovieForm {
        title: "  기생충 ".into(),
        original_title: "寄生蟲".into(),
        english_title: "Parasite".into(),
        released_on: "2019-05-30".into(),
        runtime_minutes: "131".into(),
        age_grade: "15".into(),
        nations: "한국".into(),
        plot: "전원 백수인 기택네 가족.".into(),
        tags: vec![tag.to_string(), "999999".into()],
        ..shown(&before)
    };
    administration::update_movie(&world.services, &keeper, id, form.clone()).await.expect("updates");
    let after = page(&world, &keeper, id).await;
    let again = MovieForm { version: form.version.clone(), ..shown(&after) };
    assert_eq!((after.title.as_str(), after.released_on.as_deref()), ("기생충", Some("2019-05-30")));
    assert_eq!((after.runtime_minutes, after.age_grade.as_deref()), (Some(131), Some("15")));
    assert!(after.tags.iter().all(|tag| tag.is_chosen), "a tag that is gone is left out");
    let entry = &after.audit[0];
    assert_eq!(entry.action, "movie.update");
    assert!(entry.detail.iter().any(|line| line == "제목: 잘못 적은 제목 → 기생충"), "{:?}", entry.detail);
    assert_eq!(entry.detail.len(), 9);
    assert_eq!(
        (finds(&world, "기생충").await, finds(&world, "parasite").await, finds(&world, "잘못 적은").await),
        (1, 1, 0)
    );

    // Somebody else still has the form from before.
    assert_eq!(code(administration::update_movie(&world.services, &keeper, id, again).await), ErrorCode::Conflict);
    let same = shown(&after);
    administration::update_movie(&world.services, &keeper, id, same).await.expect("saves");
    assert_eq!(page(&world, &keeper, id).await.audit.len(), 1, "no change, no entry");
    let gone = administration::update_movie(&world.services, &keeper, MovieId(-1), form).await;
    assert_eq!(code(gone), ErrorCode::NotFound);
}

#[tokio::test]
async fn every_wrong_field_is_named() {
    let world = World::new().await;
    let keeper = with_role(&world, "집주인", Role::Administrator).await;
    let id = world.movie("시").await;
    let form = MovieForm {
        title: " \u{3164} ".into(),
        released_on: "2023-02-29".into(),
        runtime_minutes: "0".into(),
        age_grade: "18".into(),
        ..shown(&page(&world, &keeper, id).await)
    };
    let error = refusal(administration::update_movie(&world.services, &keeper, id, form).await);
    assert_eq!(error.fields.len(), 4);
    assert_eq!(error.field("title"), Some(FieldError::TitleMissing));
}

#[tokio::test]
async fn films_are_found_by_name_number_code_and_gap() {
    let world = World::new().await;
    let keeper = with_role(&world, "집주인", Role::Administrator).await;
    let (bare, whole) = (world.movie("100% 사랑").await, world.movie("시").await);
    for statement in [
        "UPDATE movies SET plot = '강가의 소녀', released_on = '2010-05-13', kofic_code = 'K-20100501' WHERE title = '시'",
        "INSERT INTO movie_aliases SELECT id, 'Poetry' FROM movies WHERE title = '시'",
        "INSERT INTO genres (name) VALUES ('드라마')",
        "INSERT INTO movie_genres SELECT movies.id, genres.id FROM movies, genres WHERE title = '시'",
        "INSERT INTO tags (name) VALUES ('문학')",
        "INSERT INTO movie_tags SELECT movies.id, tags.id FROM movies, tags WHERE title = '시'",
    ] {
        world.execute(statement).await;
    }
    let list = async |query: &str, gap: Option<MovieGap>| {
        let search = MovieSearch { query: query.into(), gap, after: None };
        administration::movies(&world.services, &keeper, search).await.expect("lists").movies
    };
    let number = bare.to_string();
    for (query, expected) in [
        ("", vec![whole, bare]),
        ("poet", vec![whole]),
        ("K-20100501", vec![whole]),
        ("0%", vec![bare]),
        (number.as_str(), vec![bare]),
        ("없는 영화", vec![]),
    ] {
        let found: Vec<_> = list(query, None).await.into_iter().map(|movie| movie.id).collect();
        assert_eq!(found, expected, "{query}");
    }
    for gap in MovieGap::EACH {
        let found = list("", Some(gap)).await;
        assert_eq!(found.iter().map(|movie| movie.id).collect::<Vec<_>>(), [bare], "{gap:?}");
        assert_eq!(found[0].gaps, MovieGap::EACH);
    }
    assert!(list("시", None).await[0].gaps.is_empty());
}

#[tokio::test]
async fn tags_are_named_merged_and_deleted() {
    let world = World::new().await;
    let keeper = with_role(&world, "집주인", Role::Administrator).await;
    let services = &world.services;
    for title in ["하나", "둘", "셋"] {
        world.movie(title).await;
    }
    let create = async |name: &str| administration::create_tag(services, &keeper, name.to_owned()).await;
    let (twist, turn) = (create("반전").await.expect("creates"), create("뒤집기").await.expect("creates"));
    let long = "가".repeat(31);
    for (name, fault) in
        [(" 반전 ", FieldError::NameTaken), ("", FieldError::NameMissing), (long.as_str(), FieldError::NameTooLong)]
    {
        assert_eq!(refusal(create(name).await).field("name"), Some(fault), "{name}");
    }
    let renamed = administration::rename_tag(services, &keeper, turn, "반전".into()).await;
    assert_eq!(refusal(renamed).field("name"), Some(FieldError::NameTaken));
    administration::rename_tag(services, &keeper, turn, "역전".into()).await.expect("renames");
    world
        .execute("INSERT INTO movie_tags SELECT movies.id, tags.id FROM movies, tags WHERE movies.title = '하나'")
        .await;
    world
        .execute("INSERT INTO movie_tags SELECT movies.id, tags.id FROM movies, tags WHERE movies.title = '둘' AND tags.name = '역전'")
        .await;

    let why = || "같은 뜻이에요".to_owned();
    for into in [turn, -1] {
        let error = refusal(administration::merge_tags(services, &keeper, turn, into, why()).await);
        assert_eq!(error.field("into_id"), Some(FieldError::ValueInvalid));
    }
    administration::merge_tags(services, &keeper, turn, twist, why()).await.expect("merges");
    let list = administration::tags(services, &keeper, TagSearch::default()).await.expect("lists");
    let rows: Vec<_> = list.tags.iter().map(|tag| (tag.id, tag.name.as_str(), tag.movie_count)).collect();
    assert_eq!(rows, [(twist, "반전", 2)]);

    assert_eq!(code(administration::delete_tag(services, &keeper, turn, why()).await), ErrorCode::NotFound);
    administration::delete_tag(services, &keeper, twist, why()).await.expect("deletes");
    assert_eq!(world.number("SELECT count(*) FROM movie_tags").await, 0);
    assert_eq!(world.number("SELECT count(*) FROM audit_log WHERE target_kind = 'tag'").await, 5);
}

/// A form is shown with a tag ticked; then the tag goes.
#[tokio::test]
async fn a_form_from_before_a_tag_went_is_outdated() {
    let world = World::new().await;
    let keeper = with_role(&world, "집주인", Role::Administrator).await;
    let services = &world.services;
    let (with, without) = (world.movie("하나").await, world.movie("둘").await);
    let create = async |name: &str| administration::create_tag(services, &keeper, name.to_owned()).await;
    let (twist, turn) = (create("반전").await.expect("creates"), create("역전").await.expect("creates"));
    world
        .execute("INSERT INTO movie_tags SELECT movies.id, tags.id FROM movies, tags WHERE movies.title = '하나' AND tags.name = '역전'")
        .await;
    let why = || "같은 뜻이에요".to_owned();
    for (step, chosen) in [("merge", turn), ("delete", twist)] {
        let (old, other) = (shown(&page(&world, &keeper, with).await), shown(&page(&world, &keeper, without).await));
        assert_eq!(old.tags, [chosen.to_string()], "{step}");
        match step {
            "merge" => administration::merge_tags(services, &keeper, turn, twist, why()).await.expect("merges"),
            _ => administration::delete_tag(services, &keeper, twist, why()).await.expect("deletes"),
        }
        let saved = administration::update_movie(services, &keeper, with, old).await;
        assert_eq!(code(saved), ErrorCode::Conflict, "{step}");
        administration::update_movie(services, &keeper, without, other).await.expect("has nothing to do with it");
    }
    assert!(page(&world, &keeper, with).await.tags.is_empty());
}

#[tokio::test]
async fn tags_are_listed_by_name_page_by_page() {
    let world = World::new().await;
    let keeper = with_role(&world, "집주인", Role::Administrator).await;
    world.execute("INSERT INTO tags (name) SELECT '태그 ' || n FROM generate_series(1, 110) AS n").await;
    let (mut search, mut seen) = (TagSearch::default(), BTreeSet::new());
    loop {
        let list = administration::tags(&world.services, &keeper, search.clone()).await.expect("lists");
        seen.extend(list.tags.into_iter().map(|tag| tag.name));
        let Some(more) = list.more else { break };
        search.after = Some(more.parse().expect("an id"));
    }
    assert_eq!(seen.len(), 110);
    let some = TagSearch { query: "11".into(), after: None };
    let list = administration::tags(&world.services, &keeper, some).await.expect("lists");
    assert_eq!(list.tags.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>(), ["태그 11", "태그 110"]);
}
