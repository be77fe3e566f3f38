//! SQL of members who never confirmed their address.

use crate::Result;
use sqlx::PgConnection;

/// Locks members, after `after`, who did not prove their address within so many days. Who is being
/// written to, or confirms just now, is passed over: whoever is still due has their turn with the next
/// purge.
pub async fn hold_overdue(connection: &mut PgConnection, after: i64, days: i32, limit: i64) -> Result<Vec<i64>> {
    Ok(sqlx::query_scalar!(
        "SELECT id FROM members
         WHERE state = 'unconfirmed' AND created_at < now() - make_interval(days => $2) AND id > $1
         ORDER BY id LIMIT $3 FOR UPDATE SKIP LOCKED",
        after,
        days,
        limit,
    )
    .fetch_all(connection)
    .await?)
}

/// Deletes those of the locked `members` who have no link left to prove their address with; answers how
/// many. They can have nothing else; whoever has something all the same stays. A statement of its own,
/// after the lock: only so it sees the links that were made until then.
pub async fn delete_overdue(connection: &mut PgConnection, members: &[i64]) -> Result<u64> {
    let deleted = sqlx::query!(
        "DELETE FROM members
         WHERE id = ANY($1)
           AND NOT EXISTS (SELECT FROM member_tokens WHERE member_id = members.id AND expires_at > now())
           AND NOT EXISTS (SELECT FROM reviews WHERE member_id = members.id)
           AND NOT EXISTS (SELECT FROM scores WHERE member_id = members.id)
           AND NOT EXISTS (SELECT FROM preferences WHERE member_id = members.id)
           AND NOT EXISTS (SELECT FROM review_likes WHERE member_id = members.id)",
        members,
    )
    .execute(connection)
    .await?;
    Ok(deleted.rows_affected())
}
