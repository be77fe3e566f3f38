//! /privacy

use crate::components::{PageTitle, mark_hydrated};
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

pub struct PrivacyPage;

#[lazy_route]
impl LazyRoute for PrivacyPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        mark_hydrated();
        view! {
            <PageTitle title="개인정보 처리방침".to_owned() />
            <article class="legal">
                <h1>"개인정보 처리방침"</h1>
            </article>
        }
        .into_any()
    }
}
