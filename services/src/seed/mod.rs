//! The demo: real films, invented members and their reviews, from the files in `services/seed/`.
//!
//! Loading it twice changes nothing. Only a demo may be given it: its members share a password
//! that everybody knows.

mod files;
mod store;

use crate::turns::Claim;
use crate::{Error, Result, Services, counters, database, jobs, search, text};
use domain::{MovieId, Score};
use files::Demo;
use sqlx::PgConnection;
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

/// The texts of the demo's reviews: for whoever needs some to measure with.
pub fn texts() -> Result<Vec<String>> {
    let demo = Demo::read().map_err(|error| Error::fault("a file of the demo is malformed", error))?;
    Ok(demo.reviews.into_iter().map(|review| review.content).collect())
}

/// Loads the demo in one transaction and has its reviews labelled.
pub async fn load(services: &Services, only_if_empty: bool) -> Result<Outcome> {
    let demo = Demo::read().map_err(|error| Error::fault("a file of the demo is malformed", error))?;
    if only_if_empty && store::has_movies(&services.pool).await? {
        let mut transaction = services.begin().await?;
        bring_up_to_date(&mut transaction, &demo).await?;
        transaction.commit().await?;
        return Ok(Outcome::NotEmpty);
    }
    let password_hash = services.passwords.hash(Claim::Plain, text::password(DEMO_PASSWORD.to_owned())).await?;

    let mut transaction = services.begin().await?;
    database::take_time(&mut transaction).await?;
    let today = crate::time::today();
    let mut movies = HashMap::new();
    for movie in &demo.movies {
        let id = store::put_movie(&mut transaction, movie, movie.release(today)).await?;
        movies.insert(movie.key.as_str(), id);
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
        let (content, is_private) = (text::paragraphs(review.content.clone()), review.private);
        let review = store::put_review(&mut transaction, &key, member, movie, &content, review).await?;
        for fan in fans(&key, &demo.members).filter(|_| !is_private) {
            let fan = id(&members, fan)?;
            if fan != member {
                store::put_like(&mut transaction, review, fan).await?;
            }
        }
    }
    bring_up_to_date(&mut transaction, &demo).await?;
    counters::recount_in(&mut transaction).await?;
    transaction.commit().await?;

    search::reindex(services).await?;
    crate::reviews::jobs::request_labels(services).await?;
    jobs::run_due(services).await?;
    Ok(Outcome::Loaded { movies: demo.movies.len(), reviews: demo.reviews.len() })
}

/// Keeps the demo in the present: its chart is always of the last days, its invented films are
/// always still to come, and its films have the names that a newer release knows. Does nothing in a
/// database without the demo.
async fn bring_up_to_date(connection: &mut PgConnection, demo: &Demo) -> Result<()> {
    let movies: HashMap<String, i64> = store::movies(connection).await?.into_iter().collect();
    if movies.is_empty() {
        return Ok(());
    }
    let today = crate::time::today();
    for movie in demo.movies.iter().filter(|movie| movie.invented) {
        if let (Some(id), Some(release)) = (movies.get(&movie.key), movie.release(today)) {
            store::put_off(connection, *id, today, release).await?;
        }
    }
    for movie in &demo.movies {
        if let Some(id) = movies.get(&movie.key).copied()
            && store::put_names(connection, id, movie).await?
        {
            search::index_movie(connection, MovieId(id)).await?;
        }
    }
    for day in &demo.box_office {
        let date = today - time::Duration::days(day.days_ago);
        let source = demo.box_office_source.last - time::Duration::days(day.days_ago - 1);
        for row in &day.rows {
            let movie = row.movie.as_deref().and_then(|key| movies.get(key)).copied();
            store::put_box_office_row(connection, date, source, movie, row).await?;
        }
    }
    Ok(())
}

/// Who likes a review of the demo: some of the members, the same ones every time.
fn fans<'a>(key: &str, members: &'a [files::Member]) -> impl Iterator<Item = &'a str> {
    let seed = key
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    // Most reviews have few likes, some have many.
    let among = 1 + (seed % 7) * (seed / 7 % 7) / 6;
    members.iter().enumerate().filter_map(move |(place, member)| {
        let roll = seed.rotate_left(5 * u32::try_from(place).unwrap_or_default()) % 16;
        (roll < among).then_some(member.key.as_str())
    })
}

fn id(ids: &HashMap<&str, i64>, key: &str) -> Result<i64> {
    ids.get(key).copied().ok_or_else(|| unknown("key", key))
}

fn unknown(what: &str, value: &str) -> Error {
    Error::fault("a file of the demo is malformed", format!("unknown {what} {value:?}"))
}
