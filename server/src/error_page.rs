//! An error page for what goes wrong outside the app: refused, too large, or a panic.

use app::shell::Assets;
use axum::response::{Html, IntoResponse, Response};
use domain::error::AppError;
use domain::page;

/// The number of an error, its sentence and a way home. Holds nothing from outside, so it needs no
/// escaping. The status is the caller's.
pub fn page(assets: &Assets, error: &AppError) -> Response {
    let html = format!(
        r#"<!DOCTYPE html>
<html lang="ko">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>요청을 처리하지 못했어요 · 팝콘긱</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="{style}">
<link rel="stylesheet" href="/fonts/pretendard-1.3.9.css">
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
        number = error.code.status(),
        message = error.message(),
        home = page::HOME,
    );
    let mut response = Html(html).into_response();
    response.headers_mut().insert(
        http::header::CONTENT_SECURITY_POLICY,
        http::HeaderValue::from_static(
            "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
        ),
    );
    response
}
