//! The frame of every page for those who keep house: where one is, and the way to the others.

use super::forms::Outcome;
use crate::components::PageTitle;
use crate::request;
use domain::accounts::Role;
use domain::{FormReturn, page};
use leptos::prelude::*;
use leptos_meta::Meta;

/// A page of the administration, or several about the same things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    Overview,
    Members,
    Jobs,
    Mails,
    Movies,
    Tags,
    Settings,
    Audit,
}

impl Section {
    pub const EACH: [Self; 8] =
        [Self::Overview, Self::Members, Self::Jobs, Self::Mails, Self::Movies, Self::Tags, Self::Settings, Self::Audit];

    /// Path of the section's first page.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Overview => page::ADMIN,
            Self::Members => "/admin/members",
            Self::Jobs => "/admin/jobs",
            Self::Mails => "/admin/mails",
            Self::Movies => "/admin/movies",
            Self::Tags => "/admin/tags",
            Self::Settings => "/admin/settings",
            Self::Audit => "/admin/audit",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Overview => "현황",
            Self::Members => "회원",
            Self::Jobs => "작업",
            Self::Mails => "메일",
            Self::Movies => "영화",
            Self::Tags => "태그",
            Self::Settings => "설정",
            Self::Audit => "기록",
        }
    }

    /// The least role that the section's use cases ask for: no link to what would be refused.
    const fn role(self) -> Role {
        match self {
            Self::Overview | Self::Members | Self::Audit => Role::Moderator,
            Self::Jobs | Self::Mails | Self::Movies | Self::Tags | Self::Settings => Role::Administrator,
        }
    }
}

/// One page of the administration: its name, what became of the last form, and `children`.
#[component]
pub fn Desk(
    section: Section,
    /// What the page is called.
    title: String,
    /// Beside the name: a state.
    #[prop(optional)]
    beside: Option<AnyView>,
    /// Below the name.
    #[prop(optional, into)]
    about: String,
    /// The form that led here, if one did.
    form: Option<FormReturn>,
    children: Children,
) -> impl IntoView {
    view! {
        <PageTitle title=format!("{title} · 운영") />
        <Meta name="robots" content="noindex" />
        <div class="administration">
            <Bar section />
            <header class="page-head">
                <div class="administration-title">
                    <h1>{title}</h1>
                    {beside}
                </div>
                {(!about.is_empty()).then(|| view! { <p class="fine">{about}</p> })}
            </header>
            <Outcome form />
            {children()}
        </div>
    }
    .into_any()
}

#[component]
fn Bar(section: Section) -> impl IntoView {
    let role = request::visitor().map(|actor| actor.role()).unwrap_or_default();
    let here = request::here();
    let path = here.split('?').next().unwrap_or_default().to_owned();
    let links = Section::EACH
        .into_iter()
        .filter(|each| each.role() <= role)
        .map(|each| {
            // A member's page stands among the members, but is not their list.
            let current = (each == section).then_some(if path == each.path() { "page" } else { "true" });
            view! { <a href=each.path() aria-current=current>{each.label()}</a> }
        })
        .collect_view();
    view! {
        <div class="administration-bar">
            <strong>"운영"</strong>
            <nav class="tabs" aria-label="운영">{links}</nav>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_have_addresses_of_their_own() {
        for (place, section) in Section::EACH.into_iter().enumerate() {
            assert!(section.path().starts_with(page::ADMIN), "{section:?}");
            assert!(Section::EACH[..place].iter().all(|other| other.path() != section.path()), "{section:?}");
        }
    }
}
