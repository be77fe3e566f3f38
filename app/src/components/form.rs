//! What every form has beside its fields.

use super::escape;
use domain::error::{AppError, ErrorCode};
use domain::page;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;

/// Tells a post without script which page to come back to.
#[component]
pub fn PageField(
    /// Path of the page that the form stands on.
    page: String,
) -> impl IntoView {
    view! { <input type="hidden" name="page" value=page /> }
}

/// What is wrong with the form as a whole, read out when it appears.
#[component]
pub fn FormMessage(
    #[prop(into)] error: Signal<Option<AppError>>,
    /// Path of the page that the form stands on.
    page: String,
) -> impl IntoView {
    view! {
        <div class="form-message" role="alert">
            {move || {
                error
                    .get()
                    .map(|error| {
                        view! {
                            <p>
                                <span inner_html=escape(&error.message())></span>
                                // In a tab of its own, so that what is typed here stays.
                                {way_on(error.code, &page)
                                    .map(|(href, label)| {
                                        view! {
                                            " "
                                            <a href=href target="_blank">{format!("새 탭에서 {label}")}</a>
                                        }
                                    })}
                            </p>
                        }
                    })
            }}
        </div>
    }
}

/// The page that mends what was refused, and what is done there. `page` is the path to come back to.
pub fn way_on(code: ErrorCode, page: &str) -> Option<(String, &'static str)> {
    Some(match code {
        ErrorCode::SignInRequired => (page::sign_in_then(page), "로그인"),
        ErrorCode::ReauthenticationRequired => (page::reauthenticate_then(page), "비밀번호 확인"),
        ErrorCode::Unconfirmed => (page::with_next(page::CONFIRM, page), "확인 메일 다시 받기"),
        ErrorCode::Suspended => (page::APPEAL.to_owned(), "이용 정지 사유 보기"),
        ErrorCode::Leaving => (page::RETURN.to_owned(), "탈퇴 되돌리기"),
        _ => return None,
    })
}

/// Moves the focus to the first wrong field whenever a script's post comes back with one. (Without
/// script the attribute `autofocus` does.)
pub fn focus_on_error(error: Signal<Option<AppError>>) {
    Effect::new(move || {
        if error.with(|error| error.as_ref().is_some_and(|error| !error.fields.is_empty())) {
            // Once the fields have been marked.
            request_animation_frame(focus_first_invalid);
        }
    });
}

fn focus_first_invalid() {
    let field = document().query_selector("[aria-invalid=true]").ok().flatten();
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
        // A field that cannot take the focus keeps its message all the same.
        let _ = field.focus();
    }
}
