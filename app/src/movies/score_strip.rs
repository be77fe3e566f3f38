//! Five stars with a slider over them.

use domain::Score;
use leptos::prelude::*;

/// Five stars on a field of 100 × 20.
pub(super) const STARS: &str = concat!(
    "M10 1.6l2.5 5.5 6 .7-4.4 4.1 1.1 5.9L10 14.9l-5.2 2.9 1.1-5.9L1.5 7.8l6-.7Z",
    "M30 1.6l2.5 5.5 6 .7-4.4 4.1 1.1 5.9L30 14.9l-5.2 2.9 1.1-5.9L21.5 7.8l6-.7Z",
    "M50 1.6l2.5 5.5 6 .7-4.4 4.1 1.1 5.9L50 14.9l-5.2 2.9 1.1-5.9L41.5 7.8l6-.7Z",
    "M70 1.6l2.5 5.5 6 .7-4.4 4.1 1.1 5.9L70 14.9l-5.2 2.9 1.1-5.9L61.5 7.8l6-.7Z",
    "M90 1.6l2.5 5.5 6 .7-4.4 4.1 1.1 5.9L90 14.9l-5.2 2.9 1.1-5.9L81.5 7.8l6-.7Z",
);

/// Where the slider stands while there is no score, in tenths.
const START: i16 = 25;

/// Half a point, which PgUp and PgDn move by; the browser's own step would be a tenth of the range.
const LEAP: i16 = 5;

#[component]
pub fn ScoreStrip(
    label: String,
    #[prop(into)] value: Signal<Option<Score>>,
    /// Called while the slider moves.
    on_move: Callback<Score>,
    /// Called when it rests.
    on_rest: Callback<Score>,
    /// With a scale of tenths and the number above the finger.
    #[prop(optional)]
    scale: bool,
) -> impl IntoView {
    let tenths = move || value.get().map(Score::tenths);
    let shown = move || tenths().unwrap_or(START);
    let spoken = move || match value.get() {
        Some(score) => format!("5점 만점에 {score}점"),
        None => "아직 점수 없음".to_owned(),
    };
    // Two units of the field for each tenth.
    let width = move || (tenths().unwrap_or(0) * 2).to_string();
    let of_event = |event: &leptos::web_sys::Event| event_target_value(event).parse().ok().and_then(Score::from_tenths);
    let keys = move |event: leptos::ev::KeyboardEvent| {
        let leap = match event.key().as_str() {
            "PageUp" => LEAP,
            "PageDown" => -LEAP,
            _ => return,
        };
        event.prevent_default();
        if let Some(score) = Score::from_tenths((shown() + leap).clamp(Score::MIN, Score::MAX)) {
            on_move.run(score);
            on_rest.run(score);
        }
    };
    view! {
        <div class="score-strip">
            <svg viewBox=if scale { "0 0 100 28" } else { "0 0 100 20" } aria-hidden="true" focusable="false">
                <path class="star-empty" d=STARS />
                <svg width=width height="20">
                    <path class="star-full" d=STARS />
                </svg>
                {scale.then(|| view! {
                    <path class="score-ticks" d="M1.8 24H100.5" stroke-width="2.5" stroke-dasharray=".4 1.6" />
                    <path class="score-ticks" d="M19.7 24.8H100.5" stroke-width="4" stroke-dasharray=".6 19.4" />
                    <g class="score-bubble" transform=move || format!("translate({} -8)", shown() * 2)>
                        <rect x="-10" y="-6.5" width="20" height="12" rx="3" />
                        <text y="2.5">{move || Score::from_tenths(shown()).map(|score| score.to_string())}</text>
                    </g>
                })}
            </svg>
            <input
                class="score-slider with-script"
                class:is-unset=move || value.get().is_none()
                type="range"
                min=Score::MIN
                max=Score::MAX
                step="1"
                aria-label=label
                aria-valuetext=spoken
                value=value.get_untracked().map_or(START, Score::tenths)
                prop:value=move || shown().to_string()
                on:input=move |event| {
                    if let Some(score) = of_event(&event) {
                        on_move.run(score);
                    }
                }
                on:change=move |event| {
                    if let Some(score) = of_event(&event) {
                        on_rest.run(score);
                    }
                }
                // Where it stands already, no change tells of a first score.
                on:click=move |event| {
                    if value.get_untracked().is_none() && let Some(score) = of_event(&event) {
                        on_move.run(score);
                        on_rest.run(score);
                    }
                }
                on:keydown=keys
            />
        </div>
    }
    .into_any()
}
