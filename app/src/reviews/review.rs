//! A review's own page: what a shared link opens.

use super::card::{Byline, ReviewText, SentimentBadge, author};
use crate::components::{FormMessage, PageField, PageTitle, Poster, Preview, loaded, param, query};
use crate::request::{self, services};
use domain::error::ErrorCode;
use domain::reviews::{ReviewPageView, Visibility};
use domain::{ReviewId, page};
use leptos::prelude::*;
use leptos_meta::Meta;
use services::reviews;

#[component]
pub fn ReviewPage() -> impl IntoView {
    let (id, form) = (param::<ReviewId>("id"), query("form"));
    let review = async move {
        let id = id.ok_or(ErrorCode::NotFound)?;
        let form = request::returned_form(form).await?;
        let page = reviews::get(&services()?, request::visitor().as_ref(), id, form).await?;
        if page.review.visibility == Visibility::OnlyMe {
            request::never_store();
        }
        Ok(page)
    };
    loaded(review, |page| view! { <Review page /> }.into_any())
}

#[component]
fn Review(page: ReviewPageView) -> impl IntoView {
    let review = page.review.clone();
    let movie = page::movie(review.movie_id);
    view! {
        <Head page=page.clone() />
        <article class="review-page">
            <header class="review-page-head">
                <a href=movie.clone() tabindex="-1" aria-hidden="true">
                    <Poster id=review.movie_id title=review.movie_title.clone() eager=true />
                </a>
                <div>
                    <h1>{review.movie_title.clone()} " 리뷰"</h1>
                    <Byline review=review.clone() />
                    <SentimentBadge review=review.clone() />
                </div>
            </header>
            <div class="review review-whole" id=format!("review-{}", review.id)>
                <ReviewText review=review.clone() />
            </div>
            {review.mine.then(|| view! { <OwnActions page=page.clone() /> })}
            <p class="review-page-foot">
                <a class="button" href=movie>{format!("{} 영화 페이지로", review.movie_title)}</a>
            </p>
        </article>
    }
}

/// What the author may do.
#[component]
fn OwnActions(page: ReviewPageView) -> impl IntoView {
    let id = page.review.id;
    let error = page.form.filter(|form| form.endpoint == "delete_review").and_then(|form| form.error);
    let here = request::here();
    view! {
        <div class="own-actions">
            <a class="button button-quiet" href=page::edit_review(id)>"고치기"</a>
            // Asks once more before anything is lost.
            <details class="confirm">
                <summary class="button button-quiet">"지우기"</summary>
                <form method="post" action="/rpc/delete_review" class="confirm-body">
                    <PageField page=here.clone() />
                    <input type="hidden" name="review_id" value=id.to_string() />
                    <FormMessage error=Signal::stored(error) page=here />
                    <p>"정말 지울까요? 지운 리뷰는 되돌릴 수 없어요."</p>
                    <button class="button button-danger">"리뷰 지우기"</button>
                </form>
            </details>
        </div>
    }
    .into_any()
}

#[component]
fn Head(page: ReviewPageView) -> impl IntoView {
    let review = page.review;
    let title = match review.score {
        Some(score) => format!("{} 리뷰 ★{score} — {}", review.movie_title, author(&review)),
        None => format!("{} 리뷰 — {}", review.movie_title, author(&review)),
    };
    view! {
        <PageTitle title=title.clone() />
        {if review.visibility == Visibility::Public {
            view! {
                <Preview kind="article" title description=page.description canonical=page.canonical />
                <Meta property="article:published_time" content=review.written_at />
            }
            .into_any()
        } else {
            // Only its author gets here; nothing of it belongs in a preview.
            view! { <Meta name="robots" content="noindex" /> }.into_any()
        }}
    }
    .into_any()
}
