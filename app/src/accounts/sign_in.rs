//! The sign-in page.

use crate::components::{FormMessage, PageField, PageTitle, TextField, loaded, query};
use crate::request;
use domain::{FormReturn, page};
use leptos::prelude::*;

/// `/accounts/signin`
#[component]
pub fn SignInPage() -> impl IntoView {
    let form = query("form");
    loaded(request::returned_form(form), |form| view! { <SignInForm form=form.unwrap_or_default() /> }.into_any())
}

#[component]
fn SignInForm(form: FormReturn) -> impl IntoView {
    let next = query::<String>("next").filter(|next| page::local(next).is_some()).unwrap_or_default();
    let error = Signal::stored(form.error.clone());
    let here = request::here();
    view! {
        <PageTitle title="로그인".to_owned() />
        <section class="narrow">
            <h1>"로그인"</h1>
            <form class="form" method="post" action="/rpc/sign_in" novalidate=true>
                <PageField page=here.clone() />
                <input type="hidden" name="next" value=next />
                <FormMessage error page=here />
                <TextField name="email" label="이메일" kind="email" autocomplete="username" value=form.value("email") error />
                <TextField name="password" label="비밀번호" kind="password" autocomplete="current-password" error />
                <button class="button">"로그인"</button>
            </form>
            <p class="aside">
                "처음이신가요? " <a href=page::SIGN_UP>"회원가입하기"</a>
            </p>
        </section>
    }
}
