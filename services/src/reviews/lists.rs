//! Lists of reviews: a film's, a member's, the newest.

use super::{Reading, store};
use crate::accounts::Actor;
use crate::{Result, Services};
use domain::reviews::{ReviewCursor, ReviewFilter, ReviewList, ReviewListing, ReviewOrder, ReviewView, Sentiment};
use domain::{MemberId, MovieId, ReviewId};

/// Reviews on one page of a list.
const PAGE: i64 = 10;

/// A page of a film's reviews.
pub(crate) async fn of_movie(
    services: &Services,
    reading: Reading,
    movie: MovieId,
    listing: ReviewListing,
) -> Result<ReviewList> {
    if listing.filter == ReviewFilter::Mine && reading.viewer.is_none() {
        return Ok(ReviewList { listing, ..ReviewList::default() });
    }
    let mut reviews = store::of_movie(&services.pool, reading, movie, listing, PAGE + 1).await?;
    let more = reviews.len() > PAGE as usize;
    reviews.truncate(PAGE as usize);
    let more =
        reviews.last().filter(|_| more).map(|last| ReviewCursor { key: key(last, listing.order), id: last.id.0 });
    Ok(ReviewList { listing, reviews, more })
}

/// A review's place in an order; see the queries in the store.
fn key(review: &ReviewView, order: ReviewOrder) -> i64 {
    let score = |none: i64| review.score.map_or(none, |score| i64::from(score.tenths()));
    match order {
        ReviewOrder::Likes => review.likes.count,
        ReviewOrder::Newest => 0,
        ReviewOrder::High => score(0),
        ReviewOrder::Low => score(store::UNSCORED_LAST),
    }
}

/// The three best liked public reviews of each sentiment, positive ones first.
pub(crate) async fn best_liked(
    services: &Services,
    reading: Reading,
    movie: MovieId,
) -> Result<(Vec<ReviewView>, Vec<ReviewView>)> {
    let reviews = store::best_liked(&services.pool, reading, movie).await?;
    Ok(reviews.into_iter().partition(|review| review.sentiment == Some(Sentiment::Positive)))
}

/// A page of a member's reviews that the reader may see, newest first, and the id to go on after.
pub(crate) async fn of_member(
    services: &Services,
    actor: Option<&Actor>,
    member: MemberId,
    only_public: bool,
    after: Option<ReviewId>,
) -> Result<(Vec<ReviewView>, Option<String>)> {
    let reading = Reading::by(actor);
    let mut reviews = store::of_member(&services.pool, reading, member, only_public, after, PAGE + 1).await?;
    let more = reviews.len() > PAGE as usize;
    reviews.truncate(PAGE as usize);
    let last = reviews.last().filter(|_| more).map(|review| review.id.to_string());
    Ok((reviews, last))
}

/// The newest public reviews without spoilers.
pub(crate) async fn latest(services: &Services, actor: Option<&Actor>, limit: i64) -> Result<Vec<ReviewView>> {
    store::latest(&services.pool, Reading::by(actor), limit).await
}
