//! SQL of the overview.

use crate::Result;
use domain::accounts::MemberState;
use sqlx::PgPool;

pub struct Numbers {
    pub new_members: i64,
    pub new_reviews: i64,
    pub new_scores: i64,
    pub open_appeals: i64,
    pub movie_count: i64,
    pub movies_without_plot: i64,
    pub movies_without_tags: i64,
    pub waiting_mails: i64,
    pub late_mails: i64,
    pub dead_mails: i64,
}

/// Ids of members and reviews follow time closely enough: from the newest one on back, the first that
/// is older than a week ends the count, so that most of these tables is left unread. Scores have no
/// ids; an index over their blocks leaves out the old ones. New members are those who have proven
/// their address, and an appeal is open while its author is suspended and has no answer.
pub async fn numbers(pool: &PgPool) -> Result<Numbers> {
    Ok(sqlx::query_as!(
        Numbers,
        r#"SELECT (SELECT count(*) FROM members WHERE confirmed_at IS NOT NULL AND state <> 'gone' AND id > coalesce(
                       (SELECT id FROM members WHERE created_at < now() - interval '7 days' ORDER BY id DESC LIMIT 1), 0))
                      AS "new_members!",
                  (SELECT count(*) FROM reviews WHERE deleted_at IS NULL AND id > coalesce(
                       (SELECT id FROM reviews WHERE created_at < now() - interval '7 days' ORDER BY id DESC LIMIT 1), 0))
                      AS "new_reviews!",
                  (SELECT count(*) FROM scores WHERE created_at > now() - interval '7 days') AS "new_scores!",
                  (SELECT count(*) FROM suspensions JOIN members ON members.id = member_id
                   WHERE ended_at IS NULL AND appeal IS NOT NULL AND appeal_answered_at IS NULL
                     AND members.state = 'suspended') AS "open_appeals!",
                  (SELECT count(*) FROM movies) AS "movie_count!",
                  (SELECT count(*) FROM movies WHERE plot = '') AS "movies_without_plot!",
                  (SELECT count(*) FROM movies
                   WHERE NOT EXISTS (SELECT FROM movie_tags WHERE movie_id = movies.id)) AS "movies_without_tags!",
                  (SELECT count(*) FROM mails WHERE state = 'waiting') AS "waiting_mails!",
                  (SELECT count(*) FROM mails WHERE state = 'waiting' AND created_at < now() - interval '30 minutes')
                      AS "late_mails!",
                  (SELECT count(*) FROM mails WHERE state = 'dead') AS "dead_mails!""#
    )
    .fetch_one(pool)
    .await?)
}

/// How many members are in each state that somebody is in.
pub async fn members(pool: &PgPool) -> Result<Vec<(MemberState, i64)>> {
    let rows =
        sqlx::query!(r#"SELECT state, count(*) AS "count!" FROM members GROUP BY state"#).fetch_all(pool).await?;
    Ok(rows.into_iter().filter_map(|row| Some((MemberState::from_code(&row.state)?, row.count))).collect())
}
