//! Fields with label, hint and error, tied together for assistive technology.

use domain::error::{AppError, FieldError};
use leptos::html::Input;
use leptos::prelude::*;

fn error_of(error: Signal<Option<AppError>>, name: &'static str) -> Signal<Option<FieldError>> {
    Signal::derive(move || error.with(|error| error.as_ref().and_then(|error| error.field(name))))
}

/// The message beside a field; empty while nothing is wrong.
#[component]
fn FieldMessage(name: &'static str, error: Signal<Option<FieldError>>) -> impl IntoView {
    view! {
        <p class="field-error" id=format!("{name}-error") inner_html=move || error.get().map_or("", FieldError::message)></p>
    }
}

/// One line of text.
#[cfg(feature = "ssr")]
#[component]
pub fn TextField(
    /// Name of the field in the form, and its id.
    name: &'static str,
    label: &'static str,
    #[prop(into)] error: Signal<Option<AppError>>,
    #[prop(optional, into)] value: String,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional)] autocomplete: &'static str,
    #[prop(optional)] hint: &'static str,
) -> impl IntoView {
    let error = error_of(error, name);
    view! {
        <div class="field">
            <label for=name>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class="field-hint" id=format!("{name}-hint")>{hint}</p> })}
            <input
                id=name
                name=name
                type=kind
                value=value
                autocomplete=autocomplete
                autocapitalize="none"
                spellcheck="false"
                autofocus=error.get_untracked().is_some()
                aria-invalid=move || error.get().is_some().then_some("true")
                aria-describedby=if hint.is_empty() { format!("{name}-error") } else { format!("{name}-hint {name}-error") }
            />
            <FieldMessage name error />
        </div>
    }
    .into_any()
}

/// A switch with its explanation.
#[component]
pub fn Checkbox(
    name: &'static str,
    #[prop(into)] error: Signal<Option<AppError>>,
    #[prop(optional)] checked: bool,
    #[prop(optional)] hint: &'static str,
    /// Where the input stands on the page.
    #[prop(optional)]
    field: NodeRef<Input>,
    /// The label.
    children: Children,
) -> impl IntoView {
    let error = error_of(error, name);
    view! {
        <div class="field field-check">
            <input
                id=name
                name=name
                type="checkbox"
                role="switch"
                node_ref=field
                value="on"
                checked=checked
                autofocus=error.get_untracked().is_some()
                aria-invalid=move || error.get().is_some().then_some("true")
                aria-describedby=if hint.is_empty() { format!("{name}-error") } else { format!("{name}-hint {name}-error") }
            />
            <label for=name>{children()}</label>
            {(!hint.is_empty()).then(|| view! { <p class="field-hint" id=format!("{name}-hint")>{hint}</p> })}
            <FieldMessage name error />
        </div>
    }
    .into_any()
}

/// Text as HTML. A leading line break is doubled, since a parser drops the first.
pub fn escape(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    if escaped.starts_with('\n') { format!("\n{escaped}") } else { escaped }
}
