//! Generated posters: art for films that have no picture, the same every time.

use crate::AppState;
use crate::merged::lead_on;
use crate::middleware::failures::bare;
use crate::poster_art::{Facts, draw};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use domain::{MovieId, page};
use http::{StatusCode, header};
use services::movies;

/// Answers `/posters/{id}.svg`. The one of a film that was merged leads on to what became of it.
pub async fn poster(State(state): State<AppState>, Path(file): Path<String>) -> Response {
    let Some(id) = file.strip_suffix(".svg").and_then(|id| id.parse::<MovieId>().ok()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match movies::poster_facts(&state.services, id).await {
        Ok(Some(facts)) => {
            let headers = [(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "public, max-age=86400")];
            let genres: Vec<_> = facts.genres.iter().map(String::as_str).collect();
            (headers, draw(&Facts { title: &facts.title, genres: &genres, id: id.0 })).into_response()
        }
        Ok(None) => {
            let other = movies::merged_into(&state.services, id).await;
            lead_on(other.map(|film| film.map(page::poster)), bare)
        }
        Err(error) => bare(error.report()),
    }
}
