//! The frame around every page: skip link, header, footer, and on phones the bar below.

mod foot_bar;
mod footer;
mod header;
mod mark;
mod rpc;
mod standing;

use crate::components::next;
use crate::request;
use domain::page;
use foot_bar::FootBar;
use footer::Footer;
use header::Header;
use leptos::prelude::*;
use standing::{notice, standing, welcome};

/// What stands around the page in `children`.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    view! {
        <a class="skip-link" href="#main">"본문으로 건너뛰기"</a>
        <Header />
        {standing()}
        {notice()}
        {welcome()}
        <main id="main" tabindex="-1">
            {children()}
        </main>
        <Footer />
        <FootBar />
    }
}

/// The path in an address without origin.
fn path_of(address: &str) -> &str {
    address.split('?').next().unwrap_or_default()
}

/// `aria-current` of a link to `address`.
fn current(address: &str) -> Option<&'static str> {
    (path_of(&request::here()) == path_of(address)).then_some("page")
}

/// `way_in`, and back here from it. From one way in to another goes what the first would have led to.
fn way_in(way_in: &str) -> String {
    let here = request::here();
    let next = if page::WAYS_IN.contains(&path_of(&here)) { next() } else { here };
    page::with_next(way_in, &next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_do_not_count() {
        assert_eq!(path_of("/search?q=a"), "/search");
        assert_eq!(path_of("/"), "/");
    }
}
