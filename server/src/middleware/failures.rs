//! The one place where a failure outside the app becomes an answer: a page for a reader, JSON for
//! a script. Other layers answer with [`failure`] and leave the form to this one.

use super::rpc::{self, accepts_html};
use crate::{AppState, error_page};
use axum::Json;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::error::{AppError, ErrorCode};
use http::StatusCode;
use std::any::Any;
use std::time::Duration;

/// A request that takes longer is given up.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Marks an answer that still needs its body.
#[derive(Clone, Copy)]
struct Failure(ErrorCode);

/// The answer to a request that failed with `code`.
pub fn failure(code: ErrorCode) -> Response {
    let mut response = status(code).into_response();
    response.extensions_mut().insert(Failure(code));
    response
}

/// The answer to a request whose handler panicked. The log has the message; the reader does not.
pub fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let message = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    tracing::error!(panic = message.unwrap_or("no message"), "a handler panicked");
    failure(ErrorCode::Internal)
}

pub async fn show(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let for_script = request.uri().path().starts_with(rpc::PREFIX) && !accepts_html(request.headers());
    let response = tokio::time::timeout(TIMEOUT, next.run(request)).await.unwrap_or_else(|_| {
        tracing::error!("a request took too long");
        failure(ErrorCode::Unreachable)
    });
    let Some(Failure(code)) = response.extensions().get::<Failure>().copied() else { return response };
    let mut shown = if for_script {
        (status(code), Json(AppError::from(code))).into_response()
    } else {
        (status(code), error_page::page(&state.assets, code)).into_response()
    };
    // Cookies and Retry-After of the layer that failed.
    for (name, value) in response.headers() {
        shown.headers_mut().append(name, value.clone());
    }
    shown
}

/// The HTTP status of `code`.
pub fn status(code: ErrorCode) -> StatusCode {
    StatusCode::from_u16(code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
