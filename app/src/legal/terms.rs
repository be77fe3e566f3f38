//! /terms

use crate::components::{PageTitle, mark_hydrated};
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

pub struct TermsPage;

#[lazy_route]
impl LazyRoute for TermsPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        mark_hydrated();
        view! {
            <PageTitle title="이용약관".to_owned() />
            <article class="legal">
                <h1>"이용약관"</h1>
            </article>
        }
        .into_any()
    }
}
