//! Feeds (피드): the newest reviews of a film or of a member, as everybody may read them.

mod store;

use crate::time::rfc3339;
use crate::{Result, Services, text};
use domain::{MovieId, ReviewId, Score, page};
use time::OffsetDateTime;

/// Reviews in a feed.
const LENGTH: i64 = 20;

/// A feed. Times are RFC 3339 in UTC, addresses absolute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    pub title: String,
    /// Address of the feed itself.
    pub address: String,
    /// Address of the page whose feed it is.
    pub page: String,
    /// When it last changed.
    pub updated: String,
    /// Newest first.
    pub entries: Vec<FeedEntry>,
}

/// A public review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedEntry {
    /// Address of the review's page.
    pub address: String,
    pub movie_title: String,
    /// `None` when the author has left.
    pub author: Option<String>,
    pub score: Option<Score>,
    /// `None` for a spoiler.
    pub content: Option<String>,
    pub published: String,
    pub updated: String,
}

/// The newest reviews of a film; `None` for an unknown film.
pub async fn of_movie(services: &Services, id: MovieId) -> Result<Option<Feed>> {
    let Some((title, since)) = store::movie(&services.pool, id).await? else { return Ok(None) };
    let reviews = store::of_movie(&services.pool, id, LENGTH).await?;
    Ok(Some(feed(services, format!("{title} 리뷰 · 팝콘긱"), &page::movie(id), since, reviews)))
}

/// The newest reviews of the member called `nickname`, in whatever case; `None` when nobody is
/// called so.
pub async fn of_member(services: &Services, nickname: &str) -> Result<Option<Feed>> {
    let nickname = text::line(nickname.to_owned());
    let Some((id, nickname, since)) = store::member(&services.pool, &nickname).await? else { return Ok(None) };
    let reviews = store::of_member(&services.pool, id, LENGTH).await?;
    Ok(Some(feed(services, format!("{nickname} 님의 리뷰 · 팝콘긱"), &page::profile(&nickname), since, reviews)))
}

fn feed(services: &Services, title: String, path: &str, since: OffsetDateTime, reviews: Vec<store::FeedRow>) -> Feed {
    let updated = reviews.iter().map(store::FeedRow::updated).max().unwrap_or(since);
    Feed {
        title,
        address: services.absolute(&format!("{path}/feed.atom")),
        page: services.absolute(path),
        updated: rfc3339(updated),
        entries: reviews.into_iter().map(|review| entry(services, review)).collect(),
    }
}

fn entry(services: &Services, review: store::FeedRow) -> FeedEntry {
    FeedEntry {
        address: services.absolute(&page::review(ReviewId(review.id))),
        published: rfc3339(review.created_at),
        updated: rfc3339(review.updated()),
        movie_title: review.movie_title,
        author: review.author,
        score: review.author_score.and_then(Score::from_tenths),
        content: review.content,
    }
}
