//! The sign-in page.

use super::load_form;
use crate::components::{FormMessage, Loaded, PageField, PageTitle, TextField, query};
use domain::{FormReturn, page};
use leptos::prelude::*;

#[component]
pub fn SignInPage() -> impl IntoView {
    let form = Resource::new_blocking(query::<String>("form"), load_form);
    let next = query::<String>("next");
    view! {
        <PageTitle title="로그인".to_owned() />
        <Loaded
            resource=form
            view=move |form| {
                let next = untrack(next).filter(|next| page::local(next).is_some()).unwrap_or_default();
                view! { <SignInForm form=form.unwrap_or_default() next /> }
            }
        />
    }
}

#[component]
fn SignInForm(form: FormReturn, next: String) -> impl IntoView {
    let error = Signal::stored(form.error.clone());
    view! {
        <section class="narrow">
            <h1>"로그인"</h1>
            <form class="form" method="post" action="/rpc/sign_in" novalidate=true>
                <PageField />
                <input type="hidden" name="next" value=next />
                <FormMessage error />
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
