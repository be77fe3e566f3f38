//! A review in a list, and the parts it shares with the review's own page.

use super::{LikeButton, Spoiler};
use crate::components::{Avatar, Icon, Poster, icon};
use crate::request;
use domain::page;
use domain::reviews::{ReviewView, Sentiment, Visibility};
use leptos::prelude::*;

/// Who says what a review feels, where it is not the model.
const BY_AUTHOR: &str = "글쓴이가 고른 감상";

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
                {sentiment_badge(&review, true)}
                {said_by(&review, "visually-hidden")}
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

/// What the review feels: an icon and a word, then a colour. `in_list`, where there is no room for the
/// line of [`said_by`], a second word tells that the author says so.
pub fn sentiment_badge(review: &ReviewView, in_list: bool) -> AnyView {
    match review.sentiment {
        Some(sentiment) => {
            let (class, shape) = match sentiment {
                Sentiment::Positive => ("badge badge-positive", icon::CHECK),
                Sentiment::Mixed => ("badge badge-mixed", icon::BOTH),
                Sentiment::Negative => ("badge badge-negative", icon::CROSS),
            };
            let by_author = in_list && review.sentiment_by_author;
            view! {
                <span class=class title=said(review)>
                    <Icon shape />
                    {sentiment.label()}
                    {by_author.then(|| view! { <small aria-hidden="true">"· 글쓴이"</small> })}
                </span>
            }
            .into_any()
        }
        None => view! { <span class="badge">"분석 중"</span> }.into_any(),
    }
}

/// Who says so, in words beside the badge: a title alone reaches neither fingers nor screen readers.
pub fn said_by(review: &ReviewView, class: &'static str) -> impl IntoView + use<> {
    said(review).map(|words| view! { <span class=class>{words}</span> })
}

/// Who says what the review feels: its author, or the model, and how sure it is.
fn said(review: &ReviewView) -> Option<String> {
    if review.sentiment_by_author {
        return Some(BY_AUTHOR.to_owned());
    }
    Some(reading(review.sentiment?, review.sentiment_percent?))
}

/// How the model read it; `percent` as of `domain::reviews::percent`.
fn reading(sentiment: Sentiment, percent: u8) -> String {
    match sentiment {
        Sentiment::Mixed => "AI가 긍정과 부정이 엇갈린다고 읽었어요".to_owned(),
        side => format!("AI가 {percent}% 확률로 {}이라고 읽었어요", side.label()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mixed_reading_is_sure_of_no_side() {
        assert_eq!(reading(Sentiment::Positive, 92), "AI가 92% 확률로 긍정이라고 읽었어요");
        assert_eq!(reading(Sentiment::Negative, 65), "AI가 65% 확률로 부정이라고 읽었어요");
        assert_eq!(reading(Sentiment::Mixed, 55), "AI가 긍정과 부정이 엇갈린다고 읽었어요");
    }
}
