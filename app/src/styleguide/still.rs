//! Still pictures of parts that a page can hold only once.

use leptos::prelude::*;

/// What the attributes hold that name elements of the page.
const NAMING: [&str; 5] = ["id", "for", "aria-labelledby", "aria-describedby", "aria-controls"];

/// `part` as the server draws it, never woken: the islands of a page share their scores, and their
/// ids are fixed, so only one score control on a page can be alive. `name` comes before every id.
pub fn still(name: &str, part: AnyView) -> AnyView {
    let html = picture(&part.to_html(), name);
    view! { <div inner_html=html></div> }.into_any()
}

/// Nothing in the picture wakes, posts or takes the focus.
fn picture(html: &str, name: &str) -> String {
    let html = html
        .replace("leptos-island", "div")
        .replace(" autofocus", "")
        .replace(r#" method="post""#, r#" method="get""#)
        .replace(r#" action="/rpc/"#, r##" action="#"##);
    NAMING.into_iter().fold(html, |html, attribute| renamed(&html, attribute, name))
}

/// With `name` before each id in the attributes called `attribute`.
fn renamed(html: &str, attribute: &str, name: &str) -> String {
    let start = format!(" {attribute}=\"");
    let mut parts = html.split(start.as_str());
    let mut written = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (ids, rest) = part.split_once('"').unwrap_or((part, ""));
        let ids: Vec<_> = ids.split_whitespace().map(|id| format!("{name}-{id}")).collect();
        written.push_str(&format!("{start}{}\"{rest}", ids.join(" ")));
    }
    written
}

#[cfg(test)]
mod tests {
    use super::picture;

    #[test]
    fn a_picture_keeps_to_itself() {
        let part = r#"<leptos-island data-component="X"><form method="post" action="/rpc/a"><label for="x">가</label><input id="x" name="movie_id" aria-describedby="x-hint x-error" autofocus></form></leptos-island>"#;
        assert_eq!(
            picture(part, "one"),
            r##"<div data-component="X"><form method="get" action="#a"><label for="one-x">가</label><input id="one-x" name="movie_id" aria-describedby="one-x-hint one-x-error"></form></div>"##
        );
    }
}
