//! Files that are the same for everybody: the browser build, fonts, icons, the manifest.
//!
//! Where their names hold hashes they are read once, at the start, and answered from memory, each
//! in one piece and already compressed. What is not held is looked for on disk: everything in
//! development, and the files of another release that come later.

mod encoding;
mod held;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use held::{Held, Ready};
use http::{Extensions, HeaderMap, HeaderValue, Method, StatusCode, Version, header};
use std::path::Path;
use std::sync::Arc;
use tower::ServiceBuilder;
use tower_http::services::fs::ServeFileSystemResponseBody;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;

/// A new version has a new name.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";
const ONE_DAY: &str = "public, max-age=86400";
/// Must be asked for each time.
const ANEW: &str = "no-cache";

/// Files beside the folders.
const SINGLE: [&str; 7] = [
    "favicon.svg",
    "manifest.webmanifest",
    "icon-192.png",
    "icon-512.png",
    "icon-maskable-512.png",
    "apple-touch-icon.png",
    "share.png",
];

/// The routes of the files in `site`. `hashed`: whether the names of the browser build hold hashes,
/// which is so but in development.
pub fn routes<S: Clone + Send + Sync + 'static>(site: &Path, hashed: bool) -> Router<S> {
    let build = if hashed { FOR_GOOD } else { ANEW };
    let mut held = Held::default();
    if hashed {
        held.read_folder(site, "pkg", build);
        for name in SINGLE {
            held.read_file(site, name, ONE_DAY);
        }
        held.read_folder(site, "fonts", FOR_GOOD);
        tracing::info!(files = held.len(), bytes = held.bytes(), "files are held in memory");
    }
    let folder = |name: &str, caching| {
        let files = ServeDir::new(site.join(name)).precompressed_br().precompressed_gzip();
        ServiceBuilder::new().layer(cached(caching)).service(files)
    };
    let file = |name: &str| ServiceBuilder::new().layer(cached(ONE_DAY)).service(ServeFile::new(site.join(name)));
    SINGLE
        .iter()
        .fold(Router::new(), |routes, name| routes.route_service(&format!("/{name}"), file(name)))
        .nest_service("/pkg", folder("pkg", build))
        .nest_service("/fonts", folder("fonts", FOR_GOOD))
        .layer(from_fn_with_state(Arc::new(held), from_memory))
}

/// Answers with what is held, else from disk.
async fn from_memory(State(held): State<Arc<Held>>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    match held.get(request.uri().path()).filter(|_| reads) {
        Some(file) => file.answer(request.method(), request.headers()),
        None => next.run(request).await,
    }
}

/// Only what is there may be kept: during a release a file may be asked for too early.
fn cached(
    caching: &'static str,
) -> SetResponseHeaderLayer<impl Fn(&Response<ServeFileSystemResponseBody>) -> Option<HeaderValue> + Clone> {
    SetResponseHeaderLayer::if_not_present(
        header::CACHE_CONTROL,
        move |response: &Response<ServeFileSystemResponseBody>| {
            response.status().is_success().then(|| HeaderValue::from_static(caching))
        },
    )
}

/// Whether an answer may be compressed on its way: not what is held, which is as it should be.
pub fn may_be_compressed(_: StatusCode, _: Version, _: &HeaderMap, extensions: &Extensions) -> bool {
    extensions.get::<Ready>().is_none()
}

#[cfg(test)]
mod tests;
