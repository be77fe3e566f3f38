//! The frame around every page: skip link, header, footer.

use domain::accounts::Viewer;
use domain::page;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Who looks at the page, found out once by the server and handed to the browser with the page.
/// Signing in and out are full navigations, so it never changes while a page lives.
#[derive(Debug, Clone)]
struct CurrentViewer(Option<Viewer>);

/// Call once, at the root: the frame must not wait for data, since a Suspense outside the routes
/// breaks hydration.
pub fn provide_viewer() {
    let viewer = SharedValue::new(|| {
        #[cfg(feature = "ssr")]
        let viewer = crate::request::visitor().map(|actor| actor.viewer());
        #[cfg(not(feature = "ssr"))]
        let viewer = None::<Viewer>;
        viewer
    });
    provide_context(CurrentViewer(viewer.into_inner()));
}

/// Who looks at the page; `None` for a visitor.
pub fn use_viewer() -> Option<Viewer> {
    use_context::<CurrentViewer>().and_then(|viewer| viewer.0)
}

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
    match use_viewer() {
        Some(viewer) => view! {
            <span class="viewer">{viewer.nickname}</span>
            // A plain form: signing out loads the next page afresh.
            <form method="post" action="/rpc/sign_out">
                <input type="hidden" name="page" value=page::HOME />
                <button class="button button-quiet button-small">"로그아웃"</button>
            </form>
        }
        .into_any(),
        None => {
            let path = use_location().pathname;
            let sign_in = move || {
                let path = path.get();
                if path.starts_with("/accounts/") { page::SIGN_IN.to_owned() } else { page::sign_in_then(&path) }
            };
            view! {
                // Not through the router: the next page has another viewer.
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
            <path
                class="brand-mark-kernel"
                d="M16 4a6 6 0 0 1 5.7 4.2A6 6 0 0 1 27 17a6 6 0 0 1-4.4 8.6A6.4 6.4 0 0 1 16 29a6.4 6.4 0 0 1-6.6-3.4A6 6 0 0 1 5 17a6 6 0 0 1 5.3-8.8A6 6 0 0 1 16 4Z"
            />
            <path class="brand-mark-fold" d="M11 13c1.5 2 3.5 2.6 5 2.4M21.5 13.5c-.6 2.6-2.4 4-4.6 4.4M13 22.5c1.6-1.6 4.4-1.8 6.4-.2" />
        </svg>
    }
}
