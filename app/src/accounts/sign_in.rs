//! The sign-in page.

use super::load_form;
use crate::components::{FormMessage, PageField, PageTitle, TextField, loaded, query};
use crate::rpc::RpcError;
use domain::{FormReturn, page};
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

/// `/accounts/signin`
pub struct SignInPage {
    form: Resource<Result<Option<FormReturn>, RpcError>>,
}

#[lazy_route]
impl LazyRoute for SignInPage {
    fn data() -> Self {
        Self { form: Resource::new_blocking(query::<String>("form"), load_form) }
    }

    fn view(this: Self) -> AnyView {
        loaded(this.form, |form| view! { <SignInForm form=form.unwrap_or_default() /> }.into_any())
    }
}

#[component]
fn SignInForm(form: FormReturn) -> impl IntoView {
    let next = untrack(query::<String>("next")).filter(|next| page::local(next).is_some()).unwrap_or_default();
    let error = Signal::stored(form.error.clone());
    view! {
        <PageTitle title="로그인".to_owned() />
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
