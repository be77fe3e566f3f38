//! Somebody's page: what they directed and acted in.

use super::card::FilmRow;
use crate::components::{Avatar, JsonLd, PageTitle, Preview, loaded, param};
use crate::request::{self, services};
use domain::error::ErrorCode;
use domain::movies::{PersonView, Work};
use domain::{MovieId, PersonId, Score};
use leptos::prelude::*;
use services::movies;
use std::collections::BTreeMap;

/// Titles that a preview names.
const NAMED: usize = 3;

/// `/people/{id}`
#[component]
pub fn PersonPage() -> impl IntoView {
    let id = param::<PersonId>("id");
    let person = async move {
        let id = id.ok_or(ErrorCode::NotFound)?;
        Ok(movies::person(&services()?, request::visitor().as_ref(), id).await?)
    };
    loaded(person, |person| view! { <Person person /> }.into_any())
}

#[component]
fn Person(person: PersonView) -> impl IntoView {
    let jobs = jobs(&person);
    // Who directed a film and acted in it has made one film.
    let films: BTreeMap<MovieId, Option<Score>> =
        person.directed.iter().chain(&person.acted).map(|work| (work.movie.id, work.my_score)).collect();
    let total = films.len();
    let scores: Vec<i64> = films.into_values().flatten().map(|score| i64::from(score.tenths())).collect();
    let my_mean = domain::score::mean(scores.iter().sum(), scores.len() as i64);
    view! {
        <PageTitle title=person.name.clone() />
        <Preview
            kind="profile"
            title=person.name.clone()
            description=description(&person, &jobs, total)
            canonical=person.canonical.clone()
        />
        <JsonLd data=super::json_ld::person(&person) />
        <header class="profile-head">
            <Avatar nickname=person.name.clone() size="avatar-large" />
            <div class="profile-name">
                <h1>{person.name.clone()}</h1>
                <p class="fine">{facts(&jobs, total)}</p>
            </div>
            {person.seen.filter(|_| total > 0).map(|seen| view! { <Progress seen total my_mean /> })}
        </header>
        {(total == 0).then(|| view! { <p class="empty">"아직 등록된 영화가 없어요."</p> })}
        <Works id="directed" title="감독" works=person.directed />
        <Works id="acted" title="출연" works=person.acted />
    }
    .into_any()
}

/// What they do: "감독 · 배우".
fn jobs(person: &PersonView) -> String {
    let jobs = [(!person.directed.is_empty()).then_some("감독"), (!person.acted.is_empty()).then_some("배우")];
    jobs.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The line below the name: "감독 · 배우 · 영화 12편".
fn facts(jobs: &str, total: usize) -> String {
    if total == 0 { "영화인".to_owned() } else { format!("{jobs} · 영화 {total}편") }
}

fn description(person: &PersonView, jobs: &str, total: usize) -> String {
    let mut titles: Vec<&str> = Vec::new();
    for work in person.directed.iter().chain(&person.acted) {
        if titles.len() < NAMED && !titles.contains(&work.movie.title.as_str()) {
            titles.push(&work.movie.title);
        }
    }
    let facts = facts(jobs, total);
    if titles.is_empty() { facts } else { format!("{facts}. {}", titles.join(", ")) }
}

/// How many of the films the member has scored.
#[component]
fn Progress(
    seen: usize,
    total: usize,
    /// Mean of the member's scores of them, as "4.2".
    my_mean: Option<String>,
) -> impl IntoView {
    view! {
        <div class="progress">
            <p>
                "본 영화 "
                <b>{format!("{seen}/{total}")}</b>
                {my_mean
                    .map(|mean| view! {
                        " · 내 평균 "
                        <span class="mean-small">{mean}</span>
                    })}
            </p>
            <svg viewBox=format!("0 0 {total} 1") preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <rect width=seen.to_string() height="1" />
            </svg>
        </div>
    }
    .into_any()
}

/// The films of one job, newest first.
#[component]
fn Works(
    /// Id of the heading.
    id: &'static str,
    title: &'static str,
    works: Vec<Work>,
) -> impl IntoView {
    if works.is_empty() {
        return ().into_any();
    }
    let count = works.len();
    view! {
        <section class="section-tight" aria-labelledby=id>
            <div class="section-head">
                <h2 id=id>{title}</h2>
                <p class="fine">{format!("{count}편")}</p>
            </div>
            <ol class="filmography">
                {works.into_iter().map(|work| view! { <Film work /> }).collect_view()}
            </ol>
        </section>
    }
    .into_any()
}

#[component]
fn Film(work: Work) -> impl IntoView {
    let year = match work.movie.year {
        Some(year) => view! { <time datetime=format!("{year:04}")>{year}</time> }.into_any(),
        None => view! { <span class="fine">"미정"</span> }.into_any(),
    };
    let role = work.role.map(|role| format!("{role} 역"));
    let between = if role.is_some() { " · 내 점수 " } else { "내 점수 " };
    let mine = work.my_score.map(|score| {
        view! {
            {between}
            <span class="mean-small">{score.to_string()}</span>
        }
    });
    let facts = (role.is_some() || mine.is_some()).then(|| view! { {role} {mine} }.into_any());
    view! {
        <li>
            {year}
            <FilmRow movie=work.movie facts />
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::movies::MovieCard;

    fn work(id: i64, title: &str) -> Work {
        let movie = MovieCard { id: MovieId(id), title: title.to_owned(), year: None, mean: None, note: None };
        Work { movie, role: None, my_score: None }
    }

    #[test]
    fn the_description_names_each_film_once() {
        let mut person = PersonView {
            id: PersonId(1),
            name: "봉준호".to_owned(),
            directed: vec![work(1, "기생충"), work(2, "괴물")],
            acted: vec![work(1, "기생충")],
            seen: None,
            canonical: String::new(),
        };
        assert_eq!(description(&person, &jobs(&person), 2), "감독 · 배우 · 영화 2편. 기생충, 괴물");
        person.directed.clear();
        person.acted.clear();
        assert_eq!(description(&person, &jobs(&person), 0), "영화인");
    }
}
