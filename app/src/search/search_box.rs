//! The search field: a form that leads to the search page, with suggestions while typing.

use super::rpc::suggest;
use crate::components::{Avatar, Icon, escape, icon};
use domain::search::{SearchTab, Suggestion};
use domain::{MovieId, page};
use leptos::ev::{CompositionEvent, KeyboardEvent, MouseEvent};
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{HtmlElement, HtmlInputElement};
use std::time::Duration;

/// Rest between two keys after which suggestions are asked for.
const REST: Duration = Duration::from_millis(120);

/// The suggestions that are shown, and for what.
#[derive(Clone, Default)]
struct Found {
    query: String,
    suggestions: Vec<Suggestion>,
}

/// A combobox: the focus stays in the field while the arrow keys move through the suggestions.
#[island]
pub fn SearchBox(
    /// What stands in the field.
    query: String,
    /// Id of the field; those of the list and its options begin with it.
    id: String,
    /// On the search page: with a button, and ready for typing as long as it is empty.
    large: bool,
) -> impl IntoView {
    let is_awaited = large && query.is_empty();
    let found = RwSignal::new(Found::default());
    let selected = RwSignal::new(None::<usize>);
    // Counts what happens to the field. Who waits, for a rest or for an answer, comes too late once
    // it has moved on.
    let turn = StoredValue::new(0_u32);
    let field = StoredValue::new(id.clone());
    let part = move |name: &str| field.with_value(|id| format!("{id}-{name}"));
    let count = move || found.with(|found| found.suggestions.len());

    let close = move || {
        turn.update_value(|turn| *turn += 1);
        selected.set(None);
        found.set(Found::default());
    };
    let ask = move |typed: String, rest: Duration| {
        let query = typed.trim().to_owned();
        if query.is_empty() {
            return close();
        }
        selected.set(None);
        turn.update_value(|turn| *turn += 1);
        let asked = turn.get_value();
        let is_late = move || turn.get_value() != asked;
        let request = move || {
            if is_late() {
                return;
            }
            spawn_local(async move {
                // Without an answer there is nothing to suggest; the form still leads on.
                let suggestions = suggest(query.clone()).await.unwrap_or_default();
                if !is_late() {
                    selected.set(None);
                    found.set(Found { query, suggestions });
                }
            });
        };
        set_timeout(request, rest);
    };
    // Enter that ends a syllable searches as well, once the syllable is whole.
    let send_after = StoredValue::new(false);
    let compose = move |event: CompositionEvent| {
        if send_after.get_value() {
            send_after.set_value(false);
            let form = event_target::<HtmlInputElement>(&event).form();
            // It can only fail while the form is not on the page.
            let _ = form.map(|form| form.request_submit());
        }
    };
    let press = move |event: KeyboardEvent| {
        let key = event.key();
        // While a syllable is being put together the keys belong to it; Enter only ends it.
        if event.is_composing() {
            if key == "Enter" {
                event.prevent_default();
                send_after.set_value(true);
            }
            return;
        }
        let count = found.with_untracked(|found| found.suggestions.len());
        match key.as_str() {
            "ArrowDown" if count == 0 => ask(event_target_value(&event), Duration::ZERO),
            "ArrowDown" | "ArrowUp" if count > 0 => {
                event.prevent_default();
                selected.update(|selected| *selected = moved(*selected, count, key == "ArrowDown"));
            }
            "Enter" => {
                if let Some(chosen) = selected.get_untracked() {
                    event.prevent_default();
                    follow(&part(&chosen.to_string()));
                    close();
                }
            }
            "Escape" if count > 0 => {
                event.prevent_default();
                close();
            }
            "Escape" => {
                close();
                event_target::<HtmlInputElement>(&event).set_value("");
            }
            _ => {}
        }
    };
    let list = move || {
        let found = found.get();
        (!found.suggestions.is_empty()).then(|| {
            let options = found.suggestions.into_iter().enumerate().map(|(place, suggestion)| {
                option(
                    suggestion,
                    &found.query,
                    part(&place.to_string()),
                    Signal::derive(move || selected.get() == Some(place)),
                )
            });
            view! {
                <div
                    class="suggestions"
                    id=part("list")
                    role="listbox"
                    aria-label="추천 검색어"
                    // The focus would leave the field, and the list be gone before it is clicked.
                    on:mousedown=|event: MouseEvent| event.prevent_default()
                >
                    {options.collect_view()}
                </div>
            }
        })
    };

    // What was typed before this code was awake has asked for nothing yet.
    let input = NodeRef::<Input>::new();
    let given = query.clone();
    Effect::new(move || {
        let Some(input) = input.get() else { return };
        let typed = input.value();
        if typed != given && document().active_element().is_some_and(|active| active == **input) {
            ask(typed, Duration::ZERO);
        }
    });
    view! {
        <form class="search-box" role="search" method="get" action=page::SEARCH>
            <Icon shape=icon::SEARCH />
            <label class="visually-hidden" for=id.clone()>"영화, 영화인, 회원 검색"</label>
            <input
                id=id
                node_ref=input
                type="search"
                name="q"
                autofocus=is_awaited
                value=query
                placeholder="영화, 사람 검색"
                role="combobox"
                aria-expanded=move || (count() > 0).to_string()
                aria-controls=part("list")
                aria-autocomplete="list"
                aria-activedescendant=move || selected.get().map(|place| part(&place.to_string()))
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                enterkeyhint="search"
                on:input=move |event| ask(event_target_value(&event), REST)
                on:keydown=press
                on:compositionend=compose
                on:blur=move |_| close()
            />
            {large.then(|| view! { <button class="button button-small">"검색"</button> })}
            {list}
            <span
                class="visually-hidden"
                role="status"
                inner_html=move || match count() {
                    0 => String::new(),
                    count => format!("추천 {count}개"),
                }
            ></span>
        </form>
    }
    .into_any()
}

/// The next selection: through all suggestions, then none, then from the other end.
fn moved(selected: Option<usize>, count: usize, down: bool) -> Option<usize> {
    match (selected, down) {
        (None, true) => Some(0),
        (None, false) => count.checked_sub(1),
        (Some(place), true) => Some(place + 1).filter(|place| *place < count),
        (Some(place), false) => place.checked_sub(1),
    }
}

/// Opens the option with the id `id`, as a click on it does.
fn follow(id: &str) {
    if let Some(link) = document().get_element_by_id(id).and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        link.click();
    }
}

/// One suggestion: a link that the Tab key passes over, since the arrow keys lead to it.
pub(crate) fn option(suggestion: Suggestion, query: &str, id: String, selected: Signal<bool>) -> AnyView {
    let Suggestion { kind, label, detail, path } = suggestion;
    // As HTML, since the next answer changes it in place; see `live`.
    let name = match label.split_once(query) {
        Some((before, after)) => {
            format!("<span>{}<mark>{}</mark>{}</span>", escape(before), escape(query), escape(after))
        }
        None => format!("<span>{}</span>", escape(&label)),
    };
    let detail = if detail.is_empty() { detail } else { format!("<small>{}</small>", escape(&detail)) };
    let film = path.rsplit('/').next().and_then(|id| id.parse::<MovieId>().ok()).filter(|_| kind == SearchTab::Movies);
    let picture = match film {
        Some(film) => {
            view! { <div class="poster"><img src=page::poster(film) alt="" width="240" height="360" /></div> }
                .into_any()
        }
        None => view! { <Avatar nickname=label /> }.into_any(),
    };
    view! {
        <a href=path id=id role="option" tabindex="-1" aria-selected=move || selected.get().to_string()>
            {picture}
            <span class="suggestion-name" inner_html=format!("{name}{detail}")></span>
            <span class="suggestion-kind" inner_html=kind.label()></span>
        </a>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::moved;

    #[test]
    fn the_arrow_keys_go_round() {
        let down = [None, Some(0), Some(1)].map(|place| moved(place, 2, true));
        assert_eq!(down, [Some(0), Some(1), None]);
        let up = [None, Some(1), Some(0)].map(|place| moved(place, 2, false));
        assert_eq!(up, [Some(1), Some(0), None]);
    }
}
