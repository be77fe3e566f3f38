//! The footer: what this is, the terms, and where the data comes from.

use domain::page;
use leptos::prelude::*;

#[component]
pub fn Footer() -> impl IntoView {
    view! {
        <footer class="site-footer">
            <div class="site-footer-inner">
                <p>"팝콘긱 — 영화를 보고, 0.1점까지 고민하고, 이야기하는 곳"</p>
                <nav aria-label="안내">
                    <a href=page::MOVIES>"둘러보기"</a>
                    <a href=page::TERMS>"이용약관"</a>
                    <a href=page::PRIVACY>
                        <strong>"개인정보 처리방침"</strong>
                    </a>
                </nav>
                <p class="fine">"영화 정보 출처: 영화진흥위원회(KOFIC)"</p>
            </div>
        </footer>
    }
    .into_any()
}
