//! The film page.

mod about;
mod head;
mod reviews;
mod side;
mod summary;

use crate::components::{FormMessage, PageField, Poster, loaded, param, query};
use crate::request::{self, services};
use about::About;
use domain::error::ErrorCode;
use domain::movies::MovieView;
use domain::reviews::{ReviewCursor, ReviewFilter, ReviewListing, ReviewOrder, Visibility};
use domain::{FormReturn, MovieId, page};
use head::Head;
use leptos::prelude::*;
use reviews::{Reviews, Sides};
use services::movies;
use side::Side;
use summary::{Spread, Summary};

// For the style guide.
pub(crate) use {
    reviews::NoReviews,
    side::{Invitation, NotYet},
    summary::SentimentBar,
};

/// `/movies/{id}`
#[component]
pub fn MoviePage() -> impl IntoView {
    let (id, listing, form) = (param::<MovieId>("id"), listing(), query("form"));
    let movie = async move {
        let id = id.ok_or(ErrorCode::NotFound)?;
        let form = request::returned_form(form).await?;
        let page = movies::get(&services()?, request::visitor().as_ref(), id, listing, form).await?;
        if page.reviews.reviews.iter().any(|review| review.visibility == Visibility::OnlyMe) {
            request::never_store();
        }
        Ok(page)
    };
    loaded(movie, |movie| view! { <Movie movie /> }.into_any())
}

/// Which reviews the address asks for; what it says wrongly counts as unsaid.
fn listing() -> ReviewListing {
    ReviewListing {
        filter: ReviewFilter::from_code(query::<String>("view").as_deref()),
        order: ReviewOrder::from_code(query::<String>("sort").as_deref()),
        bar: query::<u8>("score").filter(|bar| (1..=10).contains(bar)),
        after: query::<ReviewCursor>("after"),
    }
}

#[component]
fn Movie(movie: MovieView) -> impl IntoView {
    view! {
        <Head movie=movie.clone() />
        {movie.form.clone().map(|form| view! { <Deletion form /> })}
        <div class="movie">
            // Blurred behind the head of the page, so that each film has its own light.
            <div class="movie-backdrop" aria-hidden="true">
                <img src=page::poster(movie.id) alt="" width="240" height="360" />
            </div>
            <Poster id=movie.id title=movie.title.clone() eager=true />
            <Summary movie=movie.clone() />
            <Side movie=movie.clone() />
            <Spread movie=movie.clone() />
            <div class="movie-body">
                <About movie=movie.clone() />
                <Sides movie=movie.clone() />
                <Reviews movie />
            </div>
        </div>
    }
    .into_any()
}

/// After a review was deleted: that it is gone, and the way back.
#[component]
fn Deletion(form: FormReturn) -> impl IntoView {
    let here = request::here();
    match (form.endpoint.as_str(), form.error.clone()) {
        ("delete_review", None) if !form.value("review_id").is_empty() => view! {
            <div class="notice" role="status">
                <span>"리뷰를 지웠어요"</span>
                <form method="post" action="/rpc/restore_review">
                    <PageField page=here />
                    <input type="hidden" name="review_id" value=form.value("review_id") />
                    <button class="button button-text">"되돌리기"</button>
                </form>
            </div>
        }
        .into_any(),
        ("restore_review", error @ Some(_)) => {
            view! { <FormMessage error=Signal::stored(error) page=here /> }.into_any()
        }
        _ => ().into_any(),
    }
}
