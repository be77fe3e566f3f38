//! Server functions of films.

use crate::rpc::RpcError;
use domain::movies::{HomeView, MovieView, ScoreView};
use domain::{MovieId, ReviewId};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    crate::request::{self, services},
    domain::reviews::Visibility,
    services::movies,
};

#[server(prefix = "/rpc", endpoint = "load_home")]
pub async fn load_home() -> Result<HomeView, RpcError> {
    Ok(movies::home(&services()?, request::visitor().as_ref()).await?)
}

/// The film page, with reviews older than `after`.
#[server(prefix = "/rpc", endpoint = "load_movie")]
pub async fn load_movie(id: MovieId, after: Option<ReviewId>, form: Option<String>) -> Result<MovieView, RpcError> {
    let form = request::returned_form(form).await?;
    let page = movies::get(&services()?, request::visitor().as_ref(), id, after, form).await?;
    if page.reviews.iter().any(|review| review.visibility == Visibility::OnlyMe) {
        request::never_store();
    }
    Ok(page)
}

/// Gives the film my score, "0.1" to "5.0".
#[server(prefix = "/rpc", endpoint = "set_score")]
pub async fn set_score(movie_id: MovieId, #[server(default)] score: String) -> Result<ScoreView, RpcError> {
    Ok(movies::set_score(&services()?, &request::actor()?, movie_id, score).await?)
}

/// Takes my score back.
#[server(prefix = "/rpc", endpoint = "clear_score")]
pub async fn clear_score(movie_id: MovieId) -> Result<ScoreView, RpcError> {
    Ok(movies::clear_score(&services()?, &request::actor()?, movie_id).await?)
}
