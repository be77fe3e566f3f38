//! The field for a password: it can be looked at, and says how strong a new one is.

use crate::components::escape;
use domain::accounts::{Strength, StrengthLevel, password_strength};
use domain::error::FieldError;
use leptos::html::Input;
use leptos::prelude::*;

/// A plain field, with a button that shows what is typed. What is typed stays in the field; only
/// how strong it is, is remembered here.
#[island]
pub fn PasswordField(
    /// Name of the field in the form, and its id.
    name: String,
    label: String,
    /// `current-password` or `new-password`.
    autocomplete: String,
    /// May be empty.
    hint: String,
    /// Whether to say how strong it is.
    measured: bool,
    error: Option<FieldError>,
) -> impl IntoView {
    let field = NodeRef::<Input>::new();
    let is_shown = RwSignal::new(false);
    let strength = RwSignal::new(None::<Strength>);
    let measure = move |text: String| {
        let found = (measured && !text.is_empty()).then(|| password_strength(&text));
        // So that it is read out again only when it changes.
        if strength.get_untracked() != found {
            strength.set(found);
        }
    };
    // What stood in the field before the page was awake.
    Effect::new(move || {
        if let Some(field) = field.get() {
            measure(field.value());
        }
    });
    let ids = [("hint", !hint.is_empty()), ("strength", measured), ("error", true)]
        .into_iter()
        .filter(|(_, is_there)| *is_there)
        .map(|(part, _)| format!("{name}-{part}"))
        .collect::<Vec<_>>()
        .join(" ");
    view! {
        <div class="field field-password">
            <label for=name.clone()>{label.clone()}</label>
            {(!hint.is_empty()).then(|| view! { <p class="field-hint" id=format!("{name}-hint")>{hint}</p> })}
            <input
                id=name.clone()
                name=name.clone()
                type=move || if is_shown.get() { "text" } else { "password" }
                autocomplete=autocomplete
                autocapitalize="none"
                spellcheck="false"
                node_ref=field
                autofocus=error.is_some()
                aria-invalid=error.is_some().then_some("true")
                aria-describedby=ids
                on:input=move |event| measure(event_target_value(&event))
            />
            <button
                class="button button-quiet with-script"
                type="button"
                aria-controls=name.clone()
                on:click=move |_| is_shown.update(|is_shown| *is_shown = !*is_shown)
            >
                <span class="visually-hidden">{label} " "</span>
                <span inner_html=move || if is_shown.get() { "숨기기" } else { "보기" }></span>
            </button>
            {measured
                .then(|| {
                    view! {
                        <p class="strength with-script" id=format!("{name}-strength")>
                            <meter
                                min="0"
                                max="4"
                                value=move || strength.get().map_or(0, steps).to_string()
                                aria-hidden="true"
                            ></meter>
                            <span aria-live="polite" inner_html=move || strength.get().map(words).unwrap_or_default()></span>
                        </p>
                    }
                })}
            <p class="field-error" id=format!("{name}-error")>{error.map(FieldError::message)}</p>
        </div>
    }
    .into_any()
}

/// How far the meter is filled, of four steps.
fn steps(strength: Strength) -> u8 {
    match strength.level {
        StrengthLevel::Weak => 1,
        StrengthLevel::Fair => 2,
        StrengthLevel::Good => 3,
        StrengthLevel::Strong => 4,
    }
}

/// The level as a word, and what would help, as HTML.
fn words(strength: Strength) -> String {
    format!("<b>{}</b> {}", strength.level.label(), escape(strength.hint))
}
