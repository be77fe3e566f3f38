//! Everything of the signed-in member, as one JSON file to keep.

use crate::AppState;
use crate::middleware::failures::failure;
use app::request::Session;
use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::page;
use http::{HeaderName, header};
use services::accounts;

/// `GET /settings/export.json`
pub async fn export(State(state): State<AppState>, Extension(session): Extension<Session>) -> Response {
    let Some(actor) = session.actor else {
        return Redirect::to(&page::sign_in_then(page::SETTINGS)).into_response();
    };
    match accounts::export(&state.services, &actor).await {
        Ok(everything) => {
            let headers = [
                (header::CONTENT_TYPE, "application/json; charset=utf-8"),
                (header::CONTENT_DISPOSITION, "attachment; filename=\"popcorn-geek.json\""),
                (header::CACHE_CONTROL, "private, no-store"),
                (HeaderName::from_static("x-robots-tag"), "noindex"),
            ];
            (headers, format!("{everything:#}")).into_response()
        }
        Err(error) => failure(error.report()),
    }
}
