//! SQL of film people and their credits.

use super::CardRow;
use crate::Result;
use domain::movies::{Credit, Work};
use domain::{MovieId, PersonId, Score};
use sqlx::PgPool;
use time::Date;

/// Directors and cast, each in order of billing.
pub async fn credits(pool: &PgPool, id: MovieId) -> Result<(Vec<Credit>, Vec<Credit>)> {
    let rows = sqlx::query!(
        "SELECT job, people.id, people.name, role FROM credits JOIN people ON people.id = person_id
         WHERE movie_id = $1 ORDER BY job DESC, position, people.id LIMIT 40",
        id.0,
    )
    .fetch_all(pool)
    .await?;
    let (mut directors, mut cast) = (Vec::new(), Vec::new());
    for row in rows {
        let list = if row.job == "director" { &mut directors } else { &mut cast };
        list.push(Credit { person: PersonId(row.id), name: row.name, role: row.role });
    }
    Ok((directors, cast))
}

/// The name of a person.
pub async fn person(pool: &PgPool, id: PersonId) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!("SELECT name FROM people WHERE id = $1", id.0).fetch_optional(pool).await?)
}

/// What a person directed and acted in, newest first, with the viewer's scores.
pub async fn works(pool: &PgPool, id: PersonId, viewer: Option<i64>) -> Result<(Vec<Work>, Vec<Work>)> {
    let rows = sqlx::query!(
        r#"SELECT job, role, movies.id, title, released_on AS "released_on: Date", score_sum, score_count,
                  (SELECT score FROM scores WHERE movie_id = movies.id AND member_id = $2) AS my_score
           FROM credits JOIN movies ON movies.id = movie_id
           WHERE person_id = $1 ORDER BY released_on DESC NULLS FIRST, movies.id DESC LIMIT 500"#,
        id.0,
        viewer,
    )
    .fetch_all(pool)
    .await?;
    let (mut directed, mut acted) = (Vec::new(), Vec::new());
    for row in rows {
        let list = if row.job == "director" { &mut directed } else { &mut acted };
        list.push(Work {
            movie: CardRow {
                id: row.id,
                title: row.title,
                released_on: row.released_on,
                score_sum: row.score_sum,
                score_count: row.score_count,
            }
            .into(),
            role: row.role,
            my_score: row.my_score.and_then(Score::from_tenths),
        });
    }
    Ok((directed, acted))
}
