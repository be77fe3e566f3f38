//! Refuses changes that another site asks a signed-in browser for.
//!
//! A browser says where a request comes from in `Sec-Fetch-Site` or, when older, in `Origin`; an
//! unsafe request that says neither is refused as well. `SameSite` cookies are the second wall.

use super::failures::failure;
use crate::AppState;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use domain::error::ErrorCode;
use http::{HeaderMap, HeaderName, header};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

pub async fn refuse(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if request.method().is_safe() || comes_from_us(request.headers(), &state.origin) {
        return next.run(request).await;
    }
    tracing::warn!("cross-site request refused");
    failure(ErrorCode::CrossSite)
}

fn comes_from_us(headers: &HeaderMap, own_origin: &str) -> bool {
    let text = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    match (text(&SEC_FETCH_SITE), text(&header::ORIGIN)) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => {
            // Reached under another of its names (localhost for 127.0.0.1), the host still is ours.
            let host = origin.split_once("://").map(|(_, host)| host);
            origin == own_origin || (host.is_some() && host == text(&header::HOST))
        }
        (None, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn check(pairs: &[(&HeaderName, &'static str)]) -> bool {
        let headers = pairs.iter().map(|(name, value)| ((*name).clone(), HeaderValue::from_static(value))).collect();
        comes_from_us(&headers, "https://popcorn.example")
    }

    #[test]
    fn the_browser_says_where_from() {
        assert!(check(&[(&SEC_FETCH_SITE, "same-origin")]));
        assert!(!check(&[(&SEC_FETCH_SITE, "cross-site"), (&header::ORIGIN, "https://popcorn.example")]));
        assert!(!check(&[(&SEC_FETCH_SITE, "same-site")]));
        assert!(check(&[(&header::ORIGIN, "https://popcorn.example")]));
        assert!(check(&[(&header::ORIGIN, "http://localhost:3000"), (&header::HOST, "localhost:3000")]));
        assert!(!check(&[(&header::ORIGIN, "https://evil.example"), (&header::HOST, "popcorn.example")]));
        assert!(!check(&[(&header::ORIGIN, "null"), (&header::HOST, "popcorn.example")]));
        assert!(!check(&[]));
    }
}
