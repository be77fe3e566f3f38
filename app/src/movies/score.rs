//! My score: 0.1 to 5.0 by pointer, touch, keys or typing.

use super::rpc::{ClearScore, SetScore};
use crate::components::{FormMessage, PageField, focus_on_error, shared};
use crate::rpc::error_of;
use domain::movies::ScoreView;
use domain::{FormReturn, MovieId, Score};
use leptos::form::ActionForm;
use leptos::html::Input;
use leptos::prelude::*;

/// The film's plain mean, with the number of scores behind it. Follows [`ScoreControl`].
#[island]
pub fn Mean(scores: ScoreView) -> impl IntoView {
    let scores = shared(|| scores);
    view! {
        <p class="mean" aria-live="polite">
            {move || {
                let scores = scores.get();
                match scores.mean {
                    Some(mean) => view! {
                        <span class="mean-star" aria-hidden="true">"★"</span>
                        <span class="visually-hidden">"평점 "</span>
                        <strong>{mean}</strong>
                        <span class="mean-count">{scores.score_count} "명"</span>
                    }
                    .into_any(),
                    None => view! { <span class="mean-none">"아직 점수가 없어요"</span> }.into_any(),
                }
            }}
        </p>
    }
    .into_any()
}

/// The member's own score of a film.
#[island]
pub fn ScoreControl(
    movie: MovieId,
    scores: ScoreView,
    /// A form of this page that came back.
    form: Option<FormReturn>,
    /// Path of this page.
    page: String,
) -> impl IntoView {
    let scores = shared(|| scores);
    let set = ServerAction::<SetScore>::new();
    let clear = ServerAction::<ClearScore>::new();
    let (form, cleared) = match form {
        Some(form) if form.endpoint == "set_score" => (Some(form), None),
        Some(form) if form.endpoint == "clear_score" => (None, form.error),
        _ => (None, None),
    };
    let clear_error = error_of(clear, cleared);
    let error = error_of(set, form.as_ref().and_then(|form| form.error.clone()));
    focus_on_error(error);

    // What stands in the number field; the slider follows it and moves it.
    let typed = RwSignal::new(match &form {
        Some(form) => form.value("score"),
        None => scores.get_untracked().mine.map(|score| score.to_string()).unwrap_or_default(),
    });
    // What stood there when the server last answered: its messages are about that, and vanish with
    // the next change.
    let answered = RwSignal::new(typed.get_untracked());
    let is_answered = move || typed.with(|typed| answered.with(|answered| typed == answered));
    let error = Signal::derive(move || error.get().filter(|_| is_answered()));
    let field_error = Signal::derive(move || error.with(|error| error.as_ref().and_then(|error| error.field("score"))));
    let tenths = move || Score::parse(&typed.get()).ok().map(Score::tenths);
    let spoken = move || match tenths() {
        Some(_) => format!("5점 만점에 {}점", typed.get()),
        None => "아직 점수 없음".to_owned(),
    };

    let field = NodeRef::<Input>::new();
    Effect::new(move || {
        let Some(answer) = set.value().get() else { return };
        if let Ok(view) = answer {
            typed.set(view.mine.map(|score| score.to_string()).unwrap_or_default());
            scores.set(view);
        }
        answered.set(typed.get_untracked());
    });
    Effect::new(move || {
        if let Some(Ok(view)) = clear.value().get() {
            set.clear();
            typed.set(String::new());
            answered.set(String::new());
            scores.set(view);
            // The button that was pressed is gone.
            if let Some(field) = field.get_untracked() {
                // It can only fail for a field that is not on the page.
                let _ = field.focus();
            }
        }
    });

    let clear_page = StoredValue::new(page.clone());
    let slide = move |event| {
        if let Some(score) = event_target_value(&event).parse().ok().and_then(Score::from_tenths) {
            typed.set(score.to_string());
        }
    };
    // PgUp and PgDn move by half a point; the browser's own step would be five tenths of the range.
    let page_keys = move |event: leptos::ev::KeyboardEvent| {
        let step = match event.key().as_str() {
            "PageUp" => 5,
            "PageDown" => -5,
            _ => return,
        };
        event.prevent_default();
        let moved = (tenths().unwrap_or(START) + step).clamp(Score::MIN, Score::MAX);
        typed.set(Score::from_tenths(moved).map(|score| score.to_string()).unwrap_or_default());
    };

    view! {
        <ActionForm action=set attr:class="score-form" attr:novalidate=true>
            <PageField page=page.clone() />
            <input type="hidden" name="movie_id" value=movie.to_string() />
            <FormMessage page=page.clone() error=Signal::derive(move || error.get().filter(|_| field_error.get().is_none())) />
            // The slider has no name: without script it does nothing, and is not shown.
            <input
                class="score-slider"
                type="range"
                min=Score::MIN
                max=Score::MAX
                step="1"
                aria-label="내 점수"
                aria-valuetext=spoken
                value=tenths().unwrap_or(START)
                prop:value=move || tenths().unwrap_or(START).to_string()
                class:is-unset=move || tenths().is_none()
                on:input=slide
                on:keydown=page_keys
            />
            <div class="score-row">
                <div class="score-entry">
                    <label class="visually-hidden" for="score">"점수 입력 (0.1~5.0)"</label>
                    <input
                        id="score"
                        class="score-number"
                        node_ref=field
                        name="score"
                        type="text"
                        inputmode="decimal"
                        autocomplete="off"
                        placeholder="–"
                        size="4"
                        value=typed.get_untracked()
                        prop:value=typed
                        on:input=move |event| typed.set(event_target_value(&event))
                        autofocus=field_error.get_untracked().is_some()
                        aria-invalid=move || field_error.get().is_some().then_some("true")
                        aria-describedby="score-error"
                    />
                    <span class="score-of" aria-hidden="true">"/ 5.0"</span>
                </div>
                <button class="button" disabled=move || set.pending().get()>"점수 저장"</button>
            </div>
            <p class="field-error" id="score-error">{move || field_error.get().map(|error| error.message())}</p>
        </ActionForm>
        <p class="score-state" role="status">
            {move || match (set.pending().get() || clear.pending().get(), set.value().get(), clear.value().get()) {
                (false, ..) if !is_answered() => "",
                (true, _, _) => "저장하는 중…",
                (false, Some(Ok(_)), _) if scores.get().mine.is_some() => "저장했어요.",
                (false, _, Some(Ok(_))) if scores.get().mine.is_none() => "점수를 지웠어요.",
                _ => "",
            }}
        </p>
        <Show when=move || scores.get().mine.is_some()>
            <ActionForm action=clear attr:class="score-clear">
                <PageField page=clear_page.get_value() />
                <input type="hidden" name="movie_id" value=movie.to_string() />
                <FormMessage page=clear_page.get_value() error=clear_error />
                <button class="button button-quiet button-small">"점수 지우기"</button>
            </ActionForm>
        </Show>
    }
    .into_any()
}

/// Where the slider stands while there is no score, in tenths.
const START: i16 = 25;
