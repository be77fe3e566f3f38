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

/// The model's reading of `text`, a moment behind it. Nothing without a model or a connection.
#[component]
pub fn LiveReading(text: RwSignal<String>) -> impl IntoView {
    let reading = RwSignal::new(None::<Reading>);
    // Only the answer to the newest text counts.
    let asked = StoredValue::new(0_u32);
    Effect::new(move |first: Option<()>| {
        let content = text.get();
        asked.update_value(|asked| *asked += 1);
        let question = asked.get_value();
        if content.trim().chars().count() < ENOUGH {
            reading.set(None);
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
                    reading.set(answer);
                }
            });
        };
        set_timeout(ask, if first.is_none() { Duration::ZERO } else { PAUSE });
    });
    view! {
        <p
            class="reading with-script"
            class:is-positive=move || reading.get().is_some_and(|reading| reading.sentiment == Sentiment::Positive)
            class:is-negative=move || reading.get().is_some_and(|reading| reading.sentiment == Sentiment::Negative)
            role="status"
        >
            {move || match reading.get() {
                None => view! { "조금 더 쓰면 어떻게 읽히는지 알려 드려요" }.into_any(),
                Some(reading) => {
                    let shape = match reading.sentiment {
                        Sentiment::Positive => icon::CHECK,
                        Sentiment::Negative => icon::CROSS,
                    };
                    view! {
                        <Icon shape />
                        "지금까지는 "
                        {reading.sentiment.label()}
                        "으로 읽혀요 "
                        <meter min="0" max="100" value=reading.percent aria-hidden="true"></meter>
                        <b>{reading.percent} "%"</b>
                    }
                    .into_any()
                }
            }}
        </p>
    }
    .into_any()
}
