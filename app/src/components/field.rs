//! Fields with label, hint and error, tied together for assistive technology.

use domain::error::{AppError, FieldError};
use leptos::prelude::*;

fn error_of(error: Signal<Option<AppError>>, name: &'static str) -> Signal<Option<FieldError>> {
    Signal::derive(move || error.with(|error| error.as_ref().and_then(|error| error.field(name))))
}

/// The message beside a field; empty while nothing is wrong.
#[component]
fn FieldMessage(name: &'static str, error: Signal<Option<FieldError>>) -> impl IntoView {
    view! {
        <p class="field-error" id=format!("{name}-error")>
            {move || error.get().map(FieldError::message)}
        </p>
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

/// Several lines of text, with a count of characters.
#[component]
pub fn TextArea(
    name: &'static str,
    label: &'static str,
    #[prop(into)] error: Signal<Option<AppError>>,
    #[prop(into)] value: String,
    /// Most characters allowed; more can be typed, and are counted in red.
    max: usize,
) -> impl IntoView {
    let error = error_of(error, name);
    let count = RwSignal::new(value.replace("\r\n", "\n").chars().count());
    view! {
        <div class="field">
            <label for=name>{label}</label>
            // As inner HTML, because an empty text node would be rendered as a blank.
            <textarea
                id=name
                name=name
                rows="10"
                inner_html=escape(&value)
                on:input=move |event| count.set(event_target_value(&event).chars().count())
                autofocus=error.get_untracked().is_some()
                aria-invalid=move || error.get().is_some().then_some("true")
                aria-describedby=format!("{name}-count {name}-error")
            ></textarea>
            <div class="field-foot">
                <FieldMessage name error />
                <p class="field-count" class:is-over=move || count.get().gt(&max) id=format!("{name}-count")>
                    {move || count.get()}
                    " / "
                    {max}
                    "자"
                </p>
            </div>
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
fn escape(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    if escaped.starts_with('\n') { format!("\n{escaped}") } else { escaped }
}
