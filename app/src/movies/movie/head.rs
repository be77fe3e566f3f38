//! What the film page says of itself to browsers, search engines and previews.

use super::super::json_ld;
use crate::components::{JsonLd, PageTitle, Preview};
use domain::movies::{AgeGrade, MovieView};
use domain::reviews::{ReviewListing, excerpt};
use leptos::prelude::*;
use leptos_meta::{Link, Meta};

#[component]
pub fn Head(movie: MovieView) -> impl IntoView {
    let title = match movie.year {
        Some(year) => format!("{} ({year})", movie.title),
        None => movie.title.clone(),
    };
    let plot = excerpt(&movie.plot, 120);
    let description = match (&movie.mean, &movie.countdown) {
        (Some(mean), _) => {
            format!("평점 {mean} ({}명) · 리뷰 {}개. {plot}", movie.score_count, movie.review_count)
        }
        (None, Some(countdown)) => format!("개봉 {countdown}. {plot}"),
        (None, None) => plot,
    };
    let data = json_ld::movie(&movie);
    let feed = format!("{}/feed.atom", movie.canonical);
    let is_default = movie.reviews.listing == ReviewListing::default();
    view! {
        <PageTitle title=title.clone() />
        <Preview kind="video.movie" title description=description.trim_end().to_owned() canonical=movie.canonical image=movie.card />
        <Link rel="alternate" type_="application/atom+xml" title="리뷰 피드" href=feed />
        // One address per film in search results, not one per order of its reviews; none for what
        // does not exist.
        {(!is_default || movie.is_invented).then(|| view! { <Meta name="robots" content="noindex,follow" /> })}
        {(movie.age_grade == Some(AgeGrade::Nineteen)).then(|| view! { <Meta name="rating" content="adult" /> })}
        {(!movie.is_invented).then(|| view! { <JsonLd data /> })}
    }
    .into_any()
}
