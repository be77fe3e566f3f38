//! A score given in passing, in a list of films.

use super::score_keeper::{ScoreKeeper, State};
use super::score_strip::ScoreStrip;
use domain::movies::ScoreView;
use domain::{MovieId, Score};
use leptos::prelude::*;
use std::time::Duration;

/// Five stars with a slider, and what stands on the server. Without script the film's own page does
/// the same.
#[island]
pub fn QuickScore(movie: MovieId, title: String, mine: Option<Score>) -> impl IntoView {
    let keeper = ScoreKeeper::new(movie, RwSignal::new(ScoreView { mine, mean: None, score_count: 0 }));
    let moved = RwSignal::new(mine);
    view! {
        <div class="quick-score with-script">
            <ScoreStrip
                label=format!("{title} 점수")
                value=moved
                on_move=Callback::new(move |score| moved.set(Some(score)))
                on_rest=Callback::new(move |score| keeper.save(Some(score), Duration::from_millis(300)))
            />
            <p class="quick-score-state" role="status">
                {move || match keeper.state.get() {
                    State::Wrong(error) => error.field("score").map_or(error.code.message(), |reason| reason.message()).to_owned(),
                    _ => moved.get().map(|score| format!("{score}점")).unwrap_or_default(),
                }}
            </p>
            <Show when=move || keeper.state.with(|state| matches!(state, State::Saved(Some(_))))>
                <button class="button button-text" type="button" on:click=move |_| moved.set(keeper.undo())>"되돌리기"</button>
            </Show>
        </div>
    }
    .into_any()
}
