//! The mark: one popped kernel.

use leptos::prelude::*;

#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="brand-mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false">
            <path class="brand-mark-husk" d="M9.5 23c4 2.6 9 2.6 13 0l-3 6.2c-1.5 2.4-5.5 2.4-7 0Z" />
            <path
                class="brand-mark-kernel"
                d="M4.5 11a6 6 0 1 0 12 0a6 6 0 1 0-12 0ZM13.5 9.5a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0-13 0ZM19.5 17.5a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0ZM2.5 18.5a5 5 0 1 0 10 0a5 5 0 1 0-10 0ZM8.5 18.5a7.5 7.5 0 1 0 15 0a7.5 7.5 0 1 0-15 0Z"
            />
            <path
                class="brand-mark-fold"
                d="M15.1 6.6c.9 2.6.4 4.9-1.5 6.9M24.9 12c-2.6-.2-4.7.8-6.1 3M4.9 14.2c2.3-.4 4.2.3 5.6 2"
            />
        </svg>
    }
    .into_any()
}
