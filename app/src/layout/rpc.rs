//! Server function of the frame. Only a form without script calls it, since light and dark are
//! decided where the document is rendered.

use crate::request::{self, cookie, services};
use crate::rpc::RpcError;
use leptos::prelude::*;

/// Keeps the visitor's own choice, `light` or `dark`; anything else gives it up for the system's.
#[server(prefix = "/rpc", endpoint = "set_theme")]
pub async fn set_theme(#[server(default)] theme: String) -> Result<(), RpcError> {
    let https = services()?.is_https();
    request::set_cookie(&match theme.as_str() {
        "light" | "dark" => cookie::theme(&theme, https),
        _ => cookie::expired_theme(https),
    })
}
