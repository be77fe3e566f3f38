//! What a server function knows of the request it answers.

pub mod cookie;

use crate::rpc::RpcError;
use domain::error::ErrorCode;
use domain::{FormReturn, page};
use http::{HeaderValue, StatusCode, header, request::Parts};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use services::Services;
use services::accounts::Actor;
use services::forms::{self, FormOwner};
use std::sync::Arc;

/// Put into the request's extensions by the session middleware.
#[derive(Debug, Clone)]
pub struct Session {
    pub actor: Option<Actor>,
    /// The browser, for the forms it gets back.
    pub form_owner: Option<FormOwner>,
    /// What the house has to say on every page; empty for nothing.
    pub notice: Arc<str>,
    /// What the way here has done, which the frame says under [`page::WELCOME`].
    pub welcome: Option<FormReturn>,
}

/// Put into the extensions of a form post without script: the browser shows a page next.
#[derive(Debug, Clone)]
pub struct PlainForm {
    /// The page the form stands on, as a local path.
    pub page: String,
}

/// Put into the context by the router: whether pages for developers are there.
#[derive(Debug, Clone, Copy)]
pub struct Development(pub bool);

pub fn is_development() -> bool {
    use_context::<Development>().is_some_and(|development| development.0)
}

pub fn services() -> Result<Services, RpcError> {
    use_context::<Services>().ok_or_else(|| ErrorCode::Internal.into())
}

fn extension<T: Clone + Send + Sync + 'static>() -> Option<T> {
    with_context::<Parts, _>(|parts| parts.extensions.get::<T>().cloned())?
}

/// Who is signed in, if anybody.
pub fn visitor() -> Option<Actor> {
    extension::<Session>()?.actor
}

/// The browser that asks, if it has a name of its own yet; before a server function runs it always has.
pub fn browser() -> Option<FormOwner> {
    extension::<Session>()?.form_owner
}

/// What the house has to say on every page.
pub fn notice() -> Option<Arc<str>> {
    extension::<Session>().map(|session| session.notice).filter(|notice| !notice.is_empty())
}

/// What the way here has done.
pub fn welcome() -> Option<FormReturn> {
    extension::<Session>()?.welcome
}

/// Who is signed in; otherwise the error that leads to the sign-in page.
pub fn actor() -> Result<Actor, RpcError> {
    visitor().ok_or_else(|| ErrorCode::SignInRequired.into())
}

/// Who is signed in. A visitor who opens such a page is sent to the sign-in page and back.
pub fn actor_or_sign_in() -> Result<Actor, RpcError> {
    actor().inspect_err(|_| {
        lead_on(&page::sign_in_then(&here()));
    })
}

/// The form that came back to this page under `?form=`, if it belongs to this browser. An error
/// that only asked for a sign-in, or for the password once more, is dropped once that has happened.
pub async fn returned_form(id: Option<String>) -> Result<Option<FormReturn>, RpcError> {
    let mut form = forms::find(&services()?, browser(), id.as_deref()).await?;
    if let (Some(form), Some(actor)) = (form.as_mut(), visitor()) {
        form.error.take_if(|error| match error.code {
            ErrorCode::SignInRequired => true,
            ErrorCode::ReauthenticationRequired => actor.require_fresh().is_ok(),
            _ => false,
        });
    }
    Ok(form)
}

/// After a form post without script: keeps `form` and sends the browser back to the page of its
/// form, at `anchor`, where the loader finds it. Does nothing for a script's call.
pub async fn return_form(form: &FormReturn, anchor: &str) -> Result<(), RpcError> {
    if let (Some(PlainForm { page }), Some(owner)) = (extension(), browser()) {
        let id = forms::keep(&services()?, owner, form).await?;
        leptos_axum::redirect(&form_address(&page, &id, anchor));
    }
    Ok(())
}

/// Leads to `page`, which is told of `form`.
pub async fn redirect_with(form: &FormReturn, page: &str) -> Result<(), RpcError> {
    match browser() {
        Some(owner) => {
            let id = forms::keep(&services()?, owner, form).await?;
            leptos_axum::redirect(&form_address(page, &id, ""));
        }
        // A browser without a name of its own is only led on.
        None => leptos_axum::redirect(page),
    }
    Ok(())
}

/// Leads to `page`, whose frame says what `form` is about. Where that cannot be kept, `page` says nothing.
pub async fn redirect_welcomed(form: &FormReturn, page: &str) -> Result<(), RpcError> {
    let kept = match browser() {
        Some(owner) => forms::keep(&services()?, owner, form).await.map_err(services::Error::report).ok(),
        None => None,
    };
    match kept {
        Some(id) => leptos_axum::redirect(&welcome_address(page, &id)),
        None => leptos_axum::redirect(page),
    }
    Ok(())
}

/// `address` with what its frame says under `id`; form and anchor stay.
fn welcome_address(address: &str, id: &str) -> String {
    let (address, anchor) = address.find('#').map_or((address, ""), |at| address.split_at(at));
    with_parameter(address, page::WELCOME, id) + anchor
}

fn with_parameter(address: &str, name: &str, value: &str) -> String {
    let sign = if address.contains('?') { '&' } else { '?' };
    format!("{address}{sign}{name}={value}")
}

/// `address` with `?form=id` in place of an older one, and an anchor (which may be empty).
pub fn form_address(address: &str, id: &str, anchor: &str) -> String {
    let address = address.split('#').next().unwrap_or_default();
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let anchor = if anchor.is_empty() { String::new() } else { format!("#{anchor}") };
    with_parameter(&page::without(path, query, &[page::FORM]), page::FORM, id) + &anchor
}

/// Path and query of the page that is being rendered, without what is for one browser, once: where its
/// forms lead back.
pub fn here() -> String {
    address_without(&[page::FORM, page::WELCOME])
}

/// The address of the page that is being rendered, as it is without the word of welcome.
pub fn unwelcomed() -> String {
    address_without(&[page::WELCOME])
}

fn address_without(names: &[&str]) -> String {
    let uri = with_context::<Parts, _>(|parts| parts.uri.clone()).unwrap_or_default();
    page::without(uri.path(), uri.query().unwrap_or_default(), names)
}

/// The value `name` in the address of the page that is being rendered. The router decodes it twice, which
/// would spoil a path in it that is itself encoded.
pub fn value(name: &str) -> Option<String> {
    let uri = with_context::<Parts, _>(|parts| parts.uri.clone())?;
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(uri.query()?).ok()?;
    pairs.into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

/// Keeps a page with something private out of every cache, the browser's own included.
pub fn never_store() {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    }
}

/// For pages whose address holds a secret: no cache keeps them, and nothing on them tells another
/// site where it was asked from. (`no-referrer` would also take the origin from our own forms, and
/// with it the only proof that older browsers give of being on our page.)
pub fn keep_to_oneself() {
    never_store();
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    }
}

/// Leads to `page`, where what was asked for has its place from now on.
pub fn redirect_for_good(page: &str) {
    if let Some(response) = use_context::<ResponseOptions>() {
        leptos_axum::redirect(page);
        response.set_status(StatusCode::PERMANENT_REDIRECT);
    }
}

/// Leads to `page` this once, in place of the one that was asked for.
pub fn lead_on(page: &str) {
    if let Some(response) = use_context::<ResponseOptions>() {
        leptos_axum::redirect(page);
        // Also for those who do not say that they expect a page.
        response.set_status(StatusCode::FOUND);
    }
}

/// The status of a page that is shown all the same.
pub fn set_status(status: StatusCode) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(status);
    }
}

/// The visitor's own choice, `light` or `dark`; none follows the system.
pub fn theme() -> Option<&'static str> {
    let theme = cookie_named(cookie::THEME)?;
    ["light", "dark"].into_iter().find(|name| *name == theme)
}

/// What the browser is known by; for the server functions that take a password.
pub fn known_browser() -> Option<String> {
    cookie_named(cookie::known_name(services().ok()?.is_https()))
}

fn cookie_named(name: &str) -> Option<String> {
    with_context::<Parts, _>(|parts| {
        let mut cookies = parts.headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        cookies.find_map(|header| cookie::find(header, name)).map(str::to_owned)
    })?
}

/// The browser's name for itself, shown in the list of devices.
pub fn user_agent() -> String {
    with_context::<Parts, _>(|parts| parts.headers.get(header::USER_AGENT)?.to_str().ok().map(str::to_owned))
        .flatten()
        .unwrap_or_default()
}

/// Sets a cookie on the answer.
pub fn set_cookie(cookie: &str) -> Result<(), RpcError> {
    let value = HeaderValue::from_str(cookie).map_err(|_| RpcError::from(ErrorCode::Internal))?;
    expect_context::<ResponseOptions>().append_header(header::SET_COOKIE, value);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_welcome_leaves_the_address_as_it_is() {
        assert_eq!(welcome_address("/", "x"), "/?welcome=x");
        assert_eq!(
            welcome_address("/movies/1?sort=likes&form=y#review-3", "x"),
            "/movies/1?sort=likes&form=y&welcome=x#review-3"
        );
    }

    #[test]
    fn the_address_of_a_returned_form() {
        assert_eq!(form_address("/movies/1", "x", ""), "/movies/1?form=x");
        assert_eq!(
            form_address("/movies/1?after=9&form=old#review-3", "x", "review-4"),
            "/movies/1?after=9&form=x#review-4"
        );
    }
}
