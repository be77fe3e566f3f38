//! SQL of the demo: every statement puts a row in its place or leaves it there.

use super::files::{ChartRow, Member, Movie, Review};
use crate::Result;
use domain::Score;
use domain::reviews::Visibility;
use sqlx::{PgConnection, PgPool};
use time::{Date, OffsetDateTime};

pub async fn has_movies(pool: &PgPool) -> Result<bool> {
    Ok(sqlx::query_scalar!(r#"SELECT EXISTS (SELECT FROM movies) AS "found!""#).fetch_one(pool).await?)
}

pub async fn put_movie(connection: &mut PgConnection, movie: &Movie, released_on: Option<Date>) -> Result<i64> {
    let id = sqlx::query_scalar!(
        "INSERT INTO movies (seed_key, kofic_code, title, original_title, english_title, released_on, runtime_minutes,
                             age_grade, nations, plot, is_invented)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (seed_key) DO UPDATE
         SET kofic_code = excluded.kofic_code, title = excluded.title, original_title = excluded.original_title,
             english_title = excluded.english_title, released_on = excluded.released_on, runtime_minutes = excluded.runtime_minutes,
             age_grade = excluded.age_grade, nations = excluded.nations, plot = excluded.plot,
             is_invented = excluded.is_invented
         RETURNING id",
        movie.key,
        movie.kofic_code,
        movie.title,
        movie.original_title,
        movie.english_title,
        released_on as Option<Date>,
        movie.runtime_minutes,
        movie.age_grade,
        &movie.nations,
        movie.plot,
        movie.invented,
    )
    .fetch_one(&mut *connection)
    .await?;
    sqlx::query!(
        "WITH names AS (INSERT INTO genres (name) SELECT unnest($2::text[]) ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING id)
         INSERT INTO movie_genres (movie_id, genre_id) SELECT $1, id FROM names ON CONFLICT DO NOTHING",
        id,
        &movie.genres,
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "WITH names AS (INSERT INTO tags (name) SELECT unnest($2::text[]) ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING id)
         INSERT INTO movie_tags (movie_id, tag_id) SELECT $1, id FROM names ON CONFLICT DO NOTHING",
        id,
        &movie.tags,
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "INSERT INTO movie_aliases (movie_id, title) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING",
        id,
        &movie.aliases,
    )
    .execute(&mut *connection)
    .await?;
    for (position, name) in movie.directors.iter().enumerate() {
        put_credit(connection, id, name, "director", None, position).await?;
    }
    for (position, part) in movie.cast.iter().enumerate() {
        put_credit(connection, id, &part.name, "actor", part.role.as_deref(), position).await?;
    }
    Ok(id)
}

/// Gives a film of the demo the further names that it lacks; answers whether there were any.
pub async fn put_names(connection: &mut PgConnection, id: i64, movie: &Movie) -> Result<bool> {
    let titles = sqlx::query!(
        "UPDATE movies SET english_title = $2 WHERE id = $1 AND english_title IS NULL AND $2::text IS NOT NULL",
        id,
        movie.english_title,
    )
    .execute(&mut *connection)
    .await?;
    let aliases = sqlx::query!(
        "INSERT INTO movie_aliases (movie_id, title) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING",
        id,
        &movie.aliases,
    )
    .execute(connection)
    .await?;
    Ok(titles.rows_affected() + aliases.rows_affected() > 0)
}

async fn put_credit(
    connection: &mut PgConnection,
    movie: i64,
    name: &str,
    job: &str,
    role: Option<&str>,
    position: usize,
) -> Result<()> {
    // Within the demo a name means one person.
    sqlx::query!(
        "WITH person AS (
             INSERT INTO people (seed_key, name) VALUES ($2, $2)
             ON CONFLICT (seed_key) DO UPDATE SET name = excluded.name RETURNING id
         )
         INSERT INTO credits (movie_id, person_id, job, role, position) SELECT $1, id, $3, $4, $5 FROM person
         ON CONFLICT (movie_id, person_id, job) DO UPDATE SET role = excluded.role, position = excluded.position",
        movie,
        name,
        job,
        role,
        i16::try_from(position).unwrap_or(i16::MAX),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The films of the demo that are in the database, by key.
pub async fn movies(connection: &mut PgConnection) -> Result<Vec<(String, i64)>> {
    let rows = sqlx::query!(r#"SELECT seed_key AS "key!", id FROM movies WHERE seed_key IS NOT NULL"#)
        .fetch_all(connection)
        .await?;
    Ok(rows.into_iter().map(|row| (row.key, row.id)).collect())
}

/// Moves the release of an invented film that would by now have come.
pub async fn put_off(connection: &mut PgConnection, id: i64, today: Date, release: Date) -> Result<()> {
    sqlx::query!(
        "UPDATE movies SET released_on = $3 WHERE id = $1 AND is_invented AND released_on <= $2",
        id,
        today as Date,
        release as Date,
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn put_like(connection: &mut PgConnection, review: i64, member: i64) -> Result<()> {
    sqlx::query!(
        "INSERT INTO review_likes (review_id, member_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        review,
        member,
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn put_member(connection: &mut PgConnection, member: &Member, password_hash: &str) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        "INSERT INTO members (email, nickname, password_hash, terms_agreed_at, state, confirmed_at)
         VALUES ($1, $2, $3, now(), 'active', now())
         ON CONFLICT (email) DO UPDATE SET email = excluded.email
         RETURNING id",
        member.email,
        member.nickname,
        password_hash,
    )
    .fetch_one(connection)
    .await?)
}

pub async fn put_score(connection: &mut PgConnection, member: i64, movie: i64, score: Score) -> Result<()> {
    sqlx::query!(
        "INSERT INTO scores (member_id, movie_id, score) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        member,
        movie,
        score.tenths(),
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn put_preference(connection: &mut PgConnection, member: i64, movie: i64, kind: &str) -> Result<()> {
    sqlx::query!(
        "INSERT INTO preferences (member_id, movie_id, kind) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        member,
        movie,
        kind,
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn put_review(
    connection: &mut PgConnection,
    key: &str,
    member: i64,
    movie: i64,
    content: &str,
    review: &Review,
) -> Result<i64> {
    let visibility = if review.private { Visibility::OnlyMe } else { Visibility::Public };
    Ok(sqlx::query_scalar!(
        "INSERT INTO reviews (seed_key, movie_id, member_id, content, is_spoiler, visibility, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (seed_key) DO UPDATE SET seed_key = excluded.seed_key RETURNING id",
        key,
        movie,
        member,
        content,
        review.spoiler,
        visibility.code(),
        review.written_at as OffsetDateTime,
    )
    .fetch_one(connection)
    .await?)
}

pub async fn put_box_office_row(
    connection: &mut PgConnection,
    day: Date,
    source_day: Date,
    movie: Option<i64>,
    row: &ChartRow,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO box_office_days (day, rank, movie_id, title, audience, audience_total, rank_change, is_new, source_day)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (day, rank) DO UPDATE
         SET movie_id = excluded.movie_id, title = excluded.title, audience = excluded.audience,
             audience_total = excluded.audience_total, rank_change = excluded.rank_change, is_new = excluded.is_new,
             source_day = excluded.source_day",
        day as Date,
        row.rank,
        movie,
        row.title,
        row.audience,
        row.audience_total,
        row.rank_change,
        row.is_new,
        source_day as Date,
    )
    .execute(connection)
    .await?;
    Ok(())
}
