//! The lists of films on the home page. Each is left out while it is empty.

use crate::components::Poster;
use crate::movies::QuickScore;
use crate::movies::card::{Card, FilmRow};
use crate::movies::rail::Rail;
use domain::movies::{MovieCard, MovieOrder, UpcomingMovie, WantedWindow};
use domain::page;
use leptos::prelude::*;

/// Films in the ranking: two columns of five.
const RANKED: usize = 10;

/// Popular films without a score of the member's, to be scored in passing.
#[component]
pub fn Unscored(movies: Vec<MovieCard>) -> impl IntoView {
    if movies.is_empty() {
        return ().into_any();
    }
    view! {
        <Rail id="unscored" title="이어서 점수 매기기" note="많이 본 영화인데 아직 내 점수가 없어요." class="rate-rail">
            {movies
                .into_iter()
                .map(|movie| {
                    let (id, title) = (movie.id, movie.title.clone());
                    view! {
                        <li>
                            <Card movie />
                            <QuickScore movie=id title mine=None />
                        </li>
                    }
                })
                .collect_view()}
        </Rail>
    }
    .into_any()
}

/// The ranking by mean. How many have given it a score stands with each film, since that is why a
/// lower mean may stand above a higher one.
#[component]
pub fn Best(movies: Vec<MovieCard>) -> impl IntoView {
    if movies.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="section" aria-labelledby="best">
            <div class="section-head">
                <h2 id="best">"평점이 좋은 영화"</h2>
                <p class="fine">"적은 점수에 흔들리지 않게, 점수를 매긴 사람 수까지 헤아린 순서예요."</p>
                // Films in this order, and how exactly it comes about.
                <div class="section-end">
                    <a class="button button-quiet button-small" href=format!("{}?sort={}", page::MOVIES, MovieOrder::Best.code())>
                        "평점순으로 더 보기"
                    </a>
                </div>
            </div>
            <ol class="film-columns">
                {movies
                    .into_iter()
                    .take(RANKED)
                    .enumerate()
                    .map(|(place, movie)| {
                        let rank = place + 1;
                        // "12명"
                        let count = movie.note.as_ref().map(|count| format!("{count}이 매겼어요"));
                        let year = movie.year.map(|year| year.to_string());
                        let facts: Vec<String> = year.into_iter().chain(count).collect();
                        let facts = Some(facts.join(" · ").into_any());
                        view! {
                            <li>
                                <FilmRow movie rank facts />
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
        </section>
    }
    .into_any()
}

/// What most want to see, within a window that can be chosen.
#[component]
pub fn Wanted(movies: Vec<MovieCard>, window: WantedWindow) -> impl IntoView {
    // An empty window stays when it is not the widest: its switch is the way to the others.
    if movies.is_empty() && window == WantedWindow::All {
        return ().into_any();
    }
    let switch = view! { <WindowSwitch window /> }.into_any();
    if movies.is_empty() {
        return view! {
            <section class="section" aria-labelledby="wanted">
                <div class="section-head">
                    <h2 id="wanted">"가장 보고 싶은 영화"</h2>
                    {switch}
                </div>
                <p class="empty">"이 기간에는 보고싶어요를 누른 사람이 없어요."</p>
            </section>
        }
        .into_any();
    }
    view! {
        <Rail id="wanted" title="가장 보고 싶은 영화" beside=switch>
            {movies
                .into_iter()
                .map(|movie| {
                    let note = movie.note.as_deref().map(wanted_by);
                    let movie = MovieCard { note, ..movie };
                    view! { <li><Card movie /></li> }
                })
                .collect_view()}
        </Rail>
    }
    .into_any()
}

/// Of `count`, as "12명".
fn wanted_by(count: &str) -> String {
    format!("{count}이 보고 싶어해요")
}

#[component]
fn WindowSwitch(window: WantedWindow) -> impl IntoView {
    view! {
        <nav class="switch" aria-label="기간">
            {WantedWindow::EACH
                .into_iter()
                .map(|each| {
                    let address = format!("{}?wanted={}#wanted", page::HOME, each.code());
                    let current = (each == window).then_some("true");
                    view! { <a href=address aria-current=current>{each.label()}</a> }
                })
                .collect_view()}
        </nav>
    }
    .into_any()
}

/// What opens soon, with the day and the days that are left.
#[component]
pub fn Upcoming(movies: Vec<UpcomingMovie>) -> impl IntoView {
    if movies.is_empty() {
        return ().into_any();
    }
    view! {
        <Rail id="upcoming" title="곧 개봉해요" class="calendar">
            {movies
                .into_iter()
                .map(|UpcomingMovie { movie, day, countdown }| {
                    let wants = movie.note.as_deref().map(wanted_by);
                    view! {
                        <li>
                            <p class="calendar-day">
                                <span>{day} " " <small>"개봉"</small></span>
                                <span class="chip chip-day">{countdown}</span>
                            </p>
                            <a class="card" href=page::movie(movie.id)>
                                <Poster id=movie.id title=movie.title.clone() />
                                <span class="calendar-text">
                                    <span class="card-title">{movie.title}</span>
                                    {wants.map(|wants| view! { <span class="card-facts">{wants}</span> })}
                                </span>
                            </a>
                        </li>
                    }
                })
                .collect_view()}
        </Rail>
    }
    .into_any()
}

#[component]
pub fn Newest(movies: Vec<MovieCard>) -> impl IntoView {
    if movies.is_empty() {
        return ().into_any();
    }
    view! {
        <Rail id="newest" title="최근 개봉" note="한국 개봉일 순서예요.">
            {movies.into_iter().map(|movie| view! { <li><Card movie /></li> }).collect_view()}
        </Rail>
    }
    .into_any()
}
