//! Changes the password.

use super::SettingPage;
use crate::accounts::parts::{Needs, own_account};
use crate::accounts::rpc::ChangePassword;
use crate::accounts::{PasswordField, returned};
use crate::components::{FormMessage, PageField};
use crate::request;
use domain::accounts::AccountView;
use domain::{FormReturn, page};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// `/settings/password`
#[component]
pub fn PasswordPage() -> impl IntoView {
    own_account(Needs::Activity, |(account, form)| view! { <Changing account form /> }.into_any())
}

#[component]
fn Changing(account: AccountView, form: Option<FormReturn>) -> impl IntoView {
    let form = returned::typed(form.as_ref(), "change_password");
    let wrong = |field: &str| form.error.as_ref().and_then(|error| error.field(field));
    let (wrong_current, wrong_new) = (wrong("current"), wrong("new_password"));
    let error = Signal::stored(form.error.clone());
    let here = request::here();
    view! {
        <SettingPage title="비밀번호 바꾸기">
            <form class="form" method="post" action=ChangePassword::PATH novalidate=true>
                <PageField page=here.clone() />
                <FormMessage error page=here />
                // Tells a password manager whose password it is; without a name it is never sent.
                <input class="visually-hidden" type="email" autocomplete="username" value=account.email readonly=true tabindex="-1" aria-hidden="true" />
                <PasswordField
                    name="current".to_owned()
                    label="지금 비밀번호".to_owned()
                    autocomplete="current-password".to_owned()
                    hint=String::new()
                    measured=false
                    error=wrong_current
                />
                <PasswordField
                    name="new_password".to_owned()
                    label="새 비밀번호".to_owned()
                    autocomplete="new-password".to_owned()
                    hint="10자 이상. 기억하기 쉬운 긴 문장이 좋아요.".to_owned()
                    measured=true
                    error=wrong_new
                />
                <p class="fine">"바꾸면 이 기기만 로그인한 채로 남고, 다른 기기에서는 모두 로그아웃돼요. 바꿨다는 메일도 보내 드려요."</p>
                <button class="button">"비밀번호 바꾸기"</button>
            </form>
            <p class="aside">
                "지금 비밀번호가 생각나지 않으면 " <a href=page::FORGOT>"메일로 새로 정할 수 있어요"</a>"."
            </p>
        </SettingPage>
    }
    .into_any()
}
