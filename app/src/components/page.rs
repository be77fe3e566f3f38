//! What every page with data does alike.

use super::field::escape;
use crate::error_page::ErrorPage;
use crate::request;
use crate::rpc::RpcError;
use domain::page;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use serde::{Serialize, de::DeserializeOwned};
use std::str::FromStr;

/// Shows a page once its loader has answered, or the error page.
pub fn loaded<T>(load: impl Future<Output = Result<T, RpcError>> + Send + 'static, view: fn(T) -> AnyView) -> AnyView
where
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
{
    // Loads once, however often the boundary around it is looked at.
    let answer = OnceResource::new_blocking(load);
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match answer.await {
                    Ok(value) => view(value),
                    Err(error) => view! { <ErrorPage error=error.0 /> }.into_any(),
                }
            })}
        </Suspense>
    }
    .into_any()
}

/// The title of the page; the site's name is added to it.
#[component]
pub fn PageTitle(title: String) -> impl IntoView {
    // Leptos writes the title as it is.
    view! { <Title text=escape(&title) /> }
}

/// The part `name` of the path, if it has the right shape.
pub fn param<T: FromStr>(name: &str) -> Option<T> {
    use_params_map().with_untracked(|params| params.get_str(name).and_then(|text| text.parse().ok()))
}

/// Where to go once somebody is in, as the address of a way in says; empty for nowhere in particular.
pub fn next() -> String {
    request::value("next").filter(|next| page::onward(next).is_some()).unwrap_or_default()
}

/// The value `name` of the query, if there is one and it has the right shape.
pub fn query<T: FromStr>(name: &str) -> Option<T> {
    use_query_map().with_untracked(|query| query.get_str(name).and_then(|text| text.parse().ok()))
}
