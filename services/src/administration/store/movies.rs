//! SQL of films as the house keeps them.

use crate::Result;
use domain::MovieId;
use domain::administration::{ManagedMovie, ManagedMovieRow, MovieGap, TagChoice};
use sqlx::{PgConnection, PgPool};
use time::Date;

/// Which films [`list`] lists. A film fits when any of titles, code and id does.
pub struct Wanted<'a> {
    /// Pattern.
    pub title: Option<String>,
    /// KOFIC's.
    pub code: Option<&'a str>,
    pub id: Option<i64>,
    pub gap: Option<MovieGap>,
    pub after: Option<MovieId>,
}

pub async fn list(pool: &PgPool, wanted: &Wanted<'_>, limit: i64) -> Result<Vec<ManagedMovieRow>> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", title AS "title!", released_on AS "released_on?: Date", score_count AS "score_count!",
                  review_count AS "review_count!", lacks_plot AS "lacks_plot!", lacks_release AS "lacks_release!",
                  lacks_genres AS "lacks_genres!", lacks_tags AS "lacks_tags!"
           FROM (
               SELECT id, title, original_title, english_title, kofic_code, released_on, score_count, review_count,
                      plot = '' AS lacks_plot, released_on IS NULL AS lacks_release,
                      NOT EXISTS (SELECT FROM movie_genres WHERE movie_id = movies.id) AS lacks_genres,
                      NOT EXISTS (SELECT FROM movie_tags WHERE movie_id = movies.id) AS lacks_tags
               FROM movies
           ) AS listed
           WHERE ($1::bigint IS NULL OR id < $1)
             AND ($2::text IS NULL OR title ILIKE $2 OR original_title ILIKE $2 OR english_title ILIKE $2
                  OR kofic_code = $3 OR id = $4
                  OR EXISTS (SELECT FROM movie_aliases WHERE movie_id = listed.id AND movie_aliases.title ILIKE $2))
             AND CASE $5::text WHEN 'plot' THEN lacks_plot WHEN 'release' THEN lacks_release
                               WHEN 'genres' THEN lacks_genres WHEN 'tags' THEN lacks_tags ELSE true END
           ORDER BY id DESC LIMIT $6"#,
        wanted.after.map(|id| id.0),
        wanted.title.as_deref(),
        wanted.code,
        wanted.id,
        wanted.gap.map(MovieGap::code),
        limit,
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let lacks = [
                (MovieGap::Plot, row.lacks_plot),
                (MovieGap::Release, row.lacks_release),
                (MovieGap::Genres, row.lacks_genres),
                (MovieGap::Tags, row.lacks_tags),
            ];
            ManagedMovieRow {
                id: MovieId(row.id),
                title: row.title,
                year: row.released_on.map(Date::year),
                score_count: row.score_count,
                review_count: row.review_count,
                gaps: lacks.into_iter().filter(|(_, lacks)| *lacks).map(|(gap, _)| gap).collect(),
            }
        })
        .collect())
}

pub struct MovieRow {
    id: i64,
    title: String,
    original_title: Option<String>,
    english_title: Option<String>,
    released_on: Option<Date>,
    runtime_minutes: Option<i16>,
    age_grade: Option<String>,
    nations: Vec<String>,
    plot: String,
    kofic_code: Option<String>,
    genres: Vec<String>,
    aliases: Vec<String>,
    score_count: i64,
    review_count: i64,
    credit_count: i64,
    merged: Vec<i64>,
    version: i64,
}

impl MovieRow {
    /// The film's own part of the page; tags and log are added by the caller.
    pub fn into_view(self) -> ManagedMovie {
        ManagedMovie {
            id: MovieId(self.id),
            title: self.title,
            original_title: self.original_title,
            english_title: self.english_title,
            released_on: self.released_on.map(|day| day.to_string()),
            runtime_minutes: self.runtime_minutes,
            age_grade: self.age_grade,
            nations: self.nations,
            plot: self.plot,
            genres: self.genres,
            aliases: self.aliases,
            kofic_code: self.kofic_code,
            tags: Vec::new(),
            score_count: self.score_count,
            review_count: self.review_count,
            credit_count: self.credit_count,
            merged: self.merged.into_iter().map(MovieId).collect(),
            version: self.version.to_string(),
            audit: Vec::new(),
        }
    }
}

/// A film's version is the microsecond of its last change.
pub async fn find(pool: &PgPool, id: MovieId) -> Result<Option<MovieRow>> {
    Ok(sqlx::query_as!(
        MovieRow,
        r#"SELECT id, title, original_title, english_title, released_on AS "released_on: Date", runtime_minutes, age_grade,
                  nations, plot, kofic_code, score_count,
                  ARRAY(SELECT name FROM movie_genres JOIN genres ON genres.id = genre_id
                        WHERE movie_id = movies.id ORDER BY name) AS "genres!",
                  ARRAY(SELECT movie_aliases.title FROM movie_aliases WHERE movie_id = movies.id ORDER BY 1) AS "aliases!",
                  (SELECT count(*) FROM reviews WHERE movie_id = movies.id AND deleted_at IS NULL) AS "review_count!",
                  (SELECT count(*) FROM credits WHERE movie_id = movies.id) AS "credit_count!",
                  ARRAY(SELECT old_id FROM movie_merges WHERE movie_id = movies.id ORDER BY old_id) AS "merged!",
                  (extract(epoch FROM updated_at) * 1000000)::bigint AS "version!"
           FROM movies WHERE id = $1"#,
        id.0,
    )
    .fetch_optional(pool)
    .await?)
}

/// Every tag by name, and whether the film has it.
pub async fn tag_choices(pool: &PgPool, id: MovieId) -> Result<Vec<TagChoice>> {
    Ok(sqlx::query_as!(
        TagChoice,
        r#"SELECT id, name, EXISTS (SELECT FROM movie_tags WHERE tag_id = tags.id AND movie_id = $1) AS "is_chosen!"
           FROM tags ORDER BY name"#,
        id.0,
    )
    .fetch_all(pool)
    .await?)
}

/// What is kept of a film by hand.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    pub title: String,
    pub original_title: Option<String>,
    pub english_title: Option<String>,
    pub released_on: Option<Date>,
    pub runtime_minutes: Option<i16>,
    pub age_grade: Option<String>,
    pub nations: Vec<String>,
    pub plot: String,
    /// The tags it should have.
    pub tag_ids: Vec<i64>,
    /// Their names, by name.
    pub tags: Vec<String>,
}

/// A film held until the transaction ends.
pub struct Locked {
    pub facts: Facts,
    pub version: i64,
}

pub async fn lock(connection: &mut PgConnection, id: MovieId) -> Result<Option<Locked>> {
    let row = sqlx::query!(
        r#"SELECT title, original_title, english_title, released_on AS "released_on: Date", runtime_minutes, age_grade,
                  nations, plot,
                  ARRAY(SELECT name FROM movie_tags JOIN tags ON tags.id = tag_id
                        WHERE movie_id = movies.id ORDER BY name) AS "tags!",
                  (extract(epoch FROM updated_at) * 1000000)::bigint AS "version!"
           FROM movies WHERE id = $1 FOR NO KEY UPDATE"#,
        id.0,
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| Locked {
        facts: Facts {
            title: row.title,
            original_title: row.original_title,
            english_title: row.english_title,
            released_on: row.released_on,
            runtime_minutes: row.runtime_minutes,
            age_grade: row.age_grade,
            nations: row.nations,
            plot: row.plot,
            tag_ids: Vec::new(),
            tags: row.tags,
        },
        version: row.version,
    }))
}

pub async fn update(connection: &mut PgConnection, id: MovieId, facts: &Facts) -> Result<()> {
    sqlx::query!(
        "UPDATE movies SET title = $2, original_title = $3, english_title = $4, released_on = $5,
                           runtime_minutes = $6, age_grade = $7, nations = $8, plot = $9, updated_at = clock_timestamp()
         WHERE id = $1",
        id.0,
        facts.title,
        facts.original_title.as_deref(),
        facts.english_title.as_deref(),
        facts.released_on as Option<Date>,
        facts.runtime_minutes,
        facts.age_grade.as_deref(),
        &facts.nations,
        facts.plot,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Gives a film these tags and no others, as far as they still exist; answers their names.
pub async fn set_tags(connection: &mut PgConnection, id: MovieId, tags: &[i64]) -> Result<Vec<String>> {
    let tags = super::tags::share(&mut *connection, tags).await?;
    sqlx::query!("DELETE FROM movie_tags WHERE movie_id = $1 AND tag_id <> ALL ($2)", id.0, &tags)
        .execute(&mut *connection)
        .await?;
    sqlx::query!(
        "INSERT INTO movie_tags (movie_id, tag_id) SELECT $1, unnest($2::bigint[]) ON CONFLICT DO NOTHING",
        id.0,
        &tags,
    )
    .execute(&mut *connection)
    .await?;
    Ok(sqlx::query_scalar!(
        "SELECT name FROM movie_tags JOIN tags ON tags.id = tag_id WHERE movie_id = $1 ORDER BY name",
        id.0,
    )
    .fetch_all(connection)
    .await?)
}
