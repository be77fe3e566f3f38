//! Reviews in lists and on their own page.

use super::still::still;
use super::{Case, Section, samples};
use crate::request;
use crate::reviews::{
    Correction, LikeButton, OwnActions, ReviewCard, Share, Undo, corrected, said_by, sentiment_badge,
};
use domain::ReviewId;
use domain::error::ErrorCode;
use domain::reviews::{LikeView, ReviewPageView, ReviewView, Sentiment};
use leptos::prelude::*;
use services::reviews;

#[component]
pub fn Reviews() -> impl IntoView {
    let with_movie = samples::reviews().into_iter().nth(10);
    view! {
        <Section id="guide-reviews">
            <div class="review-list">
                {samples::reviews()
                    .into_iter()
                    .map(|(label, review)| view! { <Case label><ReviewCard review /></Case> })
                    .collect_view()}
                {with_movie
                    .map(|(_, review)| {
                        view! { <Case label="영화와 함께"><ReviewCard review with_movie=true is_copy=true /></Case> }
                    })}
            </div>
            <Case label="두 줄로">
                <div class="review-columns">
                    {samples::reviews()
                        .into_iter()
                        .take(4)
                        .map(|(_, review)| view! { <ReviewCard review with_movie=true is_copy=true /> })
                        .collect_view()}
                </div>
            </Case>
            <Case label="좋아요: 없음, 눌림, 많음">
                <div class="chips">
                    {[(false, 0), (true, 1), (false, 12_345), (true, 124)]
                        .into_iter()
                        .map(|(liked, count)| {
                            let likes = LikeView { liked, count };
                            // Equal ids would share one state.
                            let id = ReviewId(-1 - count);
                            view! { <LikeButton id likes page=request::here() /> }
                        })
                        .collect_view()}
                </div>
            </Case>
        </Section>
    }
    .into_any()
}

/// What stands around a review on its own page.
#[component]
pub fn Whole() -> impl IntoView {
    let failed = samples::review_page(Some(samples::failed("delete_review", ErrorCode::Unreachable)));
    let late = samples::review_page(Some(samples::failed("undo_review", ErrorCode::NotFound)));
    let undo = view! { <Undo page=samples::review_page(None) /> };
    let late = view! { <Undo page=late /> };
    let correction = view! { <Correction page=samples::review_page(None) /> };
    let page = samples::review_page(None);
    let said = ReviewView { sentiment: Some(Sentiment::Mixed), sentiment_by_author: true, ..page.review.clone() };
    let (badge, by_author) = (sentiment_badge(&said, false), said_by(&said, "fine"));
    let page = ReviewPageView { review: said, form: Some(reviews::corrected_form(Some(Sentiment::Mixed))), ..page };
    let note = corrected(&page);
    let corrected = view! {
        {note}
        <p class="review-foot">{badge} {by_author}</p>
        <Correction page />
    };
    let not_corrected = samples::review_page(Some(samples::failed("correct_sentiment", ErrorCode::Unreachable)));
    let not_corrected = view! { <Correction page=not_corrected /> };
    let actions = view! { <OwnActions page=samples::review_page(None) /> };
    let failed = view! { <OwnActions page=failed /> };
    view! {
        <Section id="guide-review-page">
            <Case label="고친 다음">{still("undo", undo.into_any())}</Case>
            <Case label="되돌리지 못함">{still("late", late.into_any())}</Case>
            <Case label="감상 고르기: AI가 읽음, 글쓴이가 고름, 고르지 못함">
                {still("correction", correction.into_any())}
                {still("corrected", corrected.into_any())}
                {still("correction-failed", not_corrected.into_any())}
            </Case>
            <Case label="내 리뷰에 할 수 있는 일">{still("own", actions.into_any())}</Case>
            <Case label="지우지 못함">{still("own-failed", failed.into_any())}</Case>
            <Case label="나누기">
                <Share address="https://popcorn.example/reviews/9000000011".to_owned() />
            </Case>
        </Section>
    }
    .into_any()
}
