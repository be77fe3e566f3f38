//! The whole site: every page and its address.

use crate::error_page::NotFoundPage;
use crate::layout::Frame;
use crate::{accounts, legal, movies, reviews, search, styleguide};
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{Route, Router, Routes};
use leptos_router::{SsrMode, path};

/// The whole site.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();

    // Every page waits for its data: a reader without script, a crawler and a preview service see
    // the complete page, and the database is close enough for streaming to gain nothing.
    let ssr = SsrMode::Async;
    view! {
        <Title formatter=with_site_name />
        <Router>
            <Frame>
                <Routes fallback=NotFoundPage>
                    <Route path=path!("/") view=movies::HomePage ssr=ssr.clone() />
                    <Route path=path!("/movies") view=movies::BrowsePage ssr=ssr.clone() />
                    <Route path=path!("/movies/:id") view=movies::MoviePage ssr=ssr.clone() />
                    <Route path=path!("/movies/:id/write") view=reviews::WritePage ssr=ssr.clone() />
                    <Route path=path!("/reviews/:id") view=reviews::ReviewPage ssr=ssr.clone() />
                    <Route path=path!("/reviews/:id/edit") view=reviews::EditPage ssr=ssr.clone() />
                    <Route path=path!("/people/:id") view=movies::PersonPage ssr=ssr.clone() />
                    <Route path=path!("/search") view=search::SearchPage ssr=ssr.clone() />
                    <Route path=path!("/my") view=accounts::MyPage ssr=ssr.clone() />
                    <Route path=path!("/accounts/signup") view=accounts::SignUpPage ssr=ssr.clone() />
                    <Route path=path!("/accounts/signin") view=accounts::SignInPage ssr=ssr.clone() />
                    <Route path=path!("/accounts/:nickname") view=accounts::ProfilePage ssr=ssr.clone() />
                    <Route path=path!("/terms") view=legal::TermsPage ssr=ssr.clone() />
                    <Route path=path!("/privacy") view=legal::PrivacyPage ssr=ssr.clone() />
                    <Route path=path!("/styleguide") view=styleguide::StyleGuidePage ssr />
                </Routes>
            </Frame>
        </Router>
    }
}

fn with_site_name(title: String) -> String {
    if title.is_empty() { "팝콘긱".to_owned() } else { format!("{title} · 팝콘긱") }
}
