//! Finds out who asks: reads the cookies and puts an [`app::request::Session`] into the request.

use super::failures::failure;
use crate::AppState;
use app::request::{Session, cookie};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use domain::page;
use http::{HeaderMap, header};
use services::accounts::sessions;
use services::forms::{self, FormOwner};
use services::settings;

pub async fn load(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let https = state.services.is_https();
    let actor = match value(request.headers(), cookie::session_name(https)) {
        Some(token) => match sessions::authenticate(&state.services, token).await {
            Ok(actor) => actor,
            Err(error) => return failure(error.report()),
        },
        None => None,
    };
    let form_owner = value(request.headers(), cookie::browser_name(https)).map(FormOwner::from_cookie);
    let welcome = request.uri().query().and_then(|query| page::parameter(query, page::WELCOME));
    let welcome = match welcome.zip(form_owner) {
        // Without it the page is as good.
        Some((id, owner)) => {
            forms::find(&state.services, Some(owner), Some(id)).await.map_err(services::Error::report).ok().flatten()
        }
        None => None,
    };
    let notice = settings::current(&state.services).await.notice.as_str().into();
    request.extensions_mut().insert(Session { actor, form_owner, notice, welcome });
    next.run(request).await
}

fn value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .find_map(|header| cookie::find(header, name))
}
