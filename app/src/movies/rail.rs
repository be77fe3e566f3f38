//! A section with a list that scrolls sideways.

use super::rail_buttons::RailButtons;
use leptos::prelude::*;

/// Heading, what belongs beside it, and the list with its buttons.
#[component]
pub fn Rail(
    /// Id of the heading; the list's is the same with `-list`.
    id: &'static str,
    title: &'static str,
    /// Says how the list came about.
    #[prop(optional)]
    note: &'static str,
    /// Stands beside the heading, as a switch does.
    #[prop(optional)]
    beside: Option<AnyView>,
    /// An addition to the list's class.
    #[prop(optional)]
    class: &'static str,
    /// The items, each an `<li>`.
    children: Children,
) -> impl IntoView {
    let list = format!("{id}-list");
    view! {
        <section class="section" aria-labelledby=id>
            <div class="section-head">
                <h2 id=id>{title}</h2>
                {(!note.is_empty()).then(|| view! { <p class="fine">{note}</p> })}
                {beside}
                <div class="section-end">
                    <RailButtons target=list.clone() />
                </div>
            </div>
            // Focusable, so that the arrow keys can scroll it.
            <ul class=format!("rail-list {class}").trim_end().to_owned() id=list tabindex="0" aria-labelledby=id>
                {children()}
            </ul>
        </section>
    }
    .into_any()
}
