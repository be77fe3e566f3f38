//! The layer on `/rpc`: gives every answer of a server function its right shape.
//!
//! A script's call gets the status of its error code and the error as JSON. A form posted without
//! script always leads on to a page: where the server function sends it, back to where it came
//! from, or, when something was wrong, back with `?form=<id>`, under which the page finds what was
//! typed and what is wrong with it.

use super::bodies::{BODY_LIMIT, HeldBody, hold};
use super::failures::{bare, failure};
use super::limits::{KEEP, Limits, client, refusal};
use crate::AppState;
use app::request::{PlainForm, Session, cookie, form_address};
use axum::Json;
use axum::body::{Body, to_bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::error::{AppError, ErrorCode};
use domain::{FormReturn, page};
use http::{Extensions, HeaderMap, HeaderName, HeaderValue, Method, header};
use services::forms::{self, FormOwner};
use services::secrets;

/// Under which every server function stands.
pub const PREFIX: &str = "/rpc/";

/// Set by a server function that failed, and by one that redirects a script.
const ERROR: HeaderName = HeaderName::from_static("serverfnerror");
const REDIRECT: HeaderName = HeaderName::from_static("serverfnredirect");

pub async fn answer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let Some(endpoint) = request.uri().path().strip_prefix(PREFIX).map(str::to_owned) else {
        return next.run(request).await;
    };
    let plain = accepts_html(request.headers());
    // Server functions are posts; anything else must not even count against a limit.
    if request.method() != Method::POST || request.extensions().get::<MatchedPath>().is_none() {
        return failure(ErrorCode::NotFound);
    }
    let mut response = match limited(&state, &endpoint, &request) {
        Some(refusal) => refusal,
        None if plain => plain_form(&state, endpoint, request, next).await,
        None => call(&state, request, next).await,
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
    response
}

/// Whether a page is expected: a form posted by the browser itself.
pub fn accepts_html(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

/// A script's call: only the status needs mending, and a browser that is led on needs its name.
async fn call(state: &AppState, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    // A form kept for the page that it leads to must have an owner.
    let new_cookie = match browser(state, &mut parts.extensions) {
        Ok((_, cookie)) => cookie,
        Err(code) => return failure(code),
    };
    // What is held counts until it is answered.
    let HeldBody { bytes, share: _share } = match hold(&state.bodies, &parts.headers, body).await {
        Ok(held) => held,
        Err(error) => return failure(error),
    };
    let mut response = next.run(Request::from_parts(parts, Body::from(bytes))).await;
    if response.headers().contains_key(ERROR) {
        return json(&error_in(response).await);
    }
    if let Some(cookie) = new_cookie.filter(|_| response.headers().contains_key(REDIRECT)) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// A form posted by the browser itself.
async fn plain_form(state: &AppState, endpoint: String, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let HeldBody { bytes, share: _share } = match hold(&state.bodies, &parts.headers, body).await {
        Ok(held) => held,
        Err(error) => return failure(error),
    };
    let fields = match fields(&bytes) {
        Ok(fields) => fields,
        Err(code) => return failure(code),
    };
    let came_from = page_of(&fields, &parts.headers);
    let address = client(state, &parts.headers, &parts.extensions);
    let (owner, new_cookie) = match browser(state, &mut parts.extensions) {
        Ok(browser) => browser,
        Err(code) => return failure(code),
    };
    parts.extensions.insert(PlainForm { page: came_from.clone() });
    // The server function then answers as to a script, and what the browser gets is made here.
    parts.headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));

    let mut response = next.run(Request::from_parts(parts, Body::from(bytes))).await;
    let mut answer = if response.headers().contains_key(ERROR) {
        let error = error_in(response).await;
        if state.limits.as_deref().is_some_and(|limits| limits.check(KEEP, address).is_err()) {
            failure(ErrorCode::TooManyRequests)
        } else {
            back_with(state, owner, endpoint, fields, error, &came_from).await
        }
    } else if response.status().is_success() {
        let cookies: Vec<_> = response.headers_mut().get_all(header::SET_COOKIE).iter().cloned().collect();
        let to = response.headers().get(header::LOCATION).filter(|_| response.headers().contains_key(REDIRECT));
        let to = to.and_then(|to| to.to_str().ok()).unwrap_or(&came_from);
        let mut answer = Redirect::to(to).into_response();
        for cookie in cookies {
            answer.headers_mut().append(header::SET_COOKIE, cookie);
        }
        answer
    } else {
        response
    };
    if let Some(cookie) = new_cookie {
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
    answer
}

/// Keeps what was typed, and sends the browser back to it or to the sign-in page first. What no
/// page can mend is answered with an error page.
async fn back_with(
    state: &AppState,
    owner: FormOwner,
    endpoint: String,
    fields: Vec<(String, String)>,
    error: AppError,
    came_from: &str,
) -> Response {
    let code = error.code;
    if matches!(
        code,
        ErrorCode::BadRequest | ErrorCode::Forbidden | ErrorCode::OwnReview | ErrorCode::NotFound | ErrorCode::TooLarge
    ) {
        return failure(code);
    }
    let values = fields.into_iter().filter(|(name, _)| name != "page" && !is_secret(name)).collect();
    let form = FormReturn { endpoint, values, error: Some(error) };
    match forms::keep(&state.services, owner, &form).await {
        Ok(id) => {
            let address = form_address(came_from, &id, "");
            let to = match code {
                ErrorCode::SignInRequired => page::sign_in_then(&address),
                ErrorCode::ReauthenticationRequired => page::reauthenticate_then(&address),
                _ => address,
            };
            Redirect::to(&to).into_response()
        }
        // The page that says so is all there is then; the browser's way back still has the form.
        Err(error) => failure(error.report()),
    }
}

/// Fields that are never kept.
fn is_secret(name: &str) -> bool {
    name == "current" || ["password", "token", "secret"].iter().any(|word| name.contains(word))
}

/// The browser that forms are kept for; a new one gets a cookie.
fn browser(state: &AppState, extensions: &mut Extensions) -> Result<(FormOwner, Option<HeaderValue>), ErrorCode> {
    let session = extensions.get_mut::<Session>().ok_or(ErrorCode::Internal)?;
    if let Some(owner) = session.form_owner {
        return Ok((owner, None));
    }
    let secret = secrets::random().map_err(|error| error.report().code)?;
    let owner = FormOwner::from_cookie(&secret);
    session.form_owner = Some(owner);
    let cookie =
        HeaderValue::from_str(&cookie::browser(&secret, state.services.is_https())).map_err(|_| ErrorCode::Internal)?;
    Ok((owner, Some(cookie)))
}

fn fields(bytes: &[u8]) -> Result<Vec<(String, String)>, ErrorCode> {
    serde_urlencoded::from_bytes(bytes).map_err(|_| ErrorCode::BadRequest)
}

/// The page a form stands on: its own word, else the `Referer`, else home. Only ever a local path.
fn page_of(fields: &[(String, String)], headers: &HeaderMap) -> String {
    let named = fields.iter().find(|(name, _)| name == "page").map(|(_, page)| page.as_str());
    let referrer = || {
        let address = headers.get(header::REFERER)?.to_str().ok()?;
        let (_, rest) = address.split_once("://")?;
        rest.find('/').map(|slash| &rest[slash..])
    };
    named.and_then(page::local).or_else(|| referrer().and_then(page::local)).unwrap_or(page::HOME).to_owned()
}

/// The error in a server function's answer.
async fn error_in(response: Response) -> AppError {
    let bytes = to_bytes(response.into_body(), BODY_LIMIT).await.unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_else(|_| ErrorCode::Internal.into())
}

fn json(error: &AppError) -> Response {
    (bare(error.clone()).into_parts().0, Json(error)).into_response()
}

fn limited(state: &AppState, endpoint: &str, request: &Request) -> Option<Response> {
    let limits: &Limits = state.limits.as_deref()?;
    let wait = limits.check(endpoint, client(state, request.headers(), request.extensions())).err()?;
    Some(refusal(wait))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_is_always_local() {
        let field = |page: &str| vec![("page".to_owned(), page.to_owned())];
        let headers = |referrer: &str| {
            HeaderMap::from_iter([(header::REFERER, HeaderValue::from_str(referrer).expect("header"))])
        };
        assert_eq!(page_of(&field("/movies/1"), &HeaderMap::new()), "/movies/1");
        assert_eq!(page_of(&field("https://evil.example/"), &HeaderMap::new()), "/");
        assert_eq!(
            page_of(&field("//evil.example"), &headers("http://localhost:3000/reviews/4?x=1")),
            "/reviews/4?x=1"
        );
        assert_eq!(page_of(&[], &HeaderMap::new()), "/");
    }

    #[test]
    fn passwords_are_never_kept() {
        assert!(is_secret("password"));
        assert!(is_secret("new_password"));
        assert!(is_secret("current"));
        assert!(!is_secret("content"));
    }
}
