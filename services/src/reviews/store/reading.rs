//! Reviews as one reader may see them.

use super::super::Reading;
use super::visibility;
use crate::Result;
use crate::time::{korean_date, rfc3339};
use domain::reviews::{
    LikeView, ReviewCursor, ReviewFilter, ReviewListing, ReviewOrder, ReviewView, Sentiment, percent,
};
use domain::{MemberId, MovieId, ReviewId, Score};
use sqlx::PgPool;
use time::OffsetDateTime;

struct ReviewRow {
    id: i64,
    movie_id: i64,
    movie_title: String,
    of_invented_movie: bool,
    author: Option<String>,
    author_is_listed: bool,
    mine: bool,
    content: Option<String>,
    is_spoiler: bool,
    visibility: String,
    sentiment: Option<String>,
    sentiment_by_author: bool,
    positive_probability: Option<f32>,
    author_score: Option<i16>,
    like_count: i64,
    liked: bool,
    created_at: OffsetDateTime,
    edited_at: Option<OffsetDateTime>,
}

/// The viewer's id where there is none. Not `NULL`: with that PostgreSQL finds the statements cheaper
/// the more it knows, and so plans the dearest of them anew for every visitor.
const NOBODY: i64 = 0;

/// A query of reviews as one reader sees them: `$1` the viewer, `$2` the spoiler just revealed.
macro_rules! reviews_where {
    ([$($tail:tt)+], $reading:expr $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            ReviewRow,
            r#"SELECT reviews.id, reviews.movie_id, movies.title AS movie_title,
                      movies.is_invented AS of_invented_movie,
                      members.nickname AS "author?",
                      coalesce(members.state = 'active', false) AS "author_is_listed!",
                      coalesce(reviews.member_id = $1, false) AS "mine!",
                      CASE WHEN reviews.is_spoiler
                                AND reviews.member_id IS DISTINCT FROM $1
                                AND reviews.id IS DISTINCT FROM $2
                           THEN NULL ELSE reviews.content END AS content,
                      reviews.is_spoiler, reviews.visibility, reviews.sentiment,
                      reviews.author_sentiment IS NOT NULL AS "sentiment_by_author!", reviews.positive_probability,
                      reviews.author_score, reviews.like_count,
                      EXISTS (SELECT FROM review_likes WHERE review_id = reviews.id AND review_likes.member_id = $1)
                          AS "liked!",
                      reviews.created_at AS "created_at: OffsetDateTime", reviews.edited_at AS "edited_at: OffsetDateTime"
               FROM reviews
               JOIN movies ON movies.id = reviews.movie_id
               LEFT JOIN members ON members.id = reviews.member_id
               WHERE review_is_visible(reviews.visibility, reviews.hidden_at, reviews.deleted_at, reviews.member_id, $1)
                 AND "# + $($tail)+,
            $reading.viewer.unwrap_or(NOBODY),
            $reading.revealed
            $(, $argument)*
        )
    };
}

impl From<ReviewRow> for ReviewView {
    fn from(row: ReviewRow) -> Self {
        Self {
            id: ReviewId(row.id),
            movie_id: MovieId(row.movie_id),
            movie_title: row.movie_title,
            of_invented_movie: row.of_invented_movie,
            author: row.author,
            author_is_listed: row.author_is_listed,
            mine: row.mine,
            content: row.content,
            spoiler: row.is_spoiler,
            visibility: visibility(&row.visibility),
            sentiment: row.sentiment.as_deref().and_then(Sentiment::from_code),
            sentiment_by_author: row.sentiment_by_author,
            sentiment_percent: row.positive_probability.filter(|_| !row.sentiment_by_author).map(percent),
            likes: LikeView { liked: row.liked, count: row.like_count },
            score: row.author_score.and_then(Score::from_tenths),
            written: korean_date(row.created_at),
            written_at: rfc3339(row.created_at),
            edited: row.edited_at.is_some(),
        }
    }
}

fn views(rows: Vec<ReviewRow>) -> Vec<ReviewView> {
    rows.into_iter().map(Into::into).collect()
}

pub async fn find(pool: &PgPool, reading: Reading, id: ReviewId) -> Result<Option<ReviewView>> {
    let row = reviews_where!(["reviews.id = $3"], reading, id.0).fetch_optional(pool).await?;
    Ok(row.map(Into::into))
}

/// The place of a review without a score, in tenths, where low scores come first.
pub const UNSCORED_LAST: i64 = 51;

/// A film's reviews in the order asked for, which ends with the id, so that a cursor is exact.
pub async fn of_movie(
    pool: &PgPool,
    reading: Reading,
    movie: MovieId,
    listing: ReviewListing,
    limit: i64,
) -> Result<Vec<ReviewView>> {
    let sentiment = match listing.filter {
        ReviewFilter::Positive => Some(Sentiment::Positive.code()),
        ReviewFilter::Negative => Some(Sentiment::Negative.code()),
        ReviewFilter::All | ReviewFilter::Mine => None,
    };
    let (lowest, highest) = listing.bar.map(Score::of_bar).unzip();
    // Before the first row of each order; a bound that is always there lets one plan fit every page.
    let first = match listing.order {
        ReviewOrder::Low => ReviewCursor { key: -1, id: i64::MAX },
        ReviewOrder::Likes | ReviewOrder::Newest | ReviewOrder::High => ReviewCursor { key: i64::MAX, id: i64::MAX },
    };
    let after = listing.after.unwrap_or(first);
    macro_rules! listed {
        ($after:tt, $order:tt) => {
            if listing.filter == ReviewFilter::Mine {
                listed!("reviews.member_id = $1 AND reviews.movie_id = $3", $after, $order)
            } else {
                listed!("reviews.movie_id = $3", $after, $order)
            }
        };
        ($whose:tt, $after:tt, $order:tt) => {
            reviews_where!(
                [$whose
                    + " AND ($4::text IS NULL OR reviews.sentiment = $4)
                        AND ($5::smallint IS NULL OR reviews.author_score BETWEEN $5 AND $9)
                        AND $6::bigint IS NOT NULL AND "
                    + $after
                    + " ORDER BY "
                    + $order
                    + " LIMIT $8"],
                reading,
                movie.0,
                sentiment,
                lowest,
                after.key,
                after.id,
                limit,
                highest
            )
            .fetch_all(pool)
            .await?
        };
    }
    let rows = match listing.order {
        ReviewOrder::Likes => {
            listed!("(reviews.like_count, reviews.id) < ($6, $7::bigint)", "reviews.like_count DESC, reviews.id DESC")
        }
        ReviewOrder::Newest => listed!("reviews.id < $7::bigint", "reviews.id DESC"),
        ReviewOrder::High => listed!(
            "(coalesce(reviews.author_score, 0::smallint), reviews.id) < ($6, $7::bigint)",
            "coalesce(reviews.author_score, 0::smallint) DESC, reviews.id DESC"
        ),
        ReviewOrder::Low => listed!(
            "coalesce(reviews.author_score, 51::smallint) >= $6
             AND (coalesce(reviews.author_score, 51::smallint) > $6 OR reviews.id < $7::bigint)",
            "coalesce(reviews.author_score, 51::smallint), reviews.id DESC"
        ),
    };
    Ok(views(rows))
}

/// The three best liked public reviews of each sentiment, best first.
pub async fn best_liked(pool: &PgPool, reading: Reading, movie: MovieId) -> Result<Vec<ReviewView>> {
    let rows = reviews_where!(
        ["reviews.id = ANY (
             ARRAY(SELECT id FROM reviews WHERE movie_id = $3 AND sentiment = 'positive'
                       AND review_is_public(visibility, hidden_at, deleted_at)
                   ORDER BY like_count DESC, id DESC LIMIT 3)
             || ARRAY(SELECT id FROM reviews WHERE movie_id = $3 AND sentiment = 'negative'
                       AND review_is_public(visibility, hidden_at, deleted_at)
                   ORDER BY like_count DESC, id DESC LIMIT 3))
         ORDER BY reviews.like_count DESC, reviews.id DESC"],
        reading,
        movie.0
    )
    .fetch_all(pool)
    .await?;
    Ok(views(rows))
}

/// A member's reviews, newest first; `only_public` leaves out those that only some may see.
pub async fn of_member(
    pool: &PgPool,
    reading: Reading,
    member: MemberId,
    only_public: bool,
    after: Option<ReviewId>,
    limit: i64,
) -> Result<Vec<ReviewView>> {
    let after = after.map_or(i64::MAX, |id| id.0);
    let rows = reviews_where!(
        ["reviews.member_id = $3 AND reviews.id < $4
         AND (NOT $6 OR review_is_public(reviews.visibility, reviews.hidden_at, reviews.deleted_at))
         ORDER BY reviews.id DESC LIMIT $5"],
        reading,
        member.0,
        after,
        limit,
        only_public
    )
    .fetch_all(pool)
    .await?;
    Ok(views(rows))
}

/// The newest public reviews without spoilers.
pub async fn latest(pool: &PgPool, reading: Reading, limit: i64) -> Result<Vec<ReviewView>> {
    let rows = reviews_where!(
        ["reviews.visibility = 'public' AND reviews.hidden_at IS NULL AND reviews.deleted_at IS NULL
         AND NOT reviews.is_spoiler ORDER BY reviews.id DESC LIMIT $3"],
        reading,
        limit
    )
    .fetch_all(pool)
    .await?;
    Ok(views(rows))
}
