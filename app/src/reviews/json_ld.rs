//! Structured data of a review.

use super::card::author;
use crate::components::{graph, known, origin};
use crate::movies::film_trail;
use domain::page;
use domain::reviews::ReviewPageView;
use serde_json::json;

/// The data of a public review's page. The text of a spoiler is not in it, whoever reads.
pub fn review(view: &ReviewPageView) -> String {
    let review = &view.review;
    let origin = origin(&view.canonical);
    let film = format!("{origin}{}", page::movie(review.movie_id));
    let profile = review.author.as_deref().filter(|_| review.author_is_listed).map(page::profile);
    let writer = profile.map(|path| format!("{origin}{path}"));
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
    let trail = film_trail(origin, &[(&review.movie_title, &film), ("리뷰", &view.canonical)]);
    graph(vec![written, trail])
}
