//! Members, and the search field.

use super::still::still;
use super::{Case, Section, samples};
use crate::accounts::{Device, Expired, Note, PasswordField, ScoredCard, ScoredRow};
use crate::components::{Avatar, Icon, icon};
use crate::search::{SearchBox, suggestion};
use domain::accounts::{DeviceView, RESET_MINUTES, ScoredMovie};
use domain::error::FieldError;
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
            {account()}
        </Section>
    }
    .into_any()
}

/// What only pages of an account have.
fn account() -> AnyView {
    let wrong = view! {
        <PasswordField
            name="guide_wrong".to_owned()
            label="틀린 비밀번호".to_owned()
            autocomplete="off".to_owned()
            hint=String::new()
            measured=false
            error=Some(FieldError::PasswordWrong)
        />
    };
    let device = |id: &str, name: &str, is_current| DeviceView {
        id: id.to_owned(),
        name: name.to_owned(),
        signed_in: "2026년 11월 3일 14:05".to_owned(),
        last_used: "2026년 11월 22일 23:40".to_owned(),
        is_current,
    };
    let devices = view! {
        <ul class="account-list">
            <Device device=device("s1", "Windows의 Chrome", true) />
            <Device device=device("s2", "iPhone의 카카오톡", false) />
            <Device device=device("t3", "이름을 알 수 없는 앱", false) />
        </ul>
    };
    view! {
        <Case label="비밀번호: 보기와 세기 (살아 있음), 틀린 값">
            <div class="form narrow">
                <PasswordField
                    name="guide_new".to_owned()
                    label="새 비밀번호".to_owned()
                    autocomplete="off".to_owned()
                    hint="10자 이상. 기억하기 쉬운 긴 문장이 좋아요.".to_owned()
                    measured=true
                    error=None
                />
                {still("wrong", wrong.into_any())}
            </div>
        </Case>
        <Case label="한 일과 쓸 수 없는 링크">
            <div class="narrow">
                <Note>"비밀번호를 바꿨어요. 새 비밀번호로 로그인해 주세요."</Note>
                <Expired>
                    {format!("비밀번호 링크는 {RESET_MINUTES}분 동안 한 번만 쓸 수 있어요. 아래에서 새 링크를 받아 주세요.")}
                </Expired>
            </div>
        </Case>
        <Case label="로그인한 기기">
            <div class="narrow">{still("devices", devices.into_any())}</div>
        </Case>
        <Case label="머리 아래: 내 계정의 상태, 모두에게 알리는 말">
            <p class="standing">"이메일을 확인하면 점수와 리뷰를 남길 수 있어요. " <a href="#guide-members">"이메일 확인하기"</a></p>
            <p class="standing site-notice">"11월 30일 새벽 2시부터 10분 동안 점검해요."</p>
        </Case>
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
