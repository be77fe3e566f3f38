//! A site of a few files, behind the layer that compresses answers.

use super::*;
use crate::router::compression;
use axum::body::{Body, Bytes, to_bytes};
use tempfile::TempDir;
use tower::ServiceExt;

/// Long enough to be worth compressing, and nobody mistakes one form for another.
const SCRIPT: &[u8] = &[b'j'; 4000];
const BROTLI: &[u8] = &[b'b'; 1000];
const GZIP: &[u8] = &[b'g'; 1200];
const FONT: &[u8] = &[b'f'; 4000];

fn site() -> TempDir {
    let site = tempfile::tempdir().expect("a folder");
    for folder in ["pkg/snippets", "fonts"] {
        std::fs::create_dir_all(site.path().join(folder)).expect("a folder");
    }
    for (name, bytes) in [
        ("pkg/site.0123.js", SCRIPT),
        ("pkg/site.0123.js.br", BROTLI),
        ("pkg/site.0123.js.gz", GZIP),
        ("pkg/site.0123.css", SCRIPT),
        ("pkg/snippets/part.js", SCRIPT),
        ("pkg/snippets/part.js.br", BROTLI),
        ("fonts/1.woff2", FONT),
        // What was packed already grows.
        ("fonts/1.woff2.br", &[b'b'; 4004]),
        ("favicon.svg", b"<svg/>"),
    ] {
        write(&site, name, bytes);
    }
    site
}

fn write(site: &TempDir, name: &str, bytes: &[u8]) {
    std::fs::write(site.path().join(name), bytes).expect("writes");
}

fn app(site: &TempDir, hashed: bool) -> Router {
    routes::<()>(site.path(), hashed).layer(compression())
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Answer {
    fn header(&self, name: impl AsRef<str>) -> &str {
        self.headers.get(name.as_ref()).map_or("", |value| value.to_str().expect("ASCII"))
    }
}

async fn ask(app: &Router, method: Method, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::empty()).expect("a request");
    let (parts, body) = app.clone().oneshot(request).await.expect("infallible").into_parts();
    Answer { status: parts.status, headers: parts.headers, body: to_bytes(body, 1 << 20).await.expect("a body") }
}

async fn get(app: &Router, path: &str, headers: &[(&str, &str)]) -> Answer {
    ask(app, Method::GET, path, headers).await
}

#[tokio::test]
async fn a_file_comes_in_the_form_that_is_asked_for() {
    let site = site();
    let app = app(&site, true);
    let mut tags = Vec::new();
    for (accepted, encoding, bytes) in [
        ("gzip, deflate, br, zstd", "br", BROTLI),
        ("gzip, br;q=0.5", "gzip", GZIP),
        ("br;q=0, gzip;q=0, *;q=0.1", "", SCRIPT),
        ("zstd", "", SCRIPT),
    ] {
        let answer = get(&app, "/pkg/site.0123.js", &[("accept-encoding", accepted)]).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!((answer.header("content-encoding"), &*answer.body), (encoding, bytes), "{accepted}");
        assert_eq!(answer.header("content-length"), bytes.len().to_string());
        assert_eq!(answer.header("content-type"), "text/javascript");
        assert_eq!(answer.header("cache-control"), FOR_GOOD);
        assert_eq!(answer.header("vary"), "accept-encoding");
        let tag = answer.header("etag").to_owned();
        assert!(tag.starts_with('"') && tag.len() == 34, "{tag}");
        tags.push(tag);
    }
    assert_eq!(tags[2], tags[3]);
    tags.sort_unstable();
    tags.dedup();
    assert_eq!(tags.len(), 3, "each form has a name of its own");
    let plain = get(&app, "/pkg/site.0123.js", &[]).await;
    assert_eq!((plain.header("content-encoding"), &*plain.body), ("", SCRIPT));
    assert_eq!(&*get(&app, "/pkg/snippets/part.js", &[("accept-encoding", "br")]).await.body, BROTLI);
}

#[tokio::test]
async fn what_is_known_is_not_sent_again() {
    let site = site();
    let app = app(&site, true);
    let path = "/pkg/site.0123.js";
    let tag = get(&app, path, &[("accept-encoding", "br")]).await.header("etag").to_owned();
    for known in [tag.clone(), format!("\"other\", {tag}"), format!("W/{tag}"), "*".to_owned()] {
        let answer = get(&app, path, &[("accept-encoding", "br"), ("if-none-match", &known)]).await;
        assert_eq!((answer.status, answer.body.len()), (StatusCode::NOT_MODIFIED, 0), "{known}");
        assert_eq!(answer.header("etag"), tag);
        assert_eq!(answer.header("cache-control"), FOR_GOOD);
        assert_eq!(answer.header("vary"), "accept-encoding");
    }
    // Another form is another thing.
    for (accepted, known) in [("gzip", &*tag), ("br", "\"other\"")] {
        let answer = get(&app, path, &[("accept-encoding", accepted), ("if-none-match", known)]).await;
        assert_eq!(answer.status, StatusCode::OK, "{accepted} {known}");
    }
}

#[tokio::test]
async fn head_says_what_get_would_send() {
    let site = site();
    let app = app(&site, true);
    let answer = ask(&app, Method::HEAD, "/pkg/site.0123.js", &[("accept-encoding", "br")]).await;
    assert_eq!((answer.status, answer.body.len()), (StatusCode::OK, 0));
    assert_eq!(answer.header("content-length"), BROTLI.len().to_string());
    assert_eq!(answer.header("content-encoding"), "br");
    assert_eq!(ask(&app, Method::POST, "/pkg/site.0123.js", &[]).await.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn one_who_asks_for_a_part_gets_the_whole() {
    let site = site();
    let answer = get(&app(&site, true), "/fonts/1.woff2", &[("range", "bytes=0-9")]).await;
    assert_eq!((answer.status, &*answer.body), (StatusCode::OK, FONT));
    assert_eq!(answer.header("accept-ranges"), "");
}

#[tokio::test]
async fn fonts_and_pictures_are_packed_once() {
    let site = site();
    let app = app(&site, true);
    for (path, kind, bytes, caching) in
        [("/fonts/1.woff2", "font/woff2", FONT, FOR_GOOD), ("/favicon.svg", "image/svg+xml", &b"<svg/>"[..], ONE_DAY)]
    {
        let answer = get(&app, path, &[("accept-encoding", "br, gzip")]).await;
        assert_eq!((answer.header("content-encoding"), &*answer.body), ("", bytes), "{path}");
        assert_eq!((answer.header("content-type"), answer.header("cache-control")), (kind, caching));
        assert_eq!(answer.header("vary"), "", "{path}");
    }
}

#[tokio::test]
async fn what_was_not_packed_is_packed_on_its_way() {
    let site = site();
    let answer = get(&app(&site, true), "/pkg/site.0123.css", &[("accept-encoding", "br")]).await;
    assert_eq!(answer.header("content-encoding"), "br");
    assert!(answer.body.len() < 100, "{}", answer.body.len());
    assert_eq!(answer.header("cache-control"), FOR_GOOD);
}

#[tokio::test]
async fn files_that_come_later_are_found_and_others_are_not_kept() {
    let site = site();
    let app = app(&site, true);
    for path in ["/pkg/site.4567.js", "/pkg/../favicon.svg", "/pkg/%2e%2e/favicon.svg", "/fonts/2.woff2", "/share.png"]
    {
        let answer = get(&app, path, &[]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.header("cache-control"), "", "{path}");
    }
    write(&site, "pkg/site.4567.js", b"later");
    let later = get(&app, "/pkg/site.4567.js", &[]).await;
    assert_eq!((later.status, &*later.body), (StatusCode::OK, &b"later"[..]));
    assert_eq!(later.header("cache-control"), FOR_GOOD);
    // What is held stays, whatever becomes of the folder.
    std::fs::remove_file(site.path().join("pkg/site.0123.js")).expect("removes");
    assert_eq!(get(&app, "/pkg/site.0123.js", &[]).await.status, StatusCode::OK);
}

#[tokio::test]
async fn in_development_every_change_is_seen() {
    let site = site();
    let app = app(&site, false);
    for content in [&b"one"[..], b"two"] {
        write(&site, "pkg/site.js", content);
        let answer = get(&app, "/pkg/site.js", &[]).await;
        assert_eq!((&*answer.body, answer.header("cache-control")), (content, ANEW));
    }
}
