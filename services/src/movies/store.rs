//! SQL of films, charts and scores.

use super::PosterFacts;
use crate::Result;
use crate::time::{korean_day, korean_month_day, with_separators};
use domain::movies::{AgeGrade, BoxOffice, BoxOfficeRow, Credit, MIN_RANKED_SCORES, MovieCard, MovieView};
use domain::score::mean;
use domain::{MemberId, MovieId, Score};
use sqlx::{PgConnection, PgPool};
use time::Date;

/// Weight of the overall mean in the Bayesian mean, in scores: a film needs about as many of its
/// own before they outweigh it.
const PRIOR_SCORES: f64 = 10.0;

pub struct MovieRow {
    id: i64,
    title: String,
    original_title: Option<String>,
    released_on: Option<Date>,
    runtime_minutes: Option<i16>,
    age_grade: Option<String>,
    nations: Vec<String>,
    plot: String,
    score_sum: i64,
    score_count: i64,
    review_count: i64,
    genres: Vec<String>,
    tags: Vec<String>,
    my_score: Option<i16>,
}

impl MovieRow {
    /// The film's own part of the page; credits and reviews are added by the caller.
    pub fn into_view(self) -> MovieView {
        MovieView {
            id: MovieId(self.id),
            title: self.title,
            original_title: self.original_title,
            released: self.released_on.map(korean_day),
            year: self.released_on.map(Date::year),
            runtime_minutes: self.runtime_minutes,
            age_grade: self.age_grade.as_deref().and_then(AgeGrade::from_code),
            nations: self.nations,
            genres: self.genres,
            tags: self.tags,
            plot: self.plot,
            directors: Vec::new(),
            cast: Vec::new(),
            mean: mean(self.score_sum, self.score_count),
            score_count: self.score_count,
            review_count: self.review_count,
            my_score: self.my_score.and_then(Score::from_tenths),
            reviews: Vec::new(),
            is_continued: false,
            more_reviews: None,
            canonical: String::new(),
            form: None,
        }
    }
}

pub async fn find(pool: &PgPool, id: MovieId, viewer: Option<i64>) -> Result<Option<MovieRow>> {
    Ok(sqlx::query_as!(
        MovieRow,
        r#"SELECT id, title, original_title, released_on AS "released_on: Date", runtime_minutes, age_grade, nations, plot,
                  score_sum, score_count, review_count,
                  ARRAY(SELECT name FROM movie_genres JOIN genres ON genres.id = genre_id
                        WHERE movie_id = movies.id ORDER BY name) AS "genres!",
                  ARRAY(SELECT name FROM movie_tags JOIN tags ON tags.id = tag_id
                        WHERE movie_id = movies.id ORDER BY name) AS "tags!",
                  (SELECT score FROM scores WHERE movie_id = movies.id AND member_id = $2) AS my_score
           FROM movies WHERE id = $1"#,
        id.0,
        viewer,
    )
    .fetch_optional(pool)
    .await?)
}

/// Directors and cast, each in order of billing.
pub async fn credits(pool: &PgPool, id: MovieId) -> Result<(Vec<Credit>, Vec<Credit>)> {
    let rows = sqlx::query!(
        "SELECT job, people.name, role FROM credits JOIN people ON people.id = person_id
         WHERE movie_id = $1 ORDER BY job, position, people.id LIMIT 40",
        id.0,
    )
    .fetch_all(pool)
    .await?;
    let (mut directors, mut cast) = (Vec::new(), Vec::new());
    for row in rows {
        let list = if row.job == "director" { &mut directors } else { &mut cast };
        list.push(Credit { name: row.name, role: row.role });
    }
    Ok((directors, cast))
}

struct CardRow {
    id: i64,
    title: String,
    released_on: Option<Date>,
    score_sum: i64,
    score_count: i64,
}

impl From<CardRow> for MovieCard {
    fn from(row: CardRow) -> Self {
        Self {
            id: MovieId(row.id),
            title: row.title,
            year: row.released_on.map(Date::year),
            mean: mean(row.score_sum, row.score_count),
        }
    }
}

/// Best first by the Bayesian mean `(prior · overall mean + sum) / (prior + count)`.
pub async fn best(pool: &PgPool, limit: i64) -> Result<Vec<MovieCard>> {
    let rows = sqlx::query_as!(
        CardRow,
        r#"WITH overall AS (
               SELECT coalesce(sum(score_sum)::float8 / nullif(sum(score_count), 0)::float8, 0) AS mean FROM movies
           )
           SELECT id, title, released_on AS "released_on: Date", score_sum, score_count FROM movies, overall
           WHERE score_count >= $1
           ORDER BY ($2::float8 * overall.mean + score_sum) / ($2::float8 + score_count) DESC, id
           LIMIT $3"#,
        MIN_RANKED_SCORES,
        PRIOR_SCORES,
        limit,
    )
    .fetch_all(pool)
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Newest Korean release first, nothing that is still to come.
pub async fn newest(pool: &PgPool, limit: i64) -> Result<Vec<MovieCard>> {
    let rows = sqlx::query_as!(
        CardRow,
        r#"SELECT id, title, released_on AS "released_on: Date", score_sum, score_count FROM movies
           WHERE released_on <= $1 ORDER BY released_on DESC, id DESC LIMIT $2"#,
        crate::time::today() as Date,
        limit,
    )
    .fetch_all(pool)
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The chart of the newest day that is known, up to today.
pub async fn box_office(pool: &PgPool) -> Result<Option<BoxOffice>> {
    let rows = sqlx::query!(
        r#"SELECT day AS "day: Date", rank, rank_change, is_new, box_office_days.title, audience,
                  movies.id AS "movie_id?", movies.title AS "movie_title?", movies.released_on AS "released_on?: Date",
                  movies.score_sum AS "score_sum?", movies.score_count AS "score_count?"
           FROM box_office_days LEFT JOIN movies ON movies.id = movie_id
           WHERE day = (SELECT max(day) FROM box_office_days WHERE day <= $1)
           ORDER BY rank LIMIT 10"#,
        crate::time::today() as Date,
    )
    .fetch_all(pool)
    .await?;
    let Some(day) = rows.first().map(|row| row.day) else { return Ok(None) };
    let rows = rows
        .into_iter()
        .map(|row| BoxOfficeRow {
            rank: row.rank,
            rank_change: row.rank_change,
            is_new: row.is_new,
            title: row.title,
            audience: with_separators(row.audience),
            movie: match (row.movie_id, row.movie_title, row.score_sum, row.score_count) {
                (Some(id), Some(title), Some(score_sum), Some(score_count)) => {
                    Some(CardRow { id, title, released_on: row.released_on, score_sum, score_count }.into())
                }
                _ => None,
            },
        })
        .collect();
    Ok(Some(BoxOffice { day: korean_month_day(day), rows }))
}

pub async fn poster_facts(pool: &PgPool, id: MovieId) -> Result<Option<PosterFacts>> {
    Ok(sqlx::query_as!(
        PosterFacts,
        r#"SELECT title, ARRAY(SELECT name FROM movie_genres JOIN genres ON genres.id = genre_id
                               WHERE movie_id = movies.id ORDER BY name) AS "genres!"
           FROM movies WHERE id = $1"#,
        id.0,
    )
    .fetch_optional(pool)
    .await?)
}

pub async fn title(pool: &PgPool, id: MovieId) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!("SELECT title FROM movies WHERE id = $1", id.0).fetch_optional(pool).await?)
}

/// Holds a film's counters until the transaction ends, so that concurrent changes queue up.
/// `None` for an unknown film. Does not block rows that merely refer to the film.
pub async fn lock(connection: &mut PgConnection, id: MovieId) -> Result<Option<()>> {
    let found = sqlx::query_scalar!("SELECT id FROM movies WHERE id = $1 FOR NO KEY UPDATE", id.0)
        .fetch_optional(connection)
        .await?;
    Ok(found.map(|_| ()))
}

/// Puts the member's score in place of the old one, which it answers.
pub async fn replace_score(
    connection: &mut PgConnection,
    member: MemberId,
    movie: MovieId,
    score: Option<Score>,
) -> Result<Option<Score>> {
    let before =
        sqlx::query_scalar!("SELECT score FROM scores WHERE member_id = $1 AND movie_id = $2", member.0, movie.0)
            .fetch_optional(&mut *connection)
            .await?;
    match score {
        Some(score) => {
            sqlx::query!(
                "INSERT INTO scores (member_id, movie_id, score) VALUES ($1, $2, $3)
                 ON CONFLICT (member_id, movie_id) DO UPDATE SET score = excluded.score, updated_at = now()",
                member.0,
                movie.0,
                score.tenths(),
            )
            .execute(connection)
            .await?
        }
        None => {
            sqlx::query!("DELETE FROM scores WHERE member_id = $1 AND movie_id = $2", member.0, movie.0)
                .execute(connection)
                .await?
        }
    };
    Ok(before.and_then(Score::from_tenths))
}

/// Moves the film's sum and count from one score to the other; answers both as they now stand.
pub async fn count_score(
    connection: &mut PgConnection,
    movie: MovieId,
    before: Option<Score>,
    after: Option<Score>,
) -> Result<(i64, i64)> {
    let tenths = |score: Option<Score>| score.map_or(0, |score| i64::from(score.tenths()));
    let row = sqlx::query!(
        "UPDATE movies SET score_sum = score_sum + $2, score_count = score_count + $3 WHERE id = $1
         RETURNING score_sum, score_count",
        movie.0,
        tenths(after) - tenths(before),
        i64::from(after.is_some()) - i64::from(before.is_some()),
    )
    .fetch_one(connection)
    .await?;
    Ok((row.score_sum, row.score_count))
}

/// Adds `change` to the film's number of public reviews.
pub async fn count_reviews(connection: &mut PgConnection, movie: MovieId, change: i64) -> Result<()> {
    sqlx::query!("UPDATE movies SET review_count = review_count + $2 WHERE id = $1", movie.0, change)
        .execute(connection)
        .await?;
    Ok(())
}
