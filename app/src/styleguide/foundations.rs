//! What everything is made of: colours, type, space and icons.

use super::{Case, Section};
use crate::components::icon::Shape;
use crate::components::{Icon, icon};
use leptos::prelude::*;

/// Tokens of `style/tokens.css`, and what each is for.
const COLOURS: [(&str, &str); 23] = [
    ("--paper", "바탕"),
    ("--paper-raised", "떠 있는 종이"),
    ("--paper-deep", "티켓과 바닥"),
    ("--ink", "글자"),
    ("--ink-soft", "곁들인 글자"),
    ("--ink-tint", "포스터 빛 위의 글자"),
    ("--line", "사이의 선"),
    ("--line-strong", "입력의 테두리"),
    ("--plum", "할 수 있는 일"),
    ("--plum-strong", "손이 닿은 일"),
    ("--plum-wash", "일의 바탕"),
    ("--on-plum", "자두 위의 글자"),
    ("--butter", "점수"),
    ("--butter-wash", "점수의 바탕"),
    ("--on-butter", "버터 위의 글자"),
    ("--positive", "긍정"),
    ("--positive-wash", "긍정의 바탕"),
    ("--mixed", "엇갈림"),
    ("--mixed-wash", "엇갈림의 바탕"),
    ("--negative", "부정"),
    ("--negative-wash", "부정의 바탕"),
    ("--wrong", "잘못"),
    ("--wrong-wash", "잘못의 바탕"),
];

#[component]
pub fn Colours() -> impl IntoView {
    view! {
        <Section id="guide-colour">
            <ul class="chips">
                {COLOURS
                    .into_iter()
                    .map(|(token, what)| {
                        view! {
                            <li class="chip">
                                <svg viewBox="0 0 40 24" width="40" height="24" aria-hidden="true" focusable="false">
                                    <rect
                                        fill=format!("var({token})")
                                        stroke="var(--line)"
                                        x="0.5"
                                        y="0.5"
                                        width="39"
                                        height="23"
                                        rx="3"
                                    />
                                </svg>
                                <code>{token}</code>
                                {what}
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </Section>
    }
    .into_any()
}

/// Token, weight, and room for one line in pixels.
const STEPS: [(&str, &str, i32); 9] = [
    ("--figure", "850", 104),
    ("--text-8", "850", 100),
    ("--text-7", "800", 64),
    ("--text-6", "800", 46),
    ("--text-5", "750", 36),
    ("--text-4", "600", 30),
    ("--text-3", "500", 28),
    ("--text-2", "500", 26),
    ("--text-1", "500", 24),
];

#[component]
pub fn Type() -> impl IntoView {
    view! {
        <Section id="guide-type">
            {STEPS
                .into_iter()
                .map(|(token, weight, room)| {
                    let y = room * 3 / 4;
                    let text = format!("{} 4.1과 4.2는 다르니까", token.trim_start_matches("--"));
                    let label = text.clone();
                    view! {
                        <svg width="100%" height=room role="img" aria-label=label>
                            <text
                                y=y
                                font-size=format!("var({token})")
                                font-weight=weight
                                fill="var(--ink)"
                            >
                                {text}
                            </text>
                        </svg>
                    }
                })
                .collect_view()}
            <Case label="이어지는 글">
                <p class="lead">"들어가는 글: 0.1점까지 고민하는 사람들의 영화 리뷰."</p>
                <p>
                    "본문 속의 " <a href="#guide-type">"링크"</a> "와 " <strong>"굵은 글"</strong> ", " <kbd>"Ctrl"</kbd> " + "
                    <kbd>"Enter"</kbd> ", " <code>"--ink"</code>
                </p>
                <p class="fine">"작은 글: 한국 개봉일 순서예요."</p>
            </Case>
        </Section>
    }
    .into_any()
}

const SPACES: [&str; 8] =
    ["--space-1", "--space-2", "--space-3", "--space-4", "--space-5", "--space-6", "--space-7", "--space-8"];

#[component]
pub fn Space() -> impl IntoView {
    view! {
        <Section id="guide-space">
            <ul class="chips">
                {SPACES
                    .into_iter()
                    .map(|token| {
                        view! {
                            <li>
                                <svg viewBox="0 0 72 96" width="72" height="96" aria-hidden="true" focusable="false">
                                    <path d="M0 48H72" stroke="var(--plum)" stroke-width=format!("var({token})") />
                                </svg>
                                <p class="fine"><code>{token}</code></p>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
            <Case label="--radius, --radius-large, --radius-round">
                <div class="chips">
                    <span class="button">"8px"</span>
                    <div class="empty">"16px"</div>
                    <span class="chip">"알약"</span>
                </div>
            </Case>
        </Section>
    }
    .into_any()
}

const ICONS: [(&str, Shape); 20] = [
    ("HOME", icon::HOME),
    ("SEARCH", icon::SEARCH),
    ("NOTE", icon::NOTE),
    ("PERSON", icon::PERSON),
    ("SYSTEM", icon::SYSTEM),
    ("LIGHT", icon::LIGHT),
    ("DARK", icon::DARK),
    ("HEART", icon::HEART),
    ("CHECK", icon::CHECK),
    ("CROSS", icon::CROSS),
    ("LEFT", icon::LEFT),
    ("RIGHT", icon::RIGHT),
    ("PLUS", icon::PLUS),
    ("MINUS", icon::MINUS),
    ("BOOKMARK", icon::BOOKMARK),
    ("HIDE", icon::HIDE),
    ("PEN", icon::PEN),
    ("BOTH", icon::BOTH),
    ("SHARE", icon::SHARE),
    ("GRID", icon::GRID),
];

#[component]
pub fn Icons() -> impl IntoView {
    view! {
        <Section id="guide-icons">
            <ul class="chips">
                {ICONS
                    .into_iter()
                    .map(|(name, shape)| view! { <li class="chip"><Icon shape /><code>{name}</code></li> })
                    .collect_view()}
            </ul>
        </Section>
    }
    .into_any()
}
