//! The screens of Popcorn Geek and the server functions behind them.
//!
//! Compiled twice: with the feature `ssr` into the server, with `hydrate` into the browser. Each
//! room has its pages, its parts (fed with plain data) and its `rpc.rs`. A page has one loader, a
//! server function that answers with one view of `domain`; a mutation is a real form that also
//! works without script. Views read no clock, no randomness and no locale.

// Plain cargo compiles a page as one deeply nested type.
#![recursion_limit = "256"]

pub mod accounts;
mod components;
mod error_page;
pub mod layout;
mod legal;
pub mod movies;
pub mod reviews;
pub mod rpc;

#[cfg(feature = "ssr")]
pub mod request;
#[cfg(feature = "ssr")]
pub mod shell;

use error_page::NotFoundPage;
use layout::{Frame, provide_viewer};
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{Route, Router, Routes};
use leptos_router::{Lazy, SsrMode, path};

/// The whole site.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_viewer();

    // Every page waits for its data: a reader without script, a crawler and a preview service see
    // the complete page, and the database is close enough for streaming to gain nothing.
    let ssr = SsrMode::Async;
    view! {
        <Title formatter=with_site_name />
        <Router>
            <Frame>
                <Routes fallback=NotFoundPage>
                    <Route path=path!("/") view=movies::HomePage ssr=ssr.clone() />
                    <Route path=path!("/movies/:id") view=movies::MoviePage ssr=ssr.clone() />
                    <Route path=path!("/movies/:id/write") view={Lazy::<reviews::WritePage>::new()} ssr=ssr.clone() />
                    <Route path=path!("/reviews/:id") view=reviews::ReviewPage ssr=ssr.clone() />
                    <Route path=path!("/reviews/:id/edit") view={Lazy::<reviews::EditPage>::new()} ssr=ssr.clone() />
                    <Route path=path!("/accounts/signup") view={Lazy::<accounts::SignUpPage>::new()} ssr=ssr.clone() />
                    <Route path=path!("/accounts/signin") view={Lazy::<accounts::SignInPage>::new()} ssr=ssr.clone() />
                    <Route path=path!("/terms") view={Lazy::<legal::TermsPage>::new()} ssr=ssr.clone() />
                    <Route path=path!("/privacy") view={Lazy::<legal::PrivacyPage>::new()} ssr />
                </Routes>
            </Frame>
        </Router>
    }
}

fn with_site_name(title: String) -> String {
    if title.is_empty() { "팝콘긱".to_owned() } else { format!("{title} · 팝콘긱") }
}
