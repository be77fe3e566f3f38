//! Health for load balancers and people.

use crate::AppState;
use axum::Json;
use axum::extract::State;
use http::{HeaderName, StatusCode, header};
use serde_json::{Value, json};
use services::error::chain;

type NoStore = [(HeaderName, &'static str); 1];
const NO_STORE: NoStore = [(header::CACHE_CONTROL, "no-store")];

/// The process answers.
pub async fn live() -> (NoStore, &'static str) {
    (NO_STORE, "ok")
}

/// The process can serve: its database answers. What is optional and missing is named, and does
/// not make it unready.
pub async fn ready(State(state): State<AppState>) -> (StatusCode, NoStore, Json<Value>) {
    let database = state.services.is_ready().await;
    if let Err(error) = &database {
        tracing::error!(error = %chain(error), "the database does not answer");
    }
    let status = if database.is_ok() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let report = json!({
        "database": if database.is_ok() { "ok" } else { "unreachable" },
        "sentiment": state.services.sentiment_status(),
        "mail": state.services.mail_status(),
    });
    (status, NO_STORE, Json(report))
}
