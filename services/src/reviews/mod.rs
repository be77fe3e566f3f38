//! Reviews (리뷰): writing, editing, deleting, reading, and their sentiment.

pub mod jobs;
mod store;

use crate::accounts::{Actor, viewer_id};
use crate::{Result, Services, movies, text};
use domain::error::ErrorCode;
use domain::reviews::{
    EditorView, RevealedReview, ReviewForm, ReviewInput, ReviewPageView, ReviewView, Visibility, excerpt, may_change,
};
use domain::{FormReturn, MovieId, ReviewId, page};
use sqlx::PgConnection;

/// Reviews on one page of a list.
const PAGE: i64 = 10;
/// Characters of a review in its preview card.
const PREVIEW: usize = 140;

/// Who reads, and the one spoiler they have just asked to see.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    viewer: Option<i64>,
    revealed: Option<i64>,
}

impl Reading {
    /// A reader who has revealed nothing.
    pub fn by(actor: Option<&Actor>) -> Self {
        Self { viewer: viewer_id(actor), revealed: None }
    }

    /// A reader whose page came back from [`reveal`] without script: see [`revealed_form`].
    pub fn with_form(actor: Option<&Actor>, form: Option<&FormReturn>) -> Self {
        let revealed = form
            .filter(|form| form.endpoint == REVEAL && form.error.is_none())
            .and_then(|form| form.value("review_id").parse().ok());
        Self { revealed, ..Self::by(actor) }
    }
}

/// Name of the endpoint whose answer a [`FormReturn`] can carry.
const REVEAL: &str = "reveal_review";

/// What [`crate::forms::keep`] must keep so that the page shows a revealed spoiler.
pub fn revealed_form(id: ReviewId) -> FormReturn {
    FormReturn { endpoint: REVEAL.to_owned(), values: [("review_id".to_owned(), id.to_string())].into(), error: None }
}

/// Posts a review and answers its id. Several reviews of one film by one member are allowed.
///
/// # Errors
/// The field errors of [`ReviewForm::validate`]; `not_found` for an unknown film.
pub async fn create(services: &Services, actor: &Actor, movie: MovieId, form: ReviewForm) -> Result<ReviewId> {
    let input = checked(form)?;
    let label = services.labeller.label(&input.content).await;
    let mut transaction = services.pool.begin().await?;
    movies::lock(&mut transaction, movie).await?.ok_or(ErrorCode::NotFound)?;
    let id = store::insert(&mut transaction, movie, actor.member_id(), &input, label.as_ref()).await?;
    movies::count_reviews(&mut transaction, movie, public(input.visibility)).await?;
    if label.is_none() {
        jobs::request_labels_in(services, &mut transaction).await?;
    }
    transaction.commit().await?;
    Ok(id)
}

/// Replaces a review's text and switches, and reads the new text.
///
/// # Errors
/// As [`create`]; `forbidden` for somebody else's review, `not_found` where the actor may not even
/// know of it.
pub async fn update(services: &Services, actor: &Actor, id: ReviewId, form: ReviewForm) -> Result<()> {
    let input = checked(form)?;
    // Looked at once before the model reads anything, and again under the lock.
    let review = store::find(&services.pool, Reading::by(Some(actor)), id).await?.ok_or(ErrorCode::NotFound)?;
    may_change(actor.member_id(), review.mine.then(|| actor.member_id()))?;
    let label = services.labeller.label(&input.content).await;
    let mut transaction = services.pool.begin().await?;
    let before = lock(&mut transaction, actor, id).await?;
    may_change(actor.member_id(), before.author)?;
    store::update(&mut transaction, id, &input, label.as_ref()).await?;
    if !before.hidden {
        let change = public(input.visibility) - public(before.visibility);
        movies::count_reviews(&mut transaction, before.movie, change).await?;
    }
    if label.is_none() {
        jobs::request_labels_in(services, &mut transaction).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// Deletes a review and answers its film.
///
/// # Errors
/// `forbidden` and `not_found` as in [`update`].
pub async fn delete(services: &Services, actor: &Actor, id: ReviewId) -> Result<MovieId> {
    let mut transaction = services.pool.begin().await?;
    let before = lock(&mut transaction, actor, id).await?;
    may_change(actor.member_id(), before.author)?;
    store::delete(&mut transaction, id).await?;
    if !before.hidden {
        movies::count_reviews(&mut transaction, before.movie, -public(before.visibility)).await?;
    }
    transaction.commit().await?;
    Ok(before.movie)
}

/// A review's own page.
pub async fn get(
    services: &Services,
    actor: Option<&Actor>,
    id: ReviewId,
    form: Option<FormReturn>,
) -> Result<ReviewPageView> {
    let reading = Reading::with_form(actor, form.as_ref());
    let review = store::find(&services.pool, reading, id).await?.ok_or(ErrorCode::NotFound)?;
    let description = match &review.content {
        // A spoiler never reaches the preview card, not even its author's own.
        Some(content) if !review.spoiler => excerpt(content, PREVIEW),
        _ => "스포일러가 있는 리뷰예요. 팝콘긱에서 확인해 보세요.".to_owned(),
    };
    Ok(ReviewPageView { description, canonical: services.absolute(&page::review(id)), review, form })
}

/// The text of a spoiler, on request.
pub async fn reveal(services: &Services, actor: Option<&Actor>, id: ReviewId) -> Result<RevealedReview> {
    let reading = Reading { revealed: Some(id.0), ..Reading::by(actor) };
    let review = store::find(&services.pool, reading, id).await?.ok_or(ErrorCode::NotFound)?;
    Ok(RevealedReview { id, content: review.content.unwrap_or_default() })
}

/// The editor for a new review of a film.
pub async fn new_editor(
    services: &Services,
    _actor: &Actor,
    movie: MovieId,
    form: Option<FormReturn>,
) -> Result<EditorView> {
    let movie_title = movies::title(&services.pool, movie).await?.ok_or(ErrorCode::NotFound)?;
    Ok(EditorView {
        movie_id: movie,
        movie_title,
        review_id: None,
        content: String::new(),
        spoiler: false,
        private: false,
        form,
    })
}

/// The editor for the actor's own review.
pub async fn editor(services: &Services, actor: &Actor, id: ReviewId, form: Option<FormReturn>) -> Result<EditorView> {
    let review = store::find(&services.pool, Reading::by(Some(actor)), id).await?.ok_or(ErrorCode::NotFound)?;
    may_change(actor.member_id(), review.mine.then(|| actor.member_id()))?;
    Ok(EditorView {
        movie_id: review.movie_id,
        movie_title: review.movie_title,
        review_id: Some(id),
        content: review.content.unwrap_or_default(),
        spoiler: review.spoiler,
        private: review.visibility == Visibility::OnlyMe,
        form,
    })
}

/// A page of a film's reviews, newest first, and the id to go on after.
pub(crate) async fn of_movie(
    services: &Services,
    reading: Reading,
    movie: MovieId,
    after: Option<ReviewId>,
) -> Result<(Vec<ReviewView>, Option<ReviewId>)> {
    let mut reviews = store::of_movie(&services.pool, reading, movie, after, PAGE + 1).await?;
    let more = reviews.len() > PAGE as usize;
    reviews.truncate(PAGE as usize);
    let last = reviews.last().map(|review| review.id).filter(|_| more);
    Ok((reviews, last))
}

/// The newest public reviews without spoilers.
pub(crate) async fn latest(services: &Services, actor: Option<&Actor>, limit: i64) -> Result<Vec<ReviewView>> {
    store::latest(&services.pool, Reading::by(actor), limit).await
}

/// Locks a review that the actor may see and, before it, its film: whoever changes both takes them
/// in this order, so that nobody waits in a circle.
async fn lock(connection: &mut PgConnection, actor: &Actor, id: ReviewId) -> Result<store::Before> {
    let movie = store::movie_of(connection, id).await?.ok_or(ErrorCode::NotFound)?;
    movies::lock(connection, movie).await?.ok_or(ErrorCode::NotFound)?;
    Ok(store::lock(connection, id, actor.member_id()).await?.ok_or(ErrorCode::NotFound)?)
}

fn checked(form: ReviewForm) -> Result<ReviewInput> {
    Ok(ReviewForm { content: text::paragraphs(form.content), ..form }.validate()?)
}

/// What a review of this visibility adds to the film's counter.
fn public(visibility: Visibility) -> i64 {
    i64::from(visibility == Visibility::Public)
}
