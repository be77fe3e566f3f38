//! Server functions of films.

use crate::rpc::RpcError;
use domain::MovieId;
use domain::movies::ScoreView;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    crate::request::{self, services},
    services::movies,
};

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
