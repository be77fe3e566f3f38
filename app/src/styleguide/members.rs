//! Members, and the search field.

use super::{Case, Section, samples};
use crate::accounts::{ScoredCard, ScoredRow};
use crate::components::{Avatar, Icon, icon};
use crate::search::{SearchBox, suggestion};
use domain::accounts::ScoredMovie;
use domain::search::Suggestion;
use domain::{MovieId, PersonId, Score};
use leptos::prelude::*;

/// One for each colour.
const NAMES: [&str; 8] = ["바", "하", "나", "가", "아", "다", "파", "사"];

#[component]
pub fn Members() -> impl IntoView {
    let scored = || {
        samples::movies()
            .into_iter()
            .take(3)
            .zip([50, 37, 1])
            .filter_map(|(movie, tenths)| Score::from_tenths(tenths).map(|score| ScoredMovie { movie, score }))
    };
    view! {
        <Section id="guide-members">
            <Case label="얼굴: 이름마다 여덟 색 가운데 하나">
                <div class="chips">
                    {NAMES.into_iter().map(|name| view! { <Avatar nickname=name.to_owned() /> }).collect_view()}
                </div>
            </Case>
            <Case label="작은, 보통, 큰">
                <div class="chips">
                    <Avatar nickname="팝콘손님".to_owned() size="avatar-small" />
                    <Avatar nickname="팝콘손님".to_owned() />
                    <Avatar nickname="팝콘손님".to_owned() size="avatar-large" />
                    <Avatar nickname="popcorn".to_owned() size="avatar-large" />
                </div>
            </Case>
            <Case label="남의 기록">
                <ul class="film-grid">{scored().map(|scored| view! { <li><ScoredCard scored /></li> }).collect_view()}</ul>
            </Case>
            <Case label="내 기록: 그 자리에서 고치기">
                <ul>{scored().map(|scored| view! { <ScoredRow scored /> }).collect_view()}</ul>
            </Case>
        </Section>
    }
    .into_any()
}

#[component]
pub fn Searching() -> impl IntoView {
    let found = [
        Suggestion::movie(MovieId(1), samples::TITLE.to_owned(), Some(2026), &["김자정".to_owned()]),
        Suggestion::movie(MovieId(4), samples::LONG_TITLE.to_owned(), None, &[]),
        Suggestion::person(PersonId(1), "김자정".to_owned(), &[samples::TITLE.to_owned(), "봄".to_owned()]),
        Suggestion::member(samples::LONG_NICKNAME.to_owned()),
    ];
    view! {
        <Section id="guide-search">
            <Case label="살아 있음">
                <SearchBox query="자정".to_owned() id="guide-living".to_owned() large=true />
            </Case>
            // On phones the list would lie over the page.
            <div class="wide-only">
                <Case label="추천, 첫째를 고름">
                    <div class="search-box">
                        <Icon shape=icon::SEARCH />
                        <label class="visually-hidden" for="guide-found">"견본 검색"</label>
                        <input id="guide-found" type="search" value="자정" />
                        <div class="suggestions" role="listbox" aria-label="추천 검색어의 견본">
                            {found
                                .into_iter()
                                .enumerate()
                                .map(|(place, found)| {
                                    suggestion(found, "자정", format!("guide-found-{place}"), Signal::stored(place == 0))
                                })
                                .collect_view()}
                        </div>
                    </div>
                </Case>
                // Room for the list.
                <div class="section"></div>
                <div class="section"></div>
                <div class="section"></div>
            </div>
        </Section>
    }
    .into_any()
}
