//! Takes a new password from whoever holds the mailed link.

use super::PasswordField;
use super::forgot::ResetRequest;
use super::parts::{Expired, Narrow};
use super::returned;
use super::rpc::ResetPassword;
use crate::components::{FormMessage, PageField, loaded, query};
use crate::request::{self, services};
use domain::FormReturn;
use domain::accounts::{LinkView, RESET_MINUTES};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use serde::{Deserialize, Serialize};
use services::accounts;

#[derive(Clone, Serialize, Deserialize)]
struct Reset {
    token: String,
    /// Nothing once its time is over.
    link: Option<LinkView>,
    form: Option<FormReturn>,
}

/// `/accounts/reset`
#[component]
pub fn ResetPage() -> impl IntoView {
    let (token, form) = (query::<String>("token").unwrap_or_default(), query("form"));
    let reset = async move {
        request::keep_to_oneself();
        let form = request::returned_form(form).await?;
        let link = returned::still_good(accounts::reset_link(&services()?, &token).await)?;
        Ok(Reset { token, link, form })
    };
    loaded(reset, |reset| view! { <Resetting reset /> }.into_any())
}

#[component]
fn Resetting(reset: Reset) -> impl IntoView {
    let Reset { token, link, form } = reset;
    let Some(link) = link else {
        return view! {
            <Narrow title="새 비밀번호">
                <Expired>
                    {format!("비밀번호 링크는 {RESET_MINUTES}분 동안 한 번만 쓸 수 있어요. 아래에서 새 링크를 받아 주세요.")}
                </Expired>
                <ResetRequest form />
            </Narrow>
        }
        .into_any();
    };
    let form = returned::typed(form.as_ref(), "reset_password");
    let here = request::here();
    let wrong = form.error.as_ref().and_then(|error| error.field("password"));
    view! {
        <Narrow title="새 비밀번호">
            <p class="lead">
                <strong>{link.nickname}</strong>
                " 님("
                <span class="address">{link.email}</span>
                ")의 새 비밀번호를 정해 주세요."
            </p>
            <form class="form" method="post" action=ResetPassword::PATH novalidate=true>
                <PageField page=here.clone() />
                <FormMessage error=Signal::stored(form.error) page=here />
                <input type="hidden" name="token" value=token />
                <PasswordField
                    name="password".to_owned()
                    label="새 비밀번호".to_owned()
                    autocomplete="new-password".to_owned()
                    hint="10자 이상. 기억하기 쉬운 긴 문장이 좋아요.".to_owned()
                    measured=true
                    error=wrong
                />
                <p class="fine">"비밀번호를 바꾸면 로그인해 둔 모든 기기에서 로그아웃돼요."</p>
                <button class="button">"비밀번호 바꾸기"</button>
            </form>
        </Narrow>
    }
    .into_any()
}
