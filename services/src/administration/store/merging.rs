//! SQL that makes two films one. Everything runs in one transaction that holds both films, so that
//! nobody scores or reviews either of them meanwhile.

use crate::Result;
use domain::MovieId;
use sqlx::PgConnection;

/// A film held until the transaction ends.
pub struct Locked {
    pub id: MovieId,
    pub title: String,
    pub is_invented: bool,
}

/// Holds both films until the transaction ends, in the order of their ids, so that two merges never
/// wait for each other, and after them their tags, as a merge of tags does; answers those that exist.
pub async fn lock(connection: &mut PgConnection, ids: [MovieId; 2]) -> Result<Vec<Locked>> {
    let ids = ids.map(|id| id.0);
    let rows =
        sqlx::query!("SELECT id, title, is_invented FROM movies WHERE id = ANY ($1) ORDER BY id FOR UPDATE", &ids[..])
            .fetch_all(&mut *connection)
            .await?;
    sqlx::query_scalar!(
        "SELECT id FROM tags WHERE id IN (SELECT tag_id FROM movie_tags WHERE movie_id = ANY ($1))
         ORDER BY id FOR KEY SHARE",
        &ids[..],
    )
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Locked { id: MovieId(row.id), title: row.title, is_invented: row.is_invented })
        .collect())
}

/// Of two scores by one member the newer one stays; answers how many moved.
pub async fn scores(connection: &mut PgConnection, from: MovieId, into: MovieId) -> Result<u64> {
    sqlx::query!(
        "DELETE FROM scores AS older USING scores AS newer
         WHERE older.member_id = newer.member_id AND older.movie_id <> newer.movie_id
           AND older.movie_id IN ($1, $2) AND newer.movie_id IN ($1, $2)
           AND (older.updated_at, older.movie_id = $2) < (newer.updated_at, newer.movie_id = $2)",
        from.0,
        into.0,
    )
    .execute(&mut *connection)
    .await?;
    Ok(sqlx::query!("UPDATE scores SET movie_id = $2 WHERE movie_id = $1", from.0, into.0)
        .execute(connection)
        .await?
        .rows_affected())
}

/// Of two preferences of one member the newer one stays.
pub async fn preferences(connection: &mut PgConnection, from: MovieId, into: MovieId) -> Result<()> {
    sqlx::query!(
        "DELETE FROM preferences AS older USING preferences AS newer
         WHERE older.member_id = newer.member_id AND older.movie_id <> newer.movie_id
           AND older.movie_id IN ($1, $2) AND newer.movie_id IN ($1, $2)
           AND (older.created_at, older.movie_id = $2) < (newer.created_at, newer.movie_id = $2)",
        from.0,
        into.0,
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!("UPDATE preferences SET movie_id = $2 WHERE movie_id = $1", from.0, into.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// Reviews take their likes and earlier texts with them; each carries the score that its author now
/// has. Answers how many moved. The scores must have moved before.
pub async fn reviews(connection: &mut PgConnection, from: MovieId, into: MovieId) -> Result<u64> {
    let moved = sqlx::query!("UPDATE reviews SET movie_id = $2 WHERE movie_id = $1", from.0, into.0)
        .execute(&mut *connection)
        .await?
        .rows_affected();
    sqlx::query!(
        "UPDATE reviews SET author_score = standing.score
         FROM (
             SELECT reviews.id, scores.score
             FROM reviews
             LEFT JOIN scores ON scores.movie_id = reviews.movie_id AND scores.member_id = reviews.member_id
             WHERE reviews.movie_id = $1
         ) AS standing
         WHERE standing.id = reviews.id AND reviews.author_score IS DISTINCT FROM standing.score",
        into.0,
    )
    .execute(connection)
    .await?;
    Ok(moved)
}

/// Credits, genres, tags, titles and box office.
pub async fn catalogue(connection: &mut PgConnection, from: MovieId, into: MovieId) -> Result<()> {
    // Behind those that the film has already.
    sqlx::query!(
        "INSERT INTO credits (movie_id, person_id, job, role, position)
         SELECT $2, person_id, job, role,
                least(32767, position + coalesce((SELECT max(kept.position) + 1 FROM credits AS kept
                                                  WHERE kept.movie_id = $2 AND kept.job = credits.job), 0))::smallint
         FROM credits WHERE movie_id = $1
         ON CONFLICT DO NOTHING",
        from.0,
        into.0,
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "INSERT INTO movie_genres (movie_id, genre_id) SELECT $2, genre_id FROM movie_genres WHERE movie_id = $1
         ON CONFLICT DO NOTHING",
        from.0,
        into.0,
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "INSERT INTO movie_tags (movie_id, tag_id) SELECT $2, tag_id FROM movie_tags WHERE movie_id = $1
         ON CONFLICT DO NOTHING",
        from.0,
        into.0,
    )
    .execute(&mut *connection)
    .await?;
    // Whoever looks for the film under its other names still finds it.
    sqlx::query!(
        "INSERT INTO movie_aliases (movie_id, title)
         SELECT $2, name FROM (
             SELECT title AS name FROM movies WHERE id = $1
             UNION SELECT original_title FROM movies WHERE id = $1
             UNION SELECT english_title FROM movies WHERE id = $1
             UNION SELECT title FROM movie_aliases WHERE movie_id = $1
         ) AS names
         WHERE name IS NOT NULL
           AND NOT EXISTS (SELECT FROM movies WHERE id = $2 AND name IN (title, original_title, english_title))
         ON CONFLICT DO NOTHING",
        from.0,
        into.0,
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!("UPDATE box_office_days SET movie_id = $2 WHERE movie_id = $1", from.0, into.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// What other catalogues knew a film by that is gone.
pub struct LostKeys {
    /// `None` also where the film that stays has taken it over.
    pub kofic_code: Option<String>,
    pub seed_key: Option<String>,
}

/// Deletes `from`, gives `into` the facts that it lacks and `from` had, and has old links lead on;
/// answers the keys that nothing carries any more.
pub async fn replace(connection: &mut PgConnection, from: MovieId, into: MovieId) -> Result<LostKeys> {
    sqlx::query!("UPDATE movie_merges SET movie_id = $2 WHERE movie_id = $1", from.0, into.0)
        .execute(&mut *connection)
        .await?;
    sqlx::query!("INSERT INTO movie_merges (old_id, movie_id) VALUES ($1, $2)", from.0, into.0)
        .execute(&mut *connection)
        .await?;
    // KOFIC's code is unique, so it must be free before it is taken over.
    let old = sqlx::query!(
        r#"DELETE FROM movies WHERE id = $1
           RETURNING kofic_code, seed_key, original_title, english_title, released_on AS "released_on: time::Date",
                     runtime_minutes, age_grade, nations, plot"#,
        from.0,
    )
    .fetch_one(&mut *connection)
    .await?;
    let kept = sqlx::query_scalar!(
        "UPDATE movies
         SET kofic_code = coalesce(kofic_code, $2), original_title = coalesce(original_title, $3),
             released_on = coalesce(released_on, $4), runtime_minutes = coalesce(runtime_minutes, $5),
             age_grade = coalesce(age_grade, $6), nations = CASE WHEN nations = '{}' THEN $7 ELSE nations END,
             plot = CASE WHEN plot = '' THEN $8 ELSE plot END, english_title = coalesce(english_title, $9),
             updated_at = clock_timestamp()
         WHERE id = $1 RETURNING kofic_code",
        into.0,
        old.kofic_code,
        old.original_title,
        old.released_on as Option<time::Date>,
        old.runtime_minutes,
        old.age_grade,
        &old.nations,
        old.plot,
        old.english_title,
    )
    .fetch_one(connection)
    .await?;
    Ok(LostKeys { kofic_code: old.kofic_code.filter(|code| kept.as_ref() != Some(code)), seed_key: old.seed_key })
}
