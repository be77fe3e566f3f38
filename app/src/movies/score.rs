//! My score: 0.1 to 5.0 by pointer, touch, keys or typing.

use super::rpc::{ClearScore, SetScore};
use super::score_keeper::{ScoreKeeper, State};
use super::score_strip::ScoreStrip;
use crate::components::{Icon, PageField, escape, icon, live, shared};
use domain::error::{AppError, ErrorCode};
use domain::movies::ScoreView;
use domain::{FormReturn, MovieId, Score, page};
use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use std::time::Duration;

/// Several presses of a button are one change.
const PAUSE: Duration = Duration::from_millis(350);

/// The film's plain mean, with the number of scores behind it. Follows [`ScoreControl`].
#[island]
pub fn Mean(scores: ScoreView) -> impl IntoView {
    let scores = shared(|| scores);
    view! { <p class="mean" aria-live="polite" inner_html=move || mean_html(&scores.get())></p> }
}

/// All of it anew with each change; see [`live`].
fn mean_html(scores: &ScoreView) -> String {
    match &scores.mean {
        Some(mean) => format!(
            concat!(
                r#"<span class="mean-star" aria-hidden="true">★</span><span class="visually-hidden">평점 </span>"#,
                r#"<strong>{}</strong><span class="mean-count">{}명</span>"#
            ),
            escape(mean),
            scores.score_count
        ),
        None => r#"<span class="mean-none">아직 점수가 없어요</span>"#.to_owned(),
    }
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
    let keeper = ScoreKeeper::new(movie, shared(|| scores));
    let scores = keeper.scores;
    let form = form.filter(|form| form.endpoint == "set_score" || form.endpoint == "clear_score");
    // Chosen before the sign-in that it led to, and not saved yet. It replaces no score by itself: at this
    // browser somebody else may have signed in.
    let is_brought = form.as_ref().is_some_and(|form| {
        form.endpoint == "set_score"
            && form.error.is_none()
            && form.value("score") != written(scores.get_untracked().mine)
    });
    // What stands in the number field; the slider follows it and moves it.
    let typed = RwSignal::new(match form.as_ref().filter(|form| form.endpoint == "set_score") {
        Some(form) => form.value("score"),
        None => written(scores.get_untracked().mine),
    });
    if let Some(error) = form.and_then(|form| form.error) {
        keeper.state.set(State::Wrong(error));
    }
    let value = Signal::derive(move || Score::parse(&typed.get()).ok());
    let wrong = move || keeper.state.with(|state| matches!(state, State::Wrong(_)));

    let is_field_wrong =
        move || keeper.state.with(|state| matches!(state, State::Wrong(error) if error.field("score").is_some()));

    let field = NodeRef::<Input>::new();
    // For after a button that goes when it is pressed.
    let focus = move || {
        if let Some(field) = field.get_untracked() {
            // It can only fail for a field that is not on the page.
            let _ = field.focus();
        }
    };
    let clear = move || {
        typed.set(String::new());
        keeper.save(None, Duration::ZERO);
        focus();
    };
    let save_typed = move || {
        let text = typed.get_untracked();
        match Score::parse(&text) {
            Ok(score) => {
                typed.set(score.to_string());
                keeper.save(Some(score), Duration::ZERO);
            }
            Err(_) if text.trim().is_empty() && scores.get_untracked().mine.is_some() => clear(),
            Err(reason) => keeper.state.set(State::Wrong(AppError::invalid([("score".to_owned(), reason)].into()))),
        }
    };
    // Somebody may have been faster than this code, or have chosen a score before they signed in.
    Effect::new(move || {
        let Some(field) = field.get() else { return };
        let early = field.value();
        let is_early = early != typed.get_untracked();
        if is_early {
            typed.set(early);
        }
        // A tap on the stars says that it is the score; what stands in the field may still be typed.
        let saves_brought = is_brought && scores.get_untracked().mine.is_none();
        if (is_early && field.has_attribute(EARLY)) || saves_brought {
            save_typed();
        }
        if is_brought {
            forget_form();
        }
    });
    let step = move |change: i16| {
        let tenths = value.get_untracked().map_or(25, |score| score.tenths() + change);
        if let Some(score) = Score::from_tenths(tenths.clamp(Score::MIN, Score::MAX)) {
            typed.set(score.to_string());
            keeper.save(Some(score), PAUSE);
        }
    };
    let clear_page = StoredValue::new(page.clone());
    view! {
        <section class="score-panel" aria-labelledby="my-score" aria-busy=move || (keeper.state.get() == State::Saving).then_some("true")>
            <header>
                <h2 id="my-score">"내 점수"</h2>
                <Show when=move || scores.get().mine.is_some()>
                    <form
                        class="score-clear"
                        method="post"
                        action=ClearScore::PATH
                        on:submit=move |event: SubmitEvent| {
                            event.prevent_default();
                            clear();
                        }
                    >
                        <PageField page=clear_page.get_value() />
                        <input type="hidden" name="movie_id" value=movie.to_string() />
                        <button class="button button-text" aria-label="점수 지우기">"지우기"</button>
                    </form>
                </Show>
            </header>
            <form
                class="score-form"
                method="post"
                action=SetScore::PATH
                novalidate=true
                on:submit=move |event: SubmitEvent| {
                    event.prevent_default();
                    save_typed();
                }
            >
                <PageField page=page.clone() />
                <input type="hidden" name="movie_id" value=movie.to_string() />
                <ScoreStrip
                    label="내 점수".to_owned()
                    value
                    on_move=Callback::new(move |score: Score| {
                        typed.set(score.to_string());
                        keeper.touch();
                    })
                    on_rest=Callback::new(move |score| keeper.save(Some(score), Duration::from_millis(150)))
                    on_cancel=Callback::new(move |before| typed.set(written(before)))
                    scale=true
                />
                <div class="score-row">
                    <button class="score-step with-script" type="button" aria-label="0.1점 내리기" on:click=move |_| step(-1)>
                        <Icon shape=icon::MINUS />
                    </button>
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
                        on:input=move |event| {
                            typed.set(event_target_value(&event));
                            keeper.touch();
                        }
                        on:change=move |_| save_typed()
                        autofocus=keeper.state.with_untracked(|state| matches!(state, State::Wrong(_)))
                        aria-invalid=move || is_field_wrong().then_some("true")
                        aria-describedby="score-state"
                    />
                    // Until this code is awake the way to save stands in the place of the last step.
                    <span class="score-end">
                        <button class="score-step with-script" type="button" aria-label="0.1점 올리기" on:click=move |_| step(1)>
                            <Icon shape=icon::PLUS />
                        </button>
                        <button class="score-step score-save" aria-label="점수 저장">"저장"</button>
                    </span>
                </div>
            </form>
            <div class="score-foot">
                <p
                    class="score-state"
                    class:is-error=wrong
                    role="status"
                    id="score-state"
                    inner_html=live(move || match keeper.state.get() {
                        State::Quiet if is_brought => "고른 점수예요. 저장하면 남아요.".to_owned(),
                        State::Quiet => String::new(),
                        State::Saving => "저장하는 중…".to_owned(),
                        State::Saved(_) if scores.get().mine.is_some() => "저장했어요".to_owned(),
                        State::Saved(_) => "점수를 지웠어요".to_owned(),
                        State::Wrong(error) => sentence(&error),
                    })
                ></p>
                <Show when=move || keeper.state.with(|state| matches!(state, State::Saved(Some(_))))>
                    <button
                        class="button button-text"
                        type="button"
                        on:click=move |_| {
                            typed.set(written(keeper.undo()));
                            focus();
                        }
                    >
                        "되돌리기"
                    </button>
                </Show>
                <Show when=move || keeper.state.with(|state| matches!(state, State::Wrong(error) if error.code == ErrorCode::SignInRequired))>
                    <a class="button button-text" href=page::sign_in_then(&page::movie(movie))>"로그인"</a>
                </Show>
            </div>
        </section>
    }
    .into_any()
}

/// Set by the page's own script on a field that a tap on the stars has filled before this code was awake.
const EARLY: &str = "data-early";

/// Takes the form that came back from the address of the page: who loads it again has chosen nothing
/// anew.
fn forget_form() {
    #[cfg(feature = "hydrate")]
    {
        use leptos::wasm_bindgen::JsValue;
        let address = window().location();
        let (Ok(path), Ok(query), Ok(anchor)) = (address.pathname(), address.search(), address.hash()) else { return };
        let address = page::without(&path, query.trim_start_matches('?'), &[page::FORM]) + &anchor;
        // Refused, it only stays as it is.
        let _ =
            window().history().and_then(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(&address)));
    }
}

/// A score as the number field shows it.
fn written(score: Option<Score>) -> String {
    score.map(|score| score.to_string()).unwrap_or_default()
}

/// What is wrong with the score, or with the post as a whole.
fn sentence(error: &AppError) -> String {
    error.field("score").map_or(error.code.message(), |reason| reason.message()).to_owned()
}
