//! SQL that fills the table `search_terms`.

use crate::Result;
use crate::search::terms::{Target, Terms};
use sqlx::{PgConnection, PgPool};

/// Whether terms are missing or were made by other rules than these.
pub async fn is_stale(pool: &PgPool, rules: i32) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"SELECT NOT EXISTS (SELECT FROM search_rules WHERE version = $1)
                  OR NOT EXISTS (SELECT FROM search_terms)
                  -- The release before has gone on meanwhile, and knows nothing of sounds.
                  OR EXISTS (SELECT FROM search_terms WHERE sound IS NULL) AS "stale!""#,
        rules,
    )
    .fetch_one(pool)
    .await?)
}

/// Remembers by which rules the terms were made.
pub async fn put_rules(pool: &PgPool, rules: i32) -> Result<()> {
    sqlx::query!(
        "INSERT INTO search_rules (version) VALUES ($1) ON CONFLICT (only_row) DO UPDATE SET version = excluded.version",
        rules,
    )
    .execute(pool)
    .await?;
    Ok(())
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
                r#"SELECT id, array_remove(ARRAY[title, original_title, english_title]
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
        "INSERT INTO search_terms (movie_id, person_id, member_id, plain, jamo, choseong, word_starts, sound, sound_starts)
         SELECT CASE WHEN $1 THEN target END, CASE WHEN $2 THEN target END, CASE WHEN $3 THEN target END,
                plain, jamo, choseong, word_starts::smallint[], sound, sound_starts::smallint[]
         FROM unnest($4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[])
              AS term (target, plain, jamo, choseong, word_starts, sound, sound_starts)
         ON CONFLICT DO NOTHING",
        target == Target::Movie,
        target == Target::Person,
        target == Target::Member,
        &terms.targets,
        &terms.plain,
        &terms.jamo,
        &terms.choseong,
        &terms.word_starts,
        &terms.sound,
        &terms.sound_starts,
    )
    .execute(connection)
    .await?;
    Ok(())
}
