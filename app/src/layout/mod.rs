//! The frame around every page: skip link, header, footer, and on phones the bar below.

mod foot_bar;
mod footer;
mod header;
mod mark;
mod rpc;
mod standing;

use crate::request;
use domain::page;
use foot_bar::FootBar;
use footer::Footer;
use header::Header;
use leptos::prelude::*;
use standing::{notice, standing};

/// What stands around the page in `children`.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    view! {
        <a class="skip-link" href="#main">"본문으로 건너뛰기"</a>
        <Header />
        {standing()}
        {notice()}
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

/// Pages for visitors: no place to come back to, and the address of some holds a secret.
const FOR_VISITORS: [&str; 7] =
    [page::SIGN_IN, page::SIGN_UP, page::SENT, page::CONFIRM, page::FORGOT, page::RESET, page::CONFIRM_EMAIL];

/// Where to sign in, and come back from.
fn sign_in() -> String {
    let here = request::here();
    if FOR_VISITORS.contains(&path_of(&here)) { page::SIGN_IN.to_owned() } else { page::sign_in_then(&here) }
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
