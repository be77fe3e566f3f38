//! What has been written and not yet sent, kept by this browser.

use leptos::html::{Input, Textarea};
use leptos::prelude::*;
use web_sys::Storage;

/// The draft of one text. Its name holds the member's id, so that nobody finds another's.
#[derive(Clone, Copy)]
pub struct Draft {
    name: StoredValue<String>,
    /// The text as the page came with it: nothing to keep.
    original: StoredValue<String>,
    /// Tells apart the texts that the server has had; see [`mark`].
    base: u64,
    area: NodeRef<Textarea>,
    /// The two switches: a text must not come back more public than it was written.
    switches: [NodeRef<Input>; 2],
    text: RwSignal<String>,
    found: RwSignal<Found>,
}

/// What the browser had kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    Nothing,
    /// It stands in the editor.
    Restored,
    /// The text has been changed since, elsewhere: the writer decides which of the two goes on.
    Outdated,
}

impl Draft {
    /// Puts a draft that is found into `area` once the page is alive; asks first where the text on
    /// the server, `saved`, is no longer the one that the draft began with.
    pub fn new(
        name: String,
        saved: &str,
        area: NodeRef<Textarea>,
        switches: [NodeRef<Input>; 2],
        text: RwSignal<String>,
    ) -> Self {
        let draft = Self {
            name: StoredValue::new(name),
            original: StoredValue::new(text.get_untracked()),
            base: mark(saved),
            area,
            switches,
            text,
            found: RwSignal::new(Found::Nothing),
        };
        Effect::new(move || {
            let Some(area) = area.get() else { return };
            let original = draft.original.get_value();
            let typed = area.value();
            if typed != original {
                // The browser has kept it by itself, or somebody has been faster than this code.
                text.set(typed);
                draft.keep();
            } else if let Some(kept) = draft.read().filter(|kept| kept.text != original) {
                if kept.base == Some(draft.base) {
                    draft.restore();
                } else {
                    draft.found.set(Found::Outdated);
                }
            }
        });
        draft
    }

    /// Puts what is kept into the editor.
    fn restore(self) {
        let Some(kept) = self.read() else { return self.found.set(Found::Nothing) };
        self.show(&kept.text);
        for (switch, tick) in self.switches.into_iter().zip(kept.ticks.chars()) {
            if let Some(switch) = switch.get_untracked() {
                switch.set_checked(tick == '1');
            }
        }
        self.found.set(Found::Restored);
    }

    fn focus(self) {
        if let Some(area) = self.area.get_untracked() {
            // It can only fail for a field that is not on the page.
            let _ = area.focus();
        }
    }

    fn show(self, content: &str) {
        if let Some(area) = self.area.get_untracked() {
            area.set_value(content);
        }
        self.text.set(content.to_owned());
    }

    fn read(self) -> Option<Kept> {
        Kept::parse(&storage()?.get_item(&self.name.read_value()).ok().flatten()?)
    }

    /// Empties the editor after its text has been sent: going back must not offer it again.
    pub fn sent(self) {
        self.discard();
        self.show("");
    }

    /// Keeps the text as it stands now; but not over a draft that nobody has decided about.
    pub fn keep(self) {
        if self.found.get_untracked() == Found::Outdated {
            return;
        }
        let text = self.text.get_untracked();
        if text.is_empty() || text == *self.original.read_value() {
            return self.discard();
        }
        if let Some(storage) = storage() {
            let ticks = self
                .switches
                .map(|switch| if switch.get_untracked().is_some_and(|switch| switch.checked()) { "1" } else { "0" });
            let kept = Kept { ticks: ticks.concat(), base: Some(self.base), text };
            // Full or forbidden: then there is no draft.
            let _ = storage.set_item(&self.name.read_value(), &kept.written());
        }
    }

    pub fn discard(self) {
        if let Some(storage) = storage() {
            // As above.
            let _ = storage.remove_item(&self.name.read_value());
        }
        self.found.set(Found::Nothing);
    }

    /// Says that a draft was found, and offers to take it or to throw it away.
    pub fn notice(self) -> impl IntoView {
        let button = move |label: &'static str, press: fn(Self)| {
            view! {
                <button
                    class="button button-text"
                    type="button"
                    on:click=move |_| {
                        press(self);
                        self.focus();
                    }
                >
                    {label}
                </button>
            }
        };
        view! {
            <div role="status">
                {move || match self.found.get() {
                    Found::Nothing => ().into_any(),
                    Found::Restored => {
                        view! {
                            <div class="notice">
                                <span>"쓰다 만 글을 불러왔어요."</span>
                                {button("버리기", |draft| {
                                    draft.discard();
                                    draft.show(&draft.original.get_value());
                                })}
                            </div>
                        }
                            .into_any()
                    }
                    Found::Outdated => {
                        view! {
                            <div class="notice">
                                <span>"이 기기에 저장된 초안이 있어요. 그 뒤에 리뷰가 바뀌었어요."</span>
                                {button("불러오기", Self::restore)}
                                {button("버리기", |draft| {
                                    draft.discard();
                                    // What has been typed meanwhile is the draft from here on.
                                    draft.keep();
                                })}
                            </div>
                        }
                            .into_any()
                    }
                }}
            </div>
        }
    }
}

/// What the browser keeps.
#[derive(Debug, PartialEq, Eq)]
struct Kept {
    /// The switches, as "01".
    ticks: String,
    /// [`mark`] of the text that stood on the server when this was written.
    base: Option<u64>,
    text: String,
}

impl Kept {
    fn parse(kept: &str) -> Option<Self> {
        let (head, text) = kept.split_once('\n')?;
        let (ticks, base) = head.split_once(' ').unwrap_or((head, ""));
        Some(Self { ticks: ticks.to_owned(), base: base.parse().ok(), text: text.to_owned() })
    }

    fn written(&self) -> String {
        let base = self.base.map(|base| base.to_string()).unwrap_or_default();
        format!("{} {base}\n{}", self.ticks, self.text)
    }
}

/// A number for a text, the same wherever and whenever it is computed. (No clock is asked which of
/// two texts is newer: those of the browser and of the server differ.)
fn mark(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The browser may forbid it.
fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_read_back() {
        for text in ["한 줄", "첫 줄\n\n셋째 줄", " 01 2\n"] {
            let kept = Kept { ticks: "10".to_owned(), base: Some(mark("저장된 글")), text: text.to_owned() };
            assert_eq!(Kept::parse(&kept.written()), Some(kept));
        }
        assert_eq!(Kept::parse("01\n글").map(|kept| kept.base), Some(None), "one without a mark is asked about");
        assert_eq!(Kept::parse("01"), None);
        assert_ne!(mark("가"), mark("나"));
    }
}
