//! Pages that say what went wrong, with the right status and a way on.

use crate::components::{PageTitle, way_on};
use crate::request;
use domain::error::{AppError, ErrorCode};
use domain::page;
use leptos::prelude::*;
use leptos_meta::Meta;

/// An address that leads nowhere.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! { <ErrorPage error=AppError::from(ErrorCode::NotFound) /> }
}

/// What a page shows in place of its content.
#[component]
pub fn ErrorPage(error: AppError) -> impl IntoView {
    let code = error.code;
    set_status(&error);
    let heading = match code {
        ErrorCode::NotFound => "페이지를 찾을 수 없어요",
        ErrorCode::SignInRequired => "로그인이 필요해요",
        ErrorCode::Forbidden | ErrorCode::OwnReview | ErrorCode::CrossSite | ErrorCode::RoleRequired => {
            "볼 수 없는 페이지예요"
        }
        ErrorCode::Unconfirmed => "이메일을 먼저 확인해 주세요",
        ErrorCode::Suspended => "지금은 읽기만 할 수 있어요",
        ErrorCode::Leaving => "탈퇴한 계정이에요",
        ErrorCode::ReauthenticationRequired => "비밀번호를 한 번 더 확인할게요",
        ErrorCode::LinkExpired => "쓸 수 없는 링크예요",
        ErrorCode::SignUpClosed => "지금은 가입할 수 없어요",
        ErrorCode::TooManyRequests => "잠깐 쉬어 가요",
        ErrorCode::Busy => "지금은 이용이 많아요",
        ErrorCode::Unreachable => "연결이 끊겼어요",
        _ => "문제가 생겼어요",
    };
    let here = request::here();
    view! {
        <PageTitle title=heading.to_owned() />
        <Meta name="robots" content="noindex" />
        <section class="message-page">
            <p class="message-code" aria-hidden="true">{code.status()}</p>
            <h1>{heading}</h1>
            <p class="lead">
                {(code == ErrorCode::NotFound).then_some("이 장면은 편집됐나 봐요. ")}
                {error.message()}
            </p>
            <p class="message-actions">
                {match way_on(code, &here) {
                    Some((href, label)) => view! {
                        <a class="button" href=href>{label}</a>
                        <a class="button button-quiet" href=page::HOME>"홈으로"</a>
                    }
                    .into_any(),
                    None => view! {
                        <a class="button" href=page::HOME>"홈으로"</a>
                        <a class="button button-quiet" href=page::SEARCH>"영화 찾기"</a>
                    }
                    .into_any(),
                }}
            </p>
        </section>
    }
}

/// A redirect that a loader has asked for keeps its own status.
fn set_status(error: &AppError) {
    use http::{StatusCode, header};
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        let redirected = response.0.read().map(|parts| parts.headers.contains_key(header::LOCATION)).unwrap_or(false);
        if let (false, Ok(status)) = (redirected, StatusCode::from_u16(error.code.status())) {
            response.set_status(status);
            if let Some(seconds) = error.retry_after {
                response.insert_header(header::RETRY_AFTER, seconds.into());
            }
        }
    }
}
