//! The sign-up page.

use crate::components::{Checkbox, FormMessage, PageField, PageTitle, TextField, loaded, query};
use crate::request;
use domain::{FormReturn, page};
use leptos::prelude::*;

/// `/accounts/signup`
#[component]
pub fn SignUpPage() -> impl IntoView {
    let form = query("form");
    loaded(request::returned_form(form), |form| view! { <SignUpForm form=form.unwrap_or_default() /> }.into_any())
}

#[component]
fn SignUpForm(form: FormReturn) -> impl IntoView {
    let error = Signal::stored(form.error.clone());
    let here = request::here();
    view! {
        <PageTitle title="회원가입".to_owned() />
        <section class="narrow">
            <h1>"회원가입"</h1>
            <p class="lead">"이메일과 닉네임만 받아요. 성별이나 나이는 묻지 않아요."</p>
            <form class="form" method="post" action="/rpc/sign_up" novalidate=true>
                <PageField page=here.clone() />
                <FormMessage error page=here />
                <TextField name="email" label="이메일" kind="email" autocomplete="email" value=form.value("email") error />
                <TextField
                    name="nickname"
                    label="닉네임"
                    autocomplete="nickname"
                    hint="2~20자. 글자, 숫자, 밑줄(_), 하이픈(-)을 쓸 수 있어요."
                    value=form.value("nickname")
                    error
                />
                <TextField
                    name="password"
                    label="비밀번호"
                    kind="password"
                    autocomplete="new-password"
                    hint="10자 이상. 기억하기 쉬운 긴 문장이 좋아요."
                    error
                />
                <Checkbox name="age_confirmed" checked=form.checked("age_confirmed") error>
                    "만 14세 이상입니다"
                </Checkbox>
                <Checkbox name="terms_agreed" checked=form.checked("terms_agreed") error>
                    <a href=page::TERMS target="_blank">"이용약관"</a>
                    "에 동의합니다"
                </Checkbox>
                <p class="fine">
                    "어떤 정보를 왜, 얼마 동안 보관하는지는 "
                    <a href=page::PRIVACY target="_blank">"개인정보 처리방침"</a>"에 적어 두었어요."
                </p>
                <button class="button">"가입하기"</button>
            </form>
            <p class="aside">
                "이미 회원이신가요? " <a href=page::SIGN_IN>"로그인하기"</a>
            </p>
        </section>
    }
}
