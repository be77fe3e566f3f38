//! A film in a list: as a card, as a row, and the figures beside them.

use crate::components::Poster;
use domain::movies::MovieCard;
use domain::page;
use leptos::prelude::*;

/// Poster, title, year, mean and what the list adds, as one link.
#[component]
pub fn Card(movie: MovieCard, #[prop(optional)] eager: bool) -> impl IntoView {
    view! {
        <a class="card" href=page::movie(movie.id)>
            <Poster id=movie.id title=movie.title.clone() eager />
            <span class="card-title">{movie.title}</span>
            <span class="card-facts">
                {movie.year.map(|year| view! { <span>{year}</span> })}
                {movie.mean.map(|mean| view! { <SmallMean mean /> })}
                {movie.note.map(|note| view! { <span>{note}</span> })}
            </span>
        </a>
    }
    .into_any()
}

/// Small poster, title, a line of facts and the mean at the end. The whole row leads to the film.
#[component]
pub fn FilmRow(
    movie: MovieCard,
    /// Its place, in a ranking.
    #[prop(optional)]
    rank: Option<usize>,
    /// Content of the line below the title; the line is left out without it.
    facts: Option<AnyView>,
) -> impl IntoView {
    view! {
        <div class="film-row">
            {rank.map(|rank| view! { <span class="film-rank" aria-hidden="true">{rank}</span> })}
            <Poster id=movie.id title=movie.title.clone() />
            <div>
                <h3 class="film-row-title">
                    <a href=page::movie(movie.id)>{movie.title}</a>
                </h3>
                {facts.map(|facts| view! { <p class="film-row-facts">{facts}</p> })}
            </div>
            {match movie.mean {
                Some(mean) => {
                    view! {
                        <span class="score-figure">
                            <span class="visually-hidden">"평점 "</span>
                            {mean}
                        </span>
                    }
                        .into_any()
                }
                None => view! { <span class="score-figure is-none">"점수 없음"</span> }.into_any(),
            }}
        </div>
    }
    .into_any()
}

/// A film's mean among other facts.
#[component]
pub fn SmallMean(
    /// As "4.1".
    mean: String,
) -> impl IntoView {
    view! {
        <span class="mean-small">
            <span class="visually-hidden">"평점 "</span>
            {mean}
        </span>
    }
    .into_any()
}
