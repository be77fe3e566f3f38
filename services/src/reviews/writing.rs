//! Writing: posting, changing, deleting and liking, and the ways back.

use super::{Counts, jobs, store};
use crate::accounts::Actor;
use crate::cache::Changes;
use crate::{Result, Services, movies, text};
use domain::error::{AppError, ErrorCode, FieldError};
use domain::reviews::{LikeView, ReviewForm, ReviewInput, Visibility, may_change, may_like, may_post};
use domain::{MovieId, ReviewId};

/// Posts a review and answers its id. Several reviews of one film by one member are allowed; what is
/// sent twice within a minute is one review all the same.
///
/// # Errors
/// The field errors of [`ReviewForm::validate`], and `not_released` before the film's release;
/// `other_member` for a text that another member has written; `not_found` for an unknown film.
pub async fn create(services: &Services, actor: &Actor, movie: MovieId, form: ReviewForm) -> Result<ReviewId> {
    actor.may_act()?;
    let input = checked(actor, form)?;
    let label = services.labeller.label(&input.content).await;
    let mut transaction = services.begin().await?;
    // Who leaves at this moment posts nothing that would stay behind.
    actor.hold(&mut transaction).await?;
    let locked = movies::lock(&mut transaction, movie).await?.ok_or(ErrorCode::NotFound)?;
    if !locked.is_released() {
        return Err(AppError::invalid([("content".to_owned(), FieldError::NotReleased)].into()).into());
    }
    if let Some(id) = store::just_posted(&mut transaction, movie, actor.member_id(), &input).await? {
        return Ok(id);
    }
    let id = store::insert(&mut transaction, movie, actor.member_id(), &input, label.as_ref()).await?;
    let public = input.visibility == Visibility::Public;
    let counts = Counts::of(public, label.as_ref().map(|label| label.sentiment()));
    movies::count_reviews(&mut transaction, movie, counts).await?;
    if label.is_none() {
        jobs::request_labels_in(services, &mut transaction).await?;
    }
    transaction.commit().await?;
    Ok(id)
}

/// Replaces a review's text and switches, and reads the new text. What it said before is kept for
/// [`undo`].
///
/// # Errors
/// As [`create`], but for the release; `forbidden` for somebody else's review, `not_found` where the
/// actor may not even know of it.
pub async fn update(services: &Services, actor: &Actor, id: ReviewId, form: ReviewForm) -> Result<()> {
    actor.may_act()?;
    let input = checked(actor, form)?;
    // Looked at once before the model reads anything, and again under the lock.
    let review = store::find(&services.pool, super::Reading::by(Some(actor)), id).await?.ok_or(ErrorCode::NotFound)?;
    may_change(actor.member_id(), review.mine.then(|| actor.member_id()))?;
    replace(services, actor, id, input).await
}

/// Takes the last change of a review back; that in turn can be taken back too.
///
/// # Errors
/// As [`update`]; `not_found` also when there is no change, or none that is still kept.
pub async fn undo(services: &Services, actor: &Actor, id: ReviewId) -> Result<()> {
    actor.may_act()?;
    let review = store::find(&services.pool, super::Reading::by(Some(actor)), id).await?.ok_or(ErrorCode::NotFound)?;
    may_change(actor.member_id(), review.mine.then(|| actor.member_id()))?;
    let before = store::last_version(&services.pool, id).await?.ok_or(ErrorCode::NotFound)?;
    replace(services, actor, id, before).await
}

async fn replace(services: &Services, actor: &Actor, id: ReviewId, input: ReviewInput) -> Result<()> {
    let label = services.labeller.label(&input.content).await;
    let mut transaction = services.begin().await?;
    let before = lock(&mut transaction, actor, id).await?;
    may_change(actor.member_id(), before.author)?;
    store::keep_version(&mut transaction, id, &input).await?;
    let after = store::update(&mut transaction, id, &input, label.as_ref()).await?;
    movies::count_reviews(&mut transaction, before.movie, after.since(before.counts())).await?;
    if label.is_none() {
        jobs::request_labels_in(services, &mut transaction).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// Deletes a review and answers its film. For a day [`restore`] brings it back.
///
/// # Errors
/// `forbidden` and `not_found` as in [`update`].
pub async fn delete(services: &Services, actor: &Actor, id: ReviewId) -> Result<MovieId> {
    actor.may_act()?;
    let mut transaction = services.begin().await?;
    let before = lock(&mut transaction, actor, id).await?;
    may_change(actor.member_id(), before.author)?;
    store::delete(&mut transaction, id).await?;
    movies::count_reviews(&mut transaction, before.movie, Counts::default().since(before.counts())).await?;
    transaction.commit().await?;
    Ok(before.movie)
}

/// Brings a review of the actor back that was deleted less than a day ago.
///
/// # Errors
/// `not_found` when there is none.
pub async fn restore(services: &Services, actor: &Actor, id: ReviewId) -> Result<()> {
    actor.may_act()?;
    let mut transaction = services.begin().await?;
    let movie = store::movie_of(&mut transaction, id).await?.ok_or(ErrorCode::NotFound)?;
    movies::lock(&mut transaction, movie).await?.ok_or(ErrorCode::NotFound)?;
    let counts = store::restore(&mut transaction, id, actor.member_id()).await?.ok_or(ErrorCode::NotFound)?;
    movies::count_reviews(&mut transaction, movie, counts).await?;
    // It may have been deleted while its label was owed.
    jobs::request_labels_in(services, &mut transaction).await?;
    transaction.commit().await?;
    Ok(())
}

/// Sets whether the actor likes a review; saying it twice changes nothing.
///
/// # Errors
/// `not_found` for a review the actor may not see, `forbidden` for their own.
pub async fn like(services: &Services, actor: &Actor, id: ReviewId, liked: bool) -> Result<LikeView> {
    actor.may_act()?;
    let mut transaction = services.begin().await?;
    let before = store::lock(&mut transaction, id, actor.member_id()).await?.ok_or(ErrorCode::NotFound)?;
    transaction.concern(before.movie);
    may_like(actor.member_id(), before.author)?;
    let count = store::set_like(&mut transaction, id, actor.member_id(), liked).await?;
    transaction.commit().await?;
    Ok(LikeView { liked, count })
}

/// Locks a review that the actor may see and, before it, its film: whoever changes both takes them
/// in this order, so that nobody waits in a circle.
pub(super) async fn lock(changes: &mut Changes, actor: &Actor, id: ReviewId) -> Result<store::Before> {
    let movie = store::movie_of(changes, id).await?.ok_or(ErrorCode::NotFound)?;
    movies::lock(changes, movie).await?.ok_or(ErrorCode::NotFound)?;
    Ok(store::lock(changes, id, actor.member_id()).await?.ok_or(ErrorCode::NotFound)?)
}

fn checked(actor: &Actor, form: ReviewForm) -> Result<ReviewInput> {
    may_post(actor.member_id(), &form.author)?;
    Ok(ReviewForm { content: text::paragraphs(form.content), ..form }.validate()?)
}
