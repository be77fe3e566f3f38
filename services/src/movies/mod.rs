//! Films (영화): the home page, the film page, people, browsing, scores and preferences.

mod lists;
mod store;

pub use lists::{browse, person};
pub(crate) use lists::{preferred_by, scored_by};
pub(crate) use store::{count_reviews, lock, subject};

use crate::accounts::{Actor, viewer_id};
use crate::reviews::{self, Reading};
use crate::{Result, Services, cards, text};
use domain::error::{AppError, ErrorCode, FieldError, FieldErrors};
use domain::movies::{
    HomeView, MovieCard, MovieView, Preference, PreferenceView, ScoreView, UpcomingMovie, WantedWindow,
};
use domain::reviews::ReviewListing;
use domain::{FormReturn, MovieId, Score, page};
use store::RailRow;

/// Films in a rail of the home page.
const RAIL: i64 = 12;
/// Reviews on the home page.
const HOME_REVIEWS: i64 = 6;

/// The home page. Where nobody has asked for a window of the most wanted films and the week knows
/// none, a longer one is shown.
pub async fn home(services: &Services, actor: Option<&Actor>, window: Option<WantedWindow>) -> Result<HomeView> {
    let home = load_home(services, actor, window);
    if actor.is_none() { services.cache.home(window, home).await } else { home.await }
}

async fn load_home(services: &Services, actor: Option<&Actor>, window: Option<WantedWindow>) -> Result<HomeView> {
    let pool = &services.pool;
    let viewer = viewer_id(actor);
    let mut shown = window.unwrap_or_default();
    let mut rails = store::rails(pool, viewer, shown, RAIL).await?;
    if window.is_none() && !rails.iter().any(|row| row.rail == "wanted") {
        shown = WantedWindow::All;
        rails = store::rails(pool, viewer, shown, RAIL).await?;
    }
    let today = crate::time::today();
    let mut rail = |name: &str, note: fn(&RailRow) -> Option<String>| -> Vec<MovieCard> {
        rails.extract_if(.., |row| row.rail == name).map(|row| MovieCard { note: note(&row), ..card(row) }).collect()
    };
    Ok(HomeView {
        best: rail("best", |row| Some(store::member_count(row.score_count))),
        newest: rail("newest", |_| None),
        wanted: rail("wanted", |row| Some(store::member_count(row.wants))),
        unscored: rail("unscored", |_| None),
        upcoming: rails.extract_if(.., |row| row.rail == "upcoming").filter_map(|row| upcoming(row, today)).collect(),
        wanted_window: shown,
        box_office: store::box_office(pool).await?,
        reviews: reviews::latest(services, actor, HOME_REVIEWS).await?,
        canonical: services.absolute(page::HOME),
    })
}

/// `None` for a film whose day is not known or has come.
fn upcoming(row: RailRow, today: time::Date) -> Option<UpcomingMovie> {
    let released_on = row.released_on?;
    let note = (row.wants > 0).then(|| store::member_count(row.wants));
    Some(UpcomingMovie {
        day: crate::time::korean_day_from(today, released_on),
        countdown: crate::time::countdown(released_on, today)?,
        movie: MovieCard { note, ..card(row) },
    })
}

fn card(row: RailRow) -> MovieCard {
    store::CardRow {
        id: row.id,
        title: row.title,
        released_on: row.released_on,
        score_sum: row.score_sum,
        score_count: row.score_count,
    }
    .into()
}

/// The film that `old` was merged into, where it was: links to it lead on.
pub async fn merged_into(services: &Services, old: MovieId) -> Result<Option<MovieId>> {
    store::merged_into(&services.pool, old).await
}

/// The film page: facts, scores, the best liked reviews, and a page of the list asked for.
pub async fn get(
    services: &Services,
    actor: Option<&Actor>,
    id: MovieId,
    listing: ReviewListing,
    form: Option<FormReturn>,
) -> Result<MovieView> {
    // A form may come with a revealed spoiler; pages further down are too many, and rarely asked for.
    let is_shared = actor.is_none() && form.is_none() && listing.after.is_none();
    let movie = load(services, actor, id, listing, form);
    if is_shared { services.cache.movie(id, listing, movie).await } else { movie.await }
}

async fn load(
    services: &Services,
    actor: Option<&Actor>,
    id: MovieId,
    listing: ReviewListing,
    form: Option<FormReturn>,
) -> Result<MovieView> {
    let movie = store::find(&services.pool, id, viewer_id(actor)).await?.ok_or(ErrorCode::NotFound)?;
    let (directors, cast) = store::credits(&services.pool, id).await?;
    let reading = Reading::with_form(actor, form.as_ref());
    let (top_positive, top_negative) = reviews::best_liked(services, reading, id).await?;
    let reviews = reviews::of_movie(services, reading, id, listing).await?;
    let view = MovieView {
        directors,
        cast,
        top_positive,
        top_negative,
        reviews,
        canonical: services.absolute(&page::movie(id)),
        form,
        ..movie.into_view()
    };
    let card = cards::of_movie(services, &view);
    Ok(MovieView { card, ..view })
}

/// What the generated poster of a film is drawn from; `None` for an unknown film.
pub async fn poster_facts(services: &Services, id: MovieId) -> Result<Option<PosterFacts>> {
    store::poster_facts(&services.pool, id).await
}

/// See [`poster_facts`].
#[derive(Debug, Clone)]
pub struct PosterFacts {
    pub title: String,
    pub genres: Vec<String>,
}

/// Gives a film the actor's score, "0.1" to "5.0"; an older one is replaced.
///
/// # Errors
/// Field errors of [`Score::parse`], and `not_released` before the film's release.
pub async fn set_score(services: &Services, actor: &Actor, movie: MovieId, score: String) -> Result<ScoreView> {
    actor.may_act()?;
    let score = Score::parse(&text::line(score)).map_err(wrong_score)?;
    change_score(services, actor, movie, Some(score)).await
}

/// Takes the actor's score back; having none is fine.
pub async fn clear_score(services: &Services, actor: &Actor, movie: MovieId) -> Result<ScoreView> {
    actor.may_act()?;
    change_score(services, actor, movie, None).await
}

fn wrong_score(reason: FieldError) -> AppError {
    AppError::invalid(FieldErrors::from([("score".to_owned(), reason)]))
}

async fn change_score(services: &Services, actor: &Actor, movie: MovieId, score: Option<Score>) -> Result<ScoreView> {
    let mut transaction = services.begin().await?;
    let locked = store::lock(&mut transaction, movie).await?.ok_or(ErrorCode::NotFound)?;
    if score.is_some() && !locked.is_released() {
        return Err(wrong_score(FieldError::NotReleased).into());
    }
    let before = store::replace_score(&mut transaction, actor.member_id(), movie, score).await?;
    let (sum, count) = store::count_score(&mut transaction, movie, before, score).await?;
    transaction.commit().await?;
    Ok(ScoreView { mine: score, mean: domain::score::mean(sum, count), score_count: count })
}

/// Marks a film as wanted or as not interesting; `None` takes the mark back.
pub async fn set_preference(
    services: &Services,
    actor: &Actor,
    movie: MovieId,
    preference: Option<Preference>,
) -> Result<PreferenceView> {
    actor.may_act()?;
    let mut transaction = services.begin().await?;
    store::lock(&mut transaction, movie).await?.ok_or(ErrorCode::NotFound)?;
    let before = store::replace_preference(&mut transaction, actor.member_id(), movie, preference).await?;
    let wants = |preference| i64::from(preference == Some(Preference::Want));
    let want_count = store::count_wants(&mut transaction, movie, wants(preference) - wants(before)).await?;
    transaction.commit().await?;
    Ok(PreferenceView { mine: preference, want_count })
}
