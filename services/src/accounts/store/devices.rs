//! SQL of a member's own account: what its settings show, and where the member is signed in.

use crate::Result;
use domain::MemberId;
use sqlx::PgPool;
use time::OffsetDateTime;

/// One place where a member is signed in.
pub struct DeviceRow {
    pub id: i64,
    /// Of another client than a browser.
    pub has_tokens: bool,
    /// What the client says of itself.
    pub description: String,
    pub created_at: OffsetDateTime,
    pub last_used_at: OffsetDateTime,
}

/// Live sessions and families of tokens, those used last first.
pub async fn devices(pool: &PgPool, member: MemberId) -> Result<Vec<DeviceRow>> {
    Ok(sqlx::query_as!(
        DeviceRow,
        r#"SELECT id AS "id!", has_tokens AS "has_tokens!", description AS "description!",
                  created_at AS "created_at!: OffsetDateTime", last_used_at AS "last_used_at!: OffsetDateTime"
           FROM (
               SELECT id, false AS has_tokens, user_agent AS description, created_at, last_used_at
               FROM sessions WHERE member_id = $1 AND expires_at > now()
               UNION ALL
               SELECT id, true, device, created_at, last_used_at
               FROM token_families
               WHERE member_id = $1 AND revoked_at IS NULL AND expires_at > now()
                 AND EXISTS (SELECT FROM refresh_tokens
                             WHERE family_id = token_families.id AND used_at IS NULL AND refresh_tokens.expires_at > now())
           ) AS devices
           ORDER BY last_used_at DESC, has_tokens, id DESC"#,
        member.0,
    )
    .fetch_all(pool)
    .await?)
}

/// What the settings page shows of the member itself.
pub struct AccountRow {
    pub email: Option<String>,
    pub created_at: OffsetDateTime,
    pub leaves_at: Option<OffsetDateTime>,
    pub has_password: bool,
    pub pending_email: Option<String>,
}

pub async fn account(pool: &PgPool, member: MemberId) -> Result<Option<AccountRow>> {
    Ok(sqlx::query_as!(
        AccountRow,
        r#"SELECT email, created_at AS "created_at: OffsetDateTime", leaves_at AS "leaves_at: OffsetDateTime",
                  password_hash IS NOT NULL AS "has_password!",
                  (SELECT member_tokens.email FROM member_tokens
                   WHERE member_id = members.id AND purpose = 'change_email' AND expires_at > now()) AS pending_email
           FROM members WHERE id = $1"#,
        member.0,
    )
    .fetch_optional(pool)
    .await?)
}
