//! Lists of films: by genre and year, a person's, a member's.

use super::store;
use crate::accounts::{Actor, viewer_id};
use crate::{Result, Services, text};
use domain::accounts::{ScoreOrder, ScoredMovie};
use domain::error::ErrorCode;
use domain::movies::{BrowseView, MovieCard, MovieOrder, PersonView, Preference};
use domain::{MemberId, MovieId, PersonId, page};

/// Films on one page of a list.
const PAGE: i64 = 36;

/// Films by genre and year; a genre or a year without films gives an empty list.
pub async fn browse(
    services: &Services,
    genre: Option<String>,
    year: Option<i32>,
    order: MovieOrder,
    after: Option<MovieId>,
) -> Result<BrowseView> {
    let genre = genre.map(text::line);
    let year = year.filter(|year| (1880..=9000).contains(year));
    let (genres, years) = store::facets(&services.pool).await?;
    let page = store::BrowsePage { genre: genre.as_deref(), year, order, after, limit: PAGE + 1 };
    let movies = store::browse(&services.pool, page).await?;
    let (movies, more) = cut(movies, |movie| movie.id);
    let mut canonical = services.absolute(page::MOVIES);
    let facets = [
        genre.as_deref().map(|genre| format!("genre={}", page::encode(genre))),
        year.map(|year| format!("year={year}")),
    ];
    let facets: Vec<_> = facets.into_iter().flatten().collect();
    if !facets.is_empty() {
        canonical = format!("{canonical}?{}", facets.join("&"));
    }
    Ok(BrowseView { genre, year, order, genres, years, movies, more, is_continued: after.is_some(), canonical })
}

/// Somebody's page.
pub async fn person(services: &Services, actor: Option<&Actor>, id: PersonId) -> Result<PersonView> {
    let name = store::person(&services.pool, id).await?.ok_or(ErrorCode::NotFound)?;
    let (directed, acted) = store::works(&services.pool, id, viewer_id(actor)).await?;
    let seen = actor.map(|_| {
        let mut seen: Vec<_> =
            directed.iter().chain(&acted).filter(|work| work.my_score.is_some()).map(|work| work.movie.id).collect();
        seen.sort_unstable();
        seen.dedup();
        seen.len()
    });
    Ok(PersonView { id, name, directed, acted, seen, canonical: services.absolute(&page::person(id)) })
}

/// A page of the films that a member has scored, and where to go on.
pub(crate) async fn scored_by(
    services: &Services,
    member: MemberId,
    order: ScoreOrder,
    after: Option<MovieId>,
) -> Result<(Vec<ScoredMovie>, Option<String>)> {
    let scored = store::scored_by(&services.pool, member, order, after, PAGE + 1).await?;
    Ok(cut(scored, |scored| scored.movie.id))
}

/// A page of the films that a member wants to see or is not interested in, and where to go on.
pub(crate) async fn preferred_by(
    services: &Services,
    member: MemberId,
    kind: Preference,
    after: Option<MovieId>,
) -> Result<(Vec<MovieCard>, Option<String>)> {
    let movies = store::preferred_by(&services.pool, member, kind, after, PAGE + 1).await?;
    Ok(cut(movies, |movie| movie.id))
}

/// A page of what was read, and the film to go on after where there is more.
fn cut<T>(mut list: Vec<T>, id: impl Fn(&T) -> MovieId) -> (Vec<T>, Option<String>) {
    let more = list.len() > PAGE as usize;
    list.truncate(PAGE as usize);
    let last = list.last().filter(|_| more).map(|entry| id(entry).to_string());
    (list, last)
}
