//! Buttons, the ways through a list, and what the page has to say.

use super::{Case, Section};
use crate::accounts::NoEntries;
use crate::components::{FormMessage, Icon, icon};
use crate::movies::{NoFilms, NoReviews};
use crate::request;
use domain::accounts::ProfileTab;
use domain::error::{AppError, ErrorCode};
use domain::reviews::{ReviewFilter, ReviewListing, ReviewOrder};
use domain::{MovieId, page};
use leptos::prelude::*;

#[component]
pub fn Buttons() -> impl IntoView {
    view! {
        <Section id="guide-buttons">
            <Case label="무엇을 하는가">
                <div class="chips">
                    <button class="button" type="button">"기본"</button>
                    <button class="button button-quiet" type="button">"조용한"</button>
                    <button class="button button-danger" type="button">"지우기"</button>
                    <button class="button button-quiet button-danger" type="button">"조용히 지우기"</button>
                    <button class="button button-text" type="button">"글자만"</button>
                    <a class="button" href="#guide-buttons">"링크"</a>
                </div>
            </Case>
            <Case label="보내는 동안">
                <div class="chips">
                    <button class="button" type="button" disabled=true>"기본"</button>
                    <button class="button button-quiet" type="button" disabled=true>"조용한"</button>
                    <button class="button button-danger" type="button" disabled=true>"지우기"</button>
                    <button class="button button-text" type="button" disabled=true>"글자만"</button>
                </div>
            </Case>
            <Case label="작은, 아이콘과, 넓은">
                <div class="chips">
                    <button class="button button-small" type="button">"작은"</button>
                    <button class="button button-quiet button-small" type="button">"작고 조용한"</button>
                    <button class="button" type="button">
                        <Icon shape=icon::PEN />
                        "리뷰 쓰기"
                    </button>
                </div>
                <p class="narrow"><button class="button button-wide" type="button">"넓은"</button></p>
            </Case>
        </Section>
    }
    .into_any()
}

/// Tabs, switches, orders, chips and badges.
#[component]
pub fn Ways() -> impl IntoView {
    view! {
        <Section id="guide-ways">
            <nav class="tabs" aria-label="탭의 견본">
                <a href="#guide-ways" aria-current="page">"전체 " <span class="count">"412"</span></a>
                <a href="#guide-ways">"긍정 " <span class="count">"354"</span></a>
                <a href="#guide-ways">"부정 " <span class="count">"58"</span></a>
                <a href="#guide-ways">"내 글 " <span class="count">"0"</span></a>
            </nav>
            <div class="list-tools">
                <nav class="sort" aria-label="정렬의 견본">
                    {ReviewOrder::EACH
                        .into_iter()
                        .map(|order| {
                            let current = (order == ReviewOrder::default()).then_some("true");
                            view! { <a href="#guide-ways" aria-current=current>{order.label()}</a> }
                        })
                        .collect_view()}
                </nav>
                <nav class="switch" aria-label="스위치의 견본">
                    <a href="#guide-ways" aria-current="true">"7일"</a>
                    <a href="#guide-ways">"30일"</a>
                    <a href="#guide-ways">"전체"</a>
                </nav>
            </div>
            <div class="chips">
                <a class="chip" href="#guide-ways">"고를 수 있는"</a>
                <a class="chip" href="#guide-ways" aria-current="true">"고른"</a>
                <a class="chip is-active" href="#guide-ways">
                    "지울 수 있는"
                    <Icon shape=icon::CROSS />
                </a>
                <span class="chip">"알려 주기만 하는"</span>
                <span class="chip chip-day">"D-3"</span>
                <span class="badge badge-positive"><Icon shape=icon::CHECK />"긍정"</span>
                <span class="badge badge-mixed"><Icon shape=icon::BOTH />"엇갈려요"</span>
                <span class="badge badge-negative"><Icon shape=icon::CROSS />"부정"</span>
                <span class="badge">"분석 중"</span>
            </div>
        </Section>
    }
    .into_any()
}

/// Notices, errors of a form, and empty places.
#[component]
pub fn Messages() -> impl IntoView {
    let errors = [
        ErrorCode::SignInRequired,
        ErrorCode::Forbidden,
        ErrorCode::NotFound,
        ErrorCode::TooManyRequests,
        ErrorCode::Busy,
        ErrorCode::Internal,
        ErrorCode::Unreachable,
    ];
    let bar = ReviewListing { bar: Some(9), ..ReviewListing::default() };
    let mine = ReviewListing { filter: ReviewFilter::Mine, ..ReviewListing::default() };
    view! {
        <Section id="guide-messages">
            <Case label="일어난 일과 돌아갈 길">
                <div class="notice">
                    <span>"바뀐 내용을 저장했어요"</span>
                    <button class="button button-text" type="button">"되돌리기"</button>
                </div>
            </Case>
            <Case label="양식 전체의 잘못">
                {errors
                    .into_iter()
                    .map(|code| {
                        view! { <FormMessage error=Signal::stored(Some(AppError::from(code))) page=request::here() /> }
                    })
                    .collect_view()}
            </Case>
            <Case label="빈 자리">
                <div class="review-grid">
                    <NoReviews id=MovieId(1) listing=ReviewListing::default() />
                    <NoReviews id=MovieId(1) listing=bar />
                    <NoReviews id=MovieId(1) listing=mine />
                    <NoFilms is_continued=false is_narrowed=true />
                    <NoFilms is_continued=true is_narrowed=false />
                    <NoEntries tab=ProfileTab::Scores is_own=true is_continued=false />
                    <NoEntries tab=ProfileTab::Wanted is_own=false is_continued=false />
                </div>
            </Case>
            <p>
                "화면 전체를 쓰는 것: " <a href="/styleguide/none">"없는 페이지"</a> ", " <a href=page::SIGN_UP>"회원가입"</a> ", "
                <a href=page::TERMS>"이용약관"</a>
            </p>
        </Section>
    }
    .into_any()
}
