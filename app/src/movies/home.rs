//! The home page.

use super::card::Rail;
use crate::components::{BlankPoster, Poster, Preview, loaded};
use crate::request::{self, services};
use crate::reviews::ReviewCard;
use domain::movies::{BoxOffice, BoxOfficeRow, HomeView};
use domain::page;
use leptos::prelude::*;
use services::movies;

#[component]
pub fn HomePage() -> impl IntoView {
    let load = async { Ok(movies::home(&services()?, request::visitor().as_ref()).await?) };
    loaded(load, |home| view! { <Home home /> }.into_any())
}

#[component]
fn Home(home: HomeView) -> impl IntoView {
    view! {
        <leptos_meta::Title text="" />
        <Preview
            kind="website"
            title="팝콘긱 — 0.1점까지 고민하는 영화 리뷰".to_owned()
            description="0.1점까지 고민하는 사람들의 영화 리뷰. 박스오피스, 평점, 솔직한 이야기.".to_owned()
            canonical=home.canonical
        />
        <Greeting />
        {home.box_office.map(|chart| view! { <Chart chart /> })}
        <Rail id="best" title="평점이 좋은 영화" note="평점 3개 이상. 표가 적은 영화는 전체 평균 쪽으로 당겨 순서를 정해요." movies=home.best />
        <Rail id="newest" title="최근 개봉" note="한국 개봉일 순서예요." movies=home.newest />
        <section class="home-reviews" aria-labelledby="latest">
            <div class="section-head">
                <h2 id="latest">"방금 올라온 리뷰"</h2>
            </div>
            <div class="review-grid">
                {home.reviews.into_iter().map(|review| view! { <ReviewCard review with_movie=true /> }).collect_view()}
            </div>
        </section>
    }
}

/// One sentence about the place, and the way in for visitors.
#[component]
fn Greeting() -> impl IntoView {
    view! {
        <section class="greeting">
            <h1><span class="figure">"4.1"</span>"과 "<span class="figure">"4.2"</span>"는 다르니까"</h1>
            <p>"영화를 0.1점 단위로 기록하고, 같은 장면에서 멈춘 사람들의 리뷰를 읽어 보세요."</p>
            {request::visitor().is_none().then(|| view! { <p><a class="button" href=page::SIGN_UP>"팝콘긱 시작하기"</a></p> })}
        </section>
    }
    .into_any()
}

#[component]
fn Chart(chart: BoxOffice) -> impl IntoView {
    view! {
        <section class="chart" aria-labelledby="box-office">
            <div class="section-head">
                <h2 id="box-office">"박스오피스"</h2>
                <p class="fine">{chart.day} " 관객 수 기준"</p>
            </div>
            <ol class="chart-list">
                {chart.rows.into_iter().map(|row| view! { <ChartEntry row /> }).collect_view()}
            </ol>
        </section>
    }
    .into_any()
}

#[component]
fn ChartEntry(row: BoxOfficeRow) -> impl IntoView {
    let movement = match (row.is_new, row.rank_change) {
        (true, _) => view! { <span class="move move-new">"새로 진입"</span> }.into_any(),
        (_, 0) => view! { <span class="move">"변동 없음"</span> }.into_any(),
        (_, up @ 1..) => view! { <span class="move move-up">{format!("▲ {up}")}<span class="visually-hidden">"계단 오름"</span></span> }.into_any(),
        (_, down) => view! { <span class="move move-down">{format!("▼ {}", -down)}<span class="visually-hidden">"계단 내림"</span></span> }.into_any(),
    };
    let blank_title = row.title.clone();
    let facts = view! {
        <span class="chart-title">{row.title}</span>
        <span class="chart-facts">{row.audience} "명" {movement}</span>
    };
    view! {
        <li class="chart-row">
            <span class="chart-rank" aria-hidden="true">{row.rank}</span>
            {match row.movie {
                Some(movie) => {
                    view! {
                        <a class="chart-link" href=page::movie(movie.id)>
                            <Poster id=movie.id title=movie.title eager=true />
                            {facts}
                        </a>
                    }
                        .into_any()
                }
                None => {
                    view! {
                        <div class="chart-link">
                            <BlankPoster title=blank_title />
                            {facts}
                        </div>
                    }
                        .into_any()
                }
            }}
        </li>
    }
    .into_any()
}
