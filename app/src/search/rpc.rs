//! Server function of the search field.

use crate::rpc::RpcError;
use domain::search::Suggestion;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {crate::request::services, services::search};

/// What somebody who has typed `q` may be looking for, best first. Nothing for a text without letters.
#[server(prefix = "/rpc", endpoint = "suggest")]
pub async fn suggest(#[server(default)] q: String) -> Result<Vec<Suggestion>, RpcError> {
    Ok(search::suggest(&services()?, q).await?)
}
