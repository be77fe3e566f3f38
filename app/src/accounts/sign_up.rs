//! The sign-up page.

use super::PasswordField;
use super::parts::{Narrow, NextField};
use super::returned;
use super::rpc::SignUp;
use crate::components::{Checkbox, FormMessage, PageField, PageTitle, TextField, loaded, next, query};
use crate::request::{self, services};
use domain::error::ErrorCode;
use domain::{FormReturn, page};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use services::settings;

/// `/accounts/signup`
#[component]
pub fn SignUpPage() -> impl IntoView {
    let form = query("form");
    let answer = async move {
        let form = request::returned_form(form).await?;
        Ok((settings::current(&services()?).await.sign_up_open, form))
    };
    loaded(
        answer,
        |(is_open, form)| {
            if is_open { view! { <SignUpForm form /> }.into_any() } else { view! { <Closed /> }.into_any() }
        },
    )
}

/// In place of the form while the house takes no new members.
#[component]
fn Closed() -> impl IntoView {
    view! {
        <Narrow title="회원가입">
            <p class="lead">{ErrorCode::SignUpClosed.message()}</p>
            <p class="lead">"가입하지 않아도 영화와 리뷰는 모두 볼 수 있어요."</p>
            <p class="actions">
                <a class="button" href=page::MOVIES>"영화 둘러보기"</a>
                <a class="button button-quiet" href=page::with_next(page::SIGN_IN, &next())>"로그인"</a>
            </p>
        </Narrow>
    }
    .into_any()
}

#[component]
fn SignUpForm(form: Option<FormReturn>) -> impl IntoView {
    let form = returned::typed(form.as_ref(), "sign_up");
    let error = Signal::stored(form.error.clone());
    let wrong = form.error.as_ref().and_then(|error| error.field("password"));
    let (here, next) = (request::here(), next());
    view! {
        <PageTitle title="회원가입".to_owned() />
        <section class="narrow">
            <h1>"회원가입"</h1>
            <p class="lead">"이메일과 닉네임만 받아요. 성별이나 나이는 묻지 않아요."</p>
            <form class="form" method="post" action=SignUp::PATH novalidate=true>
                <PageField page=here.clone() />
                <NextField next=next.clone() />
                <FormMessage error page=here />
                <TextField
                    name="email"
                    label="이메일"
                    kind="email"
                    autocomplete="email"
                    hint="확인 메일을 받을 수 있는 주소를 적어 주세요."
                    value=form.value("email")
                    error
                />
                <TextField
                    name="nickname"
                    label="닉네임"
                    autocomplete="nickname"
                    hint="2~20자. 글자, 숫자, 밑줄(_), 하이픈(-)을 쓸 수 있어요."
                    value=form.value("nickname")
                    error
                />
                <PasswordField
                    name="password".to_owned()
                    label="비밀번호".to_owned()
                    autocomplete="new-password".to_owned()
                    hint="10자 이상. 기억하기 쉬운 긴 문장이 좋아요.".to_owned()
                    measured=true
                    error=wrong
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
                "이미 회원이신가요? " <a href=page::with_next(page::SIGN_IN, &next)>"로그인하기"</a>
            </p>
        </section>
    }
    .into_any()
}
