//! Asks for another e-mail address.

use super::SettingPage;
use crate::accounts::parts::{MailHint, Needs, Note, Recipient, own_account};
use crate::accounts::rpc::RequestEmailChange;
use crate::accounts::{PasswordField, returned};
use crate::components::{FormMessage, PageField, TextField};
use domain::accounts::{AccountView, CHANGE_EMAIL_HOURS};
use domain::{FormReturn, page};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// `/settings/email`
#[component]
pub fn EmailPage() -> impl IntoView {
    own_account(Needs::Activity, |(account, form)| view! { <Changing account form /> }.into_any())
}

#[component]
fn Changing(account: AccountView, form: Option<FormReturn>) -> impl IntoView {
    let sent = returned::sent(form.as_ref(), "request_email_change").map(|address| {
        view! {
            <Note>
                <Recipient address />
                {format!("로 메일을 보냈어요. {CHANGE_EMAIL_HOURS}시간 안에 메일의 링크를 열고 버튼을 누르면 바뀌어요.")}
            </Note>
            <MailHint />
        }
    });
    let pending = account.pending_email.filter(|_| sent.is_none()).map(|pending| {
        view! {
            <Note>
                <strong class="address">{pending}</strong>
                " 주소가 확인되기를 기다리고 있어요. 다른 주소를 적으면 앞의 링크는 쓸 수 없게 돼요."
            </Note>
        }
    });
    view! {
        <SettingPage title="이메일 바꾸기">
            {sent}
            {pending}
            <p class="lead">
                "지금은 "
                <strong class="address">{account.email}</strong>
                " 주소를 쓰고 있어요. 새 주소를 확인할 때까지 그대로 남아요."
            </p>
            <EmailRequest form />
        </SettingPage>
    }
    .into_any()
}

/// The form; its answer is on the page above, wherever it stands.
#[component]
pub fn EmailRequest(form: Option<FormReturn>) -> impl IntoView {
    let form = returned::typed(form.as_ref(), "request_email_change");
    let wrong = form.error.as_ref().and_then(|error| error.field("current"));
    let error = Signal::stored(form.error.clone());
    view! {
        <form class="form" method="post" action=RequestEmailChange::PATH novalidate=true>
            <PageField page=page::SETTINGS_EMAIL.to_owned() />
            <FormMessage error page=page::SETTINGS_EMAIL.to_owned() />
            <TextField name="email" label="새 이메일" kind="email" autocomplete="email" value=form.value("email") error />
            <PasswordField
                name="current".to_owned()
                label="비밀번호".to_owned()
                autocomplete="current-password".to_owned()
                hint=String::new()
                measured=false
                error=wrong
            />
            <button class="button">"확인 메일 받기"</button>
        </form>
    }
    .into_any()
}
