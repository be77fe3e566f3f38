//! The film page's list of reviews: orders, filters, pages, and the best liked ones.

use crate::support::{World, private_form};
use domain::reviews::{ReviewFilter, ReviewForm, ReviewListing, ReviewOrder, ReviewView};
use domain::{MovieId, ReviewId, Score};
use services::accounts::Actor;
use services::{counters, movies, reviews};
use std::cmp::Reverse;

/// All reviews of a listing, page by page as a reader would go through them.
async fn walk(world: &World, actor: Option<&Actor>, movie: MovieId, listing: ReviewListing) -> Vec<ReviewView> {
    let (mut seen, mut listing) = (Vec::new(), listing);
    loop {
        let list = movies::get(&world.services, actor, movie, listing, None).await.expect("page").reviews;
        assert_eq!(list.listing, listing, "a page says what it lists");
        assert!(list.reviews.len() == 10 || (list.more.is_none() && list.reviews.len() < 10));
        seen.extend(list.reviews);
        let Some(next) = list.more else { return seen };
        listing.after = Some(next.to_string().parse().expect("a cursor"));
        assert!(seen.len() <= 100, "the pages go in a circle");
    }
}

fn ids(reviews: &[ReviewView]) -> Vec<ReviewId> {
    reviews.iter().map(|review| review.id).collect()
}

fn with(order: ReviewOrder, filter: ReviewFilter, bar: Option<u8>) -> ReviewListing {
    ReviewListing { order, filter, bar, after: None }
}

fn listed(filter: ReviewFilter) -> ReviewListing {
    with(ReviewOrder::Newest, filter, None)
}

/// What a test knows of a review that it posted.
struct Posted {
    id: ReviewId,
    likes: i64,
    score: Option<i16>,
    positive: bool,
}

/// Thirty-five reviews by as many members, with many equal likes and scores.
async fn thirty_five(world: &World, movie: MovieId) -> Vec<Posted> {
    let mut posted = Vec::new();
    for (n, actor) in world.crowd(35).await.iter().enumerate() {
        let score = [None, Some(5), Some(6), Some(33), Some(33)][n % 5];
        if let Some(score) = score.and_then(Score::from_tenths) {
            movies::set_score(&world.services, actor, movie, score.to_string()).await.expect("scores");
        }
        let positive = n % 3 > 0;
        let id = world.review(actor, movie, if positive { "좋다" } else { "지루하다" }).await;
        posted.push(Posted { id, likes: 0, score, positive });
    }
    // Likes that go neither with the scores nor with the order of posting.
    world.execute("UPDATE reviews SET like_count = id * 7 % 4").await;
    for review in &mut posted {
        review.likes = review.id.0 * 7 % 4;
    }
    posted
}

#[tokio::test]
async fn every_order_and_filter_shows_each_review_once() {
    let world = World::new().await;
    let movie = world.movie("아가씨").await;
    let posted = thirty_five(&world, movie).await;
    for order in ReviewOrder::EACH {
        for filter in [ReviewFilter::All, ReviewFilter::Positive, ReviewFilter::Negative] {
            // 0.5 is in the first bar, 0.6 in the second, 3.3 in the seventh.
            for bar in [None, Some(1), Some(2), Some(7), Some(10), Some(0), Some(u8::MAX)] {
                let mut expected: Vec<_> = posted
                    .iter()
                    .filter(|review| match filter {
                        ReviewFilter::Positive => review.positive,
                        ReviewFilter::Negative => !review.positive,
                        ReviewFilter::All | ReviewFilter::Mine => true,
                    })
                    .filter(|review| {
                        bar.is_none_or(|bar| review.score.is_some_and(|score| (score - 1) / 5 + 1 == i16::from(bar)))
                    })
                    .collect();
                expected.sort_by_key(|review| {
                    let place = match order {
                        ReviewOrder::Likes => -review.likes,
                        ReviewOrder::Newest => 0,
                        // Without a score last, both ways.
                        ReviewOrder::High => -i64::from(review.score.unwrap_or(0)),
                        ReviewOrder::Low => i64::from(review.score.unwrap_or(i16::MAX)),
                    };
                    (place, Reverse(review.id))
                });
                let expected: Vec<_> = expected.iter().map(|review| review.id).collect();
                let seen = walk(&world, None, movie, with(order, filter, bar)).await;
                assert_eq!(ids(&seen), expected, "{order:?} {filter:?} {bar:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_cursor_from_nowhere_breaks_nothing() {
    let world = World::new().await;
    let movie = world.movie("마더").await;
    world.review(&world.quick_member("도준").await, movie, "좋다").await;
    for order in ReviewOrder::EACH {
        for after in ["0-0", "9223372036854775807-9223372036854775807", "51-0", "0-9223372036854775807"] {
            let after = Some(after.parse().expect("a cursor"));
            let listing = ReviewListing { order, after, ..ReviewListing::default() };
            movies::get(&world.services, None, movie, listing, None).await.expect("page");
        }
    }
}

#[tokio::test]
async fn mine_are_mine_and_what_others_may_not_see_is_not_there() {
    let world = World::new().await;
    let (movie, author, other) =
        (world.movie("살인의 추억").await, world.quick_member("두만").await, world.quick_member("태윤").await);
    let public = world.review(&author, movie, "좋다").await;
    let private = reviews::create(&world.services, &author, movie, private_form("좋다")).await.expect("posts");
    let hidden = world.review(&author, movie, "가려질 글").await;
    let deleted = world.review(&author, movie, "지울 글 좋다").await;
    let others = world.review(&other, movie, "지루하다").await;
    reviews::delete(&world.services, &author, deleted).await.expect("deletes");
    world
        .execute("UPDATE reviews SET hidden_at = now(), hidden_reason = 'moderation' WHERE content = '가려질 글'")
        .await;
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 1, "hidden behind the program's back");

    for order in ReviewOrder::EACH {
        let all = with(order, ReviewFilter::All, None);
        for visitor in [None, Some(&other)] {
            let mut seen = ids(&walk(&world, visitor, movie, all).await);
            seen.sort_unstable();
            assert_eq!(seen, [public, others], "{order:?}");
        }
        let mut seen = ids(&walk(&world, Some(&author), movie, all).await);
        seen.sort_unstable();
        assert_eq!(seen, [public, private, hidden, others], "{order:?}");
    }
    let mine = async |actor: Option<&Actor>| ids(&walk(&world, actor, movie, listed(ReviewFilter::Mine)).await);
    assert!(mine(None).await.is_empty());
    assert_eq!(mine(Some(&other)).await, [others]);
    assert_eq!(mine(Some(&author)).await, [hidden, private, public]);
    let positive = walk(&world, None, movie, listed(ReviewFilter::Positive)).await;
    assert_eq!(ids(&positive), [public]);

    // The counters count what everybody may read, whoever looks.
    for viewer in [None, Some(&author), Some(&other)] {
        let page = world.page(viewer, movie).await;
        assert_eq!((page.review_count, page.positive_count, page.negative_count), (2, 1, 1));
    }
    // The tabs count what each of them lists to its viewer.
    for viewer in [None, Some(&author), Some(&other)] {
        let counts = world.page(viewer, movie).await.listed;
        for filter in ReviewFilter::EACH {
            let list = walk(&world, viewer, movie, listed(filter)).await;
            assert_eq!(usize::try_from(counts.of(filter)), Ok(list.len()), "{filter:?}");
        }
    }
    assert_eq!(world.page(Some(&author), movie).await.listed.mine, 3);
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0);
}

#[tokio::test]
async fn the_best_liked_are_three_each_and_public() {
    let world = World::new().await;
    let (movie, elsewhere, author) =
        (world.movie("올드보이").await, world.movie("박쥐").await, world.quick_member("오대수").await);
    let mut posted = Vec::new();
    for text in ["좋다 하나", "좋다 둘", "좋다 셋", "좋다 넷", "지루하다 하나", "지루하다 둘"] {
        posted.push(world.review(&author, movie, text).await);
    }
    reviews::create(&world.services, &author, movie, private_form("혼자 좋다")).await.expect("posts");
    let deleted = world.review(&author, movie, "지운 글 좋다").await;
    reviews::delete(&world.services, &author, deleted).await.expect("deletes");
    world.review(&author, movie, "가려진 글 좋다").await;
    world.review(&author, elsewhere, "다른 영화도 좋다").await;
    world
        .execute("UPDATE reviews SET hidden_at = now(), hidden_reason = 'moderation' WHERE content LIKE '가려진%'")
        .await;
    world.execute("UPDATE reviews SET like_count = 99").await;
    world.execute("UPDATE reviews SET like_count = 5 WHERE content IN ('좋다 하나', '좋다 셋')").await;
    world.execute("UPDATE reviews SET like_count = 6 WHERE content = '좋다 둘'").await;
    world.execute("UPDATE reviews SET like_count = 1 WHERE content = '좋다 넷'").await;

    // Not even their author finds private ones here.
    for viewer in [None, Some(&author)] {
        let page = world.page(viewer, movie).await;
        assert_eq!(ids(&page.top_positive), [posted[1], posted[2], posted[0]]);
        assert_eq!(ids(&page.top_negative), [posted[5], posted[4]]);
    }
    let spoiler = ReviewForm { content: "범인이 좋다".into(), spoiler: "on".into(), ..ReviewForm::default() };
    reviews::update(&world.services, &author, posted[1], spoiler).await.expect("edits");
    let top = world.page(None, movie).await.top_positive;
    assert_eq!((top[0].id, top[0].content.as_deref()), (posted[1], None), "a spoiler stays masked here too");
    let page = world.page(None, world.movie("리뷰 없는 영화").await).await;
    assert!(page.top_positive.is_empty() && page.top_negative.is_empty());
}
