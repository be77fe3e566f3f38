//! The one place where a failure outside the app becomes an answer: a page for a reader, JSON for
//! a script. Other layers answer with [`failure`] and leave the form to this one.

use super::rpc::{self, accepts_html};
use crate::{AppState, error_page};
use axum::Json;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::error::{AppError, ErrorCode};
use http::{StatusCode, header};
use std::any::Any;
use std::time::Duration;

/// A request that takes longer is given up.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Marks an answer that still needs its body.
#[derive(Clone)]
struct Failure(AppError);

/// The answer to a request that failed, for a reader or a script.
pub fn failure(error: impl Into<AppError>) -> Response {
    let error = error.into();
    let mut response = bare(error.clone());
    response.extensions_mut().insert(Failure(error));
    response
}

/// The answer to a request that failed, without a body: for pictures, which nobody would read.
pub fn bare(error: AppError) -> Response {
    let mut response = status(error.code).into_response();
    if let Some(seconds) = error.retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
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
        failure(AppError::busy())
    });
    let Some(Failure(error)) = response.extensions().get::<Failure>().cloned() else { return response };
    let mut shown = if for_script {
        (status(error.code), Json(error)).into_response()
    } else {
        (status(error.code), error_page::page(&state.assets, &error)).into_response()
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
