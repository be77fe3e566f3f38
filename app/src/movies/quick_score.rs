//! A score given in passing, in a list of films.

use super::score_keeper::{ScoreKeeper, State};
use super::score_strip::{STARS, ScoreStrip};
use crate::components::live;
use domain::movies::ScoreView;
use domain::{MovieId, Score, page};
use leptos::ev::{MouseEvent, PointerEvent};
use leptos::html::A;
use leptos::prelude::*;
use std::time::Duration;

/// Five stars that open by a tap, so that whoever scrolls a list gives no score by the way, and what
/// stands on the server. Closed they are a link to the film's own page, which does the same without
/// script.
#[island]
pub fn QuickScore(movie: MovieId, title: String, mine: Option<Score>) -> impl IntoView {
    let keeper = ScoreKeeper::new(movie, RwSignal::new(ScoreView { mine, mean: None, score_count: 0 }));
    let moved = RwSignal::new(mine);
    let is_open = RwSignal::new(false);
    // Keys and fingers go on where the link was; a mouse that passes takes the focus from nobody.
    let takes_focus = StoredValue::new(false);
    let link = NodeRef::<A>::new();
    let title = StoredValue::new(title);
    let open = move |event: MouseEvent| {
        // With a key held down it stays a link, to a tab of its own.
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            event.prevent_default();
            takes_focus.set_value(true);
            is_open.set(true);
        }
    };
    // A mouse cannot scroll by pressing: it finds the stars open.
    let approach = move |event: PointerEvent| {
        if event.pointer_type() == "mouse" {
            let active = document().active_element();
            let has_focus = link.get_untracked().is_some_and(|link| active.as_ref() == Some(&**link));
            takes_focus.set_value(has_focus);
            is_open.set(true);
        }
    };
    let closed = move || {
        let width = moved.get().map_or(0, |score| score.tenths() * 2).to_string();
        let label = match moved.get() {
            Some(score) => format!("{} 점수 {score}점, 바꾸기", title.read_value()),
            None => format!("{} 점수 매기기", title.read_value()),
        };
        view! {
            <a
                class="quick-score-open"
                node_ref=link
                href=format!("{}#my-score", page::movie(movie))
                aria-label=label
                on:click=open
                on:pointerenter=approach
            >
                <svg viewBox="0 0 100 20" aria-hidden="true" focusable="false">
                    <path class="star-empty" d=STARS />
                    <svg class="star-part" width=width height="20">
                        <path class="star-full" d=STARS />
                    </svg>
                </svg>
            </a>
        }
    };
    view! {
        <div class="quick-score" class:is-open=is_open>
            <Show when=move || is_open.get() fallback=closed>
                <ScoreStrip
                    label=format!("{} 점수", title.read_value())
                    value=moved
                    on_move=Callback::new(move |score| moved.set(Some(score)))
                    on_rest=Callback::new(move |score| keeper.save(Some(score), Duration::from_millis(300)))
                    on_cancel=Callback::new(move |before| moved.set(before))
                    taps_only=true
                    focused=takes_focus.get_value()
                />
            </Show>
            <p
                class="quick-score-state"
                role="status"
                inner_html=live(move || match keeper.state.get() {
                    State::Wrong(error) => error.field("score").map_or(error.code.message(), |reason| reason.message()).to_owned(),
                    _ => moved.get().map(|score| format!("{score}점")).unwrap_or_default(),
                })
            ></p>
            <Show when=move || keeper.state.with(|state| matches!(state, State::Saved(Some(_))))>
                <button class="button button-text" type="button" on:click=move |_| moved.set(keeper.undo())>"되돌리기"</button>
            </Show>
        </div>
    }
    .into_any()
}
