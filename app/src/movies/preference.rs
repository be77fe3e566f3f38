//! 보고싶어요 and 관심없어요.

use super::rpc::{SetPreference, set_preference};
use crate::components::{Icon, Latest, PageField, icon};
use domain::MovieId;
use domain::movies::{Preference, PreferenceView};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// Two buttons that exclude each other; pressing one again takes it back. What is shown runs ahead
/// of the server and returns when that refuses.
#[island]
pub fn PreferenceButtons(
    movie: MovieId,
    preference: PreferenceView,
    /// Path of this page.
    page: String,
) -> impl IntoView {
    let stands = Latest::new(preference, move |wish: PreferenceView| {
        let kind = wish.mine.map(Preference::code).unwrap_or_default();
        set_preference(movie, kind.to_owned())
    });
    let choose = move |kind: Preference| {
        let before = stands.get_untracked();
        let mine = (before.mine != Some(kind)).then_some(kind);
        let wants = |mine| i64::from(mine == Some(Preference::Want));
        stands.wish(PreferenceView { mine, want_count: before.want_count + wants(mine) - wants(before.mine) });
    };
    let button = move |kind: Preference, shape| {
        let is_chosen = move || stands.get().mine == Some(kind);
        // Without script a press of the chosen one takes it back.
        let posted = move || if is_chosen() { "" } else { kind.code() };
        view! {
            <form
                method="post"
                action=SetPreference::PATH
                on:submit=move |event: SubmitEvent| {
                    event.prevent_default();
                    choose(kind);
                }
            >
                <PageField page=page.clone() />
                <input type="hidden" name="movie_id" value=movie.to_string() />
                <input type="hidden" name="kind" value=posted />
                <button class="action" aria-pressed=move || is_chosen().to_string()>
                    <Icon shape />
                    {kind.label()}
                    {move || {
                        let count = stands.get().want_count;
                        (kind == Preference::Want && count > 0).then(|| view! { <small inner_html=format!(r#"{count}<span class="visually-hidden">명</span>"#)></small> })
                    }}
                </button>
            </form>
        }
        .into_any()
    };
    view! {
        {button.clone()(Preference::Want, icon::BOOKMARK)}
        {button(Preference::NotInterested, icon::HIDE)}
        {stands.refusal()}
    }
    .into_any()
}
