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
    view! {
        <article class="review" id=id aria-label=label>
            <Byline review=review.clone() />
            <ScoreFigure review=review.clone() />
            {movie}
            <ReviewText review=review.clone() />
            <div class="review-foot">
                <SentimentBadge review=review.clone() />
                <Like review=review.clone() />
                <a class="review-link" href=page::review(review.id) aria-label=format!("{name} 님의 리뷰 자세히")>"리뷰 자세히"</a>
            </div>
        </article>
    }
    .into_any()
}

/// The author's name, or that of nobody.
pub fn author(review: &ReviewView) -> String {
    review.author.clone().unwrap_or_else(|| "떠난 회원".to_owned())
}

/// Who wrote it, and when.
#[component]
pub fn Byline(review: ReviewView) -> impl IntoView {
    let name = match review.author.clone() {
        Some(nickname) => {
            let href = page::profile(&nickname);
            view! { <a class="byline-author" href=href>{nickname}</a> }.into_any()
        }
        None => view! { <span class="byline-author">{author(&review)}</span> }.into_any(),
    };
    view! {
        <div class="byline">
            <Avatar nickname=author(&review) />
            {name}
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
#[component]
fn ScoreFigure(review: ReviewView) -> impl IntoView {
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
#[component]
pub fn ReviewText(review: ReviewView) -> impl IntoView {
    match review.content.clone() {
        Some(content) => view! { <p class="review-text">{content}</p> }.into_any(),
        None => view! { <Spoiler id=review.id page=request::here() /> }.into_any(),
    }
}

/// The heart: a button for members, the way in for visitors, a mere number on one's own review.
#[component]
pub fn Like(review: ReviewView) -> impl IntoView {
    let here = request::here();
    let count = view! {
        <Icon shape=icon::HEART />
        <span class="visually-hidden">"좋아요 "</span>
        {review.likes.count}
    };
    match (review.mine, request::visitor().is_some()) {
        (true, _) => view! { <span class="like">{count}</span> }.into_any(),
        (false, true) => view! { <LikeButton id=review.id likes=review.likes page=here /> }.into_any(),
        (false, false) => {
            let back = format!("{here}#review-{}", review.id);
            view! {
                <a class="like" href=page::sign_in_then(&back)>
                    {count}
                    <span class="visually-hidden">", 로그인하고 누르기"</span>
                </a>
            }
            .into_any()
        }
    }
}

/// The model's reading: an icon and a word, then a colour.
#[component]
pub fn SentimentBadge(review: ReviewView) -> impl IntoView {
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
