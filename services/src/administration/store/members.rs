//! SQL of members as the house sees them.

use crate::Result;
use crate::accounts::{role_of as role, state_of as state};
use crate::time::{korean_date, korean_date_time};
use domain::MemberId;
use domain::accounts::{MemberState, Role};
use domain::administration::{ManagedMember, ManagedMemberRow, ManagedSuspension};
use sqlx::{PgConnection, PgPool};
use time::OffsetDateTime;

/// Which members [`list`] lists. A member fits when any of nickname, e-mail and id does.
pub struct Wanted {
    /// Pattern.
    pub nickname: Option<String>,
    /// The whole address.
    pub email: Option<String>,
    /// Pattern.
    pub email_part: Option<String>,
    pub id: Option<i64>,
    pub state: Option<MemberState>,
    pub role: Option<Role>,
    /// Only those whose appeal waits.
    pub appeals: bool,
    pub after: Option<MemberId>,
}

pub async fn list(pool: &PgPool, wanted: &Wanted, limit: i64) -> Result<Vec<ManagedMemberRow>> {
    let rows = sqlx::query!(
        r#"SELECT id, nickname, email, state, role, created_at AS "created_at: OffsetDateTime",
                  greatest((SELECT max(last_used_at) FROM sessions WHERE member_id = members.id),
                           (SELECT max(last_used_at) FROM token_families WHERE member_id = members.id))
                      AS "last_seen?: OffsetDateTime",
                  state = 'suspended'
                      AND EXISTS (SELECT FROM suspensions WHERE member_id = members.id AND ended_at IS NULL
                                                            AND appeal IS NOT NULL AND appeal_answered_at IS NULL)
                      AS "has_appeal!"
           FROM members
           WHERE ($1::bigint IS NULL OR id < $1)
             AND ($2::text IS NULL OR state = $2) AND ($3::text IS NULL OR role = $3)
             AND (NOT $4 OR state = 'suspended'
                            AND id IN (SELECT member_id FROM suspensions WHERE ended_at IS NULL AND appeal IS NOT NULL
                                                                           AND appeal_answered_at IS NULL))
             AND ($5::text IS NULL OR lower(normalize(nickname, NFKC)) LIKE lower(normalize($5, NFKC))
                  OR email = $6 OR email LIKE $7 OR id = $8)
           ORDER BY id DESC LIMIT $9"#,
        wanted.after.map(|id| id.0),
        wanted.state.map(MemberState::code),
        wanted.role.map(Role::code),
        wanted.appeals,
        wanted.nickname.as_deref(),
        wanted.email.as_deref(),
        wanted.email_part.as_deref(),
        wanted.id,
        limit,
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| ManagedMemberRow {
            id: MemberId(row.id),
            nickname: row.nickname,
            email: row.email,
            state: state(&row.state),
            role: role(&row.role),
            joined: korean_date(row.created_at),
            last_seen: row.last_seen.map(korean_date_time),
            has_appeal: row.has_appeal,
        })
        .collect())
}

pub struct MemberRow {
    id: i64,
    nickname: String,
    email: Option<String>,
    state: String,
    role: String,
    created_at: OffsetDateTime,
    confirmed_at: Option<OffsetDateTime>,
    suspended_until: Option<OffsetDateTime>,
    leaves_at: Option<OffsetDateTime>,
    last_seen: Option<OffsetDateTime>,
    score_count: i64,
    review_count: i64,
    recent_review_count: i64,
}

impl MemberRow {
    /// The member's own part of the page; lists and rights are added by the caller.
    pub fn into_view(self) -> ManagedMember {
        ManagedMember {
            id: MemberId(self.id),
            nickname: self.nickname,
            email: self.email,
            state: state(&self.state),
            role: role(&self.role),
            joined: korean_date(self.created_at),
            confirmed: self.confirmed_at.map(korean_date_time),
            last_seen: self.last_seen.map(korean_date_time),
            suspended_until: self.suspended_until.map(korean_date_time),
            leaves: self.leaves_at.map(korean_date_time),
            score_count: self.score_count,
            review_count: self.review_count,
            recent_review_count: self.recent_review_count,
            devices: Vec::new(),
            suspensions: Vec::new(),
            audit: Vec::new(),
            may_act: false,
        }
    }
}

pub async fn find(pool: &PgPool, id: MemberId) -> Result<Option<MemberRow>> {
    Ok(sqlx::query_as!(
        MemberRow,
        r#"SELECT id, nickname, email, state, role, created_at AS "created_at: OffsetDateTime",
                  confirmed_at AS "confirmed_at: OffsetDateTime", suspended_until AS "suspended_until: OffsetDateTime",
                  leaves_at AS "leaves_at: OffsetDateTime",
                  greatest((SELECT max(last_used_at) FROM sessions WHERE member_id = members.id),
                           (SELECT max(last_used_at) FROM token_families WHERE member_id = members.id))
                      AS "last_seen?: OffsetDateTime",
                  (SELECT count(*) FROM scores WHERE member_id = members.id) AS "score_count!",
                  (SELECT count(*) FROM reviews WHERE member_id = members.id AND deleted_at IS NULL) AS "review_count!",
                  (SELECT count(*) FROM reviews WHERE member_id = members.id AND deleted_at IS NULL
                                                  AND created_at > now() - interval '30 days') AS "recent_review_count!"
           FROM members WHERE id = $1"#,
        id.0,
    )
    .fetch_optional(pool)
    .await?)
}

/// Newest first.
pub async fn suspensions(pool: &PgPool, id: MemberId) -> Result<Vec<ManagedSuspension>> {
    let rows = sqlx::query!(
        r#"SELECT suspensions.id, reason, actors.nickname AS "by?", began_at AS "began_at: OffsetDateTime",
                  until AS "until: OffsetDateTime", ended_at AS "ended_at: OffsetDateTime", end_reason,
                  appeal, appealed_at AS "appealed_at: OffsetDateTime",
                  appeal_answer, appeal_answered_at AS "appeal_answered_at: OffsetDateTime"
           FROM suspensions LEFT JOIN members AS actors ON actors.id = actor_id
           WHERE member_id = $1 ORDER BY suspensions.id DESC LIMIT 50"#,
        id.0,
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| ManagedSuspension {
            id: row.id,
            reason: row.reason,
            by: row.by,
            began: korean_date_time(row.began_at),
            until: row.until.map(korean_date_time),
            ended: row.ended_at.map(korean_date_time),
            end_reason: row.end_reason,
            appeal: row.appeal,
            appealed: row.appealed_at.map(korean_date_time),
            appeal_answer: row.appeal_answer,
            appeal_answered: row.appeal_answered_at.map(korean_date_time),
        })
        .collect())
}

/// A member held until the transaction ends.
pub struct Locked {
    pub state: MemberState,
    pub role: Role,
}

pub async fn lock(connection: &mut PgConnection, id: MemberId) -> Result<Option<Locked>> {
    let row = sqlx::query!("SELECT state, role FROM members WHERE id = $1 FOR NO KEY UPDATE", id.0)
        .fetch_optional(connection)
        .await?;
    Ok(row.map(|row| Locked { state: state(&row.state), role: role(&row.role) }))
}

pub async fn with_email(connection: &mut PgConnection, email: &str) -> Result<Option<MemberId>> {
    let id = sqlx::query_scalar!("SELECT id FROM members WHERE email = $1", email).fetch_optional(connection).await?;
    Ok(id.map(MemberId))
}

pub async fn set_role(connection: &mut PgConnection, id: MemberId, role: Role) -> Result<()> {
    sqlx::query!("UPDATE members SET role = $2 WHERE id = $1", id.0, role.code()).execute(connection).await?;
    Ok(())
}
