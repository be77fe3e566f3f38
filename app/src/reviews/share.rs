//! The button that hands a review's address on.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::js_sys::Reflect;
use web_sys::wasm_bindgen::JsValue;
use web_sys::{Navigator, ShareData};

const COPIED: &str = "복사했어요";
const NOT_COPIED: &str = "복사하지 못했어요. 주소를 길게 누르거나 골라서 복사해 주세요.";

/// On touch devices opens their own sheet of ways to share, where there is one; elsewhere copies.
#[island]
pub fn ShareButton(
    /// Absolute.
    address: String,
) -> impl IntoView {
    let address = StoredValue::new(address);
    let told = RwSignal::new("");
    // The server cannot know; once the page is awake, the button says what it does here.
    let has_sheet = RwSignal::new(false);
    Effect::new(move || {
        let navigator = window().navigator();
        has_sheet.set(navigator.max_touch_points() > 0 && has(&navigator, "share"));
    });
    let press = move |_| {
        told.set("");
        if !has_sheet.get_untracked() {
            return copy(&address.read_value(), told);
        }
        let data = ShareData::new();
        data.set_url(&address.read_value());
        // Asked for at once: a moment later the browser no longer sees the visitor's wish in it.
        let sheet = window().navigator().share_with_data(&data);
        spawn_local(async move {
            // The sheet itself says what becomes of it; to close it is no failure.
            if sheet.await.is_err_and(|error| !is_abort(&error)) {
                copy(&address.read_value(), told);
            }
        });
    };
    view! {
        <button
            class="button button-quiet button-small with-script"
            type="button"
            on:click=press
            inner_html=move || if has_sheet.get() { "공유하기" } else { "주소 복사" }
        ></button>
        <span class="fine" role="status" inner_html=told></span>
    }
    .into_any()
}

fn copy(address: &str, told: RwSignal<&'static str>) {
    let navigator = window().navigator();
    if !has(&navigator, "clipboard") {
        // Browsers have none where the site is reached over plain http.
        return told.set(NOT_COPIED);
    }
    let copying = navigator.clipboard().write_text(address);
    spawn_local(async move { told.set(if copying.await.is_ok() { COPIED } else { NOT_COPIED }) });
}

fn has(navigator: &Navigator, ability: &str) -> bool {
    Reflect::has(navigator, &ability.into()).unwrap_or(false)
}

fn is_abort(error: &JsValue) -> bool {
    Reflect::get(error, &"name".into()).is_ok_and(|name| name == "AbortError")
}
