//! The home page.

mod chart;
mod rails;

use crate::components::{Preview, loaded, query};
use crate::request::{self, services};
use crate::reviews::ReviewCard;
pub(crate) use chart::Chart;
use domain::movies::{HomeView, WantedWindow};
use domain::page;
use domain::reviews::ReviewView;
use leptos::prelude::*;
use leptos_meta::Title;
pub(crate) use rails::Upcoming;
use rails::{Best, Newest, Unscored, Wanted};
use services::movies;

/// `/?wanted=`
#[component]
pub fn HomePage() -> impl IntoView {
    let window = query::<String>("wanted").map(|code| WantedWindow::from_code(Some(&code)));
    let load = async move { Ok(movies::home(&services()?, request::visitor().as_ref(), window).await?) };
    loaded(load, |home| view! { <Home home /> }.into_any())
}

#[component]
fn Home(home: HomeView) -> impl IntoView {
    let is_member = request::visitor().is_some();
    let is_empty = is_empty(&home);
    let has_reviews = !home.reviews.is_empty();
    let front = match home.box_office {
        Some(chart) => view! { <Chart chart /> }.into_any(),
        None => view! { <h1 class="visually-hidden">"팝콘긱"</h1> }.into_any(),
    };
    view! {
        <Title text="" />
        <Preview
            kind="website"
            title="팝콘긱 — 0.1점까지 고민하는 영화 리뷰".to_owned()
            description="0.1점까지 고민하는 사람들의 영화 리뷰. 박스오피스, 평점, 솔직한 이야기.".to_owned()
            canonical=home.canonical
        />
        {front}
        {(!is_member).then(|| view! { <Pitch /> })}
        {is_empty.then(|| view! { <NothingYet /> })}
        <Unscored movies=home.unscored />
        <Best movies=home.best />
        <Wanted movies=home.wanted window=home.wanted_window />
        <Upcoming movies=home.upcoming />
        <Newest movies=home.newest />
        {has_reviews.then(|| view! { <Latest reviews=home.reviews /> })}
    }
    .into_any()
}

/// Whether there is nothing at all to show.
fn is_empty(home: &HomeView) -> bool {
    home.box_office.is_none()
        && home.reviews.is_empty()
        && home.upcoming.is_empty()
        && [&home.unscored, &home.best, &home.wanted, &home.newest].iter().all(|movies| movies.is_empty())
}

/// What the place is about, and the way in.
#[component]
fn Pitch() -> impl IntoView {
    view! {
        <section class="pitch" aria-labelledby="pitch">
            <div>
                <h2 id="pitch">"4.1과 4.2는 다르니까"</h2>
                <p>"0.1점 단위로 기록하고, 같은 장면에서 멈춘 사람들의 리뷰를 읽어 보세요."</p>
            </div>
            <a class="button" href=page::SIGN_UP>"팝콘긱 시작하기"</a>
        </section>
    }
    .into_any()
}

#[component]
fn NothingYet() -> impl IntoView {
    view! {
        <section class="section">
            <div class="empty">
                <strong>"아직 보여 드릴 영화가 없어요"</strong>
                <p>"영화와 박스오피스가 들어오면 여기에 모여요."</p>
                <div class="chips">
                    <a class="button button-quiet" href=page::SEARCH>"검색하기"</a>
                    <a class="button button-quiet" href=page::MOVIES>"둘러보기"</a>
                </div>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Latest(reviews: Vec<ReviewView>) -> impl IntoView {
    view! {
        <section class="section" aria-labelledby="latest">
            <div class="section-head">
                <h2 id="latest">"방금 올라온 리뷰"</h2>
            </div>
            <div class="review-columns">
                {reviews.into_iter().map(|review| view! { <ReviewCard review with_movie=true /> }).collect_view()}
            </div>
        </section>
    }
    .into_any()
}
