//! SQL of members who leave, come back, or are purged. The member's row is locked first (before it the
//! address of who is purged), then films by their ids, then reviews by theirs: the order of every change
//! of several of them, so that nobody waits in a circle. Each statement works on all rows of one member at
//! once.

use crate::Result;
use domain::MemberId;
use sqlx::{PgConnection, PgPool};
use time::OffsetDateTime;

/// Holds the member's state until the transaction ends: they cannot leave or be suspended meanwhile.
/// Others may hold it with us.
pub async fn share_state(connection: &mut PgConnection, member: MemberId) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!(
        r#"SELECT member_state_now(state, suspended_until) AS "state!"
           FROM members WHERE id = $1 FOR SHARE"#,
        member.0,
    )
    .fetch_optional(connection)
    .await?)
}

/// Locks every film that a change of all reviews, scores and preferences of `member` touches, and then
/// their reviews and those they like.
pub async fn lock_works(connection: &mut PgConnection, member: MemberId) -> Result<()> {
    sqlx::query_scalar!(
        "SELECT id FROM movies
         WHERE id IN (SELECT movie_id FROM reviews WHERE member_id = $1
                      UNION SELECT movie_id FROM scores WHERE member_id = $1
                      UNION SELECT movie_id FROM preferences WHERE member_id = $1)
         ORDER BY id FOR NO KEY UPDATE",
        member.0,
    )
    .fetch_all(&mut *connection)
    .await?;
    sqlx::query_scalar!(
        "SELECT id FROM reviews
         WHERE id IN (SELECT id FROM reviews WHERE member_id = $1
                      UNION SELECT review_id FROM review_likes WHERE member_id = $1)
         ORDER BY id FOR NO KEY UPDATE",
        member.0,
    )
    .fetch_all(connection)
    .await?;
    Ok(())
}

/// A held member says goodbye for so many days; answers when they are purged.
pub async fn leave(
    connection: &mut PgConnection,
    member: MemberId,
    days: i32,
    keeps_reviews: bool,
) -> Result<OffsetDateTime> {
    let leaves_at = sqlx::query_scalar!(
        r#"UPDATE members
           SET state = 'leaving', leaves_at = now() + make_interval(days => $2), keeps_reviews = $3, suspended_until = NULL
           WHERE id = $1 RETURNING leaves_at AS "leaves_at!: OffsetDateTime""#,
        member.0,
        days,
        keeps_reviews,
    )
    .fetch_one(&mut *connection)
    .await?;
    // Links that were mailed before must not bring anybody back by the side door.
    sqlx::query!("DELETE FROM member_tokens WHERE member_id = $1", member.0).execute(connection).await?;
    Ok(leaves_at)
}

/// A held member who was leaving is what they were before: not confirmed, suspended, or active. A
/// suspension whose time came meanwhile ends here.
pub async fn come_back(connection: &mut PgConnection, member: MemberId) -> Result<()> {
    sqlx::query!(
        "UPDATE suspensions SET ended_at = now() WHERE member_id = $1 AND ended_at IS NULL AND until <= now()",
        member.0,
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "UPDATE members
         SET state = CASE WHEN open.id IS NOT NULL THEN 'suspended'
                          WHEN members.confirmed_at IS NULL THEN 'unconfirmed' ELSE 'active' END,
             suspended_until = open.until, leaves_at = NULL, keeps_reviews = false
         FROM (SELECT $1::bigint AS member_id) AS asked
         LEFT JOIN suspensions AS open ON open.member_id = asked.member_id AND open.ended_at IS NULL
         WHERE members.id = asked.member_id",
        member.0,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Hides all reviews of `member`, those that nobody else saw as well, so that none of them comes to
/// light by a change; films no longer count them.
pub async fn hide_reviews(connection: &mut PgConnection, member: MemberId) -> Result<()> {
    sqlx::query!(
        "WITH hidden AS (
             UPDATE reviews SET hidden_at = now(), hidden_reason = 'author_left'
             WHERE member_id = $1 AND hidden_at IS NULL
             RETURNING movie_id, sentiment, review_is_public(visibility, NULL, deleted_at) AS was_public
         )
         UPDATE movies
         SET review_count = review_count - counted.reviews, positive_count = positive_count - counted.positive,
             mixed_count = mixed_count - counted.mixed, negative_count = negative_count - counted.negative
         FROM (SELECT movie_id, count(*) AS reviews, count(*) FILTER (WHERE sentiment = 'positive') AS positive,
                      count(*) FILTER (WHERE sentiment = 'mixed') AS mixed,
                      count(*) FILTER (WHERE sentiment = 'negative') AS negative
               FROM hidden WHERE was_public GROUP BY movie_id) AS counted
         WHERE movies.id = counted.movie_id",
        member.0,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Shows again what [`hide_reviews`] hid, and nothing that moderation did.
pub async fn show_reviews(connection: &mut PgConnection, member: MemberId) -> Result<()> {
    sqlx::query!(
        "WITH shown AS (
             UPDATE reviews SET hidden_at = NULL, hidden_reason = NULL
             WHERE member_id = $1 AND hidden_reason = 'author_left'
             RETURNING movie_id, sentiment, review_is_public(visibility, hidden_at, deleted_at) AS is_public
         )
         UPDATE movies
         SET review_count = review_count + counted.reviews, positive_count = positive_count + counted.positive,
             mixed_count = mixed_count + counted.mixed, negative_count = negative_count + counted.negative
         FROM (SELECT movie_id, count(*) AS reviews, count(*) FILTER (WHERE sentiment = 'positive') AS positive,
                      count(*) FILTER (WHERE sentiment = 'mixed') AS mixed,
                      count(*) FILTER (WHERE sentiment = 'negative') AS negative
               FROM shown WHERE is_public GROUP BY movie_id) AS counted
         WHERE movies.id = counted.movie_id",
        member.0,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Members who left and whose time is over, after `after`.
pub async fn due(pool: &PgPool, after: i64, limit: i64) -> Result<Vec<MemberId>> {
    let ids = sqlx::query_scalar!(
        "SELECT id FROM members WHERE state = 'leaving' AND leaves_at <= now() AND id > $1 ORDER BY id LIMIT $2",
        after,
        limit,
    )
    .fetch_all(pool)
    .await?;
    Ok(ids.into_iter().map(MemberId).collect())
}

/// Locks a member whose time is over, for good; answers whether the reviews stay. `None` for anybody
/// else, and for one whom another worker has in hand.
pub async fn hold_due(connection: &mut PgConnection, member: MemberId) -> Result<Option<bool>> {
    Ok(sqlx::query_scalar!(
        "SELECT keeps_reviews FROM members
         WHERE id = $1 AND state = 'leaving' AND leaves_at <= now() FOR UPDATE SKIP LOCKED",
        member.0,
    )
    .fetch_optional(connection)
    .await?)
}

/// Takes the name off the reviews that everybody may read once they are shown: call it after
/// [`show_reviews`] and before [`delete_reviews`]. Those that moderation hid stay hidden.
pub async fn disown_reviews(connection: &mut PgConnection, member: MemberId) -> Result<()> {
    sqlx::query!(
        "DELETE FROM review_versions
         WHERE review_id IN (SELECT id FROM reviews
                             WHERE member_id = $1 AND visibility = 'public' AND deleted_at IS NULL)",
        member.0,
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "UPDATE reviews SET member_id = NULL, author_score = NULL
         WHERE member_id = $1 AND visibility = 'public' AND deleted_at IS NULL",
        member.0,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Deletes all reviews of `member` for good. They are hidden or private, so no film counts them.
pub async fn delete_reviews(connection: &mut PgConnection, member: MemberId) -> Result<()> {
    sqlx::query!("DELETE FROM reviews WHERE member_id = $1", member.0).execute(connection).await?;
    Ok(())
}

/// Deletes scores, preferences and likes of `member`; films and reviews no longer count them.
pub async fn delete_marks(connection: &mut PgConnection, member: MemberId) -> Result<()> {
    sqlx::query!(
        "WITH gone AS (DELETE FROM scores WHERE member_id = $1 RETURNING movie_id, score)
         UPDATE movies
         SET score_sum = score_sum - gone.score, score_count = score_count - 1,
             score_histogram[(gone.score - 1) / 5 + 1] = score_histogram[(gone.score - 1) / 5 + 1] - 1
         FROM gone WHERE movies.id = gone.movie_id",
        member.0,
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "WITH gone AS (DELETE FROM preferences WHERE member_id = $1 RETURNING movie_id, kind)
         UPDATE movies SET want_count = want_count - 1
         FROM gone WHERE movies.id = gone.movie_id AND gone.kind = 'want'",
        member.0,
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "WITH gone AS (DELETE FROM review_likes WHERE member_id = $1 RETURNING review_id)
         UPDATE reviews SET like_count = like_count - 1 FROM gone WHERE reviews.id = gone.review_id",
        member.0,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Deletes what is about the person, and leaves a row that says nothing. Nobody may take the name
/// over; if somebody has the name that those who are gone get, a blank tells the two apart, which no
/// chosen name has.
pub async fn forget(connection: &mut PgConnection, member: MemberId) -> Result<()> {
    sqlx::query!(
        "INSERT INTO retired_nicknames (nickname_hash)
         SELECT sha256(convert_to(lower(normalize(nickname, NFKC)), 'UTF8')) FROM members WHERE id = $1
         ON CONFLICT DO NOTHING",
        member.0,
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "DELETE FROM nickname_holds
         WHERE email_hash = (SELECT sha256(convert_to(email, 'UTF8')) FROM members WHERE id = $1)",
        member.0,
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!("DELETE FROM mails WHERE member_id = $1", member.0).execute(&mut *connection).await?;
    sqlx::query!("DELETE FROM member_tokens WHERE member_id = $1", member.0).execute(&mut *connection).await?;
    sqlx::query!("DELETE FROM sessions WHERE member_id = $1", member.0).execute(&mut *connection).await?;
    sqlx::query!("DELETE FROM token_families WHERE member_id = $1", member.0).execute(&mut *connection).await?;
    sqlx::query!("DELETE FROM suspensions WHERE member_id = $1", member.0).execute(&mut *connection).await?;
    sqlx::query!(
        "UPDATE members
         SET state = 'gone', role = 'member', email = NULL, password_hash = NULL, leaves_at = NULL,
             keeps_reviews = false,
             nickname = CASE WHEN EXISTS (SELECT FROM members AS other
                                          WHERE lower(normalize(other.nickname, NFKC)) = '탈퇴회원' || $1::bigint::text)
                             THEN '탈퇴회원 ' ELSE '탈퇴회원' END || $1::bigint::text
         WHERE id = $1",
        member.0,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Deletes a held member with all that refers to them: links, sessions, tokens and mails.
pub async fn delete(connection: &mut PgConnection, member: MemberId) -> Result<()> {
    sqlx::query!("DELETE FROM members WHERE id = $1", member.0).execute(connection).await?;
    Ok(())
}
