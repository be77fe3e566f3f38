//! A count of characters, as a ring and in words.

use leptos::prelude::*;

#[component]
pub fn CountRing(
    text: RwSignal<String>,
    /// Most characters allowed; more can be typed, and are counted in red.
    max: usize,
) -> impl IntoView {
    let count = move || text.with(|text| text.chars().count());
    view! {
        <p class="count-ring" class:is-over=move || { count() > max } id="content-count">
            <svg viewBox="0 0 36 36" aria-hidden="true" focusable="false">
                <circle class="ring-track" cx="18" cy="18" r="15" />
                <circle
                    class="ring-value"
                    cx="18"
                    cy="18"
                    r="15"
                    pathLength="100"
                    stroke-dasharray=move || format!("{} 100", (count() * 100 / max).min(100))
                />
            </svg>
            <span inner_html=move || {
                let count = count();
                if count > max { format!("{}자 넘었어요", grouped(count - max)) } else { format!("{} / {}자", grouped(count), grouped(max)) }
            }></span>
        </p>
    }
    .into_any()
}

/// 12345 → "12,345".
fn grouped(number: usize) -> String {
    if number < 1000 { number.to_string() } else { format!("{},{:03}", grouped(number / 1000), number % 1000) }
}
