//! SQL of lists of films: by genre and year, and a member's own. All by keyset.

use super::{CardRow, member_count};
use crate::Result;
use domain::accounts::{ScoreOrder, ScoredMovie};
use domain::movies::{MovieCard, MovieOrder, Preference};
use domain::{MemberId, MovieId, Score};
use sqlx::PgPool;
use time::Date;

/// Which films [`browse`] lists.
pub struct BrowsePage<'a> {
    pub genre: Option<&'a str>,
    pub year: Option<i32>,
    pub order: MovieOrder,
    /// Go on after this film.
    pub after: Option<MovieId>,
    pub limit: i64,
}

/// Films in the order asked for. The film to go on after tells its own place in it.
pub async fn browse(pool: &PgPool, page: BrowsePage<'_>) -> Result<Vec<MovieCard>> {
    let after = page.after.map(|id| id.0);
    let from = page.year.and_then(|year| Date::from_ordinal_date(year, 1).ok());
    let until = page.year.and_then(|year| Date::from_ordinal_date(year + 1, 1).ok());
    macro_rules! films {
        ($order:tt, $condition:tt) => {
            sqlx::query_as!(
                CardRow,
                r#"SELECT id, title, released_on AS "released_on: Date", score_sum, score_count FROM movies
                   WHERE ($1::text IS NULL OR EXISTS (
                             SELECT FROM movie_genres JOIN genres ON genres.id = genre_id
                             WHERE movie_id = movies.id AND name = $1))
                     AND ($2::date IS NULL OR released_on >= $2) AND ($3::date IS NULL OR released_on < $3)
                     AND "#
                    + $condition
                    + " ORDER BY "
                    + $order
                    + " LIMIT $5",
                page.genre,
                from as Option<Date>,
                until as Option<Date>,
                after,
                page.limit,
            )
            .fetch_all(pool)
            .await?
        };
    }
    let rows = match page.order {
        MovieOrder::Popular => films!(
            "popularity DESC, coalesce(released_on, '-infinity') DESC, id DESC",
            "($4::bigint IS NULL OR (popularity, coalesce(released_on, '-infinity'), id)
                < (SELECT popularity, coalesce(released_on, '-infinity'), id FROM movies WHERE id = $4))"
        ),
        MovieOrder::Newest => films!(
            "coalesce(released_on, '-infinity') DESC, id DESC",
            "($4::bigint IS NULL OR (coalesce(released_on, '-infinity'), id) < (SELECT coalesce(released_on, '-infinity'), id FROM movies WHERE id = $4))"
        ),
        // As many scores as `domain::movies::MIN_RANKED_SCORES` says, written out so that the index fits.
        MovieOrder::Best => films!(
            "ranking DESC, id DESC",
            "score_count >= 3 AND ($4::bigint IS NULL OR (ranking, id) < (SELECT ranking, id FROM movies WHERE id = $4))"
        ),
    };
    // Without it nobody could tell why a lower mean stands above a higher one.
    let note = |row: &CardRow| (page.order == MovieOrder::Best).then(|| member_count(row.score_count));
    Ok(rows.into_iter().map(|row| MovieCard { note: note(&row), ..MovieCard::from(row) }).collect())
}

/// All genres, and the years of all films, newest first.
pub async fn facets(pool: &PgPool) -> Result<(Vec<String>, Vec<i32>)> {
    let row = sqlx::query!(
        r#"SELECT ARRAY(SELECT name FROM genres WHERE EXISTS (SELECT FROM movie_genres WHERE genre_id = genres.id)
                        ORDER BY name) AS "genres!",
                  ARRAY(SELECT DISTINCT extract(year FROM released_on)::int AS year FROM movies
                        WHERE released_on IS NOT NULL ORDER BY year DESC) AS "years!""#
    )
    .fetch_one(pool)
    .await?;
    Ok((row.genres, row.years))
}

/// Films that a member has scored; `after` is the film to go on after.
pub async fn scored_by(
    pool: &PgPool,
    member: MemberId,
    order: ScoreOrder,
    after: Option<MovieId>,
    limit: i64,
) -> Result<Vec<ScoredMovie>> {
    struct Row {
        id: i64,
        title: String,
        released_on: Option<Date>,
        score_sum: i64,
        score_count: i64,
        score: i16,
    }
    macro_rules! scored {
        ($order:tt, $condition:tt) => {
            sqlx::query_as!(
                Row,
                r#"SELECT movies.id, title, released_on AS "released_on: Date", score_sum, score_count, score
                   FROM scores JOIN movies ON movies.id = movie_id
                   WHERE member_id = $1 AND ($2::bigint IS NULL OR "#
                    + $condition
                    + ") ORDER BY "
                    + $order
                    + " LIMIT $3",
                member.0,
                after.map(|id| id.0),
                limit,
            )
            .fetch_all(pool)
            .await?
        };
    }
    let rows = match order {
        ScoreOrder::Recent => scored!(
            "scores.updated_at DESC, movie_id DESC",
            "(scores.updated_at, movie_id) < (SELECT updated_at, movie_id FROM scores WHERE member_id = $1 AND movie_id = $2)"
        ),
        ScoreOrder::High => scored!(
            "score DESC, movie_id DESC",
            "(score, movie_id) < (SELECT score, movie_id FROM scores WHERE member_id = $1 AND movie_id = $2)"
        ),
        ScoreOrder::Low => scored!(
            "score, movie_id",
            "(score, movie_id) > (SELECT score, movie_id FROM scores WHERE member_id = $1 AND movie_id = $2)"
        ),
    };
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let movie = CardRow {
                id: row.id,
                title: row.title,
                released_on: row.released_on,
                score_sum: row.score_sum,
                score_count: row.score_count,
            };
            Some(ScoredMovie { movie: movie.into(), score: Score::from_tenths(row.score)? })
        })
        .collect())
}

/// Films that a member wants to see or is not interested in, newest decision first.
pub async fn preferred_by(
    pool: &PgPool,
    member: MemberId,
    kind: Preference,
    after: Option<MovieId>,
    limit: i64,
) -> Result<Vec<MovieCard>> {
    let rows = sqlx::query_as!(
        CardRow,
        r#"SELECT movies.id, title, released_on AS "released_on: Date", score_sum, score_count
           FROM preferences JOIN movies ON movies.id = movie_id
           WHERE member_id = $1 AND kind = $2 AND ($3::bigint IS NULL OR (preferences.created_at, movie_id)
                 < (SELECT created_at, movie_id FROM preferences WHERE member_id = $1 AND movie_id = $3))
           ORDER BY preferences.created_at DESC, movie_id DESC LIMIT $4"#,
        member.0,
        kind.code(),
        after.map(|id| id.0),
        limit,
    )
    .fetch_all(pool)
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}
