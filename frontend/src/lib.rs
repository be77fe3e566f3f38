//! The entry of the browser build, and nothing else.

use wasm_bindgen::prelude::wasm_bindgen;
// Its islands export themselves; the page wakes each one where it stands.
use app as _;

/// Called by the page once this module is loaded, before its islands.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
