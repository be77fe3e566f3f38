//! A film's poster: generated art with the title set over it.

use domain::{MovieId, page};
use leptos::prelude::*;

/// The picture says nothing that the title does not, so it has no text of its own. The title over
/// it is for the eye only: every poster stands beside its title.
#[component]
pub fn Poster(id: MovieId, title: String, #[prop(optional)] eager: bool) -> impl IntoView {
    view! {
        <div class="poster">
            <img src=page::poster(id) alt="" width="240" height="360" loading=if eager { "eager" } else { "lazy" } decoding="async" />
            <span class="poster-title" aria-hidden="true">{title}</span>
        </div>
    }
    .into_any()
}

/// In a poster's place, for a film that is not in the catalogue.
#[component]
pub fn BlankPoster(title: String) -> impl IntoView {
    view! {
        <div class="poster poster-blank">
            <span class="poster-title" aria-hidden="true">{title}</span>
        </div>
    }
    .into_any()
}
