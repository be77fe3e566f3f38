//! Headers that every answer carries, and the caching of pages.

use crate::AppState;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use domain::page;
use http::{HeaderMap, HeaderName, HeaderValue, header};

pub async fn add(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let has_form = request.uri().query().is_some_and(is_for_one_browser);
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let is_page = headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if is_page {
        // Every page shows who is signed in, so no shared cache may keep it. A page with a form
        // that came back is for one browser, once.
        default(headers, header::CACHE_CONTROL, if has_form { "private, no-store" } else { "private, no-cache" });
        headers.append(header::VARY, HeaderValue::from_static("Cookie"));
        if has_form {
            default(headers, HeaderName::from_static("x-robots-tag"), "noindex");
        }
    }
    default(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    default(headers, header::X_FRAME_OPTIONS, "DENY");
    default(headers, header::REFERRER_POLICY, "strict-origin-when-cross-origin");
    default(headers, HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    default(headers, HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()");
    if state.services.is_https() {
        default(headers, header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
    }
    response
}

/// Whether a query names a form that came back, or a word of welcome.
fn is_for_one_browser(query: &str) -> bool {
    [page::FORM, page::WELCOME].into_iter().any(|name| page::parameter(query, name).is_some())
}

fn default(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.entry(name).or_insert(HeaderValue::from_static(value));
}
