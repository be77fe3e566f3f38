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
use reviews::{Best, Reviews, Sides};
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
        let services = services()?;
        let page = match movies::get(&services, request::visitor().as_ref(), id, listing, form).await {
            // A film that turned out to be another one: old links lead on.
            Err(error) => match movies::merged_into(&services, id).await? {
                Some(other) => {
                    request::redirect_for_good(&page::movie(other));
                    return Err(ErrorCode::NotFound.into());
                }
                None => return Err(error.into()),
            },
            Ok(page) => page,
        };
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
    let mut movie = movie;
    // Taken out, since all parts of the page get a copy of the film.
    let best = Best {
        positive: std::mem::take(&mut movie.top_positive),
        negative: std::mem::take(&mut movie.top_negative),
        listed: movie.reviews.reviews.iter().map(|review| review.id).collect(),
        all: movie.review_count,
        movie: movie.id,
        counts: movie.listed,
    };
    let reviews = std::mem::take(&mut movie.reviews.reviews);
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
                <Sides best />
                <Reviews movie reviews />
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
