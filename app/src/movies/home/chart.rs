//! The day's box office: the first film large, the others in a rail.

use crate::components::{BlankPoster, Poster};
use crate::movies::card::SmallMean;
use crate::movies::rail_buttons::RailButtons;
use domain::movies::{BoxOffice, BoxOfficeRow};
use domain::page;
use leptos::prelude::*;

#[component]
pub fn Chart(chart: BoxOffice) -> impl IntoView {
    let mut rows = chart.rows.into_iter();
    let lead = rows.next();
    let others: Vec<_> = rows.collect();
    let span = others.first().zip(others.last()).map(|(first, last)| (first.rank, last.rank));
    view! {
        <section class="front" aria-labelledby="box-office">
            <header class="front-head">
                // Not "yesterday": the newest day that is known may be an older one.
                <h1 id="box-office">{format!("{}, 극장에서는", chart.day)}</h1>
                <p class="fine">
                    "일일 박스오피스 · 영화진흥위원회"
                    {chart.source.map(|day| format!(" · 연습용: {day}의 실제 순위를 옮겼어요"))}
                </p>
                {span.map(|_| view! { <RailButtons target="chart".to_owned() /> })}
            </header>
            {lead.map(|row| view! { <Lead row /> })}
            {span
                .map(|(first, last)| {
                    view! {
                        // Focusable, so that the arrow keys can scroll it.
                        <ol
                            class="rail-list chart-list"
                            id="chart"
                            start=first
                            tabindex="0"
                            aria-label=format!("박스오피스 {first}위부터 {last}위")
                        >
                            {others.into_iter().map(|row| view! { <Entry row /> }).collect_view()}
                        </ol>
                    }
                })}
        </section>
    }
    .into_any()
}

#[component]
fn Lead(row: BoxOfficeRow) -> impl IntoView {
    let mean = row.movie.as_ref().and_then(|movie| movie.mean.clone());
    let inside = view! {
        <div class="front-poster">
            <span class="chart-rank" aria-hidden="true">{row.rank}</span>
            {art(&row, true)}
        </div>
        <span class="front-lead-text">
            <span class="front-title">{rank_in_words(&row)} {row.title.clone()}</span>
            <span class="card-facts">
                <span class="audience">{format!("{}명", row.audience)}</span>
                {movement(&row)}
                {mean.map(|mean| view! { <SmallMean mean /> })}
            </span>
        </span>
    };
    view! { <article class="front-lead">{linked(&row, "front-film", inside.into_any())}</article> }.into_any()
}

#[component]
fn Entry(row: BoxOfficeRow) -> impl IntoView {
    // Those that a wide screen shows without scrolling.
    let eager = row.rank <= 6;
    let inside = view! {
        <span class="chart-rank" aria-hidden="true">{row.rank}</span>
        {art(&row, eager)}
        <span class="card-title">{rank_in_words(&row)} {row.title.clone()}</span>
        <span class="card-facts">
            <span class="audience">{format!("{}명", row.audience)}</span>
            {movement(&row)}
        </span>
    };
    view! { <li class="chart-row">{linked(&row, "card", inside.into_any())}</li> }.into_any()
}

/// A row as the link to its film. One that is not in the catalogue leads nowhere, and so is no link.
fn linked(row: &BoxOfficeRow, class: &'static str, inside: AnyView) -> AnyView {
    match &row.movie {
        Some(movie) => view! { <a class=class href=page::movie(movie.id)>{inside}</a> }.into_any(),
        None => view! { <div class=class>{inside}</div> }.into_any(),
    }
}

fn art(row: &BoxOfficeRow, eager: bool) -> AnyView {
    match &row.movie {
        Some(movie) => view! { <Poster id=movie.id title=movie.title.clone() eager /> }.into_any(),
        None => view! { <BlankPoster title=row.title.clone() /> }.into_any(),
    }
}

fn rank_in_words(row: &BoxOfficeRow) -> AnyView {
    view! { <span class="visually-hidden">{format!("{}위 ", row.rank)}</span> }.into_any()
}

/// What changed since the day before: a mark for the eye, words for everybody else, and nothing
/// where nothing did.
fn movement(row: &BoxOfficeRow) -> AnyView {
    let (class, mark, words) = match (row.is_new, row.rank_change) {
        (true, _) => ("move move-new", "NEW".to_owned(), "새로 진입".to_owned()),
        (_, 0) => return ().into_any(),
        (_, up @ 1..) => ("move move-up", format!("▲{up}"), format!("{up}계단 오름")),
        (_, down) => {
            let down = down.unsigned_abs();
            ("move move-down", format!("▼{down}"), format!("{down}계단 내림"))
        }
    };
    view! {
        <span class=class>
            <span aria-hidden="true">{mark}</span>
            <span class="visually-hidden">{words}</span>
        </span>
    }
    .into_any()
}
