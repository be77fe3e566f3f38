//! Asks for the password once more, before a dangerous step.

use super::PasswordField;
use super::parts::Narrow;
use super::returned;
use super::rpc::Reauthenticate;
use crate::components::{FormMessage, PageField, loaded, query};
use crate::request;
use domain::{FormReturn, page};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// `/accounts/reauth`
#[component]
pub fn ReauthenticatePage() -> impl IntoView {
    let form = query("form");
    let form = async move {
        request::actor_or_sign_in()?;
        request::never_store();
        request::returned_form(form).await
    };
    loaded(form, |form| view! { <Asking form /> }.into_any())
}

#[component]
fn Asking(form: Option<FormReturn>) -> impl IntoView {
    let form = returned::typed(form.as_ref(), "reauthenticate");
    let next = request::value("next").filter(|next| page::local(next).is_some());
    let next = next.unwrap_or_else(|| page::SETTINGS.to_owned());
    let here = request::here();
    let wrong = form.error.as_ref().and_then(|error| error.field("password"));
    view! {
        <Narrow title="비밀번호 확인">
            <p class="lead">"중요한 일을 하기 전에 본인인지 한 번 더 확인해요. 확인하면 15분 동안 다시 묻지 않아요."</p>
            <form class="form" method="post" action=Reauthenticate::PATH novalidate=true>
                <PageField page=here.clone() />
                <input type="hidden" name="next" value=next.clone() />
                <FormMessage error=Signal::stored(form.error) page=here />
                <PasswordField
                    name="password".to_owned()
                    label="비밀번호".to_owned()
                    autocomplete="current-password".to_owned()
                    hint=String::new()
                    measured=false
                    error=wrong
                />
                <button class="button">"확인하고 계속하기"</button>
            </form>
            <p class="aside">
                "비밀번호가 생각나지 않으면 " <a href=page::FORGOT>"새로 정할 수 있어요"</a>". 하던 일로는 " <a href=next>"돌아가기"</a>
            </p>
        </Narrow>
    }
    .into_any()
}
