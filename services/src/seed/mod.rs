//! The demo: real films, invented members and their reviews, from the files in `services/seed/`.
//!
//! Loading it twice changes nothing. Only a demo may be given it: its members share a password
//! that everybody knows.

mod files;
mod store;

use crate::{Error, Result, Services, counters, jobs, text};
use domain::Score;
use files::Demo;
use std::collections::HashMap;

/// The password of every member of the demo.
pub const DEMO_PASSWORD: &str = "popcorn-demo-2026";

/// What [`load`] did.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// How many films and reviews the demo has.
    Loaded { movies: usize, reviews: usize },
    /// The database has films already, and only an empty one was to be filled.
    NotEmpty,
}

/// Loads the demo in one transaction and has its reviews labelled.
pub async fn load(services: &Services, only_if_empty: bool) -> Result<Outcome> {
    if only_if_empty && store::has_movies(&services.pool).await? {
        return Ok(Outcome::NotEmpty);
    }
    let demo = Demo::read().map_err(|error| Error::fault("a file of the demo is malformed", error))?;
    let password_hash = services.passwords.hash(text::password(DEMO_PASSWORD.to_owned())).await?;

    let mut transaction = services.pool.begin().await?;
    let mut movies = HashMap::new();
    for movie in &demo.movies {
        movies.insert(movie.key.as_str(), store::put_movie(&mut transaction, movie).await?);
    }
    let mut members = HashMap::new();
    for member in &demo.members {
        members.insert(member.key.as_str(), store::put_member(&mut transaction, member, &password_hash).await?);
    }
    for score in &demo.scores {
        let value = Score::parse(&score.score).map_err(|_| unknown("score", &score.score))?;
        store::put_score(&mut transaction, id(&members, &score.member)?, id(&movies, &score.movie)?, value).await?;
    }
    for preference in &demo.preferences {
        store::put_preference(
            &mut transaction,
            id(&members, &preference.member)?,
            id(&movies, &preference.movie)?,
            &preference.kind,
        )
        .await?;
    }
    // Lists go by id, so the oldest review comes first.
    let mut reviews: Vec<_> = demo.reviews.iter().collect();
    reviews.sort_by_key(|review| review.written_at);
    for review in reviews {
        let (member, movie) = (id(&members, &review.member)?, id(&movies, &review.movie)?);
        let key = format!("{} {} {}", review.movie, review.member, review.written_at.unix_timestamp());
        store::put_review(&mut transaction, &key, member, movie, &text::paragraphs(review.content.clone()), review)
            .await?;
    }
    let today = crate::time::today();
    for day in &demo.box_office {
        let date = today - time::Duration::days(day.days_ago);
        for row in &day.rows {
            let movie = row.movie.as_deref().map(|key| id(&movies, key)).transpose()?;
            store::put_box_office_row(&mut transaction, date, movie, row).await?;
        }
    }
    counters::recount_in(&mut transaction).await?;
    transaction.commit().await?;

    crate::reviews::jobs::request_labels(services).await?;
    jobs::run_due(services).await?;
    Ok(Outcome::Loaded { movies: demo.movies.len(), reviews: demo.reviews.len() })
}

fn id(ids: &HashMap<&str, i64>, key: &str) -> Result<i64> {
    ids.get(key).copied().ok_or_else(|| unknown("key", key))
}

fn unknown(what: &str, value: &str) -> Error {
    Error::fault("a file of the demo is malformed", format!("unknown {what} {value:?}"))
}
