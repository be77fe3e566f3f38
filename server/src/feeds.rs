//! Atom feeds (RFC 4287): the newest public reviews of a film and of a member.

use crate::AppState;
use crate::merged::lead_on;
use crate::middleware::failures::failure;
use crate::xml::{self, Xml};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::error::ErrorCode;
use domain::{MovieId, page};
use http::HeaderMap;
use services::feeds::{self, Feed, FeedEntry};
use services::movies;
use std::io;

/// Answers `/movies/{id}/feed.atom`. The feed of a film that was merged leads on to what became of it.
pub async fn of_movie(State(state): State<AppState>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    let Ok(id) = id.parse::<MovieId>() else { return failure(ErrorCode::NotFound) };
    match feeds::of_movie(&state.services, id).await {
        Ok(None) => {
            let other = movies::merged_into(&state.services, id).await;
            let path = other.map(|film| film.map(|id| format!("{}/feed.atom", page::movie(id))));
            lead_on(path, failure)
        }
        feed => answer(&headers, feed),
    }
}

/// Answers `/accounts/{nickname}/feed.atom`.
pub async fn of_member(State(state): State<AppState>, Path(nickname): Path<String>, headers: HeaderMap) -> Response {
    answer(&headers, feeds::of_member(&state.services, &nickname).await)
}

fn answer(headers: &HeaderMap, feed: services::Result<Option<Feed>>) -> Response {
    match feed {
        Ok(Some(feed)) => {
            xml::answer(headers, "application/atom+xml; charset=utf-8", "public, max-age=300", atom(&feed))
        }
        Ok(None) => failure(ErrorCode::NotFound),
        Err(error) => failure(error.report()),
    }
}

fn atom(feed: &Feed) -> io::Result<String> {
    xml::document(|xml| {
        xml.create_element("feed")
            .with_attribute(("xmlns", "http://www.w3.org/2005/Atom"))
            .with_attribute(("xml:lang", "ko"))
            .write_inner_content(|xml| {
                xml::text(xml, "id", &feed.address)?;
                xml::text(xml, "title", &feed.title)?;
                xml::text(xml, "updated", &feed.updated)?;
                link(xml, "self", "application/atom+xml", &feed.address)?;
                link(xml, "alternate", "text/html", &feed.page)?;
                // For entries whose author has left, and where there are no entries.
                author(xml, "팝콘긱")?;
                feed.entries.iter().try_for_each(|review| entry(xml, review))
            })?;
        Ok(())
    })
}

fn entry(xml: &mut Xml, review: &FeedEntry) -> io::Result<()> {
    let title = match review.score {
        Some(score) => format!("{} ★{score}", review.movie_title),
        None => review.movie_title.clone(),
    };
    xml.create_element("entry").write_inner_content(|xml| {
        xml::text(xml, "id", &review.address)?;
        xml::text(xml, "title", &title)?;
        xml::text(xml, "published", &review.published)?;
        xml::text(xml, "updated", &review.updated)?;
        link(xml, "alternate", "text/html", &review.address)?;
        author(xml, review.author.as_deref().unwrap_or("떠난 회원"))?;
        match &review.content {
            Some(content) => xml::text(xml, "content", content),
            None => xml::text(xml, "summary", "스포일러가 있는 리뷰예요. 팝콘긱에서 확인해 보세요."),
        }
    })?;
    Ok(())
}

fn link(xml: &mut Xml, relation: &str, kind: &str, address: &str) -> io::Result<()> {
    xml.create_element("link")
        .with_attribute(("rel", relation))
        .with_attribute(("type", kind))
        .with_attribute(("href", address))
        .write_empty()?;
    Ok(())
}

fn author(xml: &mut Xml, name: &str) -> io::Result<()> {
    xml.create_element("author").write_inner_content(|xml| xml::text(xml, "name", name))?;
    Ok(())
}
