//! Fields of forms, and the review editor.

use super::still::still;
use super::{Case, Section, samples};
use crate::components::{Checkbox, CountRing, Icon, TextField, icon};
use crate::request;
use crate::reviews::Editor;
use domain::error::{AppError, FieldError};
use domain::reviews::{CONTENT_MAX, EditorView};
use domain::{FormReturn, Score};
use leptos::prelude::*;

#[component]
pub fn Fields() -> impl IntoView {
    let fine = Signal::stored(None::<AppError>);
    let wrong = |field: &str, reason| Signal::stored(Some(samples::wrong(field, reason)));
    // Wrong fields would take the focus.
    let nickname = view! {
        <TextField
            name="guide_nickname"
            label="틀린 값, 설명"
            hint="2~20자. 글자, 숫자, 밑줄(_), 하이픈(-)을 쓸 수 있어요."
            value="홈"
            error=wrong("guide_nickname", FieldError::NicknameTooShort)
        />
    };
    let age = view! {
        <Checkbox name="guide_age" error=wrong("guide_age", FieldError::AgeNotConfirmed)>"틀린 스위치"</Checkbox>
    };
    view! {
        <Section id="guide-fields">
            <div class="form narrow">
                <TextField name="guide_empty" label="빈 칸" error=fine />
                <TextField name="guide_email" label="적은 값" kind="email" value="popcorn@example.com" error=fine />
                <TextField
                    name="guide_password"
                    label="비밀번호, 설명"
                    kind="password"
                    autocomplete="new-password"
                    hint="10자 이상. 기억하기 쉬운 긴 문장이 좋아요."
                    error=fine
                />
                {still("wrong", nickname.into_any())}
                <Checkbox name="guide_off" error=fine>"꺼진 스위치"</Checkbox>
                <Checkbox name="guide_on" checked=true hint="누르기 전까지 내용이 가려져요." error=fine>
                    "켜진 스위치, 설명"
                </Checkbox>
                {still("wrong", age.into_any())}
                <div class="field share">
                    <label for="guide-share">"읽기만 하는 칸"</label>
                    <input id="guide-share" type="text" readonly=true value="https://popcorn.example/reviews/1" />
                </div>
            </div>
        </Section>
    }
    .into_any()
}

#[component]
pub fn Editing() -> impl IntoView {
    let here = request::here();
    let (page, name) = (here.clone(), "draft styleguide".to_owned());
    let too_long = FormReturn {
        endpoint: "create_review".to_owned(),
        values: [
            ("content".to_owned(), "너무 길게 썼다. ".repeat(600)),
            ("spoiler".to_owned(), "on".to_owned()),
            ("private".to_owned(), "on".to_owned()),
        ]
        .into(),
        error: Some(samples::wrong("content", FieldError::ContentTooLong)),
    };
    let failed = view! { <Editor editor=editor(Some(too_long)) page=here draft=String::new() /> };
    view! {
        <Section id="guide-editor">
            <Case label="살아 있는 편집기: 올리면 1번 영화의 리뷰가 돼요">
                <Editor editor=editor(None) page draft=name />
            </Case>
            <Case label="돌아온 양식">{still("long", failed.into_any())}</Case>
            <Case label="읽히는 모습">
                <div class="chips">
                    <p class="reading">"조금 더 쓰면 어떻게 읽히는지 알려 드려요"</p>
                    <p class="reading is-positive">
                        <Icon shape=icon::CHECK />
                        "지금까지는 긍정으로 읽혀요 "
                        <meter min="0" max="100" value="78" aria-hidden="true"></meter>
                        <b aria-hidden="true">"78%"</b>
                    </p>
                    <p class="reading is-mixed">
                        <Icon shape=icon::BOTH />
                        "지금까지는 긍정과 부정이 엇갈려요"
                    </p>
                    <p class="reading is-negative">
                        <Icon shape=icon::CROSS />
                        "지금까지는 부정으로 읽혀요 "
                        <meter min="0" max="100" value="68" aria-hidden="true"></meter>
                        <b aria-hidden="true">"68%"</b>
                    </p>
                </div>
            </Case>
            <Case label="글자 수">
                <div class="chips">
                    {[0, 1312, CONTENT_MAX, CONTENT_MAX + 21]
                        .into_iter()
                        .map(|count| {
                            let ring = view! { <CountRing text=RwSignal::new("가".repeat(count)) max=CONTENT_MAX /> };
                            still(&format!("ring-{count}"), ring.into_any())
                        })
                        .collect_view()}
                </div>
            </Case>
            <Case label="찾은 초안">
                <div class="notice">
                    <span>"쓰다 만 글을 불러왔어요."</span>
                    <button class="button button-text" type="button">"버리기"</button>
                </div>
            </Case>
        </Section>
    }
    .into_any()
}

fn editor(form: Option<FormReturn>) -> EditorView {
    EditorView {
        movie_id: samples::MOVIE,
        movie_title: samples::TITLE.to_owned(),
        review_id: None,
        content: String::new(),
        spoiler: false,
        private: false,
        my_score: Score::from_tenths(37),
        can_score: true,
        author: domain::MemberId(0),
        form,
    }
}
