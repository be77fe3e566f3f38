//! The style guide (development only): every part in every state, from the real components where
//! one exists. What a part looks like is decided in `style/`; nothing is styled here.

mod controls;
mod fields;
mod films;
mod foundations;
mod members;
mod reviews;
mod samples;
mod scores;
mod still;

use crate::components::PageTitle;
use crate::error_page::NotFoundPage;
use crate::request;
use controls::{Buttons, Messages, Ways};
use fields::{Editing, Fields};
use films::{Films, Rails};
use foundations::{Colours, Icons, Space, Type};
use leptos::prelude::*;
use leptos_meta::Meta;
use members::{Members, Searching};
use reviews::{Reviews, Whole};
use scores::{Figures, Giving, Spreads};

/// `/styleguide`
#[component]
pub fn StyleGuidePage() -> impl IntoView {
    if !request::is_development() {
        return view! { <NotFoundPage /> }.into_any();
    }
    view! {
        <PageTitle title="스타일 가이드".to_owned() />
        <Meta name="robots" content="noindex" />
        <header class="page-head">
            <h1>"스타일 가이드"</h1>
            <p class="fine">"모든 부품의 모든 상태. 견본은 지어낸 것이고, 포스터는 1번부터 12번 영화의 것이에요."</p>
        </header>
        <nav class="chips" aria-label="차례">
            {CONTENTS
                .into_iter()
                .map(|(id, title)| view! { <a class="chip" href=format!("#{id}")>{title}</a> })
                .collect_view()}
        </nav>
        <Colours />
        <Type />
        <Space />
        <Icons />
        <Buttons />
        <Ways />
        <Messages />
        <Fields />
        <Editing />
        <Giving />
        <Figures />
        <Spreads />
        <Films />
        <Rails />
        <Reviews />
        <Whole />
        <Members />
        <Searching />
    }
    .into_any()
}

/// Id and title of each section.
const CONTENTS: [(&str, &str); 18] = [
    ("guide-colour", "색"),
    ("guide-type", "글자"),
    ("guide-space", "간격과 모서리"),
    ("guide-icons", "아이콘"),
    ("guide-buttons", "버튼"),
    ("guide-ways", "탭, 스위치, 정렬, 칩"),
    ("guide-messages", "알림과 빈 자리"),
    ("guide-fields", "입력"),
    ("guide-editor", "편집기"),
    ("guide-score-control", "점수 주기"),
    ("guide-scores", "점수 보이기"),
    ("guide-spread", "점수 분포"),
    ("guide-films", "포스터와 영화"),
    ("guide-rails", "옆으로 넘기는 목록"),
    ("guide-reviews", "리뷰"),
    ("guide-review-page", "리뷰 페이지의 부품"),
    ("guide-members", "회원"),
    ("guide-search", "검색창"),
];

/// One kind of part, under the title that the contents give it.
#[component]
fn Section(id: &'static str, children: Children) -> impl IntoView {
    let title = CONTENTS.into_iter().find(|(each, _)| *each == id).map(|(_, title)| title);
    view! {
        <section class="section" aria-labelledby=id>
            <div class="section-head">
                <h2 id=id>{title}</h2>
            </div>
            {children()}
        </section>
    }
    .into_any()
}

/// A part in one state.
#[component]
fn Case(label: &'static str, children: Children) -> impl IntoView {
    view! {
        <div>
            <p class="fine">{label}</p>
            {children()}
        </div>
    }
    .into_any()
}
