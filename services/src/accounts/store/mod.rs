//! SQL of members and sessions.

use crate::Result;
use crate::secrets::Hash;
use crate::time::korean_month;
use domain::MemberId;
use domain::accounts::{ProfileTab, ProfileView, ScoreOrder};
use sqlx::{PgConnection, PgPool};
use time::OffsetDateTime;

pub async fn insert_member(
    connection: &mut PgConnection,
    email: &str,
    nickname: &str,
    password_hash: &str,
) -> Result<MemberId, sqlx::Error> {
    sqlx::query_scalar!(
        "INSERT INTO members (email, nickname, password_hash, terms_agreed_at) VALUES ($1, $2, $3, now()) RETURNING id",
        email,
        nickname,
        password_hash,
    )
    .fetch_one(connection)
    .await
    .map(MemberId)
}

/// Id and password hash of the member with this (lower-cased) address.
pub async fn find_credentials(pool: &PgPool, email: &str) -> Result<Option<(MemberId, Option<String>)>> {
    let row =
        sqlx::query!("SELECT id, password_hash FROM members WHERE email = $1", email).fetch_optional(pool).await?;
    Ok(row.map(|row| (MemberId(row.id), row.password_hash)))
}

pub async fn insert_session(
    connection: &mut PgConnection,
    hash: Hash,
    member: MemberId,
    user_agent: &str,
    days: i32,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO sessions (id_hash, member_id, user_agent, expires_at) VALUES ($1, $2, $3, now() + make_interval(days => $4))",
        &hash[..],
        member.0,
        user_agent,
        days,
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub struct SessionRow {
    pub member_id: i64,
    pub nickname: String,
    /// More than a day has passed since it was last prolonged.
    pub is_stale: bool,
}

pub async fn find_session(pool: &PgPool, hash: Hash, idle_days: i32, absolute_days: i32) -> Result<Option<SessionRow>> {
    Ok(sqlx::query_as!(
        SessionRow,
        r#"SELECT members.id AS member_id, members.nickname,
                  sessions.expires_at < now() + make_interval(days => $2 - 1)
                      AND sessions.expires_at < sessions.created_at + make_interval(days => $3) AS "is_stale!"
           FROM sessions JOIN members ON members.id = sessions.member_id
           WHERE sessions.id_hash = $1 AND sessions.expires_at > now()"#,
        &hash[..],
        idle_days,
        absolute_days,
    )
    .fetch_optional(pool)
    .await?)
}

pub async fn prolong_session(pool: &PgPool, hash: Hash, idle_days: i32, absolute_days: i32) -> Result<()> {
    sqlx::query!(
        "UPDATE sessions
         SET expires_at = least(now() + make_interval(days => $2), created_at + make_interval(days => $3))
         WHERE id_hash = $1",
        &hash[..],
        idle_days,
        absolute_days,
    )
    .execute(pool)
    .await?;
    Ok(())
}

pub async fn delete_session(pool: &PgPool, hash: Hash) -> Result<()> {
    sqlx::query!("DELETE FROM sessions WHERE id_hash = $1", &hash[..]).execute(pool).await?;
    Ok(())
}

pub async fn purge_sessions(pool: &PgPool) -> Result<u64> {
    Ok(sqlx::query!("DELETE FROM sessions WHERE expires_at <= now()").execute(pool).await?.rows_affected())
}

/// A member's own part of their page.
pub struct ProfileRow {
    pub id: i64,
    pub nickname: String,
    created_at: OffsetDateTime,
    score_count: i64,
    score_sum: i64,
    histogram: Vec<i64>,
    review_count: i64,
    want_count: i64,
    not_interested_count: i64,
}

impl ProfileRow {
    /// The lists are added by the caller.
    pub fn into_view(self) -> ProfileView {
        ProfileView {
            id: MemberId(self.id),
            nickname: self.nickname,
            joined: korean_month(self.created_at),
            is_mine: false,
            score_count: self.score_count,
            mean: domain::score::mean(self.score_sum, self.score_count),
            histogram: self.histogram,
            review_count: self.review_count,
            want_count: self.want_count,
            not_interested_count: self.not_interested_count,
            tab: ProfileTab::default(),
            order: ScoreOrder::default(),
            scored: Vec::new(),
            reviews: Vec::new(),
            movies: Vec::new(),
            more: None,
            is_continued: false,
            canonical: String::new(),
        }
    }
}

/// The member of this name, whatever its case, with their numbers. Reviews are those that `viewer`
/// may read; `None` counts those everybody may.
pub async fn profile(pool: &PgPool, nickname: &str, viewer: Option<MemberId>) -> Result<Option<ProfileRow>> {
    Ok(sqlx::query_as!(
        ProfileRow,
        r#"SELECT id, nickname, created_at AS "created_at: OffsetDateTime",
                  (SELECT count(*) FROM scores WHERE member_id = members.id) AS "score_count!",
                  (SELECT coalesce(sum(score), 0) FROM scores WHERE member_id = members.id) AS "score_sum!",
                  ARRAY(SELECT count(score) FROM generate_series(0, 9) AS bar
                        LEFT JOIN scores ON member_id = members.id AND (score - 1) / 5 = bar
                        GROUP BY bar ORDER BY bar) AS "histogram!",
                  (SELECT count(*) FROM reviews
                   WHERE member_id = members.id
                     AND review_is_visible(visibility, hidden_at, deleted_at, member_id, $2)) AS "review_count!",
                  (SELECT count(*) FROM preferences WHERE member_id = members.id AND kind = 'want') AS "want_count!",
                  (SELECT count(*) FROM preferences WHERE member_id = members.id AND kind = 'not_interested')
                      AS "not_interested_count!"
           FROM members WHERE lower(nickname) = lower($1)"#,
        nickname,
        viewer.map(|member| member.0),
    )
    .fetch_optional(pool)
    .await?)
}
