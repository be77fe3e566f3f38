//! Line icons on a field of 24 × 24. They say nothing that a text beside them does not.

// Pages show more of them than islands do.
#![cfg_attr(not(feature = "ssr"), allow(dead_code))]

use leptos::prelude::*;

/// What an icon draws, as the data of one path.
pub type Shape = &'static str;

pub const HOME: Shape = "M4 11 12 4l8 7v9h-5v-6H9v6H4Z";
pub const GRID: Shape = "M4.5 4.5h6v6h-6ZM13.5 4.5h6v6h-6ZM4.5 13.5h6v6h-6ZM13.5 13.5h6v6h-6Z";
pub const SEARCH: Shape = "M4.5 11a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0-13 0ZM16 16l4.5 4.5";
pub const NOTE: Shape = "M5 4h14v16l-3.5-2-3.5 2-3.5-2L5 20ZM9 9h6M9 13h4";
pub const PERSON: Shape = "M8 8.5a4 4 0 1 0 8 0a4 4 0 1 0-8 0ZM4.5 20c1-4 4-5.5 7.5-5.5s6.5 1.5 7.5 5.5";
pub const SYSTEM: Shape = "M4 12a8 8 0 1 0 16 0a8 8 0 1 0-16 0ZM12 4v16M15 5v14M18 7v10";
pub const LIGHT: Shape = "M8 12a4 4 0 1 0 8 0a4 4 0 1 0-8 0ZM12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4";
pub const DARK: Shape = "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z";
pub const HEART: Shape = "M12 20S4 15 4 9.2A4.2 4.2 0 0 1 12 7.3a4.2 4.2 0 0 1 8 1.9C20 15 12 20 12 20Z";
pub const CHECK: Shape = "m5 12.5 4.5 4.5L19 7.5";
pub const CROSS: Shape = "m6.5 6.5 11 11M17.5 6.5l-11 11";
pub const LEFT: Shape = "m14.5 5-7 7 7 7";
pub const RIGHT: Shape = "m9.5 5 7 7-7 7";
pub const PLUS: Shape = "M12 5v14M5 12h14";
pub const MINUS: Shape = "M5 12h14";
pub const BOOKMARK: Shape = "M6.5 4h11v16L12 16l-5.5 4Z";
pub const HIDE: Shape = "M4 12a8 8 0 1 0 16 0a8 8 0 1 0-16 0ZM6.5 6.5l11 11";
pub const PEN: Shape = "m14.5 5.5 4 4L8.5 19.5l-5 1 1-5Z";
/// Two ways that pass each other.
pub const BOTH: Shape = "M4 8.5h15l-4-4M20 15.5H5l4 4";
pub const SHARE: Shape = "M12 15V4M8 8l4-4 4 4M5 13v7h14v-7";

#[component]
pub fn Icon(shape: Shape) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=shape />
        </svg>
    }
    .into_any()
}
