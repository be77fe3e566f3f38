//! The entry of the browser build, and nothing else.

use leptos::prelude::window;
use leptos::server_fn::redirect::set_redirect_hook;
use wasm_bindgen::prelude::wasm_bindgen;
// Its islands export themselves; the page wakes each one where it stands.
use app as _;

/// Called by the page once this module is loaded, before its islands.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    // Where a server function leads to, the browser goes by itself. Set once: nothing else sets it.
    let _ = set_redirect_hook(|path| {
        // It can only fail for an address that is none.
        let _ = window().location().set_href(path);
    });
    leptos::mount::hydrate_islands();
}
