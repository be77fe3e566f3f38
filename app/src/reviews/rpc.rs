//! Server functions of reviews.

use crate::rpc::RpcError;
use domain::reviews::{LikeView, Reading, RevealedReview};
use domain::{MovieId, ReviewId};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    crate::request::{self, services},
    domain::form::is_ticked,
    domain::page,
    domain::reviews::{ReviewForm, author_sentiment},
    services::reviews,
};

/// Posts a review and leads to its page.
#[server(prefix = "/rpc", endpoint = "create_review")]
pub async fn create_review(
    movie_id: MovieId,
    #[server(default)] content: String,
    #[server(default)] spoiler: String,
    #[server(default)] private: String,
    #[server(default)] author: String,
) -> Result<ReviewId, RpcError> {
    let form = ReviewForm { content, spoiler, private, author };
    let id = reviews::create(&services()?, &request::actor()?, movie_id, form).await?;
    leptos_axum::redirect(&page::review(id));
    Ok(id)
}

/// Changes my review and leads back to its page.
#[server(prefix = "/rpc", endpoint = "update_review")]
pub async fn update_review(
    review_id: ReviewId,
    #[server(default)] content: String,
    #[server(default)] spoiler: String,
    #[server(default)] private: String,
    #[server(default)] author: String,
) -> Result<(), RpcError> {
    let form = ReviewForm { content, spoiler, private, author };
    reviews::update(&services()?, &request::actor()?, review_id, form).await?;
    leptos_axum::redirect(&page::review(review_id));
    Ok(())
}

/// Deletes my review and leads to its film, whose page offers the way back.
#[server(prefix = "/rpc", endpoint = "delete_review")]
pub async fn delete_review(review_id: ReviewId) -> Result<(), RpcError> {
    let movie = reviews::delete(&services()?, &request::actor()?, review_id).await?;
    request::redirect_with(&reviews::deleted_form(review_id), &page::movie(movie)).await?;
    Ok(())
}

/// Hands out the text of a spoiler: to a script as the answer, without script on the page.
#[server(prefix = "/rpc", endpoint = "reveal_review")]
pub async fn reveal_review(review_id: ReviewId) -> Result<RevealedReview, RpcError> {
    let revealed = reviews::reveal(&services()?, request::visitor().as_ref(), review_id).await?;
    request::return_form(&reviews::revealed_form(review_id), &format!("review-{review_id}")).await?;
    Ok(revealed)
}

/// Brings back a review of mine that I deleted, and leads to its page.
#[server(prefix = "/rpc", endpoint = "restore_review")]
pub async fn restore_review(review_id: ReviewId) -> Result<(), RpcError> {
    reviews::restore(&services()?, &request::actor()?, review_id).await?;
    leptos_axum::redirect(&page::review(review_id));
    Ok(())
}

/// Takes my last change of a review back.
#[server(prefix = "/rpc", endpoint = "undo_review")]
pub async fn undo_review(review_id: ReviewId) -> Result<(), RpcError> {
    reviews::undo(&services()?, &request::actor()?, review_id).await?;
    leptos_axum::redirect(&page::review(review_id));
    Ok(())
}

/// Says what my review feels, by its code, and leads back to its page; empty hands that back to the
/// model. There is no default: a post that lost the field must not take an author's word back.
#[server(prefix = "/rpc", endpoint = "correct_sentiment")]
pub async fn correct_sentiment(review_id: ReviewId, sentiment: String) -> Result<(), RpcError> {
    let actor = request::actor()?;
    let said = author_sentiment(&sentiment)?;
    reviews::correct_sentiment(&services()?, &actor, review_id, said).await?;
    request::redirect_with(&reviews::corrected_form(said), &page::review(review_id)).await
}

/// Likes a review (`on`), or no longer.
#[server(prefix = "/rpc", endpoint = "like_review")]
pub async fn like_review(review_id: ReviewId, #[server(default)] liked: String) -> Result<LikeView, RpcError> {
    Ok(reviews::like(&services()?, &request::actor()?, review_id, is_ticked(&liked)).await?)
}

/// How a text that is being written reads so far; nothing while there is no model.
#[server(prefix = "/rpc", endpoint = "read_review")]
pub async fn read_review(#[server(default)] content: String) -> Result<Option<Reading>, RpcError> {
    Ok(reviews::read(&services()?, &request::actor()?, content).await?)
}
