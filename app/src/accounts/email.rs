//! Confirms a changed address: the page that the mailed link opens.

use super::parts::{Expired, Narrow};
use super::returned;
use super::rpc::ConfirmNewEmail;
use super::settings::EmailRequest;
use crate::components::{FormMessage, PageField, loaded, query};
use crate::request::{self, services};
use domain::accounts::{CHANGE_EMAIL_HOURS, LinkView};
use domain::{FormReturn, page};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use serde::{Deserialize, Serialize};
use services::accounts;

#[derive(Clone, Serialize, Deserialize)]
struct NewEmail {
    token: String,
    /// Nothing once its time is over.
    link: Option<LinkView>,
    form: Option<FormReturn>,
}

/// `/accounts/email`
#[component]
pub fn ConfirmEmailPage() -> impl IntoView {
    let (token, form) = (query::<String>("token").unwrap_or_default(), query("form"));
    let new_email = async move {
        request::keep_to_oneself();
        let form = request::returned_form(form).await?;
        let link = returned::still_good(accounts::email_change(&services()?, &token).await)?;
        Ok(NewEmail { token, link, form })
    };
    loaded(new_email, |new_email| view! { <Changing new_email /> }.into_any())
}

#[component]
fn Changing(new_email: NewEmail) -> impl IntoView {
    let NewEmail { token, link, form } = new_email;
    let Some(link) = link else {
        return view! {
            <Narrow title="새 이메일">
                <Expired>
                    {format!("이메일을 바꾸는 링크는 {CHANGE_EMAIL_HOURS}시간 동안 한 번만 쓸 수 있어요. 새 링크를 받아 주세요.")}
                </Expired>
                {another()}
            </Narrow>
        }
        .into_any();
    };
    let form = returned::typed(form.as_ref(), "confirm_new_email");
    let here = request::here();
    view! {
        <Narrow title="새 이메일로 바꿀까요?">
            <p class="lead">
                <strong>{link.nickname}</strong>
                " 님의 이메일을 "
                <strong class="address">{link.email}</strong>
                " 주소로 바꿀게요. 앞으로 이 주소로 로그인하고 메일을 받아요."
            </p>
            <form class="form" method="post" action=ConfirmNewEmail::PATH>
                <PageField page=here.clone() />
                <FormMessage error=Signal::stored(form.error) page=here />
                <input type="hidden" name="token" value=token />
                <button class="button">"이 주소로 바꾸기"</button>
            </form>
            <p class="aside">"바꾸고 싶지 않다면 그냥 닫아 주세요. 지금 쓰는 주소가 그대로 남아요."</p>
        </Narrow>
    }
    .into_any()
}

/// The way to another link, which only the member has.
fn another() -> AnyView {
    if request::visitor().is_some() {
        view! { <EmailRequest form=None /> }.into_any()
    } else {
        view! {
            <p class="actions">
                <a class="button" href=page::sign_in_then(page::SETTINGS_EMAIL)>"로그인하고 새 링크 받기"</a>
            </p>
        }
        .into_any()
    }
}
