//! The whole site: every page and its address.

use crate::error_page::NotFoundPage;
use crate::layout::Frame;
use crate::{accounts, administration, legal, mail, movies, reviews, search, styleguide};
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
                    <Route path=path!("/accounts/sent") view=accounts::SentPage ssr=ssr.clone() />
                    <Route path=path!("/accounts/confirm") view=accounts::ConfirmPage ssr=ssr.clone() />
                    <Route path=path!("/accounts/forgot") view=accounts::ForgotPage ssr=ssr.clone() />
                    <Route path=path!("/accounts/reset") view=accounts::ResetPage ssr=ssr.clone() />
                    <Route path=path!("/accounts/email") view=accounts::ConfirmEmailPage ssr=ssr.clone() />
                    <Route path=path!("/accounts/reauth") view=accounts::ReauthenticatePage ssr=ssr.clone() />
                    <Route path=path!("/accounts/return") view=accounts::ReturnPage ssr=ssr.clone() />
                    <Route path=path!("/accounts/appeal") view=accounts::AppealPage ssr=ssr.clone() />
                    <Route path=path!("/accounts/:nickname") view=accounts::ProfilePage ssr=ssr.clone() />
                    <Route path=path!("/settings") view=accounts::SettingsPage ssr=ssr.clone() />
                    <Route path=path!("/settings/password") view=accounts::PasswordPage ssr=ssr.clone() />
                    <Route path=path!("/settings/email") view=accounts::EmailPage ssr=ssr.clone() />
                    <Route path=path!("/settings/devices") view=accounts::DevicesPage ssr=ssr.clone() />
                    <Route path=path!("/settings/leave") view=accounts::LeavePage ssr=ssr.clone() />
                    <Route path=path!("/admin") view=administration::OverviewPage ssr=ssr.clone() />
                    <Route path=path!("/admin/members") view=administration::MembersPage ssr=ssr.clone() />
                    <Route path=path!("/admin/members/:id") view=administration::MemberPage ssr=ssr.clone() />
                    <Route path=path!("/admin/jobs") view=administration::JobsPage ssr=ssr.clone() />
                    <Route path=path!("/admin/mails") view=administration::MailsPage ssr=ssr.clone() />
                    <Route path=path!("/admin/mails/:id") view=administration::MailPage ssr=ssr.clone() />
                    <Route path=path!("/admin/movies") view=administration::MoviesPage ssr=ssr.clone() />
                    <Route path=path!("/admin/movies/:id") view=administration::MoviePage ssr=ssr.clone() />
                    <Route path=path!("/admin/tags") view=administration::TagsPage ssr=ssr.clone() />
                    <Route path=path!("/admin/settings") view=administration::SettingsPage ssr=ssr.clone() />
                    <Route path=path!("/admin/audit") view=administration::AuditPage ssr=ssr.clone() />
                    <Route path=path!("/mailbox") view=mail::MailboxPage ssr=ssr.clone() />
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
