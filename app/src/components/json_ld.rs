//! Structured data in the words of schema.org, from which search engines make their cards.

use leptos::nonce::use_nonce;
use leptos::prelude::*;
use serde_json::{Value, json};

/// Structured data of the page.
#[component]
pub fn JsonLd(
    /// See [`graph`].
    data: String,
) -> impl IntoView {
    // As inner HTML, because quotes must stay as they are.
    view! { <script type="application/ld+json" nonce=use_nonce() inner_html=harmless(&data)></script> }.into_any()
}

/// JSON that cannot end the element it stands in.
fn harmless(json: &str) -> String {
    json.replace('<', "\\u003c")
}

/// Several things as one document.
pub fn graph(things: Vec<Value>) -> String {
    json!({ "@context": "https://schema.org", "@graph": things }).to_string()
}

/// A thing without the properties that nothing is known of.
pub fn known(mut thing: Value) -> Value {
    if let Some(properties) = thing.as_object_mut() {
        properties.retain(|_, value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()));
    }
    thing
}

/// The way to the page from the home page of `origin`, which comes first by itself: names and
/// absolute addresses.
pub fn breadcrumbs(origin: &str, places: &[(&str, &str)]) -> Value {
    let home = format!("{origin}/");
    let items: Vec<_> = std::iter::once(&("홈", home.as_str()))
        .chain(places)
        .enumerate()
        .map(|(at, (name, address))| json!({ "@type": "ListItem", "position": at + 1, "name": name, "item": address }))
        .collect();
    json!({ "@type": "BreadcrumbList", "itemListElement": items })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_the_element() {
        let data = graph(vec![json!({ "name": "</script><script>alert(1)</script>" })]);
        let written = harmless(&data);
        assert!(!written.contains('<'));
        let read: Value = serde_json::from_str(&written).expect("is JSON");
        assert_eq!(read["@graph"][0]["name"], "</script><script>alert(1)</script>");
    }

    #[test]
    fn what_is_unknown_is_left_out() {
        let year: Option<i32> = None;
        let none: [&str; 0] = [];
        assert_eq!(known(json!({ "a": 1, "b": year, "c": none, "d": [2] })), json!({ "a": 1, "d": [2] }));
    }

    #[test]
    fn crumbs_are_numbered() {
        let crumbs = breadcrumbs("https://x.example", &[("영화", "https://x.example/movies")]);
        assert_eq!(crumbs["itemListElement"][0]["item"], "https://x.example/");
        assert_eq!(crumbs["itemListElement"][1]["position"], 2);
    }
}
