//! Structured data of a review.

use super::card::author;
use crate::components::{breadcrumbs, graph, known, origin};
use domain::page;
use domain::reviews::ReviewPageView;
use serde_json::{Value, json};

/// The data of a public review's page. The text of a spoiler is not in it, whoever reads.
pub fn review(view: &ReviewPageView) -> String {
    let review = &view.review;
    let origin = origin(&view.canonical);
    let film = format!("{origin}{}", page::movie(review.movie_id));
    let writer = review.author.as_deref().map(|nickname| format!("{origin}{}", page::profile(nickname)));
    let rating = review.score.map(
        |score| json!({ "@type": "Rating", "ratingValue": score.to_string(), "bestRating": "5", "worstRating": "0.1" }),
    );
    let written = known(json!({
        "@type": "Review",
        "@id": view.canonical,
        "url": view.canonical,
        "itemReviewed": { "@type": "Movie", "@id": film, "url": film, "name": review.movie_title },
        "author": known(json!({ "@type": "Person", "name": author(review), "url": writer })),
        "reviewRating": rating,
        "datePublished": review.written_at,
        "reviewBody": review.content.as_deref().filter(|_| !review.spoiler),
        "publisher": { "@type": "Organization", "name": "팝콘긱" },
        "inLanguage": "ko",
    }));
    graph(vec![written, trail(origin, &review.movie_title, &film, &view.canonical)])
}

fn trail(origin: &str, title: &str, film: &str, canonical: &str) -> Value {
    let (home, films) = (format!("{origin}/"), format!("{origin}{}", page::MOVIES));
    breadcrumbs(&[("홈", &home), ("영화", &films), (title, film), ("리뷰", canonical)])
}
