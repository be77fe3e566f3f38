//! SQL that fills the table `search_terms`.

use crate::Result;
use crate::search::terms::{Target, Terms};
use sqlx::{PgConnection, PgPool};

pub async fn has_terms(pool: &PgPool) -> Result<bool> {
    Ok(sqlx::query_scalar!(r#"SELECT EXISTS (SELECT FROM search_terms) AS "found!""#).fetch_one(pool).await?)
}

struct NamesRow {
    id: i64,
    names: Vec<String>,
}

/// Ids from `first` to `last` with all their names, at most `limit`, in order. Nobody renames them until
/// the transaction ends. Members who are not active have none: they cannot be found.
pub async fn names(
    connection: &mut PgConnection,
    target: Target,
    first: i64,
    last: i64,
    limit: i64,
) -> Result<Vec<(i64, Vec<String>)>> {
    let rows = match target {
        Target::Movie => {
            sqlx::query_as!(
                NamesRow,
                r#"SELECT id, array_remove(ARRAY[title, original_title]
                              || ARRAY(SELECT movie_aliases.title FROM movie_aliases WHERE movie_id = movies.id), NULL) AS "names!"
                   FROM movies WHERE id BETWEEN $1 AND $2 ORDER BY id LIMIT $3 FOR NO KEY UPDATE"#,
                first,
                last,
                limit,
            )
            .fetch_all(connection)
            .await?
        }
        Target::Person => {
            sqlx::query_as!(
                NamesRow,
                r#"SELECT id, ARRAY[name] AS "names!" FROM people
                   WHERE id BETWEEN $1 AND $2 ORDER BY id LIMIT $3 FOR NO KEY UPDATE"#,
                first,
                last,
                limit,
            )
            .fetch_all(connection)
            .await?
        }
        Target::Member => {
            sqlx::query_as!(
                NamesRow,
                r#"SELECT id, CASE WHEN state = 'active' THEN ARRAY[nickname] ELSE '{}' END AS "names!" FROM members
                   WHERE id BETWEEN $1 AND $2 ORDER BY id LIMIT $3 FOR NO KEY UPDATE"#,
                first,
                last,
                limit,
            )
            .fetch_all(connection)
            .await?
        }
    };
    Ok(rows.into_iter().map(|row| (row.id, row.names)).collect())
}

/// Puts `terms` in the place of all terms that `targets` had.
pub async fn replace(connection: &mut PgConnection, target: Target, targets: &[i64], terms: &Terms) -> Result<()> {
    match target {
        Target::Movie => {
            sqlx::query!("DELETE FROM search_terms WHERE movie_id = ANY ($1)", targets)
                .execute(&mut *connection)
                .await?
        }
        Target::Person => {
            sqlx::query!("DELETE FROM search_terms WHERE person_id = ANY ($1)", targets)
                .execute(&mut *connection)
                .await?
        }
        Target::Member => {
            sqlx::query!("DELETE FROM search_terms WHERE member_id = ANY ($1)", targets)
                .execute(&mut *connection)
                .await?
        }
    };
    // A title and an original title may be the same keys.
    sqlx::query!(
        "INSERT INTO search_terms (movie_id, person_id, member_id, plain, jamo, choseong, word_starts)
         SELECT CASE WHEN $1 THEN target END, CASE WHEN $2 THEN target END, CASE WHEN $3 THEN target END,
                plain, jamo, choseong, word_starts::smallint[]
         FROM unnest($4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[])
              AS term (target, plain, jamo, choseong, word_starts)
         ON CONFLICT DO NOTHING",
        target == Target::Movie,
        target == Target::Person,
        target == Target::Member,
        &terms.targets,
        &terms.plain,
        &terms.jamo,
        &terms.choseong,
        &terms.word_starts,
    )
    .execute(connection)
    .await?;
    Ok(())
}
