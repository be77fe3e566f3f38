//! What the film tells, its facts and its people.

use domain::movies::{Credit, MovieView};
use domain::page;
use leptos::prelude::*;

#[component]
pub fn About(movie: MovieView) -> impl IntoView {
    let nations = Some(movie.nations.join(", ")).filter(|nations| !nations.is_empty());
    let plot = if movie.plot.is_empty() {
        view! { <p class="fine">"아직 줄거리가 없어요"</p> }.into_any()
    } else {
        view! { <p class="plot">{movie.plot}</p> }.into_any()
    };
    view! {
        <section class="movie-about" aria-labelledby="about">
            <div>
                <h2 id="about">"이야기"</h2>
                {plot}
                <Tags tags=movie.tags />
            </div>
            <dl class="facts-list">
                <Fact label="개봉" value=movie.released />
                <Fact label="나라" value=nations />
                <Fact label="상영 시간" value=movie.runtime_minutes.map(|minutes| format!("{minutes}분")) />
                <Fact label="관람 등급" value=movie.age_grade.map(|grade| grade.label().to_owned()) />
            </dl>
        </section>
        <People directors=movie.directors cast=movie.cast />
    }
    .into_any()
}

#[component]
fn Fact(label: &'static str, value: Option<String>) -> impl IntoView {
    value.map(|value| view! { <dt>{label}</dt> <dd>{value}</dd> })
}

#[component]
fn Tags(tags: Vec<String>) -> impl IntoView {
    (!tags.is_empty()).then(|| {
        view! {
            <ul class="tags" aria-label="분위기">
                {tags.into_iter().map(|tag| view! { <li><span>{tag}</span></li> }).collect_view()}
            </ul>
        }
    })
}

#[component]
fn People(directors: Vec<Credit>, cast: Vec<Credit>) -> impl IntoView {
    let directors = directors.into_iter().map(|credit| (credit, "감독".to_owned()));
    let cast = cast.into_iter().map(|credit| {
        let part = credit.role.as_deref().map_or_else(|| "출연".to_owned(), |role| format!("{role} 역"));
        (credit, part)
    });
    let people: Vec<(Credit, String)> = directors.chain(cast).collect();
    (!people.is_empty()).then(|| {
        view! {
            <section aria-labelledby="people">
                <div class="section-head">
                    <h2 id="people">"만든 사람들"</h2>
                </div>
                <ul class="people">
                    {people
                        .into_iter()
                        .map(|(credit, part)| {
                            view! {
                                <li>
                                    <a class="person" href=page::person(credit.person)>
                                        {credit.name}
                                        <small>{part}</small>
                                    </a>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            </section>
        }
    })
}
