//! A review's own page: what a shared link opens.

use super::card::{author, byline, like, review_text, said_by, sentiment_badge};
use super::correction::{Correction, corrected};
use super::share::ShareButton;
use crate::components::{FormMessage, Icon, JsonLd, PageField, PageTitle, Poster, Preview, icon, loaded, param, query};
use crate::request::{self, services};
use domain::error::ErrorCode;
use domain::reviews::{ReviewPageView, ReviewView, Visibility};
use domain::{ReviewId, page};
use leptos::prelude::*;
use leptos_meta::Meta;
use services::reviews;

/// `/reviews/{id}`
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
        <div class="movie-backdrop" aria-hidden="true">
            <img src=page::poster(review.movie_id) alt="" width="240" height="360" />
        </div>
        <article class="review-page">
            {review.mine.then(|| view! { <Undo page=page.clone() /> })}
            {review.mine.then(|| corrected(&page))}
            <header class="review-page-head">
                <a href=movie.clone() tabindex="-1" aria-hidden="true">
                    <Poster id=review.movie_id title=review.movie_title.clone() eager=true />
                </a>
                <div>
                    <h1><a class="title-link" href=movie>{review.movie_title.clone()}</a> " 리뷰"</h1>
                    {byline(&review)}
                    {review.score.map(|score| view! {
                        <p class="review-score">
                            <span class="visually-hidden">"점수 "</span>
                            {score.to_string()}
                            <span class="visually-hidden">"점"</span>
                        </p>
                    })}
                </div>
            </header>
            <div class="review review-whole" id=format!("review-{}", review.id)>
                {review_text(&review)}
                <div class="review-foot">
                    {sentiment_badge(&review, false)}
                    {said_by(&review, "fine")}
                    {like(&review)}
                </div>
            </div>
            {(review.visibility == Visibility::Public).then(|| view! { <Share address=page.canonical.clone() /> })}
            {review.mine.then(|| view! {
                <Correction page=page.clone() />
                <OwnActions page=page.clone() />
            })}
            <Onwards review />
        </article>
    }
}

/// After a change: that it was saved, and the way back.
#[component]
pub fn Undo(page: ReviewPageView) -> impl IntoView {
    let here = request::here();
    let id = page.review.id;
    let error = page.form.filter(|form| form.endpoint == "undo_review").and_then(|form| form.error);
    let message_page = here.clone();
    view! {
        {error.map(|error| view! { <FormMessage error=Signal::stored(Some(error)) page=message_page /> })}
        {page.can_undo.then(|| view! {
            <div class="notice" role="status">
                <span>"바뀐 내용을 저장했어요"</span>
                <form method="post" action="/rpc/undo_review">
                    <PageField page=here />
                    <input type="hidden" name="review_id" value=id.to_string() />
                    <button class="button button-text">"되돌리기"</button>
                </form>
            </div>
        })}
    }
    .into_any()
}

/// The address to hand on. Without script it can be read, selected and copied as a link.
#[component]
pub fn Share(address: String) -> impl IntoView {
    view! {
        <div class="share">
            <p>
                <Icon shape=icon::SHARE />
                <span>"이 리뷰의 주소"</span>
                <a href=address.clone()>{address.clone()}</a>
            </p>
            <ShareButton address />
        </div>
    }
    .into_any()
}

/// What the author may do.
#[component]
pub fn OwnActions(page: ReviewPageView) -> impl IntoView {
    let id = page.review.id;
    let error = page.form.filter(|form| form.endpoint == "delete_review").and_then(|form| form.error);
    let has_failed = error.is_some();
    let here = request::here();
    view! {
        <div class="own-actions">
            <a class="button button-quiet" href=page::edit_review(id)>
                <Icon shape=icon::PEN />
                "고치기"
            </a>
            // Asks once more before anything is lost.
            <details class="confirm" open=has_failed>
                <summary class="button button-quiet">"지우기"</summary>
                <form method="post" action="/rpc/delete_review" class="confirm-body">
                    <PageField page=here.clone() />
                    <input type="hidden" name="review_id" value=id.to_string() />
                    <FormMessage error=Signal::stored(error) page=here />
                    <p>"정말 지울까요? 지운 바로 다음에만 되돌릴 수 있어요."</p>
                    <button class="button button-danger">"리뷰 지우기"</button>
                </form>
            </details>
        </div>
    }
    .into_any()
}

/// More of the film, more of the author.
#[component]
fn Onwards(review: ReviewView) -> impl IntoView {
    let reviews = format!("{}#reviews", page::movie(review.movie_id));
    let author = review.author.filter(|_| review.author_is_listed).map(|nickname| {
        let href = format!("{}?tab=reviews", page::profile(&nickname));
        view! { <a class="button button-quiet" href=href>{format!("{nickname} 님의 다른 리뷰")}</a> }
    });
    view! {
        <div class="review-page-foot">
            <p class="chips">
                <a class="button button-quiet" href=reviews>{format!("{} 리뷰 모두 보기", review.movie_title)}</a>
                {author}
            </p>
        </div>
    }
    .into_any()
}

#[component]
fn Head(page: ReviewPageView) -> impl IntoView {
    let data = super::json_ld::review(&page);
    let review = page.review;
    // Search engines learn nothing of films that do not exist.
    let is_real = !review.of_invented_movie;
    let title = match review.score {
        Some(score) => format!("{} 리뷰 ★{score} — {}", review.movie_title, author(&review)),
        None => format!("{} 리뷰 — {}", review.movie_title, author(&review)),
    };
    view! {
        <PageTitle title=title.clone() />
        {if review.visibility == Visibility::Public {
            view! {
                <Preview kind="article" title description=page.description canonical=page.canonical image=page.card />
                {is_real.then(|| view! { <JsonLd data /> })}
                {(!is_real).then(|| view! { <Meta name="robots" content="noindex,follow" /> })}
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
