//! Films (영화): the home page, the film page, and scores.

mod store;

pub(crate) use store::{count_reviews, lock, title};

use crate::accounts::{Actor, viewer_id};
use crate::reviews::{self, Reading};
use crate::{Result, Services, text};
use domain::error::{AppError, ErrorCode, FieldErrors};
use domain::movies::{HomeView, MovieView, ScoreView};
use domain::{FormReturn, MovieId, ReviewId, Score, page};

/// Films in a rail of the home page.
const RAIL: i64 = 12;
/// Reviews on the home page.
const HOME_REVIEWS: i64 = 6;

/// The home page.
pub async fn home(services: &Services, actor: Option<&Actor>) -> Result<HomeView> {
    let pool = &services.pool;
    Ok(HomeView {
        box_office: store::box_office(pool).await?,
        best: store::best(pool, RAIL).await?,
        newest: store::newest(pool, RAIL).await?,
        reviews: reviews::latest(services, actor, HOME_REVIEWS).await?,
        canonical: services.absolute(page::HOME),
    })
}

/// The film page: facts, scores, and a page of reviews older than `after`.
pub async fn get(
    services: &Services,
    actor: Option<&Actor>,
    id: MovieId,
    after: Option<ReviewId>,
    form: Option<FormReturn>,
) -> Result<MovieView> {
    let movie = store::find(&services.pool, id, viewer_id(actor)).await?.ok_or(ErrorCode::NotFound)?;
    let (directors, cast) = store::credits(&services.pool, id).await?;
    let (reviews, more_reviews) =
        reviews::of_movie(services, Reading::with_form(actor, form.as_ref()), id, after).await?;
    Ok(MovieView {
        directors,
        cast,
        reviews,
        is_continued: after.is_some(),
        more_reviews: more_reviews.map(|id| id.to_string()),
        canonical: services.absolute(&page::movie(id)),
        form,
        ..movie.into_view()
    })
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
pub async fn set_score(services: &Services, actor: &Actor, movie: MovieId, score: String) -> Result<ScoreView> {
    let score = Score::parse(&text::line(score))
        .map_err(|reason| AppError::invalid(FieldErrors::from([("score".to_owned(), reason)])))?;
    change_score(services, actor, movie, Some(score)).await
}

/// Takes the actor's score back; having none is fine.
pub async fn clear_score(services: &Services, actor: &Actor, movie: MovieId) -> Result<ScoreView> {
    change_score(services, actor, movie, None).await
}

async fn change_score(services: &Services, actor: &Actor, movie: MovieId, score: Option<Score>) -> Result<ScoreView> {
    let mut transaction = services.pool.begin().await?;
    store::lock(&mut transaction, movie).await?.ok_or(ErrorCode::NotFound)?;
    let before = store::replace_score(&mut transaction, actor.member_id(), movie, score).await?;
    let (sum, count) = store::count_score(&mut transaction, movie, before, score).await?;
    transaction.commit().await?;
    Ok(ScoreView { mine: score, mean: domain::score::mean(sum, count), score_count: count })
}
