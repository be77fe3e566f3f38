//! The sign-in page.

use super::PasswordField;
use super::parts::{NextField, Note};
use super::returned;
use super::rpc::SignIn;
use crate::components::{FormMessage, PageField, PageTitle, TextField, loaded, next, query};
use crate::request;
use domain::accounts::MemberState;
use domain::{FormReturn, page};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// `/accounts/signin`. Who is in already, by another tab perhaps, is led on to where the address says.
#[component]
pub fn SignInPage() -> impl IntoView {
    let (form, next) = (query("form"), next());
    let form = async move {
        let form = request::returned_form(form).await?;
        if let (None, Some(actor), false) = (&form, request::visitor(), next.is_empty()) {
            request::lead_on(&entrance(actor.state(), &next));
        }
        Ok(form)
    };
    loaded(form, |form| view! { <SignInForm form /> }.into_any())
}

/// Where a member in this state gets on to, who wants to go to `next` (or nowhere in particular).
pub fn entrance(state: MemberState, next: &str) -> String {
    match state {
        MemberState::Unconfirmed => page::with_next(page::CONFIRM, next),
        MemberState::Leaving => page::RETURN.to_owned(),
        _ if next.is_empty() => page::HOME.to_owned(),
        _ => next.to_owned(),
    }
}

#[component]
fn SignInForm(form: Option<FormReturn>) -> impl IntoView {
    let next = next();
    let note = returned::done(form.as_ref()).and_then(after).map(|text| view! { <Note>{text}</Note> });
    let form = returned::typed(form.as_ref(), "sign_in");
    let error = Signal::stored(form.error.clone());
    let wrong = form.error.as_ref().and_then(|error| error.field("password"));
    let here = request::here();
    view! {
        <PageTitle title="로그인".to_owned() />
        <section class="narrow">
            <h1>"로그인"</h1>
            {note}
            <form class="form" method="post" action=SignIn::PATH novalidate=true>
                <PageField page=here.clone() />
                <NextField next=next.clone() />
                <FormMessage error page=here />
                <TextField name="email" label="이메일" kind="email" autocomplete="username" value=form.value("email") error />
                <PasswordField
                    name="password".to_owned()
                    label="비밀번호".to_owned()
                    autocomplete="current-password".to_owned()
                    hint=String::new()
                    measured=false
                    error=wrong
                />
                <button class="button">"로그인"</button>
            </form>
            <p class="aside">
                <a href=page::with_next(page::FORGOT, &next)>"비밀번호를 잊으셨나요?"</a>
                <br />
                "처음이신가요? "
                <a href=page::with_next(page::SIGN_UP, &next)>"회원가입하기"</a>
            </p>
        </section>
    }
    .into_any()
}

/// What the step before has done, when it leads here.
fn after(endpoint: &str) -> Option<&'static str> {
    Some(match endpoint {
        "reset_password" => "비밀번호를 바꿨어요. 새 비밀번호로 로그인해 주세요.",
        "confirm_new_email" => "이메일을 바꿨어요. 이제 새 이메일로 로그인해 주세요.",
        "leave" => "탈퇴했어요. 마음이 바뀌면 안내 메일에 적힌 날까지 여기로 로그인해 되돌릴 수 있어요.",
        returned::DELETED => "탈퇴했어요. 확인하지 않은 가입이라 적어 주신 정보를 바로 지웠어요.",
        _ => return None,
    })
}
