//! How a text reads while it is being written.

use super::rpc::read_review;
use crate::components::{Icon, icon};
use domain::reviews::{Reading, Sentiment};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// A pause in the writing after which the text is read.
const PAUSE: Duration = Duration::from_millis(700);
/// Fewer characters say too little.
const ENOUGH: usize = 6;

/// What is known of the text so far.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    TooShort,
    /// Not read yet, or nobody can: no model, no connection, or too many who ask.
    Unknown,
    Read(Reading),
}

impl State {
    fn unread(text: &str) -> Self {
        if text.trim().chars().count() < ENOUGH { Self::TooShort } else { Self::Unknown }
    }

    fn is_read_as(self, sentiment: Sentiment) -> bool {
        matches!(self, Self::Read(reading) if reading.sentiment == sentiment)
    }
}

/// The model's reading of `text`, a moment behind it. Nothing without a model or a connection.
#[component]
pub fn LiveReading(text: RwSignal<String>) -> impl IntoView {
    let state = RwSignal::new(State::unread(&text.read_untracked()));
    // Only the answer to the newest text counts.
    let asked = StoredValue::new(0_u32);
    Effect::new(move |first: Option<()>| {
        let content = text.get();
        asked.update_value(|asked| *asked += 1);
        let question = asked.get_value();
        let unread = State::unread(&content);
        // Until there is an answer, the reading of the text before stays.
        if unread == State::TooShort || state.get_untracked() == State::TooShort {
            state.set(unread);
        }
        if unread == State::TooShort {
            return;
        }
        let ask = move || {
            if asked.get_value() != question {
                return;
            }
            spawn_local(async move {
                // A limit or a lost connection only leaves the old reading away.
                let answer = read_review(content).await.ok().flatten();
                if asked.get_value() == question {
                    state.set(answer.map_or(State::Unknown, State::Read));
                }
            });
        };
        set_timeout(ask, if first.is_none() { Duration::ZERO } else { PAUSE });
    });
    view! {
        <p
            class="reading with-script"
            class:is-positive=move || state.get().is_read_as(Sentiment::Positive)
            class:is-mixed=move || state.get().is_read_as(Sentiment::Mixed)
            class:is-negative=move || state.get().is_read_as(Sentiment::Negative)
            role="status"
        >
            {move || match state.get() {
                State::Read(reading) => view! { <Icon shape=shape(reading.sentiment) /> }.into_any(),
                _ => ().into_any(),
            }}
            <span inner_html=move || match state.get() {
                State::TooShort => "조금 더 쓰면 어떻게 읽히는지 알려 드려요",
                State::Unknown => "",
                State::Read(reading) => words(reading.sentiment),
            }></span>
            // Of a mixed text the model is sure of neither side. For the eyes alone: the number
            // changes at every pause, and would be read out each time.
            {move || match state.get() {
                State::Read(reading) if reading.sentiment != Sentiment::Mixed => {
                    view! {
                        <meter min="0" max="100" value=reading.percent aria-hidden="true"></meter>
                        <b aria-hidden="true" inner_html=format!("{}%", reading.percent)></b>
                    }
                    .into_any()
                }
                _ => ().into_any(),
            }}
        </p>
    }
    .into_any()
}

fn shape(sentiment: Sentiment) -> icon::Shape {
    match sentiment {
        Sentiment::Positive => icon::CHECK,
        Sentiment::Mixed => icon::BOTH,
        Sentiment::Negative => icon::CROSS,
    }
}

fn words(sentiment: Sentiment) -> &'static str {
    match sentiment {
        Sentiment::Positive => "지금까지는 긍정으로 읽혀요",
        Sentiment::Mixed => "지금까지는 긍정과 부정이 엇갈려요",
        Sentiment::Negative => "지금까지는 부정으로 읽혀요",
    }
}
