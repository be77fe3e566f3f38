//! Search: hundreds of sloppy queries over the demo, people, members, hostile input, and an index that
//! follows its names.

use crate::support::{World, review_form};
use domain::PersonId;
use domain::reviews::ReviewForm;
use domain::search::{COUNTED, MAX_HITS, MAX_SUGGESTIONS, SearchTab, SearchView, Suggestion};
use services::{reviews, search, seed};

#[derive(serde::Deserialize)]
struct Expected {
    query: String,
    /// A film that must be among the first three.
    title: String,
}

async fn found(world: &World, query: &str, tab: SearchTab) -> SearchView {
    search::search(&world.services, None, query.to_owned(), Some(tab)).await.expect("searches")
}

async fn titles(world: &World, query: &str) -> Vec<String> {
    found(world, query, SearchTab::Movies).await.movies.into_iter().map(|movie| movie.title).collect()
}

async fn suggestions(world: &World, query: &str) -> Vec<Suggestion> {
    search::suggest(&world.services, query.to_owned()).await.expect("suggests")
}

/// The demo, findable whether or not loading it has already seen to that.
async fn demo() -> World {
    let world = World::new().await;
    seed::load(&world.services, true).await.expect("loads");
    search::reindex(&world.services).await.expect("indexes");
    world
}

#[tokio::test]
async fn sloppy_queries_find_their_film() {
    let world = demo().await;
    let queries: Vec<Expected> = serde_json::from_str(include_str!("../queries.json")).expect("a list");
    assert!(queries.len() >= 450);
    let mut misses = Vec::new();
    for Expected { query, title } in &queries {
        let titles = titles(&world, query).await;
        if !titles.iter().take(3).any(|found| found == title) {
            misses.push(format!("{query:?} should find {title:?}, found {:?}", titles.get(..3).unwrap_or(&titles)));
        }
    }
    assert!(misses.is_empty(), "{} of {} missed:\n{}", misses.len(), queries.len(), misses.join("\n"));
}

#[tokio::test]
async fn a_hit_says_what_a_reader_needs() {
    let world = demo().await;
    let view = found(&world, " 기생충 ", SearchTab::Movies).await;
    assert_eq!((view.query.as_str(), view.tab), ("기생충", SearchTab::Movies));
    let hit = view.movies.first().expect("a film");
    assert_eq!(
        (hit.title.as_str(), hit.year, hit.directors.clone()),
        ("기생충", Some(2019), vec!["봉준호".to_owned()])
    );
    assert_eq!(hit.genres, ["드라마"]);
    assert_eq!(view.counts.movies, view.movies.len() as i64);

    let view = found(&world, "ㅂㅈㅎ", SearchTab::People).await;
    let person = view.people.iter().find(|person| person.name == "봉준호").expect("the director");
    assert!(person.jobs.contains("감독") && person.known_for.len() == 2, "{person:?}");
    assert_eq!(view.counts.people, view.people.len() as i64);
    for query in ["봉준호", "봉준", "봉 준호", "qhdwnsgh", "봉쥰호", "봉ㅈㅎ"] {
        let people = found(&world, query, SearchTab::People).await.people;
        assert_eq!(people.first().map(|person| person.name.as_str()), Some("봉준호"), "{query}");
    }
}

#[tokio::test]
async fn a_genre_comes_after_titles() {
    let world = World::new().await;
    let (film, title) = (world.movie("장화, 홍련").await, world.movie("공포 분자").await);
    sqlx::query("WITH genre AS (INSERT INTO genres (name) VALUES ('공포(호러)') RETURNING id) INSERT INTO movie_genres (movie_id, genre_id) SELECT $1, id FROM genre")
        .bind(film.0)
        .execute(&world.database.pool)
        .await
        .expect("inserts");
    search::reindex(&world.services).await.expect("indexes");
    for query in ["공포", "호러"] {
        let ids: Vec<_> = found(&world, query, SearchTab::Movies).await.movies.iter().map(|movie| movie.id).collect();
        let expected = if query == "공포" { vec![title, film] } else { vec![film] };
        assert_eq!(ids, expected, "{query}");
    }
}

#[tokio::test]
async fn genres_have_several_names() {
    let world = demo().await;
    for (query, genres) in [
        ("애니", vec!["애니메이션"]),
        ("다큐", vec!["다큐멘터리"]),
        ("로코", vec!["멜로/로맨스", "코미디"]),
        ("로맨스 코미디", vec!["멜로/로맨스", "코미디"]),
        ("에스에프", vec!["SF"]),
        ("공상과학 영화", vec!["SF"]),
        ("호러", vec!["공포(호러)"]),
        ("무서운 영화 추천", vec!["공포(호러)"]),
        ("일본 애니메이션", vec!["애니메이션"]),
    ] {
        let films = found(&world, query, SearchTab::Movies).await.movies;
        assert!(films.len() >= 3, "{query}: {}", films.len());
        for film in films.iter().take(3) {
            let has_all = genres.iter().all(|genre| film.genres.iter().any(|has| has == genre));
            assert!(has_all, "{query}: {} is {:?}", film.title, film.genres);
        }
    }
}

#[tokio::test]
async fn a_year_and_people_choose_among_namesakes() {
    let world = demo().await;
    for (query, year) in [("괴물 2006", 2006), ("괴물 2023년", 2023), ("괴물 봉준호", 2006), ("고레에다 괴물", 2023)]
    {
        let first = found(&world, query, SearchTab::Movies).await.movies.into_iter().next().expect("a film");
        assert_eq!((first.title.as_str(), first.year), ("괴물", Some(year)), "{query}");
    }
    // People alone are found as people.
    assert_eq!(found(&world, "크리스토퍼 놀란", SearchTab::Movies).await.movies.len(), 0);
}

#[tokio::test]
async fn half_of_a_query_must_fit_and_short_ones_must_fit_as_they_are() {
    let world = demo().await;
    for query in ["없는 영화제목 사랑", "아이언맨", "토르", "돈", "둔"] {
        let titles = titles(&world, query).await;
        assert!(titles.is_empty(), "{query}: {titles:?}");
    }
}

#[tokio::test]
async fn an_index_of_other_rules_is_made_anew() {
    let world = demo().await;
    assert!(!search::index_if_stale(&world.services).await.expect("looks"));
    for stale in [
        "UPDATE search_rules SET version = 0",
        // As the release before writes them.
        "UPDATE search_terms SET sound = NULL, sound_starts = NULL WHERE plain = '기생충'",
        "DELETE FROM search_terms",
    ] {
        sqlx::query(stale).execute(&world.database.pool).await.expect("changes");
        assert!(search::index_if_stale(&world.services).await.expect("indexes"), "{stale}");
        assert_eq!(titles(&world, "기셍충").await, ["기생충"], "{stale}");
    }
}

#[tokio::test]
async fn better_fits_come_first_and_ties_go_to_the_popular() {
    let world = World::new().await;
    for (title, want) in
        [("달밤", 0), ("달밤의 체조", 1), ("달밤 산책", 2), ("푸른 달밤", 90), ("온달밤나무", 95), ("돌밤", 99)]
    {
        let id = world.movie(title).await;
        sqlx::query("UPDATE movies SET want_count = $2 WHERE id = $1")
            .bind(id.0)
            .bind(i64::from(want))
            .execute(&world.database.pool)
            .await
            .expect("counts");
    }
    search::reindex(&world.services).await.expect("indexes");
    assert_eq!(titles(&world, "달밤").await, ["달밤", "달밤 산책", "달밤의 체조", "푸른 달밤", "온달밤나무"]);
    assert_eq!(titles(&world, "ㄷㅂ").await, ["돌밤", "달밤 산책", "달밤의 체조", "달밤"]);
    // Nothing fits exactly, so one wrong key is forgiven, and only one.
    assert_eq!(titles(&world, "돌붐산책").await, Vec::<String>::new());
    assert_eq!(titles(&world, "달밥산책").await, ["달밤 산책"]);
    assert_eq!(titles(&world, "둘밤").await.first().map(String::as_str), Some("돌밤"));
}

#[tokio::test]
async fn members_are_found_and_their_private_reviews_are_not_counted() {
    let world = World::new().await;
    let (movie, actor) = (world.movie("밀양").await, world.member("하늘극장").await);
    world.member("극장지기").await;
    search::reindex(&world.services).await.expect("indexes");
    world.review(&actor, movie, "비밀의문장 좋다").await;
    let private = ReviewForm { private: "on".to_owned(), ..review_form("비밀의문장 아무도 모른다") };
    reviews::create(&world.services, &actor, movie, private).await.expect("posts");

    for query in ["하늘극장", "하늘극", "ㅎㄴㄱㅈ", "gksmfrmrwkd", "하늘 극장", "하눌극장"] {
        let view = found(&world, query, SearchTab::Members).await;
        assert_eq!(
            view.members.first().map(|hit| (hit.nickname.as_str(), hit.review_count)),
            Some(("하늘극장", 1)),
            "{query}"
        );
    }
    let nicknames: Vec<_> =
        found(&world, "극장", SearchTab::Members).await.members.into_iter().map(|hit| hit.nickname).collect();
    assert_eq!(nicknames, ["극장지기", "하늘극장"]);
    let own = search::search(&world.services, Some(&actor), "하늘극장".into(), Some(SearchTab::Members))
        .await
        .expect("searches");
    assert_eq!(own.members.first().map(|hit| hit.review_count), Some(2));

    // Neither what a review says nor an address leads anywhere.
    let address: String = "하늘극장".chars().map(|c| format!("{:x}", c as u32)).collect();
    for query in ["비밀의문장", "아무도 모른다", "example.com", &address] {
        for tab in SearchTab::ALL {
            assert_eq!(found(&world, query, tab).await.counts, Default::default(), "{query}");
        }
        assert_eq!(suggestions(&world, query).await, [], "{query}");
    }
}

#[tokio::test]
async fn suggestions_mix_films_people_and_members() {
    let world = demo().await;
    world.member("송강호팬").await;
    search::reindex(&world.services).await.expect("indexes");
    let lines = suggestions(&world, "송강호").await;
    let kinds: Vec<_> = lines.iter().map(|line| line.kind).collect();
    assert!(kinds.is_sorted_by_key(|kind| SearchTab::ALL.iter().position(|tab| tab == kind)), "{kinds:?}");
    let person = lines.iter().find(|line| line.kind == SearchTab::People).expect("a person");
    assert_eq!(person.label, "송강호");
    assert!(person.path.starts_with("/people/") && !person.detail.is_empty());
    let member = lines.iter().find(|line| line.kind == SearchTab::Members).expect("a member");
    assert_eq!(member.path, "/accounts/%EC%86%A1%EA%B0%95%ED%98%B8%ED%8C%AC");
    let film = suggestions(&world, "rltod").await.into_iter().next().expect("a film");
    assert_eq!((film.label.as_str(), film.detail.as_str()), ("기생충", "2019 · 봉준호"));
    for query in ["ㅇ", "이", "a", "ㄱㅅ"] {
        let lines = suggestions(&world, query).await;
        assert!((1..=MAX_SUGGESTIONS as usize).contains(&lines.len()), "{query}: {}", lines.len());
    }
}

#[tokio::test]
async fn hostile_input_finds_nothing_and_breaks_nothing() {
    let world = demo().await;
    let long = "가나다라마".repeat(2000);
    let quoted = "'; DROP TABLE movies; --";
    let nothing = ["", "   ", "%", "_", "\\", "'", "%%%", "\u{0}", "\u{3164}", "🎬🍿", "()[]{}.*+?^$|", "\u{202E}"];
    for query in nothing {
        for tab in SearchTab::ALL {
            let view = found(&world, query, tab).await;
            assert_eq!((view.counts, view.movies.len()), (Default::default(), 0), "{query:?}");
        }
        assert_eq!(suggestions(&world, query).await, [], "{query:?}");
    }
    let decomposed = "\u{1100}\u{1161}\u{11A8}".repeat(3000);
    let punctuated = format!("{}기생충", "%".repeat(50));
    for query in [long.as_str(), quoted, &"ㄱ".repeat(10_000), &"R".repeat(10_000), &decomposed, "[ㄱ-ㅎ]", "a\\'b%_"]
    {
        for tab in SearchTab::ALL {
            let view = found(&world, query, tab).await;
            assert!(view.query.chars().count() <= 60, "{query:?}");
        }
        suggestions(&world, query).await;
    }
    assert_eq!(titles(&world, &punctuated).await.first().map(String::as_str), Some("기생충"));
    assert!(world.number("SELECT count(*) FROM movies").await > 0);
}

#[tokio::test]
async fn lists_and_counts_have_an_end() {
    let world = World::new().await;
    sqlx::query("INSERT INTO movies (title) SELECT '끝없는 밤 ' || n FROM generate_series(1, 1500) AS n")
        .execute(&world.database.pool)
        .await
        .expect("inserts");
    // Sorted behind a thousand others, and still first, because everybody wants to see it.
    sqlx::query("UPDATE movies SET want_count = 7 WHERE title = '끝없는 밤 999'")
        .execute(&world.database.pool)
        .await
        .expect("counts");
    assert_eq!(search::reindex(&world.services).await.expect("indexes"), 1500);
    for query in ["끝", "끝없는", "ㄲㅇㄴ", "없는밤"] {
        let view = found(&world, query, SearchTab::Movies).await;
        assert_eq!((view.movies.len() as i64, view.counts.movies), (MAX_HITS, COUNTED + 1), "{query}");
        assert_eq!(view.counts.label(SearchTab::Movies), "100+");
        assert_eq!(view.movies.first().map(|movie| movie.title.as_str()), Some("끝없는 밤 999"), "{query}");
    }
}

#[tokio::test]
async fn the_index_follows_names_and_aliases() {
    let world = World::new().await;
    let movie = world.movie("괴물").await;
    let mut connection = world.database.pool.acquire().await.expect("a connection");
    sqlx::query("INSERT INTO movie_aliases (movie_id, title) VALUES ($1, '한강 괴생명체')")
        .bind(movie.0)
        .execute(&mut *connection)
        .await
        .expect("inserts");
    assert!(search::index_if_stale(&world.services).await.expect("indexes"));
    assert!(!search::index_if_stale(&world.services).await.expect("looks"));
    assert_eq!(titles(&world, "괴생명").await, ["괴물"], "an alias finds the film under its title");

    sqlx::query("UPDATE movies SET title = '살인의 추억', original_title = '살인의추억' WHERE id = $1")
        .bind(movie.0)
        .execute(&mut *connection)
        .await
        .expect("renames");
    search::index_movie(&mut connection, movie).await.expect("indexes");
    assert_eq!(titles(&world, "괴물").await, Vec::<String>::new());
    assert_eq!(titles(&world, "ㅅㅇㅇㅊㅇ").await, ["살인의 추억"]);

    let person: i64 = sqlx::query_scalar("INSERT INTO people (name) VALUES ('Amélie Nothomb') RETURNING id")
        .fetch_one(&mut *connection)
        .await
        .expect("inserts");
    search::index_person(&mut connection, PersonId(person)).await.expect("indexes");
    for query in ["amelie", "NOTHOMB", "ＡＭＥＬＩＥ", "amelienothom", "Ameli Nothomb"] {
        let people = found(&world, query, SearchTab::People).await.people;
        assert_eq!(people.first().map(|person| person.id), Some(PersonId(person)), "{query}");
    }
    sqlx::query("DELETE FROM movies").execute(&mut *connection).await.expect("deletes");
    assert_eq!(world.number("SELECT count(*) FROM search_terms WHERE movie_id IS NOT NULL").await, 0);
}

#[tokio::test]
async fn without_a_tab_the_first_with_hits_is_shown() {
    let world = World::new().await;
    seed::load(&world.services, false).await.expect("loads");
    for query in ["봉준호", "봉준호 감독", "봉준호감독 영화"] {
        let view = search::search(&world.services, None, query.to_owned(), None).await.expect("searches");
        assert_eq!((view.query.as_str(), view.tab), (query, SearchTab::People));
        assert_eq!(view.people.first().map(|person| person.name.as_str()), Some("봉준호"), "{query}");
    }
    let film = search::search(&world.services, None, "기생충 2019".to_owned(), None).await.expect("searches");
    assert_eq!(film.movies.first().map(|movie| movie.title.as_str()), Some("기생충"));
    let horror = search::search(&world.services, None, "공포영화".to_owned(), None).await.expect("searches");
    assert!(horror.movies.len() > 3, "a filler does not hide the genre");
}
