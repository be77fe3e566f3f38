//! A review in a list, and the parts it shares with the review's own page.

use super::{LikeButton, Spoiler};
use crate::components::{Avatar, Icon, Poster, icon};
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
    /// Stands on the page a second time, so the other one keeps the id.
    #[prop(optional)]
    is_copy: bool,
) -> impl IntoView {
    let name = author(&review);
    let label = format!("{name} 님의 {} 리뷰", review.movie_title);
    let id = (!is_copy).then(|| format!("review-{}", review.id));
    let movie = with_movie.then(|| {
        view! {
            <div class="review-movie">
                <Poster id=review.movie_id title=review.movie_title.clone() />
                <a href=page::movie(review.movie_id)>{review.movie_title.clone()}</a>
            </div>
        }
    });
    let more = format!("{name} 님의 리뷰 자세히");
    view! {
        <article class="review" id=id aria-label=label>
            {byline(&review)}
            {score_figure(&review)}
            {movie}
            {review_text(&review)}
            <div class="review-foot">
                {sentiment_badge(&review)}
                {like(&review)}
                <a class="review-link" href=page::review(review.id) aria-label=more>"리뷰 자세히"</a>
            </div>
        </article>
    }
    .into_any()
}

// The parts are plain functions that borrow: a page has many reviews, and a review long texts.

/// The author's name, or that of nobody.
pub fn author(review: &ReviewView) -> String {
    review.author.clone().unwrap_or_else(|| "떠난 회원".to_owned())
}

/// Who wrote it, and when.
pub fn byline(review: &ReviewView) -> AnyView {
    let name = author(review);
    let link = match review.author.as_deref().filter(|_| review.author_is_listed) {
        Some(nickname) => {
            view! { <a class="byline-author" href=page::profile(nickname)>{nickname.to_owned()}</a> }.into_any()
        }
        None => view! { <span class="byline-author">{name.clone()}</span> }.into_any(),
    };
    view! {
        <div class="byline">
            <Avatar nickname=name />
            {link}
            <span class="byline-facts">
                <time datetime=review.written_at.clone()>{review.written.clone()}</time>
                {review.edited.then(|| view! { <span>"고침"</span> })}
                {(review.visibility == Visibility::OnlyMe).then(|| view! { <span class="chip">"나만 보기"</span> })}
                {review.spoiler.then(|| view! { <span class="chip">"스포일러"</span> })}
            </span>
        </div>
    }
    .into_any()
}

/// The author's score of the film.
fn score_figure(review: &ReviewView) -> impl IntoView + use<> {
    review.score.map(|score| {
        view! {
            <span class="score-figure">
                <span class="visually-hidden">"점수 "</span>
                {score.to_string()}
            </span>
        }
    })
}

/// The text, or the question whether to show it.
pub fn review_text(review: &ReviewView) -> AnyView {
    match &review.content {
        Some(content) => view! { <p class="review-text">{content.clone()}</p> }.into_any(),
        None => view! { <Spoiler id=review.id page=request::here() /> }.into_any(),
    }
}

/// The heart: a button for members, the way in for visitors, a mere number on one's own review.
pub fn like(review: &ReviewView) -> AnyView {
    let (id, likes) = (review.id, review.likes);
    let count = move || {
        view! {
            <Icon shape=icon::HEART />
            <span class="visually-hidden">"좋아요 "</span>
            {likes.count}
        }
    };
    match (review.mine, request::visitor().is_some()) {
        (true, _) => view! { <span class="like">{count()}</span> }.into_any(),
        (false, true) => view! { <LikeButton id likes page=request::here() /> }.into_any(),
        (false, false) => {
            let back = format!("{}#review-{id}", request::here());
            view! {
                <a class="like" href=page::sign_in_then(&back)>
                    {count()}
                    <span class="visually-hidden">", 로그인하고 누르기"</span>
                </a>
            }
            .into_any()
        }
    }
}

/// The model's reading: an icon and a word, then a colour.
pub fn sentiment_badge(review: &ReviewView) -> AnyView {
    match review.sentiment {
        Some(sentiment) => {
            let (class, shape) = match sentiment {
                Sentiment::Positive => ("badge badge-positive", icon::CHECK),
                Sentiment::Negative => ("badge badge-negative", icon::CROSS),
            };
            let title = review
                .sentiment_percent
                .map(|percent| format!("AI가 {percent}% 확률로 {}이라고 읽었어요", sentiment.label()));
            view! {
                <span class=class title=title>
                    <Icon shape />
                    {sentiment.label()}
                </span>
            }
            .into_any()
        }
        None => view! { <span class="badge">"분석 중"</span> }.into_any(),
    }
}
