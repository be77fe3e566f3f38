//! A name for each request, in its log lines and in the header `x-request-id` of its answer.

use crate::AppState;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderName, HeaderValue};
use std::time::Instant;
use tracing::{Instrument, info_span};

const NAME: HeaderName = HeaderName::from_static("x-request-id");

/// Takes the id that a trusted proxy has given, or makes one; writes one line per answer.
pub async fn trace(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let given = request.headers().get(NAME).filter(|id| state.trust_forwarded_for && id.len() <= 64).cloned();
    let id = given.unwrap_or_else(fresh);
    // The query string may name a form that came back, so it stays out of the log.
    let span =
        info_span!("request", id = id.to_str().unwrap_or("?"), method = %request.method(), path = request.uri().path());
    async move {
        let started = Instant::now();
        let mut response = next.run(request).await;
        let milliseconds = started.elapsed().as_secs_f64() * 1000.0;
        tracing::info!(status = response.status().as_u16(), ms = (milliseconds * 10.0).round() / 10.0, "answered");
        response.headers_mut().insert(NAME, id);
        response
    }
    .instrument(span)
    .await
}

fn fresh() -> HeaderValue {
    let id: u128 = rand::random();
    HeaderValue::from_str(&format!("{id:032x}")).unwrap_or(HeaderValue::from_static("none"))
}
