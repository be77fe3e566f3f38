//! Giving a score, and showing scores.

use super::still::still;
use super::{Case, Section, samples};
use crate::components::{Bar, Histogram, bounds};
use crate::movies::{Invitation, Mean, NotYet, QuickScore, ScoreControl, SentimentBar, SmallMean};
use crate::request;
use domain::error::{ErrorCode, FieldError};
use domain::movies::ScoreView;
use domain::{FormReturn, Score};
use leptos::prelude::*;

/// The score control: one that lives, and pictures of its states.
#[component]
pub fn Giving() -> impl IntoView {
    let (page, here) = (request::here(), request::here());
    let score_view = samples::scores(37);
    let states = [
        ("비어 있음", 0, None),
        ("점수 있음", 37, None),
        ("가장 작은 점수", 1, None),
        ("가장 큰 점수", 50, None),
        ("잘못된 값", 0, Some(samples::wrong_score("5.5", FieldError::ScoreInvalid))),
        ("빈 값", 0, Some(samples::wrong_score("", FieldError::ScoreMissing))),
        ("개봉 전에 보낸 값", 0, Some(samples::wrong_score("4.0", FieldError::NotReleased))),
        ("보내지 못함", 37, Some(samples::failed("clear_score", ErrorCode::Unreachable))),
        ("로그인이 끝남", 37, Some(samples::failed("clear_score", ErrorCode::SignInRequired))),
    ];
    let others = [
        ("손님", view! { <Invitation movie=samples::MOVIE /> }.into_any()),
        ("개봉 전, 보고 싶은 사람 없음", view! { <NotYet wants=0 /> }.into_any()),
        ("개봉 전", view! { <NotYet wants=12 /> }.into_any()),
    ];
    view! {
        <Section id="guide-score-control">
            <div class="review-grid">
                <Case label="살아 있음: 로그인하면 1번 영화에 저장돼요. 저장 중, 저장됨, 되돌리기는 여기서">
                    <Mean scores=score_view.clone() />
                    <ScoreControl movie=samples::MOVIE scores=score_view form=None page=here />
                </Case>
                {states
                    .into_iter()
                    .enumerate()
                    .map(|(number, (label, mine, form))| picture(number, label, mine, form, page.clone()))
                    .collect_view()}
                {others
                    .into_iter()
                    .enumerate()
                    .map(|(number, (label, part))| {
                        let part = still(&format!("other-{number}"), part);
                        view! { <Case label>{part}</Case> }
                    })
                    .collect_view()}
                <Case label="목록에서, 비어 있음">
                    <QuickScore movie=samples::MOVIE title=samples::TITLE.to_owned() mine=None />
                </Case>
                <Case label="목록에서, 점수 있음">
                    <QuickScore movie=samples::MOVIE title=samples::TITLE.to_owned() mine=Score::from_tenths(42) />
                </Case>
            </div>
        </Section>
    }
    .into_any()
}

/// `mine` in tenths; 0 is no score.
fn picture(number: usize, label: &'static str, mine: i16, form: Option<FormReturn>, page: String) -> AnyView {
    let control = view! { <ScoreControl movie=samples::MOVIE scores=samples::scores(mine) form page /> };
    let control = still(&format!("state-{number}"), control.into_any());
    view! { <Case label>{control}</Case> }.into_any()
}

#[component]
pub fn Figures() -> impl IntoView {
    let none = ScoreView { mine: None, mean: None, score_count: 0 };
    let mean = view! { <Mean scores=samples::scores(0) /> };
    let no_mean = view! { <Mean scores=none /> };
    view! {
        <Section id="guide-scores">
            <Case label="평점">{still("mean", mean.into_any())}</Case>
            <Case label="평점 없음">{still("no-mean", no_mean.into_any())}</Case>
            <Case label="누군가의 점수, 작은 평점, 점수 없음">
                <p class="chips">
                    <span class="score-figure">"4.5"</span>
                    <SmallMean mean="3.7".to_owned() />
                    <span class="score-figure is-none">"점수 없음"</span>
                </p>
            </Case>
            <Case label="리뷰 페이지의 점수">
                <p class="review-score">"4.6"</p>
            </Case>
            <Case label="긍정, 엇갈림, 부정">
                <SentimentBar positive=77 mixed=9 negative=14 />
                <SentimentBar positive=1 mixed=0 negative=0 />
                <SentimentBar positive=0 mixed=2 negative=0 />
                <SentimentBar positive=0 mixed=0 negative=3 />
                <SentimentBar positive=98 mixed=1 negative=1 />
                <SentimentBar positive=1 mixed=0 negative=400 />
            </Case>
        </Section>
    }
    .into_any()
}

#[component]
pub fn Spreads() -> impl IntoView {
    let many = [1, 2, 2, 4, 9, 21, 38, 84, 102, 41];
    let (mine, chosen) = (Some(8), Some(9));
    view! {
        <Section id="guide-spread">
            <div class="review-grid">
                <Case label="내 점수, 고른 막대">
                    <Histogram bars=bars(many, mine, chosen, true) />
                </Case>
                <Case label="링크 없음">
                    <Histogram bars=bars(many, None, None, false) />
                </Case>
                <Case label="한 사람, 그게 나">
                    <Histogram bars=bars([0, 0, 0, 0, 0, 0, 0, 0, 0, 1], Some(10), None, true) />
                </Case>
                <Case label="없음">
                    <Histogram bars=bars([0; 10], None, None, true) />
                </Case>
            </div>
        </Section>
    }
    .into_any()
}

/// `mine` and `chosen` are bars, 1..=10.
fn bars(counts: [i64; 10], mine: Option<usize>, chosen: Option<usize>, with_links: bool) -> Vec<Bar> {
    (1..)
        .zip(counts)
        .map(|(number, count)| {
            let (low, high) = bounds(number);
            Bar {
                count,
                label: format!("{low}점에서 {high}점 {count}명"),
                href: with_links.then(|| "#guide-spread".to_owned()),
                is_mine: mine == Some(number),
                is_current: chosen == Some(number),
            }
        })
        .collect()
}
