//! The HTML part of a mail in the mailbox, as a document of its own that may do nothing.

use crate::AppState;
use crate::middleware::failures::failure;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use domain::error::ErrorCode;
use http::{HeaderName, header};
use services::mail;

/// Its links may be followed, in a place of their own or in this one.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'; \
     sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation";

/// `GET /mailbox/{id}`
pub async fn html(State(state): State<AppState>, Path(id): Path<String>) -> Response {
    let Ok(id) = id.parse::<i64>() else { return failure(ErrorCode::NotFound) };
    match mail::mailbox_html(&state.services, id).await {
        Ok(html) => {
            let headers = [
                (header::CONTENT_TYPE, "text/html; charset=utf-8"),
                (header::CONTENT_SECURITY_POLICY, POLICY),
                (header::CACHE_CONTROL, "private, no-store"),
                (header::REFERRER_POLICY, "no-referrer"),
                (HeaderName::from_static("x-robots-tag"), "noindex"),
            ];
            (headers, html).into_response()
        }
        Err(error) => failure(error.report()),
    }
}
