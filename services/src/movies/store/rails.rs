//! SQL of the home page.

use super::CardRow;
use crate::Result;
use crate::time::{korean_day, korean_month_day, today, with_separators};
use domain::movies::{BoxOffice, BoxOfficeRow, WantedWindow};
use sqlx::PgPool;
use time::Date;

/// A film in one of the rails: `best`, `newest`, `wanted`, `upcoming`, `unscored`.
pub struct RailRow {
    pub rail: String,
    pub id: i64,
    pub title: String,
    pub released_on: Option<Date>,
    pub score_sum: i64,
    pub score_count: i64,
    /// How many want to see it, in the window asked for.
    pub wants: i64,
}

/// All rails in one query. Each order is that of an index, NULLs included, so that a large catalogue
/// costs no more than a small one; `OFFSET 0` has the planner look the few films up one by one. Each
/// has at most `limit` films. The least number of
/// scores stands in it as it does in its index: [`domain::movies::MIN_RANKED_SCORES`].
pub async fn rails(pool: &PgPool, viewer: Option<i64>, window: WantedWindow, limit: i64) -> Result<Vec<RailRow>> {
    let days = match window {
        WantedWindow::Week => Some(7),
        WantedWindow::Month => Some(30),
        WantedWindow::All => None,
    };
    Ok(sqlx::query_as!(
        RailRow,
        r#"WITH picked AS (
               (SELECT 'best' AS rail, id, row_number() OVER (ORDER BY ranking DESC, id DESC) AS place, want_count AS wants
                FROM movies WHERE score_count >= 3 ORDER BY ranking DESC, id DESC LIMIT $1)
               UNION ALL
               (SELECT 'newest', id, row_number() OVER (ORDER BY released_on DESC NULLS LAST, id DESC), want_count
                FROM movies WHERE released_on <= $2 ORDER BY released_on DESC NULLS LAST, id DESC LIMIT $1)
               UNION ALL
               (SELECT 'upcoming', id, row_number() OVER (ORDER BY released_on NULLS FIRST, id), want_count
                FROM movies WHERE released_on > $2 ORDER BY released_on NULLS FIRST, id LIMIT $1)
               UNION ALL
               (SELECT 'wanted', movie_id, row_number() OVER (ORDER BY count(*) DESC, movie_id DESC), count(*)
                FROM preferences
                WHERE $3::int IS NOT NULL AND kind = 'want' AND created_at > now() - make_interval(days => $3)
                GROUP BY movie_id ORDER BY count(*) DESC, movie_id DESC LIMIT $1)
               UNION ALL
               (SELECT 'wanted', id, row_number() OVER (ORDER BY want_count DESC, id DESC), want_count
                FROM movies WHERE $3::int IS NULL AND want_count > 0 ORDER BY want_count DESC, id DESC LIMIT $1)
               UNION ALL
               (SELECT 'unscored', id, row_number() OVER (ORDER BY popularity DESC, released_on DESC NULLS LAST, id DESC), want_count
                FROM movies
                WHERE $4::bigint IS NOT NULL AND released_on <= $2
                  AND NOT EXISTS (SELECT FROM scores WHERE member_id = $4 AND movie_id = movies.id)
                  AND NOT EXISTS (SELECT FROM preferences WHERE member_id = $4 AND movie_id = movies.id AND kind = 'not_interested')
                ORDER BY popularity DESC, released_on DESC NULLS LAST, id DESC LIMIT $1)
           )
           SELECT rail AS "rail!", movies.id, title, released_on AS "released_on: Date", score_sum, score_count,
                  wants AS "wants!"
           FROM picked CROSS JOIN LATERAL (SELECT * FROM movies WHERE movies.id = picked.id OFFSET 0) AS movies
           ORDER BY rail, place"#,
        limit,
        today() as Date,
        days,
        viewer,
    )
    .fetch_all(pool)
    .await?)
}

/// The chart of the newest day that is known, up to today.
pub async fn box_office(pool: &PgPool) -> Result<Option<BoxOffice>> {
    let rows = sqlx::query!(
        r#"SELECT day AS "day: Date", rank, rank_change, is_new, box_office_days.title, audience,
                  movies.id AS "movie_id?", movies.title AS "movie_title?", movies.released_on AS "released_on?: Date",
                  movies.score_sum AS "score_sum?", movies.score_count AS "score_count?",
                  source_day AS "source_day: Date"
           FROM box_office_days LEFT JOIN movies ON movies.id = movie_id
           WHERE day = (SELECT max(day) FROM box_office_days WHERE day <= $1)
           ORDER BY rank LIMIT 10"#,
        today() as Date,
    )
    .fetch_all(pool)
    .await?;
    let Some((day, source)) = rows.first().map(|row| (row.day, row.source_day)) else { return Ok(None) };
    let rows = rows
        .into_iter()
        .map(|row| BoxOfficeRow {
            rank: row.rank,
            rank_change: row.rank_change,
            is_new: row.is_new,
            title: row.title,
            audience: with_separators(row.audience),
            movie: match (row.movie_id, row.movie_title, row.score_sum, row.score_count) {
                (Some(id), Some(title), Some(score_sum), Some(score_count)) => {
                    Some(CardRow { id, title, released_on: row.released_on, score_sum, score_count }.into())
                }
                _ => None,
            },
        })
        .collect();
    Ok(Some(BoxOffice { day: korean_month_day(day), source: source.map(korean_day), rows }))
}
