//! A member's picture: the first letter of the nickname on one of eight colours.

use super::escape;
use leptos::prelude::*;

#[component]
pub fn Avatar(
    nickname: String,
    /// An addition to the class: `avatar-small`, `avatar-large`.
    #[prop(optional)]
    size: &'static str,
) -> impl IntoView {
    // The same colour for the same name, everywhere.
    let colour = nickname.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into())) % 8;
    let letter: String = nickname.chars().take(1).collect();
    view! { <span class=format!("avatar avatar-{colour} {size}").trim_end().to_owned() aria-hidden="true" inner_html=escape(&letter)></span> }
        .into_any()
}
