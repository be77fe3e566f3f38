//! The frame around every page: skip link, header, footer.

use crate::request;
use domain::page;
use leptos::prelude::*;

/// Header, the page, footer.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    view! {
        <a class="skip-link" href="#main">"본문으로 건너뛰기"</a>
        <header class="site-header">
            <div class="site-header-inner">
                <a class="brand" href=page::HOME>
                    <Kernel />
                    "팝콘긱"
                </a>
                <nav class="site-nav" aria-label="회원">{account_links()}</nav>
            </div>
        </header>
        <main id="main" tabindex="-1">
            {children()}
        </main>
        <footer class="site-footer">
            <div class="site-footer-inner">
                <p>"팝콘긱 — 영화를 보고, 0.1점까지 고민하고, 이야기하는 곳"</p>
                <nav aria-label="약관">
                    <a href=page::TERMS>"이용약관"</a>
                    <a href=page::PRIVACY>
                        <strong>"개인정보 처리방침"</strong>
                    </a>
                </nav>
                <p class="fine">"영화 정보 출처: 영화진흥위원회(KOFIC)"</p>
            </div>
        </footer>
    }
}

fn account_links() -> AnyView {
    match request::visitor().map(|actor| actor.viewer()) {
        Some(viewer) => view! {
            <span class="viewer">{viewer.nickname}</span>
            <form method="post" action="/rpc/sign_out">
                <input type="hidden" name="page" value=page::HOME />
                <button class="button button-quiet button-small">"로그아웃"</button>
            </form>
        }
        .into_any(),
        None => {
            let here = request::here();
            let sign_in =
                if here.starts_with("/accounts/") { page::SIGN_IN.to_owned() } else { page::sign_in_then(&here) };
            view! {
                <a class="button button-quiet button-small" href=sign_in>"로그인"</a>
                <a class="button button-small" href=page::SIGN_UP>"회원가입"</a>
            }
            .into_any()
        }
    }
}

/// The mark: one popped kernel.
#[component]
fn Kernel() -> impl IntoView {
    view! {
        <svg class="brand-mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false">
            <path class="brand-mark-husk" d="M9.5 23c4 2.6 9 2.6 13 0l-3 6.2c-1.5 2.4-5.5 2.4-7 0Z" />
            <path
                class="brand-mark-kernel"
                d="M4.5 11a6 6 0 1 0 12 0a6 6 0 1 0-12 0ZM13.5 9.5a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0-13 0ZM19.5 17.5a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0ZM2.5 18.5a5 5 0 1 0 10 0a5 5 0 1 0-10 0ZM8.5 18.5a7.5 7.5 0 1 0 15 0a7.5 7.5 0 1 0-15 0Z"
            />
            <path
                class="brand-mark-fold"
                d="M15.1 6.6c.9 2.6.4 4.9-1.5 6.9M24.9 12c-2.6-.2-4.7.8-6.1 3M4.9 14.2c2.3-.4 4.2.3 5.6 2"
            />
        </svg>
    }
}
