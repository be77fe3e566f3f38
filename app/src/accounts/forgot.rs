//! Asks for a link to a new password.

use super::parts::{MailHint, Narrow, NextField, Note, Recipient};
use super::returned;
use super::rpc::RequestReset;
use crate::components::{FormMessage, PageField, TextField, loaded, next, query};
use crate::request;
use domain::accounts::RESET_MINUTES;
use domain::{FormReturn, page};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// `/accounts/forgot`
#[component]
pub fn ForgotPage() -> impl IntoView {
    let form = query("form");
    loaded(request::returned_form(form), |form| view! { <Forgot form /> }.into_any())
}

/// The same whether or not the address has a member.
#[component]
fn Forgot(form: Option<FormReturn>) -> impl IntoView {
    let sent = returned::sent(form.as_ref(), "request_reset").map(|address| {
        view! {
            <Note>
                "그 주소로 가입한 계정이 있다면 "
                <Recipient address />
                {format!("로 메일을 보냈어요. {RESET_MINUTES}분 안에 메일의 링크를 열어 새 비밀번호를 정해 주세요.")}
            </Note>
            <MailHint />
        }
    });
    view! {
        <Narrow title="비밀번호를 잊으셨나요?">
            {sent}
            <p class="lead">"가입할 때 적은 이메일을 알려 주세요. 새 비밀번호를 정하는 링크를 보내 드려요."</p>
            <ResetRequest form />
            <p class="aside">
                "비밀번호가 생각났나요? " <a href=page::with_next(page::SIGN_IN, &next())>"로그인하기"</a>
            </p>
        </Narrow>
    }
    .into_any()
}

/// Whose answer is on the page above, wherever it stands.
#[component]
pub fn ResetRequest(form: Option<FormReturn>) -> impl IntoView {
    let form = returned::typed(form.as_ref(), "request_reset");
    let error = Signal::stored(form.error.clone());
    let next = next();
    let page = page::with_next(page::FORGOT, &next);
    view! {
        <form class="form" method="post" action=RequestReset::PATH novalidate=true>
            <PageField page=page.clone() />
            <NextField next />
            <FormMessage error page />
            <TextField name="email" label="이메일" kind="email" autocomplete="username" value=form.value("email") error />
            <button class="button">"링크 받기"</button>
        </form>
    }
    .into_any()
}
