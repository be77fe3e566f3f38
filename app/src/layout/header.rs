//! The header: brand, search, the viewer's links, and the switch between light and dark.

use super::mark::Mark;
use super::rpc::SetTheme;
use super::{current, path_of, way_in};
use crate::components::{Avatar, Icon, PageField, icon};
use crate::request;
use crate::search::SearchBox;
use domain::accounts::Role;
use domain::page;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

#[component]
pub fn Header() -> impl IntoView {
    // The search page has a larger field of its own.
    let has_search = path_of(&request::here()) != page::SEARCH;
    view! {
        <header class="site-header">
            <div class="site-header-inner">
                <a class="brand" href=page::HOME aria-label="팝콘긱 홈">
                    <Mark />
                    "팝콘긱"
                </a>
                {has_search.then(|| view! { <SearchBox query=String::new() id="q".to_owned() large=false /> })}
                <nav class="site-nav" aria-label="회원">
                    <a class="site-link wide-only" href=page::MOVIES aria-current=current(page::MOVIES)>
                        <span>"둘러보기"</span>
                    </a>
                    {account_links()}
                    <ThemeSwitch />
                </nav>
            </div>
        </header>
    }
    .into_any()
}

fn account_links() -> AnyView {
    match request::visitor().map(|actor| actor.viewer()) {
        Some(viewer) => view! {
            {(viewer.role >= Role::Moderator)
                .then(|| {
                    view! {
                        <a class="site-link wide-only" href=page::ADMIN aria-current=current(page::ADMIN)>
                            <span>"운영"</span>
                        </a>
                    }
                })}
            <a class="site-link wide-only" href=page::MY aria-current=current(page::MY)>
                <Avatar nickname=viewer.nickname.clone() size="avatar-small" />
                <span>
                    <span class="visually-hidden">"내 페이지: "</span>
                    <span>{viewer.nickname}</span>
                </span>
            </a>
            <a class="site-link site-link-account" href=page::SETTINGS aria-current=current(page::SETTINGS)>
                <span>"내 계정"</span>
            </a>
        }
        .into_any(),
        None => view! {
            <a class="button button-quiet button-small wide-only" href=way_in(page::SIGN_IN)>"로그인"</a>
            <a class="button button-small wide-only" href=way_in(page::SIGN_UP)>"회원가입"</a>
        }
        .into_any(),
    }
}

/// Shows how the page is lit, and asks for the next way: as the system is, light, dark.
#[component]
fn ThemeSwitch() -> impl IntoView {
    let (name, shape, next) = match request::theme() {
        None => ("시스템", icon::SYSTEM, "light"),
        Some("light") => ("밝게", icon::LIGHT, "dark"),
        Some(_) => ("어둡게", icon::DARK, "auto"),
    };
    view! {
        <form class="theme" method="post" action=SetTheme::PATH>
            <PageField page=request::here() />
            <input type="hidden" name="theme" value=next />
            <button title=format!("화면: {name}")>
                <Icon shape />
                <span class="visually-hidden">{format!("화면 밝기: {name}. 눌러서 바꾸기")}</span>
            </button>
        </form>
    }
    .into_any()
}
