//! A film in a rail.

use crate::components::Poster;
use domain::movies::MovieCard;
use domain::page;
use leptos::prelude::*;

/// Poster, title, year and mean as one link.
#[component]
pub fn Card(movie: MovieCard, #[prop(optional)] eager: bool) -> impl IntoView {
    view! {
        <a class="card" href=page::movie(movie.id)>
            <Poster id=movie.id title=movie.title.clone() eager />
            <span class="card-title">{movie.title}</span>
            <span class="card-facts">
                {movie.year.map(|year| view! { <span>{year}</span> })}
                {movie.mean.map(|mean| view! { <span class="mean-small">"★ " {mean}</span> })}
            </span>
        </a>
    }
    .into_any()
}

/// A row of films that scrolls sideways.
#[component]
pub fn Rail(
    /// Id of the heading.
    id: &'static str,
    title: &'static str,
    /// Says how the order came about.
    note: &'static str,
    movies: Vec<MovieCard>,
) -> impl IntoView {
    (!movies.is_empty()).then(|| {
        view! {
            <section class="rail" aria-labelledby=id>
                <div class="section-head">
                    <h2 id=id>{title}</h2>
                    <p class="fine">{note}</p>
                </div>
                // Focusable, so that the arrow keys can scroll it.
                <ul class="rail-list" tabindex="0" aria-labelledby=id>
                    {movies.into_iter().map(|movie| view! { <li><Card movie /></li> }).collect_view()}
                </ul>
            </section>
        }
    })
}
