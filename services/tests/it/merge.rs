//! Two rows that are one film: what moves, what counts, and where old links lead.

use crate::support::{World, code, private_form, refusal};
use crate::suspensions::with_role;
use domain::accounts::Role;
use domain::error::{ErrorCode, FieldError};
use domain::movies::Preference;
use domain::{MovieId, Score};
use services::accounts::Actor;
use services::{administration, counters, movies, reviews, search};

const WHY: &str = "같은 영화예요";

async fn merge(world: &World, actor: &Actor, from: MovieId, into: MovieId) -> services::Result<()> {
    administration::merge_movies(&world.services, actor, from, into, WHY.to_owned()).await
}

async fn score(world: &World, actor: &Actor, movie: MovieId, score: &str) {
    movies::set_score(&world.services, actor, movie, score.into()).await.expect("scores");
}

#[tokio::test]
async fn everything_moves_and_every_counter_is_right() {
    let world = World::new().await;
    let keeper = with_role(&world, "집주인", Role::Administrator).await;
    let (from, into) = (world.movie("기생").await, world.movie("기생충").await);
    let crowd = world.crowd(4).await;
    // The first scored both, the new one last; the second the other way round; the others one each.
    for (actor, movie, value) in [
        (&crowd[0], into, "1.0"),
        (&crowd[1], from, "2.0"),
        (&crowd[0], from, "5.0"),
        (&crowd[1], into, "4.0"),
        (&crowd[2], from, "3.0"),
        (&crowd[3], into, "0.5"),
    ] {
        score(&world, actor, movie, value).await;
    }
    let old = world.review(&crowd[0], from, "좋다").await;
    let new = world.review(&crowd[0], into, "별로다").await;
    let private = reviews::create(&world.services, &crowd[2], from, private_form("혼자 좋다")).await.expect("posts");
    let unscored = world.review(&keeper, from, "점수 없이 좋다").await;
    world.review(&keeper, from, "글쎄").await;
    reviews::like(&world.services, &crowd[1], old, true).await.expect("likes");
    for (actor, movie, kind) in [
        (&crowd[0], into, Preference::Want),
        (&crowd[0], from, Preference::NotInterested),
        (&crowd[3], from, Preference::Want),
    ] {
        movies::set_preference(&world.services, actor, movie, Some(kind)).await.expect("prefers");
    }

    merge(&world, &keeper, from, into).await.expect("merges");
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0);
    let page = world.page(Some(&crowd[0]), into).await;
    assert_eq!((page.score_count, page.mean.as_deref()), (4, Some("3.1")));
    assert_eq!(page.histogram, [1_i64, 0, 0, 0, 0, 1, 0, 1, 0, 1]);
    assert_eq!((page.review_count, page.positive_count, page.mixed_count, page.negative_count), (4, 2, 1, 1));
    assert_eq!((page.want_count, page.my_preference), (1, Some(Preference::NotInterested)));
    for (reader, id, tenths) in [
        (&crowd[0], old, Some(50)),
        (&crowd[0], new, Some(50)),
        (&crowd[2], private, Some(30)),
        (&keeper, unscored, None),
    ] {
        let review = world.read(Some(reader), id).await;
        assert_eq!((review.movie_id, review.score.map(Score::tenths)), (into, tenths));
    }
    assert_eq!(world.read(None, old).await.likes.count, 1, "likes stay with their review");
    let ranking = world.number("SELECT trunc(ranking * 1000)::bigint FROM movies").await;
    assert_eq!(ranking, (350 + 50 + 40 + 30 + 5) * 1000 / 14);

    assert_eq!(code(movies::get(&world.services, None, from, Default::default(), None).await), ErrorCode::NotFound);
    assert_eq!(movies::merged_into(&world.services, from).await.expect("looks up"), Some(into));
    assert_eq!(movies::merged_into(&world.services, into).await.expect("looks up"), None);
    let found = search::search(&world.services, None, "기생".into(), None).await.expect("finds");
    assert_eq!(found.movies.iter().map(|movie| movie.id).collect::<Vec<_>>(), [into], "found under its old name too");
}

#[tokio::test]
async fn the_catalogues_rows_move_too() {
    let world = World::new().await;
    let keeper = with_role(&world, "집주인", Role::Administrator).await;
    let (from, into) = (world.movie("봄").await, world.movie("서울의 봄").await);
    for statement in [
        "UPDATE movies SET kofic_code = '20231234', plot = '1979년 겨울', age_grade = '12', nations = '{한국}' WHERE title = '봄'",
        "UPDATE movies SET age_grade = '15' WHERE title = '서울의 봄'",
        "INSERT INTO people (name) VALUES ('김성수'), ('황정민')",
        "INSERT INTO credits (movie_id, person_id, job, position) SELECT movies.id, people.id, 'director', 0 FROM movies, people WHERE people.name = '김성수'",
        "INSERT INTO credits (movie_id, person_id, job, role, position) SELECT movies.id, people.id, 'actor', '전두광', 0 FROM movies, people WHERE people.name = '황정민' AND title = '봄'",
        "INSERT INTO genres (name) VALUES ('드라마')",
        "INSERT INTO movie_genres SELECT movies.id, genres.id FROM movies, genres",
        "INSERT INTO tags (name) VALUES ('실화')",
        "INSERT INTO movie_tags SELECT movies.id, tags.id FROM movies, tags WHERE title = '봄'",
        "INSERT INTO movie_aliases SELECT id, '12.12' FROM movies",
        "INSERT INTO box_office_days (day, rank, movie_id, title, audience, audience_total) SELECT '2023-11-22', 1, id, title, 1, 1 FROM movies WHERE title = '봄'",
    ] {
        world.execute(statement).await;
    }
    merge(&world, &keeper, from, into).await.expect("merges");

    let movie = administration::movie(&world.services, &keeper, into).await.expect("page");
    assert_eq!(movie.kofic_code.as_deref(), Some("20231234"));
    assert_eq!((movie.plot.as_str(), movie.nations.as_slice()), ("1979년 겨울", ["한국".to_owned()].as_slice()));
    assert_eq!(movie.age_grade.as_deref(), Some("15"), "what it has it keeps");
    assert_eq!((movie.genres.as_slice(), movie.aliases.len()), (["드라마".to_owned()].as_slice(), 2));
    assert_eq!(movie.aliases, ["12.12", "봄"]);
    assert_eq!(movie.tags.iter().filter(|tag| tag.is_chosen).count(), 1);
    assert_eq!((movie.credit_count, movie.merged), (2, vec![from]));
    assert_eq!(movie.audit[0].action, "movie.merge");
    assert_eq!(movie.audit[0].reason.as_deref(), Some(WHY));
    assert!(!movie.audit[0].detail.iter().any(|line| line.contains("20231234")), "it was not lost");
    let page = world.page(None, into).await;
    assert_eq!((page.directors.len(), page.cast.len()), (1, 1));
    assert_eq!(world.number("SELECT count(*) FROM box_office_days WHERE movie_id IS NOT NULL").await, 1);
    assert_eq!(world.number("SELECT count(*) FROM movies").await, 1);
}

#[tokio::test]
async fn the_log_keeps_the_keys_that_are_lost() {
    let world = World::new().await;
    let keeper = with_role(&world, "집주인", Role::Administrator).await;
    let (from, into) = (world.movie("밀양").await, world.movie("시크릿 선샤인").await);
    world.execute("UPDATE movies SET kofic_code = 'K1', seed_key = 'miryang' WHERE title = '밀양'").await;
    world.execute("UPDATE movies SET kofic_code = 'K2' WHERE title = '시크릿 선샤인'").await;
    merge(&world, &keeper, from, into).await.expect("merges");
    let movie = administration::movie(&world.services, &keeper, into).await.expect("page");
    assert_eq!(movie.kofic_code.as_deref(), Some("K2"));
    for line in ["KOFIC 코드: K1", "데모 키: miryang"] {
        assert!(movie.audit[0].detail.iter().any(|told| told == line), "{:?}", movie.audit[0].detail);
    }
}

#[tokio::test]
async fn invented_films_and_real_ones_stay_apart() {
    let world = World::new().await;
    let keeper = with_role(&world, "집주인", Role::Administrator).await;
    let (real, invented, other) =
        (world.movie("진짜").await, world.movie("지어냄").await, world.movie("또 지어냄").await);
    world.execute("UPDATE movies SET is_invented = true WHERE title LIKE '%지어냄'").await;
    for (from, into) in [(real, invented), (invented, real)] {
        let error = refusal(merge(&world, &keeper, from, into).await);
        assert_eq!(error.field("into_id"), Some(FieldError::ValueInvalid));
    }
    merge(&world, &keeper, invented, other).await.expect("merges");
    assert_eq!(world.number("SELECT count(*) FROM movies").await, 2);
}

/// A film with both tags is merged while one tag is merged into the other: whoever comes second waits,
/// and neither waits for the other in a circle, which the database would end by refusing one of them.
#[tokio::test]
async fn merges_of_films_and_of_tags_do_not_block_each_other() {
    let world = World::new().await;
    let keeper = with_role(&world, "집주인", Role::Administrator).await;
    for _ in 0..8 {
        let (from, into) = (world.movie("하나").await, world.movie("둘").await);
        let mut tags = Vec::new();
        for name in ["반전", "역전"] {
            let tag = administration::create_tag(&world.services, &keeper, name.into()).await.expect("creates");
            tags.push(tag);
        }
        world.execute("INSERT INTO movie_tags SELECT movies.id, tags.id FROM movies, tags").await;
        let [first, second] = tags[..] else { panic!("two tags") };
        let films = tokio::spawn({
            let (services, keeper) = (world.services.clone(), keeper.clone());
            async move { administration::merge_movies(&services, &keeper, from, into, WHY.to_owned()).await }
        });
        let merged = administration::merge_tags(&world.services, &keeper, second, first, WHY.to_owned()).await;
        films.await.expect("no panic").expect("merges the films");
        merged.expect("merges the tags");
        assert_eq!(world.number("SELECT count(*) FROM movie_tags").await, 1);
        world.execute("DELETE FROM movies").await;
        world.execute("DELETE FROM tags").await;
    }
}

#[tokio::test]
async fn links_lead_on_through_several_merges() {
    let world = World::new().await;
    let keeper = with_role(&world, "집주인", Role::Administrator).await;
    let (first, second, third) = (world.movie("하나").await, world.movie("둘").await, world.movie("셋").await);
    merge(&world, &keeper, first, second).await.expect("merges");
    merge(&world, &keeper, second, third).await.expect("merges");
    for old in [first, second] {
        assert_eq!(movies::merged_into(&world.services, old).await.expect("looks up"), Some(third));
    }
}

#[tokio::test]
async fn what_cannot_be_merged_stays_as_it_is() {
    let world = World::new().await;
    let keeper = with_role(&world, "집주인", Role::Administrator).await;
    let movie = world.movie("하나").await;
    for into in [movie, MovieId(-1)] {
        let error = refusal(merge(&world, &keeper, movie, into).await);
        assert_eq!(error.field("into_id"), Some(FieldError::ValueInvalid));
    }
    assert_eq!(code(merge(&world, &keeper, MovieId(-1), movie).await), ErrorCode::NotFound);
    let other = world.movie("둘").await;
    let error = refusal(administration::merge_movies(&world.services, &keeper, movie, other, "가".repeat(501)).await);
    assert_eq!(error.field("reason"), Some(FieldError::ReasonTooLong));
    assert_eq!(world.number("SELECT count(*) FROM movies").await, 2);
    assert_eq!(world.number("SELECT count(*) FROM audit_log").await, 0);
}

#[tokio::test]
async fn a_merge_amid_scores_and_reviews_leaves_everything_right() {
    let world = World::new().await;
    let keeper = with_role(&world, "집주인", Role::Administrator).await;
    let (from, into) = (world.movie("하나").await, world.movie("둘").await);
    let crowd = world.crowd(4).await;
    let mut tasks = Vec::new();
    for round in 0..6_i16 {
        for actor in &crowd {
            for movie in [from, into] {
                let (services, actor) = (world.services.clone(), actor.clone());
                tasks.push(tokio::spawn(async move {
                    let score = Score::from_tenths(1 + round * 8).expect("in range").to_string();
                    let scored = movies::set_score(&services, &actor, movie, score).await.map(|_| ());
                    let form = crate::support::review_form("좋다");
                    let posted = reviews::create(&services, &actor, movie, form).await.map(|_| ());
                    for result in [scored, posted] {
                        if result.is_err() {
                            let code = code(result);
                            assert!(matches!(code, ErrorCode::NotFound | ErrorCode::Conflict), "{code:?}");
                        }
                    }
                }));
            }
        }
        if round == 2 {
            let (services, keeper) = (world.services.clone(), keeper.clone());
            tasks.push(tokio::spawn(async move {
                administration::merge_movies(&services, &keeper, from, into, WHY.to_owned()).await.expect("merges");
            }));
        }
    }
    for task in tasks {
        task.await.expect("no panic");
    }
    assert_eq!(world.number("SELECT count(*) FROM movies").await, 1);
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0);
}
