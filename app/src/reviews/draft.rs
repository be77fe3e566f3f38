//! What has been written and not yet sent, kept by this browser.

use leptos::html::{Input, Textarea};
use leptos::prelude::*;
use web_sys::Storage;

/// The draft of one text. Its name holds the member's id, so that nobody finds another's.
#[derive(Clone, Copy)]
pub struct Draft {
    name: StoredValue<String>,
    /// The text as the server knows it: nothing to keep.
    original: StoredValue<String>,
    area: NodeRef<Textarea>,
    /// The two switches: a text must not come back more public than it was written.
    switches: [NodeRef<Input>; 2],
    text: RwSignal<String>,
    found: RwSignal<bool>,
}

impl Draft {
    /// Puts a draft that is found into `area` once the page is alive.
    pub fn new(
        name: String,
        original: String,
        area: NodeRef<Textarea>,
        switches: [NodeRef<Input>; 2],
        text: RwSignal<String>,
    ) -> Self {
        let draft = Self {
            name: StoredValue::new(name),
            original: StoredValue::new(original),
            area,
            switches,
            text,
            found: RwSignal::new(false),
        };
        Effect::new(move || {
            let Some(area) = area.get() else { return };
            let original = draft.original.get_value();
            let typed = area.value();
            if typed != original {
                // The browser has kept it by itself, or somebody has been faster than this code.
                text.set(typed);
                draft.keep();
            } else if let Some((ticks, kept)) = draft.read().filter(|(_, kept)| *kept != original) {
                draft.show(&kept);
                for (switch, tick) in switches.into_iter().zip(ticks.chars()) {
                    if let Some(switch) = switch.get_untracked() {
                        switch.set_checked(tick == '1');
                    }
                }
                draft.found.set(true);
            }
        });
        draft
    }

    fn show(self, content: &str) {
        if let Some(area) = self.area.get_untracked() {
            area.set_value(content);
        }
        self.text.set(content.to_owned());
    }

    /// The switches as "01", and the text.
    fn read(self) -> Option<(String, String)> {
        let kept = storage()?.get_item(&self.name.read_value()).ok().flatten()?;
        kept.split_once('\n').map(|(ticks, text)| (ticks.to_owned(), text.to_owned()))
    }

    /// Empties the editor after its text has been sent: going back must not offer it again.
    pub fn sent(self) {
        self.discard();
        self.show("");
    }

    /// Keeps the text as it stands now.
    pub fn keep(self) {
        let text = self.text.get_untracked();
        if text.is_empty() || text == *self.original.read_value() {
            return self.discard();
        }
        if let Some(storage) = storage() {
            let ticks = self
                .switches
                .map(|switch| if switch.get_untracked().is_some_and(|switch| switch.checked()) { "1" } else { "0" });
            // Full or forbidden: then there is no draft.
            let _ = storage.set_item(&self.name.read_value(), &format!("{}\n{text}", ticks.concat()));
        }
    }

    pub fn discard(self) {
        if let Some(storage) = storage() {
            // As above.
            let _ = storage.remove_item(&self.name.read_value());
        }
        self.found.set(false);
    }

    /// Says that a draft was found, and offers to throw it away.
    pub fn notice(self) -> impl IntoView {
        view! {
            <div role="status">
                <Show when=move || self.found.get()>
                    <div class="notice">
                        <span>"쓰다 만 글을 불러왔어요."</span>
                        <button
                            class="button button-text"
                            type="button"
                            on:click=move |_| {
                                self.discard();
                                self.show(&self.original.get_value());
                                if let Some(area) = self.area.get_untracked() {
                                    // It can only fail for a field that is not on the page.
                                    let _ = area.focus();
                                }
                            }
                        >
                            "버리기"
                        </button>
                    </div>
                </Show>
            </div>
        }
    }
}

/// The browser may forbid it.
fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}
