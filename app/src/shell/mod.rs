//! The document around the app: head, hydration and the headers that belong to it.

use crate::{App, request};
use http::{HeaderValue, header};
use leptos::html::meta;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::MetaTags;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

/// Names of the browser build's files, read once when the server starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assets {
    /// Paths from the root of the site.
    pub script: String,
    pub wasm: String,
    pub style: String,
}

impl Assets {
    /// From the hashes that cargo-leptos writes beside the server (`None` for an unhashed
    /// development build).
    pub fn read(hashes: Option<&str>) -> Self {
        let hashes: HashMap<&str, &str> = hashes
            .unwrap_or_default()
            .lines()
            .filter_map(|line| line.split_once(':'))
            .map(|(file, hash)| (file.trim(), hash.trim()))
            .collect();
        let file = |key: &str, extension: &str| match hashes.get(key) {
            Some(hash) => format!("/pkg/popcorn-geek.{hash}.{extension}"),
            None => format!("/pkg/popcorn-geek.{extension}"),
        };
        Self { script: file("js", "js"), wasm: file("wasm", "wasm"), style: file("css", "css") }
    }
}

/// The document.
pub fn shell(assets: &Arc<Assets>, development: Option<LeptosOptions>) -> impl IntoView + use<> {
    send_content_security_policy(development.as_ref());
    let assets = assets.clone();
    let theme = request::theme();
    view! {
        <!DOCTYPE html>
        <html lang="ko" data-theme=theme>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content" />
                <meta name="color-scheme" content="light dark" />
                {theme_colour(theme)}
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="apple-touch-icon" href="/apple-touch-icon.png" />
                <link rel="manifest" href="/manifest.webmanifest" />
                <link rel="stylesheet" href=assets.style.clone() />
                <Fonts />
                {development.map(|options| view! { <AutoReload options /> })}
                <Hydration assets=assets />
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

/// The browser's own bars go with the page, also where it does not go with the system.
fn theme_colour(theme: Option<&str>) -> AnyView {
    match theme {
        Some("light") => view! { <meta name="theme-color" content="#fffdf8" /> }.into_any(),
        Some(_) => view! { <meta name="theme-color" content="#151013" /> }.into_any(),
        None => [("light", "#fffdf8"), ("dark", "#151013")]
            .map(|(scheme, colour)| {
                let media = format!("(prefers-color-scheme: {scheme})");
                meta().name("theme-color").content(colour).attr("media", media)
            })
            .into_any(),
    }
}

/// A style sheet of its own, named after its version: the site's changes more often.
const FONTS: &str = "/fonts/pretendard-1.3.9.css";

/// The fonts wait until the page has been painted in a font of the system: on a thin line their
/// four hundred kilobytes would hold up the text. `has-fonts` puts them on the page when all that
/// its text needs are there, so that it is laid out once more and not once for each slice. From the
/// second page of a visit on they are in the cache, and come at once.
#[component]
fn Fonts() -> impl IntoView {
    view! {
        <link id="fonts" rel="stylesheet" href=FONTS media="print" />
        <noscript>
            <link rel="stylesheet" href=FONTS />
        </noscript>
        <script nonce=use_nonce()>
            "try{if(sessionStorage.fonts){document.getElementById('fonts').media='all';\
             document.documentElement.classList.add('has-fonts')}}catch{}"
        </script>
    }
}

/// Loads the browser build and wakes the islands of the page, in `start.js`. Ours, because Leptos 0.8's
/// own component writes the nonce into the attribute `crossorigin` of its preloads, walks through every
/// element of the page, and stops at the first island that cannot be woken.
#[component]
fn Hydration(assets: Arc<Assets>) -> impl IntoView {
    // From here on only islands are rendered for a browser that goes on with them.
    if let Some(context) = Owner::current_shared_context() {
        context.set_is_hydrating(false);
    }
    let start = START.replace("WASM", &assets.wasm).replace("SCRIPT", &assets.script);
    view! {
        <script type="module" nonce=use_nonce()>
            {start}
        </script>
    }
}

/// The script without what only its readers need: comments, each on a line of its own, and indents.
static START: LazyLock<String> = LazyLock::new(|| {
    let lines = include_str!("start.js").lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with("//")).collect::<Vec<_>>().join("\n")
});

/// Only our own files, only scripts with this answer's nonce, no frames, no plugins.
fn send_content_security_policy(development: Option<&LeptosOptions>) {
    let Some(response) = use_context::<ResponseOptions>() else { return };
    let nonce = use_nonce().map(|nonce| format!(" 'nonce-{nonce}'")).unwrap_or_default();
    // Live reload talks to cargo-leptos.
    let reload = development
        .map(|options| format!(" ws://127.0.0.1:{0} ws://localhost:{0}", options.reload_port))
        .unwrap_or_default();
    let policy = format!(
        "default-src 'none'; script-src 'self'{nonce} 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'{reload}; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_is_sent_without_its_comments() {
        assert!(!START.contains("//") && !START.contains("  "));
        // A view writes it as it is, so nothing in it may end its element.
        assert!(!START.contains("</"));
        for file in ["'WASM'", "'SCRIPT'"] {
            assert_eq!(START.matches(file).count(), 1, "{file}");
        }
    }

    #[test]
    fn hashed_and_plain_names() {
        let assets = Assets::read(Some("js: AAA\nwasm: BBB\ncss: CCC\n"));
        assert_eq!(assets.script, "/pkg/popcorn-geek.AAA.js");
        assert_eq!(assets.wasm, "/pkg/popcorn-geek.BBB.wasm");
        assert_eq!(Assets::read(None).style, "/pkg/popcorn-geek.css");
    }
}
