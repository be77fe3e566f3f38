//! Answers in XML, every text of them escaped.

use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use services::fingerprint::fingerprint;
use std::io;

/// A document in the making.
pub type Xml = Writer<Vec<u8>>;

/// A document with one root element, which `write` writes.
pub fn document(write: impl FnOnce(&mut Xml) -> io::Result<()>) -> io::Result<String> {
    let mut xml = Writer::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    write(&mut xml)?;
    String::from_utf8(xml.into_inner()).map_err(io::Error::other)
}

/// An element that holds only text. What XML cannot hold is left out.
pub fn text(xml: &mut Xml, name: &str, text: &str) -> io::Result<()> {
    let text: String = text.chars().filter(|&c| is_legal(c)).collect();
    xml.create_element(name).write_text_content(BytesText::new(&text))?;
    Ok(())
}

fn is_legal(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// The document, or 304 where the reader has it already.
pub fn answer(
    request: &HeaderMap,
    kind: &'static str,
    caching: &'static str,
    document: io::Result<String>,
) -> Response {
    let document = match document {
        Ok(document) => document,
        Err(error) => {
            tracing::error!(%error, "a document was not written");
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
    };
    // Weak, because compression changes the bytes.
    let name = format!("\"{}\"", fingerprint([document.as_str()]));
    let known = request
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|tags| tags.to_str().ok())
        .flat_map(|tags| tags.split(','))
        .any(|tag| tag.trim().trim_start_matches("W/") == name);
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, kind)], document).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    if let Ok(tag) = HeaderValue::from_str(&format!("W/{name}")) {
        headers.insert(header::ETAG, tag);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_and_legal() {
        let written = document(|xml| text(xml, "title", "<b> & \u{B}\u{FFFF}좋다 ]]>")).expect("writes");
        let title = "<title>&lt;b&gt; &amp; 좋다 ]]&gt;</title>";
        assert_eq!(written, format!(r#"<?xml version="1.0" encoding="UTF-8"?>{title}"#));
    }

    #[test]
    fn what_is_known_is_not_sent_again() {
        let send = |headers: &HeaderMap| answer(headers, "text/xml", "no-cache", Ok("<a/>".to_owned()));
        let first = send(&HeaderMap::new());
        let tag = first.headers().get(header::ETAG).expect("a tag").clone();
        let again = send(&HeaderMap::from_iter([(header::IF_NONE_MATCH, tag)]));
        assert_eq!((first.status(), again.status()), (StatusCode::OK, StatusCode::NOT_MODIFIED));
    }
}
