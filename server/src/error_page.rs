//! An error page for what goes wrong outside the app: refused, too large, or a panic.

use crate::AppState;
use app::shell::Assets;
use axum::response::{Html, IntoResponse, Response};
use domain::error::ErrorCode;
use domain::page;
use http::StatusCode;
use std::any::Any;
use std::sync::Arc;
use tower_http::catch_panic::ResponseForPanic;

/// The status of `code`, its sentence and a way home. Holds nothing from outside, so it needs no
/// escaping.
pub fn page(assets: &Assets, code: ErrorCode) -> Response {
    let status = StatusCode::from_u16(code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let html = format!(
        r#"<!DOCTYPE html>
<html lang="ko">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>요청을 처리하지 못했어요 · 팝콘긱</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="{style}">
</head>
<body>
<main>
<section class="message-page">
<p class="message-code" aria-hidden="true">{number}</p>
<h1>요청을 처리하지 못했어요</h1>
<p>{message}</p>
<p class="message-actions"><a class="button" href="{home}">홈으로</a></p>
</section>
</main>
</body>
</html>
"#,
        style = assets.style,
        number = status.as_u16(),
        message = code.message(),
        home = page::HOME,
    );
    let mut response = (status, Html(html)).into_response();
    response.headers_mut().insert(
        http::header::CONTENT_SECURITY_POLICY,
        http::HeaderValue::from_static(
            "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; frame-ancestors 'none'",
        ),
    );
    response
}

/// Answers a panic with the page of an internal error. The log has the message; the reader does not.
#[derive(Clone)]
pub struct Panic {
    assets: Arc<Assets>,
}

impl Panic {
    pub fn new(state: &AppState) -> Self {
        Self { assets: state.assets.clone() }
    }
}

impl ResponseForPanic for Panic {
    type ResponseBody = axum::body::Body;

    fn response_for_panic(&mut self, panic: Box<dyn Any + Send>) -> Response {
        let message = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("no message");
        tracing::error!(panic = message, "a handler panicked");
        page(&self.assets, ErrorCode::Internal)
    }
}
