//! SQL of the export.

use crate::Result;
use domain::MemberId;
use serde_json::Value;
use sqlx::PgPool;

/// Everything the database knows of `member`, in one statement and so as of one moment. Times are
/// RFC 3339. Not in it: hashes, and who of the house did something. Of `mails`, `content` is for the
/// subject alone and goes no further: it names links.
pub async fn everything(pool: &PgPool, member: MemberId) -> Result<Option<Value>> {
    Ok(sqlx::query_scalar!(
        r#"SELECT jsonb_build_object(
               'account', jsonb_build_object(
                   'email', email, 'nickname', nickname, 'state', state, 'role', role,
                   'created_at', created_at, 'terms_agreed_at', terms_agreed_at, 'confirmed_at', confirmed_at,
                   'suspended_until', suspended_until, 'leaves_at', leaves_at, 'keeps_reviews', keeps_reviews),
               'scores', coalesce((
                   SELECT jsonb_agg(jsonb_build_object(
                       'movie_id', movie_id, 'movie', title, 'score', round(score / 10.0, 1),
                       'created_at', scores.created_at, 'updated_at', scores.updated_at) ORDER BY scores.created_at, movie_id)
                   FROM scores JOIN movies ON movies.id = movie_id WHERE member_id = members.id), '[]'),
               'reviews', coalesce((
                   SELECT jsonb_agg(jsonb_build_object(
                       'review_id', reviews.id, 'movie_id', movie_id, 'movie', title, 'content', content,
                       'is_spoiler', is_spoiler, 'visibility', visibility, 'sentiment', sentiment,
                       'author_sentiment', author_sentiment, 'positive_probability', positive_probability,
                       'like_count', like_count,
                       'created_at', reviews.created_at, 'edited_at', edited_at, 'deleted_at', deleted_at,
                       'hidden_at', hidden_at, 'hidden_reason', hidden_reason,
                       'earlier_versions', coalesce((
                           SELECT jsonb_agg(jsonb_build_object(
                               'content', earlier.content, 'is_spoiler', earlier.is_spoiler,
                               'visibility', earlier.visibility, 'replaced_at', replaced_at) ORDER BY earlier.id)
                           FROM review_versions AS earlier WHERE review_id = reviews.id), '[]')) ORDER BY reviews.id)
                   FROM reviews JOIN movies ON movies.id = movie_id WHERE member_id = members.id), '[]'),
               'preferences', coalesce((
                   SELECT jsonb_agg(jsonb_build_object(
                       'movie_id', movie_id, 'movie', title, 'kind', kind, 'created_at', preferences.created_at)
                       ORDER BY preferences.created_at, movie_id)
                   FROM preferences JOIN movies ON movies.id = movie_id WHERE member_id = members.id), '[]'),
               'likes', coalesce((
                   SELECT jsonb_agg(jsonb_build_object('review_id', review_id, 'created_at', review_likes.created_at)
                       ORDER BY review_likes.created_at, review_id)
                   FROM review_likes WHERE member_id = members.id), '[]'),
               'devices', coalesce((
                   SELECT jsonb_agg(jsonb_build_object(
                       'description', description, 'created_at', device.created_at, 'last_used_at', last_used_at,
                       'expires_at', expires_at) ORDER BY device.created_at)
                   FROM (SELECT user_agent AS description, created_at, last_used_at, expires_at
                         FROM sessions WHERE member_id = members.id AND expires_at > now()
                         UNION ALL
                         SELECT device, created_at, last_used_at, expires_at
                         FROM token_families
                         WHERE member_id = members.id AND revoked_at IS NULL AND expires_at > now()) AS device), '[]'),
               'suspensions', coalesce((
                   SELECT jsonb_agg(jsonb_build_object(
                       'reason', reason, 'began_at', began_at, 'until', until, 'ended_at', ended_at,
                       'end_reason', end_reason, 'appeal', appeal, 'appealed_at', appealed_at,
                       'appeal_answer', appeal_answer, 'appeal_answered_at', appeal_answered_at) ORDER BY suspensions.id)
                   FROM suspensions WHERE member_id = members.id), '[]'),
               'links', coalesce((
                   SELECT jsonb_agg(jsonb_build_object(
                       'purpose', purpose, 'email', links.email, 'next', next, 'created_at', links.created_at,
                       'used_at', used_at, 'expires_at', expires_at) ORDER BY links.id)
                   FROM member_tokens AS links WHERE member_id = members.id AND expires_at > now()), '[]'),
               'mails', coalesce((
                   SELECT jsonb_agg(jsonb_build_object(
                       'kind', kind, 'content', content, 'state', mails.state, 'created_at', mails.created_at,
                       'ended_at', ended_at) ORDER BY mails.id)
                   FROM mails WHERE member_id = members.id), '[]')
           ) AS "everything!"
           FROM members WHERE id = $1 AND state <> 'gone'"#,
        member.0,
    )
    .fetch_optional(pool)
    .await?)
}
