//! What search engines, KakaoTalk and others show of a page.

use leptos::prelude::*;
use leptos_meta::{Link, Meta};

/// Canonical address, description and Open Graph card.
#[component]
pub fn Preview(
    /// Open Graph's kind of thing: `website`, `video.movie`, `article`.
    kind: &'static str,
    title: String,
    description: String,
    /// Absolute address of the page.
    canonical: String,
    /// Absolute address of the picture, 1200 by 600; without one the site's own is shown.
    #[prop(optional)]
    image: Option<String>,
) -> impl IntoView {
    let image = image.unwrap_or_else(|| format!("{}/share.png", origin(&canonical)));
    view! {
        <Link rel="canonical" href=canonical.clone() />
        <Meta name="description" content=description.clone() />
        <Meta property="og:site_name" content="팝콘긱" />
        <Meta property="og:locale" content="ko_KR" />
        <Meta property="og:type" content=kind />
        <Meta property="og:title" content=title />
        <Meta property="og:description" content=description />
        <Meta property="og:url" content=canonical />
        <Meta property="og:image" content=image />
        <Meta property="og:image:width" content="1200" />
        <Meta property="og:image:height" content="600" />
        <Meta name="twitter:card" content="summary_large_image" />
    }
    .into_any()
}

/// Scheme and host of an absolute address.
pub fn origin(address: &str) -> &str {
    let host = address.find("://").map_or(0, |at| at + 3);
    let end = address[host..].find('/').map_or(address.len(), |at| host + at);
    &address[..end]
}

#[cfg(test)]
mod tests {
    use super::origin;

    #[test]
    fn the_picture_stands_on_the_same_host() {
        assert_eq!(origin("https://popcorn.example/movies/1"), "https://popcorn.example");
        assert_eq!(origin("http://127.0.0.1:3000"), "http://127.0.0.1:3000");
    }
}
