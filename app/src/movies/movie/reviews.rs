//! The film's reviews: the best liked of both sides, and the list with its tabs, orders and filter.

use crate::components::icon::Shape;
use crate::components::{Icon, bounds, icon};
use crate::request;
use crate::reviews::ReviewCard;
use domain::movies::MovieView;
use domain::reviews::{ReviewCounts, ReviewFilter, ReviewListing, ReviewOrder, ReviewView};
use domain::{MovieId, ReviewId, page};
use leptos::prelude::*;

/// Path of the film's page at a list of its reviews. What is the default anyway is left out.
pub fn address(movie: MovieId, listing: ReviewListing) -> String {
    let ReviewListing { filter, order, bar, after } = listing;
    let parts = [
        (filter != ReviewFilter::default()).then(|| format!("view={}", filter.code())),
        (order != ReviewOrder::default()).then(|| format!("sort={}", order.code())),
        bar.map(|bar| format!("score={bar}")),
        after.map(|after| format!("after={after}")),
    ];
    let query = parts.into_iter().flatten().collect::<Vec<_>>().join("&");
    let mark = if query.is_empty() { "" } else { "?" };
    format!("{}{mark}{query}#reviews", page::movie(movie))
}

/// What [`Sides`] shows.
pub struct Best {
    pub positive: Vec<ReviewView>,
    pub negative: Vec<ReviewView>,
    /// What the list below shows, perhaps some of these again.
    pub listed: Vec<ReviewId>,
    /// Public reviews of the film.
    pub all: i64,
    /// Where all of a side are, and how many.
    pub movie: MovieId,
    pub counts: ReviewCounts,
}

/// The best liked reviews of both sides, where there are more reviews than these: as many of the one as
/// of the other, so that neither column ends in a hole. Where one side has none, the other takes all
/// the width.
#[component]
pub fn Sides(best: Best) -> impl IntoView {
    let mut best = best;
    let count = best.positive.len() + best.negative.len();
    let shared = best.positive.len().min(best.negative.len());
    if shared > 0 {
        best.positive.truncate(shared);
        best.negative.truncate(shared);
    }
    let (movie, counts, is_lopsided) = (best.movie, best.counts, shared == 0);
    let (positive, negative) = (marked(best.positive, &best.listed), marked(best.negative, &best.listed));
    let is_shown = count > 0 && usize::try_from(best.all).is_ok_and(|all| all > count);
    is_shown.then(|| {
        view! {
            <section aria-labelledby="sides">
                <div class="section-head">
                    <h2 id="sides">"서로 다른 두 마음"</h2>
                    <p class="fine">"좋아요를 많이 받은 순서예요"</p>
                </div>
                <div class="sides" class:is-lopsided=is_lopsided>
                    <Side
                        movie
                        counts
                        filter=ReviewFilter::Positive
                        class="is-positive"
                        shape=icon::CHECK
                        title="좋았어요"
                        reviews=positive
                    />
                    <Side
                        movie
                        counts
                        filter=ReviewFilter::Negative
                        class="is-negative"
                        shape=icon::CROSS
                        title="아쉬웠어요"
                        reviews=negative
                    />
                </div>
            </section>
        }
    })
}

/// Each review with whether it is `listed` too.
fn marked(reviews: Vec<ReviewView>, listed: &[ReviewId]) -> Vec<(ReviewView, bool)> {
    reviews
        .into_iter()
        .map(|review| {
            let again = listed.contains(&review.id);
            (review, again)
        })
        .collect()
}

#[component]
fn Side(
    movie: MovieId,
    counts: ReviewCounts,
    /// Lists all of this side.
    filter: ReviewFilter,
    class: &'static str,
    shape: Shape,
    title: &'static str,
    /// Each with whether the list below shows it too.
    reviews: Vec<(ReviewView, bool)>,
) -> impl IntoView {
    let none = format!("아직 {} 리뷰가 없어요", filter.label());
    let id = format!("sides-{}", filter.code());
    let heading = id.clone();
    let is_empty = reviews.is_empty();
    let all = counts.of(filter);
    let more = usize::try_from(all).is_ok_and(|all| all > reviews.len()).then(|| {
        let href = address(movie, ReviewListing { filter, ..ReviewListing::default() });
        let label = format!("{} 리뷰 {all}개 모두 보기", filter.label());
        view! { <a class="button button-quiet button-small" href=href>{label}</a> }
    });
    view! {
        <section class=class aria-labelledby=id>
            <h3 id=heading><Icon shape />{title}</h3>
            {is_empty.then(|| view! { <p class="fine">{none}</p> })}
            {reviews
                .into_iter()
                .map(|(review, again)| view! { <ReviewCard review is_copy=again /> })
                .collect_view()}
            {more}
        </section>
    }
    .into_any()
}

/// A page of the film's reviews, and the ways to the others.
#[component]
pub fn Reviews(
    movie: MovieView,
    /// Those of `movie.reviews`.
    reviews: Vec<ReviewView>,
) -> impl IntoView {
    let id = movie.id;
    let is_upcoming = movie.countdown.is_some();
    let listing = movie.reviews.listing;
    let more = movie.reviews.more.map(|after| {
        let href = address(id, ReviewListing { after: Some(after), ..listing });
        view! { <a class="button button-quiet more" href=href>"더 보기"</a> }
    });
    let beginning = listing.after.map(|_| {
        let href = address(id, ReviewListing { after: None, ..listing });
        view! { <p class="fine"><a href=href>"처음 리뷰부터 보기"</a></p> }
    });
    // An empty place has its own way to the editor, and nothing to put in order.
    let is_empty = reviews.is_empty();
    let write = (!is_empty && !is_upcoming).then(|| {
        view! {
            <div class="section-end">
                <a class="button" href=page::write_review(id)>
                    <Icon shape=icon::PEN />
                    "리뷰 쓰기"
                </a>
            </div>
        }
    });
    let tools = (!is_empty || listing.bar.is_some()).then(|| view! { <Tools id listing /> });
    let list = if is_empty {
        view! { <NoReviews id listing is_upcoming /> }.into_any()
    } else {
        view! {
            <div class="review-list">
                {reviews.into_iter().map(|review| view! { <ReviewCard review /> }).collect_view()}
            </div>
        }
        .into_any()
    };
    view! {
        <section class="movie-reviews" id="reviews" aria-labelledby="reviews-title">
            <div class="section-head">
                <h2 id="reviews-title">"리뷰"</h2>
                {write}
            </div>
            <Tabs movie />
            {tools}
            {beginning}
            {list}
            {more}
        </section>
    }
    .into_any()
}

#[component]
fn Tabs(movie: MovieView) -> impl IntoView {
    let listing = movie.reviews.listing;
    let is_member = request::visitor().is_some();
    let tabs = ReviewFilter::EACH
        .into_iter()
        // Only who is signed in has reviews of their own.
        .filter(|filter| is_member || *filter != ReviewFilter::Mine)
        .map(|filter| {
            let count = movie.listed.of(filter);
            let href = address(movie.id, ReviewListing { filter, after: None, ..listing });
            let current = (filter == listing.filter).then_some("page");
            view! { <a href=href aria-current=current>{filter.label()} " " <span class="count">{count}</span></a> }
        })
        .collect_view();
    view! { <nav class="tabs" aria-label="리뷰 거르기">{tabs}</nav> }.into_any()
}

/// The orders, and the score that the list is narrowed to.
#[component]
fn Tools(id: MovieId, listing: ReviewListing) -> impl IntoView {
    let orders = ReviewOrder::EACH
        .into_iter()
        .map(|order| {
            let href = address(id, ReviewListing { order, after: None, ..listing });
            let current = (order == listing.order).then_some("true");
            view! { <a href=href aria-current=current>{order.label()}</a> }
        })
        .collect_view();
    let filter = listing.bar.map(|bar| {
        let (low, high) = bounds(bar.into());
        let href = address(id, ReviewListing { bar: None, after: None, ..listing });
        view! {
            <a class="chip is-active" href=href>
                {format!("{low}–{high}점만")}
                <Icon shape=icon::CROSS />
                <span class="visually-hidden">" 거르기 끄기"</span>
            </a>
        }
    });
    view! {
        <div class="list-tools">
            <nav class="sort" aria-label="정렬">{orders}</nav>
            {filter}
        </div>
    }
    .into_any()
}

/// What stands in the place of the list while it is empty.
#[component]
pub fn NoReviews(
    id: MovieId,
    listing: ReviewListing,
    /// The film is not out yet, so that nobody can write about it.
    #[prop(optional)]
    is_upcoming: bool,
) -> impl IntoView {
    let is_member = request::visitor().is_some();
    if is_upcoming && listing.bar.is_none() && listing.after.is_none() {
        return view! {
            <div class="empty">
                <strong>"아직 개봉 전이에요"</strong>
                <p>"리뷰는 개봉한 뒤에 쓸 수 있어요."</p>
            </div>
        }
        .into_any();
    }
    let (title, text) = match (listing.after.is_some(), listing.bar.is_some(), listing.filter) {
        (true, ..) => ("여기까지예요", "더 오래된 리뷰는 없어요."),
        (_, true, _) => ("이 점수의 리뷰가 없어요", "다른 점수의 리뷰를 읽어 보세요."),
        (_, _, ReviewFilter::All) => ("아직 리뷰가 없어요", "첫 번째로 이야기를 들려주세요."),
        (_, _, ReviewFilter::Positive) => ("아직 긍정 리뷰가 없어요", "좋았다면 어디가 좋았는지 들려주세요."),
        (_, _, ReviewFilter::Negative) => ("아직 부정 리뷰가 없어요", "아쉬웠다면 어디가 아쉬웠는지 들려주세요."),
        (_, _, ReviewFilter::Mine) if is_member => ("아직 내 리뷰가 없어요", "나만 볼 수 있는 리뷰도 쓸 수 있어요."),
        (_, _, ReviewFilter::Mine) => ("로그인하면 내 리뷰가 보여요", "내 리뷰는 나에게만 따로 모아 보여 드려요."),
    };
    let way = if listing.after.is_some() {
        let href = address(id, ReviewListing { after: None, ..listing });
        view! { <a class="button button-quiet" href=href>"처음으로"</a> }.into_any()
    } else if listing.bar.is_some() {
        let href = address(id, ReviewListing { bar: None, ..listing });
        view! { <a class="button button-quiet" href=href>"모든 점수 보기"</a> }.into_any()
    } else if listing.filter == ReviewFilter::Mine && !is_member {
        let back = address(id, listing);
        view! { <a class="button button-quiet" href=page::sign_in_then(&back)>"로그인"</a> }.into_any()
    } else {
        view! { <a class="button button-quiet" href=page::write_review(id)>"리뷰 쓰기"</a> }.into_any()
    };
    view! {
        <div class="empty">
            <strong>{title}</strong>
            <p>{text}</p>
            {way}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::reviews::ReviewCursor;

    #[test]
    fn addresses_leave_defaults_out() {
        assert_eq!(address(MovieId(7), ReviewListing::default()), "/movies/7#reviews");
        let listing = ReviewListing {
            filter: ReviewFilter::Negative,
            order: ReviewOrder::Newest,
            bar: Some(9),
            after: Some(ReviewCursor { key: 0, id: 12 }),
        };
        assert_eq!(address(MovieId(7), listing), "/movies/7?view=negative&sort=newest&score=9&after=0-12#reviews");
    }
}
