//! SQL of search. What a query fits is found by the SQL function `search_matches`, which stands with its
//! indexes in the migrations; here its hits are put in order and dressed.

pub mod index;

use super::query::Query;
use crate::Result;
use domain::score::mean;
use domain::search::{COUNTED, MAX_HITS, MAX_SUGGESTIONS, MemberHit, MovieHit, PersonHit, SearchCounts, Suggestion};
use domain::{MovieId, PersonId};
use sqlx::PgPool;
use time::Date;

/// A query over the table `hits` (one row per target with its best `rank`) and the row `counts`.
/// `$1` to `$13` are taken: the forms of the query and the highest count.
macro_rules! hits {
    ($row:ident, $query:expr, $tail:tt $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            $row,
            r#"WITH hits AS MATERIALIZED (
                   SELECT movie_id, person_id, member_id, min(rank) AS rank
                   FROM search_matches($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                   GROUP BY movie_id, person_id, member_id
               ),
               counts AS (
                   SELECT least(count(movie_id), $13) AS movies, least(count(person_id), $13) AS people,
                          least(count(member_id), $13) AS members
                   FROM hits
               )
            "# + $tail,
            &$query.keys.texts,
            &$query.keys.beyond,
            &$query.keys.inside as &[Option<String>],
            &$query.initials.texts,
            &$query.initials.beyond,
            &$query.initials.inside as &[Option<String>],
            &$query.patterns as &[Option<String>],
            &$query.readings,
            &$query.swaps,
            &$query.genres,
            $query.nation,
            $query.year,
            COUNTED + 1
            $(, $argument)*
        )
    };
}

/// The counts beside the rows of a list.
macro_rules! counts {
    ($rows:ident) => {
        $rows.first().map_or_else(SearchCounts::default, |row| SearchCounts {
            movies: row.movies,
            people: row.people,
            members: row.members,
        })
    };
}

/// The counts come with every row, and with a row of nothing else when the list is empty.
struct MovieRow {
    id: Option<i64>,
    title: Option<String>,
    original_title: Option<String>,
    released_on: Option<Date>,
    score_sum: Option<i64>,
    score_count: Option<i64>,
    directors: Vec<String>,
    genres: Vec<String>,
    movies: i64,
    people: i64,
    members: i64,
}

/// Films, best first: by rank, then popularity, then newest.
pub async fn movies(pool: &PgPool, query: &Query) -> Result<(SearchCounts, Vec<MovieHit>)> {
    let rows = hits!(
        MovieRow,
        query,
        r#", page AS (
               SELECT movies.id,
                      row_number() OVER (ORDER BY rank, popularity DESC, released_on DESC NULLS LAST, movies.id DESC) AS place
               FROM hits JOIN movies ON movies.id = movie_id
               -- Hits of a rank that cannot come onto the page need no look at their film.
               WHERE rank <= (SELECT max(rank) FROM (
                   SELECT rank FROM hits WHERE movie_id IS NOT NULL ORDER BY rank LIMIT $14) AS best)
               ORDER BY place LIMIT $14
           )
           SELECT movies.id AS "id?", title AS "title?", original_title AS "original_title?", released_on AS "released_on?: Date",
                  score_sum AS "score_sum?", score_count AS "score_count?",
                  ARRAY(SELECT name FROM credits JOIN people ON people.id = person_id
                        WHERE movie_id = movies.id AND job = 'director' ORDER BY position, people.id) AS "directors!",
                  ARRAY(SELECT name FROM movie_genres JOIN genres ON genres.id = genre_id
                        WHERE movie_id = movies.id ORDER BY name) AS "genres!",
                  counts.movies AS "movies!", counts.people AS "people!", counts.members AS "members!"
           FROM counts LEFT JOIN (page JOIN movies ON movies.id = page.id) ON true ORDER BY place"#,
        MAX_HITS,
    )
    .fetch_all(pool)
    .await?;
    let counts = counts!(rows);
    let hits = rows.into_iter().filter_map(|row| {
        let score_count = row.score_count?;
        Some(MovieHit {
            id: MovieId(row.id?),
            title: row.title?,
            original_title: row.original_title,
            year: row.released_on.map(Date::year),
            directors: row.directors,
            genres: row.genres,
            mean: mean(row.score_sum?, score_count),
            score_count,
        })
    });
    Ok((counts, hits.collect()))
}

struct PersonRow {
    id: Option<i64>,
    name: Option<String>,
    jobs: Vec<String>,
    known_for: Vec<String>,
    movies: i64,
    people: i64,
    members: i64,
}

/// People, best first: by rank, then number of credits. Of a name that thousands share, the first
/// 300 are looked at.
pub async fn people(pool: &PgPool, query: &Query) -> Result<(SearchCounts, Vec<PersonHit>)> {
    let rows = hits!(
        PersonRow,
        query,
        r#", page AS (
               SELECT best.person_id AS id,
                      row_number() OVER (ORDER BY rank, credit_count DESC, best.person_id) AS place
               FROM (SELECT person_id, rank FROM hits WHERE person_id IS NOT NULL
                     ORDER BY rank, person_id LIMIT 300) AS best
               CROSS JOIN LATERAL (SELECT count(*) AS credit_count FROM credits
                                   WHERE credits.person_id = best.person_id) AS work
               ORDER BY place LIMIT $14
           )
           SELECT people.id AS "id?", name AS "name?",
                  ARRAY(SELECT DISTINCT job FROM credits WHERE person_id = people.id ORDER BY job DESC) AS "jobs!",
                  ARRAY(SELECT title
                        FROM (SELECT id, popularity, released_on FROM movies
                              WHERE id IN (SELECT movie_id FROM credits WHERE person_id = people.id)
                              ORDER BY popularity DESC, released_on DESC NULLS LAST, id DESC LIMIT 2) AS first
                        JOIN movies ON movies.id = first.id
                        ORDER BY first.popularity DESC, first.released_on DESC NULLS LAST, first.id DESC) AS "known_for!",
                  counts.movies AS "movies!", counts.people AS "people!", counts.members AS "members!"
           FROM counts LEFT JOIN (page JOIN people ON people.id = page.id) ON true ORDER BY place"#,
        MAX_HITS,
    )
    .fetch_all(pool)
    .await?;
    let counts = counts!(rows);
    let hits = rows.into_iter().filter_map(|row| {
        let jobs: Vec<_> = row.jobs.iter().map(|job| if job == "director" { "감독" } else { "배우" }).collect();
        Some(PersonHit { id: PersonId(row.id?), name: row.name?, jobs: jobs.join(" · "), known_for: row.known_for })
    });
    Ok((counts, hits.collect()))
}

struct MemberRow {
    nickname: Option<String>,
    review_count: Option<i64>,
    movies: i64,
    people: i64,
    members: i64,
}

/// Members, best first: by rank, then the shorter nickname, among the first 300. Reviews are counted as `viewer` sees them.
pub async fn members(pool: &PgPool, query: &Query, viewer: Option<i64>) -> Result<(SearchCounts, Vec<MemberHit>)> {
    let rows = hits!(
        MemberRow,
        query,
        r#", page AS (
               SELECT best.member_id AS id, nickname,
                      row_number() OVER (ORDER BY rank, char_length(nickname), nickname) AS place
               FROM (SELECT member_id, rank FROM hits WHERE member_id IS NOT NULL
                     ORDER BY rank, member_id LIMIT 300) AS best
               CROSS JOIN LATERAL (SELECT nickname FROM members
                                   WHERE members.id = best.member_id AND state = 'active' OFFSET 0) AS named
               ORDER BY place LIMIT $14
           )
           SELECT nickname AS "nickname?",
                  (SELECT count(*) FROM reviews
                   WHERE member_id = page.id AND review_is_visible(visibility, hidden_at, deleted_at, member_id, $15)) AS "review_count?",
                  counts.movies AS "movies!", counts.people AS "people!", counts.members AS "members!"
           FROM counts LEFT JOIN page ON true ORDER BY place"#,
        MAX_HITS,
        viewer,
    )
    .fetch_all(pool)
    .await?;
    let counts = counts!(rows);
    let hits =
        rows.into_iter().filter_map(|row| Some(MemberHit { nickname: row.nickname?, review_count: row.review_count? }));
    Ok((counts, hits.collect()))
}

struct SuggestionRow {
    kind: i32,
    id: i64,
    label: String,
    released_on: Option<Date>,
    names: Vec<String>,
}

/// Films, then people, then members. The best person and the best member have a place even where
/// films would fill them all.
pub async fn suggest(pool: &PgPool, query: &Query) -> Result<Vec<Suggestion>> {
    let rows = hits!(
        SuggestionRow,
        query,
        r#", best_movies AS (
               SELECT movies.id,
                      row_number() OVER (ORDER BY rank, popularity DESC, released_on DESC NULLS LAST, movies.id DESC) AS place
               FROM hits JOIN movies ON movies.id = movie_id
               WHERE rank <= (SELECT max(rank) FROM (
                   SELECT rank FROM hits WHERE movie_id IS NOT NULL ORDER BY rank LIMIT $14) AS best)
               ORDER BY place LIMIT $14
           ),
           best_people AS (
               SELECT best.person_id AS id,
                      row_number() OVER (ORDER BY rank, credit_count DESC, best.person_id) AS place
               FROM (SELECT person_id, rank FROM hits WHERE person_id IS NOT NULL
                     ORDER BY rank, person_id LIMIT 300) AS best
               CROSS JOIN LATERAL (SELECT count(*) AS credit_count FROM credits
                                   WHERE credits.person_id = best.person_id) AS work
               ORDER BY place LIMIT $14
           ),
           best_members AS (
               SELECT best.member_id AS id,
                      row_number() OVER (ORDER BY rank, char_length(nickname), nickname) AS place
               FROM (SELECT member_id, rank FROM hits WHERE member_id IS NOT NULL
                     ORDER BY rank, member_id LIMIT 300) AS best
               CROSS JOIN LATERAL (SELECT nickname FROM members
                                   WHERE members.id = best.member_id AND state = 'active' OFFSET 0) AS named
               ORDER BY place LIMIT $14
           ),
           best AS (
               SELECT * FROM (SELECT 1 AS kind, id, place, place > 4 AS is_filler FROM best_movies
                              UNION ALL SELECT 2, id, place, place > 1 FROM best_people
                              UNION ALL SELECT 3, id, place, place > 1 FROM best_members) AS every
               WHERE EXISTS (SELECT FROM counts)
               ORDER BY is_filler, kind, place LIMIT $14
           )
           SELECT kind AS "kind!", best.id AS "id!", coalesce(movies.title, people.name, members.nickname) AS "label!",
                  movies.released_on AS "released_on?: Date",
                  CASE kind
                  WHEN 1 THEN ARRAY(SELECT name FROM credits JOIN people ON people.id = person_id
                                    WHERE movie_id = best.id AND job = 'director' ORDER BY position, people.id)
                  WHEN 2 THEN ARRAY(SELECT title FROM movies
                                    WHERE movies.id IN (SELECT movie_id FROM credits WHERE person_id = best.id)
                                    ORDER BY popularity DESC, released_on DESC NULLS LAST, movies.id DESC LIMIT 2)
                  ELSE '{}' END AS "names!"
           FROM best
           LEFT JOIN movies ON kind = 1 AND movies.id = best.id
           LEFT JOIN people ON kind = 2 AND people.id = best.id
           LEFT JOIN members ON kind = 3 AND members.id = best.id
           ORDER BY kind, place"#,
        MAX_SUGGESTIONS,
    )
    .fetch_all(pool)
    .await?;
    let suggestion = |row: SuggestionRow| match row.kind {
        1 => Suggestion::movie(MovieId(row.id), row.label, row.released_on.map(Date::year), &row.names),
        2 => Suggestion::person(PersonId(row.id), row.label, &row.names),
        _ => Suggestion::member(row.label),
    };
    Ok(rows.into_iter().map(suggestion).collect())
}
