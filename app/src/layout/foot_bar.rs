//! The bar under the thumb, on narrow screens.

use super::{current, way_in};
use crate::components::icon::Shape;
use crate::components::{Icon, icon};
use crate::request;
use domain::page;
use leptos::prelude::*;

#[component]
pub fn FootBar() -> impl IntoView {
    let me = match request::visitor().map(|actor| actor.viewer()) {
        Some(viewer) => link(page::profile(&viewer.nickname), icon::PERSON, "프로필"),
        None => link(way_in(page::SIGN_IN), icon::PERSON, "로그인"),
    };
    view! {
        <nav class="foot-bar" aria-label="바로 가기">
            {link(page::HOME.to_owned(), icon::HOME, "홈")}
            {link(page::MOVIES.to_owned(), icon::GRID, "둘러보기")}
            {link(page::SEARCH.to_owned(), icon::SEARCH, "검색")}
            {link(page::MY.to_owned(), icon::NOTE, "기록")}
            {me}
        </nav>
    }
    .into_any()
}

fn link(address: String, shape: Shape, label: &'static str) -> AnyView {
    let current = current(&address);
    view! {
        <a href=address aria-current=current>
            <Icon shape />
            {label}
        </a>
    }
    .into_any()
}
