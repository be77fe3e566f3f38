//! Server functions of reviews.

use crate::rpc::RpcError;
use domain::reviews::RevealedReview;
use domain::{MovieId, ReviewId};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    crate::request::{self, services},
    domain::page,
    domain::reviews::ReviewForm,
    services::reviews,
};

/// Posts a review and leads to its page.
#[server(prefix = "/rpc", endpoint = "create_review")]
pub async fn create_review(
    movie_id: MovieId,
    #[server(default)] content: String,
    #[server(default)] spoiler: String,
    #[server(default)] private: String,
) -> Result<ReviewId, RpcError> {
    let id =
        reviews::create(&services()?, &request::actor()?, movie_id, ReviewForm { content, spoiler, private }).await?;
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
) -> Result<(), RpcError> {
    reviews::update(&services()?, &request::actor()?, review_id, ReviewForm { content, spoiler, private }).await?;
    leptos_axum::redirect(&page::review(review_id));
    Ok(())
}

/// Deletes my review and leads to its film.
#[server(prefix = "/rpc", endpoint = "delete_review")]
pub async fn delete_review(review_id: ReviewId) -> Result<(), RpcError> {
    let movie = reviews::delete(&services()?, &request::actor()?, review_id).await?;
    leptos_axum::redirect(&page::movie(movie));
    Ok(())
}

/// Hands out the text of a spoiler: to a script as the answer, without script on the page.
#[server(prefix = "/rpc", endpoint = "reveal_review")]
pub async fn reveal_review(review_id: ReviewId) -> Result<RevealedReview, RpcError> {
    let revealed = reviews::reveal(&services()?, request::visitor().as_ref(), review_id).await?;
    request::return_form(&reviews::revealed_form(review_id), &format!("review-{review_id}")).await?;
    Ok(revealed)
}
