//! The head of the film page: facts, mean, what the reviews feel, and how the scores spread.

use super::reviews::address;
use crate::components::{Bar, Histogram, Icon, bounds, icon};
use crate::movies::Mean;
use domain::movies::{MovieView, ScoreView};
use domain::page;
use domain::reviews::ReviewListing;
use leptos::prelude::*;

#[component]
pub fn Summary(movie: MovieView) -> impl IntoView {
    let scores = ScoreView { mine: movie.my_score, mean: movie.mean.clone(), score_count: movie.score_count };
    let released = movie.released.clone();
    view! {
        <header class="movie-summary">
            <h1>{movie.title.clone()}</h1>
            {movie.original_title.clone().map(|title| view! { <p class="original-title">{title}</p> })}
            <Facts movie=movie.clone() />
            {movie.is_invented.then(|| view! { <p class="fine">"연습용으로 지어낸 영화예요"</p> })}
            {match movie.countdown.clone() {
                Some(countdown) => {
                    view! {
                        <p class="chips">
                            <span class="chip chip-day">{countdown}</span>
                            {released.map(|day| view! { <span class="fine">{format!("{day} 개봉")}</span> })}
                        </p>
                    }
                        .into_any()
                }
                None => view! { <Mean scores /> }.into_any(),
            }}
            <SentimentBar positive=movie.positive_count negative=movie.negative_count />
        </header>
    }
    .into_any()
}

/// Year, genres, length, age grade, directors.
#[component]
fn Facts(movie: MovieView) -> impl IntoView {
    let year = movie.year.map(|year| view! { <li><a href=format!("{}?year={year}", page::MOVIES)>{year}</a></li> });
    let genres = movie
        .genres
        .into_iter()
        .map(|genre| {
            let href = format!("{}?genre={}", page::MOVIES, page::encode(&genre));
            view! { <li><a href=href>{genre}</a></li> }
        })
        .collect_view();
    let directors = movie
        .directors
        .into_iter()
        .map(|credit| view! { <li>"감독 " <a href=page::person(credit.person)>{credit.name}</a></li> })
        .collect_view();
    view! {
        <ul class="facts">
            {year} {genres}
            {movie.runtime_minutes.map(|minutes| view! { <li>{minutes} "분"</li> })}
            {movie.age_grade.map(|grade| view! { <li>{grade.label()}</li> })}
            {directors}
        </ul>
    }
    .into_any()
}

/// Share of positive reviews among those that the model has read.
#[component]
pub fn SentimentBar(positive: i64, negative: i64) -> impl IntoView {
    let all = positive + negative;
    (all > 0).then(|| {
        // Rounded half up.
        let percent = (200 * positive + all) / (2 * all);
        // Two units of the field for each per cent, with a gap of two between the bars.
        let first = (2 * percent - 1).max(0);
        let second = (199 - 2 * percent).max(0);
        let gap = 2 * percent + 1;
        view! {
            <p class="sentiment">
                <span class="is-positive"><Icon shape=icon::CHECK />{format!("긍정 {percent}%")}</span>
                <span class="is-negative"><Icon shape=icon::CROSS />{format!("부정 {}%", 100 - percent)}</span>
                <svg viewBox="0 0 200 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                    <rect class="bar-positive" width=first height="8" />
                    <rect class="bar-negative" x=gap width=second height="8" />
                </svg>
            </p>
        }
    })
}

/// How the scores spread; each bar is the way to its reviews.
#[component]
pub fn Spread(movie: MovieView) -> impl IntoView {
    let mine = movie.my_score;
    let current = movie.reviews.listing.bar;
    let bars: Vec<Bar> = (1_u8..=10)
        .zip(movie.histogram)
        .map(|(number, count)| {
            let (low, high) = bounds(number.into());
            let own = mine.filter(|score| score.bar() == usize::from(number));
            let note = own.map(|score| format!(", 내 점수 {score}점이 여기 있어요")).unwrap_or_default();
            Bar {
                count,
                label: format!("{low}점에서 {high}점 {count}명{note}. 이 점수의 리뷰만 보기"),
                href: Some(address(movie.id, ReviewListing { bar: Some(number), ..ReviewListing::default() })),
                is_mine: own.is_some(),
                is_current: current == Some(number),
            }
        })
        .collect();
    (movie.score_count > 0).then(|| {
        view! {
            <section class="movie-spread" aria-labelledby="spread">
                <h2 class="visually-hidden" id="spread">"점수 분포"</h2>
                <Histogram bars />
            </section>
        }
    })
}
