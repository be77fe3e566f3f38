//! SQL of suspensions.

use crate::Result;
use domain::MemberId;
use sqlx::{PgConnection, PgPool};
use time::OffsetDateTime;

/// A member whose state is held until the transaction ends.
pub struct HeldMember {
    pub state: String,
    pub role: String,
    /// `NULL` for those who are gone.
    pub email: Option<String>,
    /// The state is `suspended`, but its time is over.
    pub is_due: bool,
}

/// Locks the member's row, so that nobody changes their state until the transaction ends. Rows that
/// merely refer to the member can still be written.
pub async fn hold(connection: &mut PgConnection, member: MemberId) -> Result<Option<HeldMember>> {
    Ok(sqlx::query_as!(
        HeldMember,
        r#"SELECT state, role, email,
                  coalesce(state = 'suspended' AND suspended_until <= now(), false) AS "is_due!"
           FROM members WHERE id = $1 FOR NO KEY UPDATE"#,
        member.0,
    )
    .fetch_optional(connection)
    .await?)
}

/// Suspends a held member for so many days, or without an end; answers the end.
pub async fn begin(
    connection: &mut PgConnection,
    member: MemberId,
    actor: MemberId,
    days: Option<i32>,
    reason: &str,
) -> Result<Option<OffsetDateTime>> {
    let until = sqlx::query_scalar!(
        r#"INSERT INTO suspensions (member_id, actor_id, reason, until)
           VALUES ($1, $2, $3, now() + make_interval(days => $4)) RETURNING until AS "until: OffsetDateTime""#,
        member.0,
        actor.0,
        reason,
        days,
    )
    .fetch_one(&mut *connection)
    .await?;
    sqlx::query!(
        "UPDATE members SET state = 'suspended', suspended_until = $2 WHERE id = $1",
        member.0,
        until as Option<OffsetDateTime>,
    )
    .execute(connection)
    .await?;
    Ok(until)
}

/// Ends the open suspension of a held member who is suspended, who is then active again. Without a
/// reason its time had come.
pub async fn end(connection: &mut PgConnection, member: MemberId, reason: Option<&str>) -> Result<()> {
    sqlx::query!(
        "UPDATE suspensions SET ended_at = now(), end_reason = $2 WHERE member_id = $1 AND ended_at IS NULL",
        member.0,
        reason,
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "UPDATE members SET state = 'active', suspended_until = NULL WHERE id = $1 AND state = 'suspended'",
        member.0,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The next members whose suspension is over, after `after`.
pub async fn due(pool: &PgPool, after: i64, limit: i64) -> Result<Vec<MemberId>> {
    let ids = sqlx::query_scalar!(
        "SELECT id FROM members WHERE state = 'suspended' AND suspended_until <= now() AND id > $1 ORDER BY id LIMIT $2",
        after,
        limit,
    )
    .fetch_all(pool)
    .await?;
    Ok(ids.into_iter().map(MemberId).collect())
}

/// A suspension that has not ended.
pub struct OpenSuspension {
    pub reason: String,
    pub began_at: OffsetDateTime,
    pub until: Option<OffsetDateTime>,
    pub appeal: Option<String>,
    pub appeal_answer: Option<String>,
}

pub async fn open(pool: &PgPool, member: MemberId) -> Result<Option<OpenSuspension>> {
    Ok(sqlx::query_as!(
        OpenSuspension,
        r#"SELECT reason, began_at AS "began_at: OffsetDateTime", until AS "until: OffsetDateTime",
                  appeal, appeal_answer
           FROM suspensions
           WHERE member_id = $1 AND ended_at IS NULL AND (until IS NULL OR until > now())"#,
        member.0,
    )
    .fetch_optional(pool)
    .await?)
}

/// Keeps the member's word on the open suspension, unless there is one; answers whether it did.
pub async fn appeal(pool: &PgPool, member: MemberId, text: &str) -> Result<bool> {
    let kept = sqlx::query!(
        "UPDATE suspensions SET appeal = $2, appealed_at = now()
         WHERE member_id = $1 AND ended_at IS NULL AND (until IS NULL OR until > now()) AND appeal IS NULL",
        member.0,
        text,
    )
    .execute(pool)
    .await?;
    Ok(kept.rows_affected() > 0)
}

/// Answers the appeal against the open suspension of a held member, unless there is none or it has
/// an answer; answers whether it did.
pub async fn answer_appeal(connection: &mut PgConnection, member: MemberId, answer: &str) -> Result<bool> {
    let answered = sqlx::query!(
        "UPDATE suspensions SET appeal_answer = $2, appeal_answered_at = now()
         WHERE member_id = $1 AND ended_at IS NULL AND appeal IS NOT NULL AND appeal_answer IS NULL",
        member.0,
        answer,
    )
    .execute(connection)
    .await?;
    Ok(answered.rows_affected() > 0)
}
