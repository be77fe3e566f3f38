//! Films: posters, cards, rows, lists that scroll sideways, and what one wants to see.

use super::{Case, Section, samples};
use crate::components::{BlankPoster, Poster};
use crate::movies::{Card, Chart, FilmRow, PreferenceButtons, QuickScore, Rail, Upcoming};
use crate::request;
use domain::movies::{MovieCard, Preference, PreferenceView};
use leptos::prelude::*;

#[component]
pub fn Films() -> impl IntoView {
    let movies = samples::movies();
    let rows = movies.clone().into_iter().take(4).zip(1..);
    view! {
        <Section id="guide-films">
            <Case label="카드: 보통, 평점 없음, 긴 제목, 연도 없음, 덧붙인 말, 모르는 영화">
                <ul class="film-grid">
                    {movies
                        .into_iter()
                        .zip([None, None, None, None, None, Some("12명")])
                        .map(|(movie, note)| {
                            let movie = MovieCard { note: note.map(str::to_owned), ..movie };
                            view! { <li><Card movie /></li> }
                        })
                        .collect_view()}
                    <li>
                        <div class="card">
                            <BlankPoster title="목록에 없는 영화".to_owned() />
                            <span class="card-title">"목록에 없는 영화"</span>
                        </div>
                    </li>
                </ul>
            </Case>
            <Case label="없는 그림">
                <ul class="film-grid">
                    <li><Poster id=domain::MovieId(0) title=samples::LONG_TITLE.to_owned() /></li>
                </ul>
            </Case>
            <Case label="줄: 순위가 있을 때와 없을 때">
                <ol class="film-columns">
                    {rows
                        .map(|(movie, rank)| {
                            let facts = movie.year.map(|year| format!("{year} · 12명이 매겼어요").into_any());
                            view! { <li><FilmRow movie rank facts /></li> }
                        })
                        .collect_view()}
                </ol>
                <ul>
                    {samples::movies()
                        .into_iter()
                        .skip(2)
                        .take(2)
                        .map(|movie| view! { <li><FilmRow movie facts=None /></li> })
                        .collect_view()}
                </ul>
            </Case>
            <Preferences />
        </Section>
    }
    .into_any()
}

/// Each state of the two buttons; they live.
#[component]
fn Preferences() -> impl IntoView {
    let states = [
        ("고르지 않음, 아무도", None, 0),
        ("고르지 않음", None, 12),
        ("보고싶어요", Some(Preference::Want), 13),
        ("관심없어요", Some(Preference::NotInterested), 1204),
    ];
    view! {
        <div class="review-grid">
            {states
                .into_iter()
                .map(|(label, mine, want_count)| {
                    let preference = PreferenceView { mine, want_count };
                    view! {
                        <Case label>
                            <div class="movie-actions">
                                <PreferenceButtons movie=samples::MOVIE preference page=request::here() />
                            </div>
                        </Case>
                    }
                })
                .collect_view()}
        </div>
    }
    .into_any()
}

#[component]
pub fn Rails() -> impl IntoView {
    let cards = |count: usize| {
        let movies = samples::movies().into_iter().take(count);
        movies.map(|movie| view! { <li><Card movie /></li> }).collect_view().into_any()
    };
    let to_score = samples::movies()
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
        .collect_view()
        .into_any();
    view! {
        <Section id="guide-rails">
            <Chart chart=samples::chart() />
            <Upcoming movies=samples::upcoming() />
            <Rail id="guide-rail-long" title="넘기는 목록" note="어떻게 모였는지 알려 주는 말.">{cards(12)}</Rail>
            <Rail id="guide-rail-short" title="다 보이는 목록">{cards(2)}</Rail>
            <Rail id="guide-rail-score" title="점수 매기는 목록" class="rate-rail">{to_score}</Rail>
        </Section>
    }
    .into_any()
}
