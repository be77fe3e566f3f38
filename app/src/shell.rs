//! The document around the app: head, hydration and the headers that belong to it.

use crate::App;
use http::{HeaderValue, header};
use leptos::WasmSplitManifest;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::MetaTags;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

/// Names of the browser build's files, read once when the server starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assets {
    /// Paths from the root of the site.
    pub script: String,
    pub wasm: String,
    pub style: String,
    pub split_script: String,
    pub split_manifest: HashMap<String, Vec<String>>,
}

impl Assets {
    /// From the folder `site` with `pkg/`, and the hashes that cargo-leptos writes beside the
    /// server (`None` for an unhashed development build).
    pub fn read(site: &Path, hashes: Option<&str>) -> Self {
        let hashes: HashMap<&str, &str> = hashes
            .unwrap_or_default()
            .lines()
            .filter_map(|line| line.split_once(':'))
            .map(|(file, hash)| (file.trim(), hash.trim()))
            .collect();
        let file = |stem: &str, key: &str, extension: &str, plain: &str| match hashes.get(key) {
            Some(hash) => format!("{stem}.{hash}.{extension}"),
            None => format!("{plain}.{extension}"),
        };
        let manifest = file("__wasm_split_manifest", "manifest", "json", "__wasm_split_manifest");
        Self {
            script: format!("/pkg/{}", file("popcorn-geek", "js", "js", "popcorn-geek")),
            wasm: format!("/pkg/{}", file("popcorn-geek", "wasm", "wasm", "popcorn-geek")),
            style: format!("/pkg/{}", file("popcorn-geek", "css", "css", "popcorn-geek")),
            split_script: file("__wasm_split", "split", "js", "__wasm_split.______________________"),
            split_manifest: std::fs::read(site.join("pkg").join(manifest))
                .ok()
                .and_then(|bytes| serde_json::from_slice(&bytes).ok())
                .unwrap_or_default(),
        }
    }
}

/// The document.
pub fn shell(assets: &Arc<Assets>, development: Option<LeptosOptions>) -> impl IntoView + use<> {
    send_content_security_policy(development.as_ref());
    let assets = assets.clone();
    view! {
        <!DOCTYPE html>
        <html lang="ko">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="color-scheme" content="light dark" />
                <meta name="theme-color" content="#fffdf8" media="(prefers-color-scheme: light)" />
                <meta name="theme-color" content="#151013" media="(prefers-color-scheme: dark)" />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="stylesheet" href=assets.style.clone() />
                // A style sheet of its own, named after its version: the site's changes more often.
                <link rel="stylesheet" href="/fonts/pretendard-1.3.9.css" />
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

/// Loads the browser build. Ours, because Leptos 0.8's own component writes the nonce into the
/// attribute `crossorigin` of its preloads.
#[component]
fn Hydration(assets: Arc<Assets>) -> impl IntoView {
    provide_context(WasmSplitManifest(ArcStoredValue::new((
        "/pkg".to_owned(),
        assets.split_manifest.clone(),
        assets.split_script.clone(),
    ))));
    let start = format!(
        "import('{}').then(app=>app.default({{module_or_path:'{}'}}).then(()=>app.hydrate()))",
        assets.script, assets.wasm
    );
    view! {
        <link rel="modulepreload" href=assets.script.clone() />
        <link rel="preload" href=assets.wasm.clone() r#as="fetch" r#type="application/wasm" crossorigin="anonymous" />
        <script type="module" nonce=use_nonce()>
            {start}
        </script>
    }
}

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
    fn hashed_and_plain_names() {
        let nowhere = Path::new("/nonexistent");
        let assets = Assets::read(nowhere, Some("js: AAA\nwasm: BBB\ncss: CCC\nsplit: DDD\nmanifest: EEE\n"));
        assert_eq!(assets.script, "/pkg/popcorn-geek.AAA.js");
        assert_eq!(assets.wasm, "/pkg/popcorn-geek.BBB.wasm");
        assert_eq!(assets.split_script, "__wasm_split.DDD.js");
        assert_eq!(Assets::read(nowhere, None).style, "/pkg/popcorn-geek.css");
    }
}
