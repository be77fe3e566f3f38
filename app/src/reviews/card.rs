//! A review in a list, and the parts it shares with the review's own page.

use super::spoiler::Spoiler;
use crate::request;
use domain::page;
use domain::reviews::{ReviewView, Sentiment, Visibility};
use leptos::prelude::*;

#[component]
pub fn ReviewCard(
    review: ReviewView,
    /// Names the film, for lists of several.
    #[prop(optional)]
    with_movie: bool,
) -> impl IntoView {
    let label = format!("{} 님의 {} 리뷰", author(&review), review.movie_title);
    view! {
        <article class="review" id=format!("review-{}", review.id) aria-label=label>
            {with_movie.then(|| view! {
                <p class="review-movie"><a href=page::movie(review.movie_id)>{review.movie_title.clone()}</a></p>
            })}
            <Byline review=review.clone() />
            <ReviewText review=review.clone() />
            <p class="review-foot">
                <SentimentBadge review=review.clone() />
                <a class="review-link" href=page::review(review.id)>"리뷰 자세히"</a>
            </p>
        </article>
    }
    .into_any()
}

/// The author's name, or that of nobody.
pub fn author(review: &ReviewView) -> String {
    review.author.clone().unwrap_or_else(|| "떠난 회원".to_owned())
}

/// Who wrote it, when, and the score beside it.
#[component]
pub fn Byline(review: ReviewView) -> impl IntoView {
    view! {
        <p class="byline">
            <span class="byline-author">{author(&review)}</span>
            {review.score.map(|score| view! { <span class="byline-score">{format!("{score}점")}</span> })}
            <time datetime=review.written_at.clone()>{review.written.clone()}</time>
            {review.edited.then(|| view! { <span>"고침"</span> })}
            {(review.visibility == Visibility::OnlyMe).then(|| view! { <span class="chip">"나만 보기"</span> })}
            {review.spoiler.then(|| view! { <span class="chip">"스포일러"</span> })}
        </p>
    }
    .into_any()
}

/// The text, or the question whether to show it.
#[component]
pub fn ReviewText(review: ReviewView) -> impl IntoView {
    match review.content.clone() {
        Some(content) => view! { <p class="review-text">{content}</p> }.into_any(),
        None => view! { <Spoiler id=review.id page=request::here() /> }.into_any(),
    }
}

/// The model's reading: an icon and a word, then a colour.
#[component]
pub fn SentimentBadge(review: ReviewView) -> impl IntoView {
    match review.sentiment {
        Some(sentiment) => {
            let (class, mark) = match sentiment {
                Sentiment::Positive => ("badge badge-positive", "M6 10.5 9 13.5 14.5 7"),
                Sentiment::Negative => ("badge badge-negative", "M7 7l6 6M13 7l-6 6"),
            };
            let title = review
                .sentiment_percent
                .map(|percent| format!("AI가 {percent}% 확률로 {}이라고 읽었어요", sentiment.label()));
            view! {
                <span class=class title=title>
                    <svg viewBox="0 0 20 20" width="16" height="16" aria-hidden="true" focusable="false">
                        <path d=mark fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" />
                    </svg>
                    {sentiment.label()}
                </span>
            }
            .into_any()
        }
        None => view! { <span class="badge">"분석 중"</span> }.into_any(),
    }
}
