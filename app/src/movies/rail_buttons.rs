//! The buttons that move a rail.

use crate::components::{Icon, icon};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::Element;

/// Back and forth in a list that scrolls sideways. They are gone while all of it is in sight.
#[island]
pub fn RailButtons(
    /// Id of the list.
    target: String,
) -> impl IntoView {
    let reach = RwSignal::new(Reach { back: false, forth: true });
    let target = StoredValue::new(target);
    let rail = move || document().get_element_by_id(&target.get_value());
    Effect::new(move || {
        if let Some(rail) = rail() {
            follow(rail, reach);
        }
    });
    // Whether it glides is up to the style sheet, which knows who prefers less motion.
    let turn = move |direction: f64| {
        if let Some(rail) = rail() {
            rail.scroll_by_with_x_and_y(direction * STEP * f64::from(rail.client_width()), 0.0);
        }
    };
    view! {
        <Show when=move || reach.get().is_needed()>
            <div class="rail-buttons with-script">
                <button
                    type="button"
                    aria-controls=target.get_value()
                    disabled=move || !reach.get().back
                    on:click=move |_| turn(-1.0)
                >
                    <Icon shape=icon::LEFT />
                    <span class="visually-hidden">"이전"</span>
                </button>
                <button
                    type="button"
                    aria-controls=target.get_value()
                    disabled=move || !reach.get().forth
                    on:click=move |_| turn(1.0)
                >
                    <Icon shape=icon::RIGHT />
                    <span class="visually-hidden">"다음"</span>
                </button>
            </div>
        </Show>
    }
    .into_any()
}

/// How much of the visible width one press moves by: what was cut off at the edge stays in sight.
const STEP: f64 = 0.85;

/// Which ways a rail can still be moved.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Reach {
    back: bool,
    forth: bool,
}

impl Reach {
    /// All in pixels: hidden at the start, visible, and the whole. One may be lost to rounding.
    fn new(hidden: i32, visible: i32, whole: i32) -> Self {
        Self { back: hidden > 1, forth: hidden + visible + 1 < whole }
    }

    fn is_needed(self) -> bool {
        self.back || self.forth
    }
}

/// Keeps `reach` up to date, as long as the page stands.
fn follow(rail: Element, reach: RwSignal<Reach>) {
    let measured = rail.clone();
    let measure = move || {
        let now = Reach::new(measured.scroll_left(), measured.client_width(), measured.scroll_width());
        if now != reach.get_untracked() {
            reach.set(now);
        }
    };
    measure();
    let listener = Closure::<dyn Fn()>::new(measure);
    // They fail for no target that exists.
    let _ = rail.add_event_listener_with_callback("scroll", listener.as_ref().unchecked_ref());
    let _ = window().add_event_listener_with_callback("resize", listener.as_ref().unchecked_ref());
    listener.forget();
}

#[cfg(test)]
mod tests {
    use super::Reach;

    #[test]
    fn the_ends_of_a_rail() {
        for (hidden, visible, whole, back, forth) in [
            (0, 300, 300, false, false),
            (0, 300, 301, false, false),
            (0, 300, 900, false, true),
            (200, 300, 900, true, true),
            (600, 300, 900, true, false),
            (599, 300, 900, true, false),
        ] {
            let reach = Reach::new(hidden, visible, whole);
            assert_eq!((reach.back, reach.forth), (back, forth), "{hidden} of {whole}");
            assert_eq!(reach.is_needed(), back || forth);
        }
    }
}
