//! Addresses of films that were merged into another one: what stood there is found with that one.

use axum::response::{IntoResponse, Response};
use domain::error::{AppError, ErrorCode};
use http::{StatusCode, header};

/// Leads on to `path`, or answers a `refusal`: `not_found` where the film was merged into none. For good,
/// but not kept for ever: the other film may be merged, too.
pub fn lead_on(path: services::Result<Option<String>>, refusal: fn(AppError) -> Response) -> Response {
    match path {
        Ok(Some(path)) => {
            let headers = [(header::LOCATION, path), (header::CACHE_CONTROL, "public, max-age=86400".to_owned())];
            (StatusCode::PERMANENT_REDIRECT, headers).into_response()
        }
        Ok(None) => refusal(ErrorCode::NotFound.into()),
        Err(error) => refusal(error.report()),
    }
}
