//! What every page with data does alike.

use crate::error_page::ErrorPage;
use crate::rpc::RpcError;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use serde::{Serialize, de::DeserializeOwned};
use std::pin::Pin;
use std::str::FromStr;
use std::sync::Arc;

/// Shows a page once its loader has answered, or the error page. While another page of the same
/// kind is being loaded, the old one stays.
///
/// `resource` is made with [`Resource::new_blocking`] at the top of the page.
pub fn loaded<T>(resource: Resource<Result<T, RpcError>>, view: fn(T) -> AnyView) -> AnyView
where
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
{
    boundary(Arc::new(move || {
        Box::pin(async move {
            match resource.await {
                Ok(value) => {
                    mark_hydrated();
                    view(value)
                }
                Err(error) => view! { <ErrorPage error=error.0 /> }.into_any(),
            }
        })
    }))
}

type Page = Pin<Box<dyn Future<Output = AnyView> + Send>>;

/// What all pages share, compiled once: a generic boundary for each would be half of the WASM.
fn boundary(page: Arc<dyn Fn() -> Page + Send + Sync>) -> AnyView {
    view! {
        <Transition fallback=|| view! { <p class="loading" role="status">"불러오는 중…"</p> }>
            {
                let page = page.clone();
                move || Suspend::new(page())
            }
        </Transition>
    }
    .into_any()
}

/// Notes on the document that this page answers to clicks; tests wait for it. Called where the
/// page's own content is made, because a lazy page becomes alive later than its frame.
pub fn mark_hydrated() {
    Effect::new(|| {
        if let Some(root) = document().document_element() {
            // It can only fail for a malformed name.
            let _ = root.set_attribute("data-hydrated", "");
        }
    });
}

/// The title of the page; the site's name is added to it.
#[component]
pub fn PageTitle(title: String) -> impl IntoView {
    view! { <Title text=title /> }
}

/// The part `name` of the path, if it has the right shape.
pub fn param<T: FromStr + Send + Sync + 'static>(name: &'static str) -> impl Fn() -> Option<T> + Copy {
    let params = use_params_map();
    move || params.with(|params| params.get_str(name).and_then(|text| text.parse().ok()))
}

/// The value `name` of the query, if there is one and it has the right shape.
pub fn query<T: FromStr + Send + Sync + 'static>(name: &'static str) -> impl Fn() -> Option<T> + Copy {
    let query = use_query_map();
    move || query.with(|query| query.get_str(name).and_then(|text| text.parse().ok()))
}
