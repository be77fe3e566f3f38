//! What has been written and not yet sent, kept by this browser.

use leptos::html::Textarea;
use leptos::prelude::*;
use web_sys::Storage;

/// The draft of one text. Its name holds the member's id, so that nobody finds another's.
#[derive(Clone, Copy)]
pub struct Draft {
    name: StoredValue<String>,
    /// The text as the server knows it: nothing to keep.
    original: StoredValue<String>,
    area: NodeRef<Textarea>,
    text: RwSignal<String>,
    found: RwSignal<bool>,
}

impl Draft {
    /// Puts a draft that is found into `area` once the page is alive.
    pub fn new(name: String, original: String, area: NodeRef<Textarea>, text: RwSignal<String>) -> Self {
        let draft = Self {
            name: StoredValue::new(name),
            original: StoredValue::new(original),
            area,
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
            } else if let Some(kept) = draft.read().filter(|kept| *kept != original) {
                draft.show(&kept);
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

    fn read(self) -> Option<String> {
        storage()?.get_item(&self.name.read_value()).ok().flatten()
    }

    /// Keeps the text as it stands now.
    pub fn keep(self) {
        let text = self.text.get_untracked();
        if text.is_empty() || text == *self.original.read_value() {
            return self.discard();
        }
        if let Some(storage) = storage() {
            // Full or forbidden: then there is no draft.
            let _ = storage.set_item(&self.name.read_value(), &text);
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
