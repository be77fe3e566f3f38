//! Five stars that take a score: by a pointer on the strip, by keys and screen readers on the slider.
//!
//! The slider takes no pointer. A browser moves a slider as soon as a finger touches it, also when the
//! finger then scrolls the page, and tells of the change even after it has taken the gesture for its
//! own. So the strip follows pointers itself, and a gesture that became a scroll changes nothing.

use domain::Score;
use leptos::ev::PointerEvent;
use leptos::html::{Div, Input};
use leptos::prelude::*;

/// Five stars on a field of 100 × 20.
pub(super) const STARS: &str = concat!(
    "M10 1.6l2.5 5.5 6 .7-4.4 4.1 1.1 5.9L10 14.9l-5.2 2.9 1.1-5.9L1.5 7.8l6-.7Z",
    "M30 1.6l2.5 5.5 6 .7-4.4 4.1 1.1 5.9L30 14.9l-5.2 2.9 1.1-5.9L21.5 7.8l6-.7Z",
    "M50 1.6l2.5 5.5 6 .7-4.4 4.1 1.1 5.9L50 14.9l-5.2 2.9 1.1-5.9L41.5 7.8l6-.7Z",
    "M70 1.6l2.5 5.5 6 .7-4.4 4.1 1.1 5.9L70 14.9l-5.2 2.9 1.1-5.9L61.5 7.8l6-.7Z",
    "M90 1.6l2.5 5.5 6 .7-4.4 4.1 1.1 5.9L90 14.9l-5.2 2.9 1.1-5.9L81.5 7.8l6-.7Z",
);

/// The first of them, on a field of 20 × 20.
#[cfg(feature = "ssr")]
pub(super) fn star() -> &'static str {
    STARS.split_inclusive('Z').next().unwrap_or_default()
}

/// Where the slider stands while there is no score, in tenths.
const START: i16 = 25;

/// Half a point, which PgUp and PgDn move by; the browser's own step would be a tenth of the range.
const LEAP: i16 = 5;

/// How far a finger may stray, in CSS pixels, and still has only tapped.
const STRAY: i32 = 10;

/// A pointer that is down on the strip.
#[derive(Debug, Clone, Copy)]
struct Gesture {
    pointer: i32,
    /// Where it began.
    x: i32,
    y: i32,
    /// The score before it.
    before: Option<Score>,
    /// Moves the score. Until then a finger may only be about to scroll.
    holds: bool,
}

#[component]
pub fn ScoreStrip(
    label: String,
    #[prop(into)] value: Signal<Option<Score>>,
    /// Called while the score moves.
    on_move: Callback<Score>,
    /// Called when it rests.
    on_rest: Callback<Score>,
    /// Called with the score before a gesture that the browser has taken for its own.
    on_cancel: Callback<Option<Score>>,
    /// In a list that scrolls sideways fingers only tap; elsewhere they also draw along the strip.
    #[prop(optional)]
    taps_only: bool,
    /// With a scale of tenths and the number above the finger.
    #[prop(optional)]
    scale: bool,
    /// Takes the focus when it appears.
    #[prop(optional)]
    focused: bool,
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

    let (strip, slider) = (NodeRef::<Div>::new(), NodeRef::<Input>::new());
    let focus = move || {
        if let Some(slider) = slider.get_untracked() {
            // It can only fail for a field that is not on the page.
            let _ = slider.focus();
        }
    };
    if focused {
        Effect::new(move || {
            slider.track();
            focus();
        });
    }
    let gesture = RwSignal::new(None::<Gesture>);
    let score_at = move |event: &PointerEvent| {
        let strip = strip.get_untracked()?.get_bounding_client_rect();
        scored(f64::from(event.client_x()) - strip.left(), strip.width())
    };
    let hold = move |event: &PointerEvent| {
        if let Some(strip) = strip.get_untracked() {
            // A pointer that is gone already leaves nothing to follow.
            let _ = strip.set_pointer_capture(event.pointer_id());
        }
        if let Some(score) = score_at(event) {
            on_move.run(score);
        }
    };
    let down = move |event: PointerEvent| {
        if !event.is_primary() || event.button() != 0 {
            return;
        }
        // A mouse never scrolls by pressing.
        let holds = event.pointer_type() == "mouse";
        let (pointer, x, y) = (event.pointer_id(), event.client_x(), event.client_y());
        gesture.set(Some(Gesture { pointer, x, y, before: value.get_untracked(), holds }));
        if holds {
            // Instead of selecting what is around: the keys go on where the pointer stops.
            event.prevent_default();
            focus();
            hold(&event);
        }
    };
    let of_gesture =
        move |event: &PointerEvent| gesture.get_untracked().filter(|begun| begun.pointer == event.pointer_id());
    let go = move |event: PointerEvent| {
        let Some(begun) = of_gesture(&event) else { return };
        let (x, y) = ((event.client_x() - begun.x).abs(), (event.client_y() - begun.y).abs());
        if begun.holds || (!taps_only && x > STRAY && x > y) {
            gesture.set(Some(Gesture { holds: true, ..begun }));
            hold(&event);
        }
    };
    let up = move |event: PointerEvent| {
        let Some(begun) = of_gesture(&event) else { return };
        gesture.set(None);
        let (x, y) = ((event.client_x() - begun.x).abs(), (event.client_y() - begun.y).abs());
        let is_meant = begun.holds || (x <= STRAY && y <= STRAY);
        if let Some(score) = score_at(&event).filter(|_| is_meant) {
            on_move.run(score);
            on_rest.run(score);
        }
    };
    let cancel = move |event: PointerEvent| {
        let Some(begun) = of_gesture(&event) else { return };
        gesture.set(None);
        if begun.holds {
            on_cancel.run(begun.before);
        }
    };
    view! {
        <div
            class="score-strip"
            class:taps-only=taps_only
            class:is-held=move || gesture.get().is_some_and(|gesture| gesture.holds)
            node_ref=strip
            on:pointerdown=down
            on:pointermove=go
            on:pointerup=up
            on:pointercancel=cancel
        >
            <svg viewBox=if scale { "0 0 100 28" } else { "0 0 100 20" } aria-hidden="true" focusable="false">
                <path class="star-empty" d=STARS />
                <svg class="star-part" width=width height="20">
                    <path class="star-full" d=STARS />
                </svg>
                {scale.then(|| view! {
                    <path class="score-ticks" d="M1.8 24H100.5" stroke-width="2.5" stroke-dasharray=".4 1.6" />
                    <path class="score-ticks" d="M19.7 24.8H100.5" stroke-width="4" stroke-dasharray=".6 19.4" />
                    <g class="score-bubble" transform=move || format!("translate({} -8)", shown() * 2)>
                        <rect x="-10" y="-6.5" width="20" height="12" rx="3" />
                        <text y="2.5" inner_html=move || Score::from_tenths(shown()).map(|score| score.to_string()).unwrap_or_default()></text>
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
                node_ref=slider
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
                on:keydown=keys
            />
        </div>
    }
    .into_any()
}

/// The score `x` pixels from the left end of a strip that is `width` wide. Each tenth has a fiftieth
/// of the strip, up to its own end; beyond the strip are its ends.
fn scored(x: f64, width: f64) -> Option<Score> {
    if width <= 0.0 {
        return None;
    }
    let tenths = (x / width * f64::from(Score::MAX)).ceil().clamp(f64::from(Score::MIN), f64::from(Score::MAX));
    Score::from_tenths(tenths as i16)
}

#[cfg(test)]
mod tests {
    use super::scored;

    #[test]
    fn a_place_on_the_strip_is_a_score() {
        for (x, tenths) in
            [(-40.0, 1), (0.0, 1), (3.9, 1), (4.1, 2), (100.0, 25), (159.9, 40), (199.9, 50), (900.0, 50)]
        {
            assert_eq!(scored(x, 200.0).map(|score| score.tenths()), Some(tenths), "{x}");
        }
        assert_eq!(scored(10.0, 0.0), None, "a strip that is not laid out has no places");
    }
}
