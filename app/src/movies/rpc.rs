//! Server functions of films.

use crate::rpc::RpcError;
use domain::MovieId;
use domain::movies::{PreferenceView, ScoreView};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    crate::request::{self, services},
    domain::error::ErrorCode,
    domain::movies::Preference,
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

/// Marks a film as `want` or `not_interested`; an empty kind takes the mark back.
#[server(prefix = "/rpc", endpoint = "set_preference")]
pub async fn set_preference(movie_id: MovieId, #[server(default)] kind: String) -> Result<PreferenceView, RpcError> {
    let preference = match (Preference::from_code(&kind), kind.is_empty()) {
        (None, false) => return Err(ErrorCode::BadRequest.into()),
        (preference, _) => preference,
    };
    Ok(movies::set_preference(&services()?, &request::actor()?, movie_id, preference).await?)
}
