//! SQL of the sitemap.

use crate::Result;
use sqlx::PgPool;
use time::OffsetDateTime;

pub struct PartRow {
    /// [`super::Kind::code`].
    pub kind: String,
    pub number: i64,
    /// `None` where it would cost a look at every row.
    pub changed: Option<OffsetDateTime>,
}

/// The blocks of `block` ids in which there is anything to list.
///
/// There are many reviews, so no more than one row of each block is looked at. A block of reviews
/// changed when its newest review was written or one of its texts was last replaced, as far back as
/// the replaced texts are kept.
pub async fn parts(pool: &PgPool, block: i64) -> Result<Vec<PartRow>> {
    Ok(sqlx::query_as!(
        PartRow,
        r#"SELECT kind AS "kind!", number AS "number!", changed AS "changed?: OffsetDateTime"
           FROM (
               SELECT 'movies' AS kind, (id - 1) / $1::bigint AS number, max(updated_at) AS changed
               FROM movies WHERE NOT is_invented GROUP BY 2
               UNION ALL
               SELECT 'people', (person_id - 1) / $1::bigint, max(movies.updated_at)
               FROM credits JOIN movies ON movies.id = movie_id WHERE NOT is_invented GROUP BY 2
               UNION ALL
               SELECT 'reviews', block, greatest(written, replaced)
               FROM generate_series(0, (SELECT (max(id) - 1) / $1::bigint FROM reviews)) AS block
               CROSS JOIN LATERAL (
                   SELECT coalesce(edited_at, reviews.created_at) AS written
                   FROM reviews JOIN movies ON movies.id = movie_id
                   WHERE reviews.id > block * $1::bigint AND reviews.id <= (block + 1) * $1::bigint
                     AND review_is_public(visibility, hidden_at, deleted_at) AND NOT is_spoiler AND NOT is_invented
                   ORDER BY reviews.id DESC LIMIT 1
               ) AS newest
               CROSS JOIN LATERAL (
                   SELECT max(replaced_at) AS replaced FROM review_versions
                   WHERE review_id > block * $1::bigint AND review_id <= (block + 1) * $1::bigint
               ) AS edits
               UNION ALL
               SELECT 'members', block, NULL
               FROM generate_series(0, (SELECT (max(id) - 1) / $1::bigint FROM members)) AS block
               WHERE EXISTS (SELECT FROM reviews JOIN members ON members.id = member_id
                             WHERE member_id > block * $1::bigint AND member_id <= (block + 1) * $1::bigint
                               AND state = 'active' AND review_is_public(visibility, hidden_at, deleted_at))
           ) AS parts ORDER BY kind, number"#,
        block,
    )
    .fetch_all(pool)
    .await?)
}

/// A page: ids make the addresses of all but members, whose name does.
pub struct PageRow {
    pub id: i64,
    pub name: String,
    pub changed: OffsetDateTime,
}

/// Films with ids above `after`, up to `last`.
pub async fn movies(pool: &PgPool, after: i64, last: i64) -> Result<Vec<PageRow>> {
    Ok(sqlx::query_as!(
        PageRow,
        r#"SELECT id, title AS name, updated_at AS "changed: OffsetDateTime" FROM movies
           WHERE id > $1 AND id <= $2 AND NOT is_invented ORDER BY id"#,
        after,
        last,
    )
    .fetch_all(pool)
    .await?)
}

pub async fn people(pool: &PgPool, after: i64, last: i64) -> Result<Vec<PageRow>> {
    Ok(sqlx::query_as!(
        PageRow,
        r#"SELECT people.id, people.name, max(movies.updated_at) AS "changed!: OffsetDateTime"
           FROM people JOIN credits ON person_id = people.id JOIN movies ON movies.id = movie_id
           WHERE people.id > $1 AND people.id <= $2 AND NOT is_invented GROUP BY people.id ORDER BY people.id"#,
        after,
        last,
    )
    .fetch_all(pool)
    .await?)
}

pub async fn reviews(pool: &PgPool, after: i64, last: i64) -> Result<Vec<PageRow>> {
    Ok(sqlx::query_as!(
        PageRow,
        r#"SELECT reviews.id, movies.title AS name,
                  coalesce(edited_at, reviews.created_at) AS "changed!: OffsetDateTime"
           FROM reviews JOIN movies ON movies.id = movie_id
           WHERE reviews.id > $1 AND reviews.id <= $2 AND NOT is_spoiler AND NOT is_invented
             AND review_is_public(visibility, hidden_at, deleted_at)
           ORDER BY reviews.id"#,
        after,
        last,
    )
    .fetch_all(pool)
    .await?)
}

/// Active members: the others have no page.
pub async fn members(pool: &PgPool, after: i64, last: i64) -> Result<Vec<PageRow>> {
    Ok(sqlx::query_as!(
        PageRow,
        r#"SELECT members.id, nickname AS name,
                  max(coalesce(edited_at, reviews.created_at)) AS "changed!: OffsetDateTime"
           FROM members JOIN reviews ON member_id = members.id
           WHERE members.id > $1 AND members.id <= $2 AND state = 'active'
             AND review_is_public(visibility, hidden_at, deleted_at)
           GROUP BY members.id ORDER BY members.id"#,
        after,
        last,
    )
    .fetch_all(pool)
    .await?)
}
