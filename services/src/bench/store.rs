//! SQL of the filling: whole tables at once, so that it takes minutes and not hours.

use super::Entry;
use crate::Result;
use sqlx::{Connection, PgConnection};

pub async fn has_movies(connection: &mut PgConnection) -> Result<bool> {
    Ok(sqlx::query_scalar!(r#"SELECT EXISTS (SELECT FROM movies) AS "found!""#).fetch_one(connection).await?)
}

/// Films numbered from 1 in the order of `titles`, people, genres and members.
pub async fn put_catalogue(connection: &mut PgConnection, titles: &[String], members: usize) -> Result<()> {
    let members = i32::try_from(members).unwrap_or(i32::MAX);
    let mut transaction = connection.begin().await?;
    sqlx::query!(
        "INSERT INTO movies (id, title, released_on, runtime_minutes, age_grade, nations, plot)
         OVERRIDING SYSTEM VALUE
         SELECT number, title, date '1990-01-01' + (number * 7919 % 13000)::int, 80 + number % 60, '12', '{한국}',
                repeat('어느 날 아침 눈을 뜬 주인공은 모든 것이 조금씩 어긋나 있다는 것을 안다. ', 3)
         FROM unnest($1::text[]) WITH ORDINALITY AS films (title, number)",
        titles,
    )
    .execute(&mut *transaction)
    .await?;
    sqlx::query!("SELECT setval(pg_get_serial_sequence('movies', 'id'), max(id)) FROM movies")
        .fetch_one(&mut *transaction)
        .await?;
    sqlx::query!(
        "INSERT INTO members (id, email, nickname, terms_agreed_at, state, confirmed_at) OVERRIDING SYSTEM VALUE
         SELECT number, 'bench' || number || '@example.com', '관객' || number, now(), 'active', now()
         FROM generate_series(1, $1) AS number",
        members,
    )
    .execute(&mut *transaction)
    .await?;
    sqlx::query!("SELECT setval(pg_get_serial_sequence('members', 'id'), max(id)) FROM members")
        .fetch_one(&mut *transaction)
        .await?;
    sqlx::query!("INSERT INTO people (name) SELECT '영화인 ' || number FROM generate_series(1, 5000) AS number")
        .execute(&mut *transaction)
        .await?;
    sqlx::query!(
        "INSERT INTO credits (movie_id, person_id, job, position)
         SELECT movies.id, 1 + (movies.id * 31 + place * 977) % 5000, CASE place WHEN 0 THEN 'director' ELSE 'actor' END, place
         FROM movies CROSS JOIN generate_series(0, 5) AS place ON CONFLICT DO NOTHING"
    )
    .execute(&mut *transaction)
    .await?;
    sqlx::query!("INSERT INTO genres (name) SELECT unnest('{드라마,코미디,스릴러,공포(호러),SF,액션}'::text[])")
        .execute(&mut *transaction)
        .await?;
    sqlx::query!(
        "INSERT INTO movie_genres (movie_id, genre_id)
         SELECT movies.id, genres.id FROM movies JOIN genres ON (movies.id + genres.id) % 4 = 0"
    )
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await?;
    Ok(())
}

/// Reviews with their labels, and each author's score of the film.
pub async fn put_reviews(connection: &mut PgConnection, entries: &[Entry]) -> Result<()> {
    let number = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let movies: Vec<i64> = entries.iter().map(|entry| number(entry.movie)).collect();
    let members: Vec<i64> = entries.iter().map(|entry| number(entry.member)).collect();
    let contents: Vec<String> = entries.iter().map(|entry| entry.content.clone()).collect();
    let scores: Vec<i16> = entries.iter().map(|entry| i16::from(entry.rating) * 5).collect();
    sqlx::query!(
        "WITH entries AS (
             SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::smallint[]) AS e (movie_id, member_id, content, score)
         ), scored AS (
             INSERT INTO scores (movie_id, member_id, score) SELECT movie_id, member_id, score FROM entries
             ON CONFLICT DO NOTHING
         )
         INSERT INTO reviews (movie_id, member_id, content, positive_probability, sentiment_model, sentiment)
         SELECT movie_id, member_id, content, CASE WHEN score >= 35 THEN 0.95 WHEN score <= 20 THEN 0.05 ELSE 0.5 END,
                'bench', CASE WHEN score >= 35 THEN 'positive' WHEN score <= 20 THEN 'negative' ELSE 'mixed' END
         FROM entries",
        &movies,
        &members,
        &contents,
        &scores,
    )
    .execute(&mut *connection)
    .await?;
    Ok(())
}

/// Likes for every twentieth review, and wishes for every film.
pub async fn finish(connection: &mut PgConnection) -> Result<()> {
    sqlx::query!(
        "INSERT INTO review_likes (review_id, member_id)
         SELECT reviews.id, fan.id FROM reviews
         CROSS JOIN LATERAL generate_series(1, reviews.id % 12) AS place
         JOIN members AS fan ON fan.id = 1 + (reviews.id * 13 + place * 101) % (SELECT count(*) FROM members)
         WHERE reviews.id % 20 = 0 ON CONFLICT DO NOTHING"
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "INSERT INTO preferences (member_id, movie_id, kind, created_at)
         SELECT 1 + (movies.id * 17 + place * 37) % (SELECT count(*) FROM members), movies.id, 'want',
                now() - make_interval(days => ((movies.id + place) % 60)::int)
         FROM movies CROSS JOIN LATERAL generate_series(1, movies.id % 5) AS place ON CONFLICT DO NOTHING"
    )
    .execute(&mut *connection)
    .await?;
    Ok(())
}

pub async fn analyze(connection: &mut PgConnection) -> Result<()> {
    // Outside of the checked queries: it has no parameters and no rows, and cannot be prepared.
    sqlx::raw_sql("VACUUM ANALYZE").execute(&mut *connection).await?;
    Ok(())
}
