//! What search engines are told: `robots.txt`, and the sitemap in parts.

use crate::AppState;
use crate::middleware::failures::failure;
use crate::xml;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use domain::accounts::RESERVED_NICKNAMES;
use domain::error::ErrorCode;
use http::{HeaderMap, header};
use services::sitemap::{self, Kind, Place};
use std::io;

const XML: &str = "application/xml; charset=utf-8";
const CACHING: &str = "public, max-age=3600";

/// Answers `/robots.txt`: pages that are nobody's but their reader's, and lists without end, are
/// not to be fetched.
pub async fn robots(State(state): State<AppState>) -> Response {
    let sitemap = state.services.absolute("/sitemap.xml");
    // Under /accounts stand profiles too, except at these words.
    let accounts: String =
        RESERVED_NICKNAMES.iter().map(|segment| format!("Disallow: /accounts/{segment}\n")).collect();
    let text = format!(
        "User-agent: *\n\
         Disallow: /rpc/\n\
         Disallow: /search\n\
         Disallow: /my\n\
         Disallow: /settings\n\
         Disallow: /admin\n\
         Disallow: /mailbox\n\
         {accounts}\
         Disallow: /movies/*/write\n\
         Disallow: /reviews/*/edit\n\
         \n\
         Sitemap: {sitemap}\n"
    );
    let headers =
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=86400")];
    (headers, text).into_response()
}

/// Answers `/sitemap.xml`: the list of parts.
pub async fn index(State(state): State<AppState>, headers: HeaderMap) -> Response {
    match sitemap::parts(&state.services).await {
        Ok(parts) => xml::answer(&headers, XML, CACHING, listed("sitemapindex", "sitemap", &parts)),
        Err(error) => failure(error.report()),
    }
}

/// Answers `/sitemaps/{kind}-{number}.xml`.
pub async fn part(State(state): State<AppState>, Path(file): Path<String>, headers: HeaderMap) -> Response {
    let Some((kind, number)) = address(&file) else { return failure(ErrorCode::NotFound) };
    match sitemap::pages(&state.services, kind, number).await {
        Ok(pages) if pages.is_empty() => failure(ErrorCode::NotFound),
        Ok(pages) => xml::answer(&headers, XML, CACHING, listed("urlset", "url", &pages)),
        Err(error) => failure(error.report()),
    }
}

fn address(file: &str) -> Option<(Kind, i64)> {
    let (kind, number) = file.strip_suffix(".xml")?.split_once('-')?;
    Some((Kind::from_code(kind)?, number.parse().ok()?))
}

fn listed(list: &str, element: &str, places: &[Place]) -> io::Result<String> {
    xml::document(|xml| {
        xml.create_element(list)
            .with_attribute(("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"))
            .write_inner_content(|xml| {
                for place in places {
                    xml.create_element(element).write_inner_content(|xml| {
                        xml::text(xml, "loc", &place.address)?;
                        place.changed.as_deref().map_or(Ok(()), |changed| xml::text(xml, "lastmod", changed))
                    })?;
                }
                Ok(())
            })?;
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_parts() {
        assert_eq!(address("movies-0.xml"), Some((Kind::Movies, 0)));
        for wrong in ["movies.xml", "movies-0", "genres-0.xml", "movies-x.xml", "movies-0.xml.gz"] {
            assert_eq!(address(wrong), None, "{wrong}");
        }
    }
}
