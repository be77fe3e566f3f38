//! Leaving: what happens then, and when.

use super::SettingPage;
use crate::accounts::parts::{Needs, own_account};
use crate::accounts::rpc::Leave;
use crate::accounts::{PasswordField, returned};
use crate::components::{FormMessage, PageField};
use crate::request;
use domain::accounts::{AccountView, MemberState};
use domain::{FormReturn, page};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// `/settings/leave`
#[component]
pub fn LeavePage() -> impl IntoView {
    own_account(Needs::SignIn, |(account, form)| view! { <Leaving account form /> }.into_any())
}

#[component]
fn Leaving(account: AccountView, form: Option<FormReturn>) -> impl IntoView {
    if account.state == MemberState::Leaving {
        return view! {
            <SettingPage title="이미 탈퇴했어요">
                <p class="lead">"지금은 탈퇴를 되돌릴 수 있는 동안이에요."</p>
                <p class="actions">
                    <a class="button" href=page::RETURN>"탈퇴 되돌리기"</a>
                </p>
            </SettingPage>
        }
        .into_any();
    }
    let form = returned::typed(form.as_ref(), "leave");
    let keeps = form.checked("keep_reviews");
    let deletes = !keeps;
    let wrong = form.error.as_ref().and_then(|error| error.field("password"));
    let here = request::here();
    let password = view! {
        <PasswordField
            name="password".to_owned()
            label="비밀번호".to_owned()
            autocomplete="current-password".to_owned()
            hint=String::new()
            measured=false
            error=wrong
        />
    };
    let buttons = view! {
        <div class="choices">
            <a class="button button-quiet" href=page::SETTINGS>"그만두고 돌아가기"</a>
            <button class="button button-quiet button-danger">"탈퇴하기"</button>
        </div>
    };
    if account.state == MemberState::Unconfirmed {
        return view! {
            <SettingPage title="탈퇴하기">
                <p class="lead">
                    "이메일을 확인하지 않은 가입이라 누르는 즉시 지워져요. 되돌릴 수 없고, 안내 메일도 보내지 않아요."
                </p>
                <form class="form" method="post" action=Leave::PATH novalidate=true>
                    <PageField page=here.clone() />
                    <FormMessage error=Signal::stored(form.error) page=here />
                    {password}
                    {buttons}
                </form>
            </SettingPage>
        }
        .into_any();
    }
    let days = account.leaving_days;
    view! {
        <SettingPage title="탈퇴하기">
            <section class="group" aria-labelledby="now">
                <h2 id="now">"누르는 즉시"</h2>
                <ul class="plain-list">
                    <li>"모든 기기에서 로그아웃돼요."</li>
                    <li>"프로필과 쓴 리뷰가 모두 가려져서 다른 사람이 볼 수 없어요."</li>
                    <li>"언제 지워지는지 적은 메일을 보내 드려요."</li>
                </ul>
            </section>
            <section class="group" aria-labelledby="meanwhile">
                <h2 id="meanwhile">{format!("{days}일 동안")}</h2>
                <ul class="plain-list">
                    <li>"다시 로그인해서 탈퇴를 되돌릴 수 있어요. 리뷰도 다시 보여요."</li>
                    <li>"점수는 아직 남아 있어 영화 평균에 들어가요."</li>
                </ul>
            </section>
            <section class="group" aria-labelledby="then">
                <h2 id="then">{format!("{days}일 뒤")}</h2>
                <ul class="plain-list">
                    <li>"이메일, 닉네임, 비밀번호, 점수, 보고싶어요와 관심없어요, 좋아요, 리뷰를 지워요. 되살릴 수 없어요."</li>
                    <li>"남이 나인 척하지 못하게, 쓰던 닉네임은 아무도 다시 쓸 수 없어요. 닉네임의 해시만 남겨요."</li>
                </ul>
            </section>
            <p>
                "떠나기 전에 " <a href=page::EXPORT download=true>"내 데이터를 내려받아"</a> " 둘 수 있어요."
            </p>
            <form class="form" method="post" action=Leave::PATH novalidate=true>
                <PageField page=here.clone() />
                <FormMessage error=Signal::stored(form.error) page=here />
                <fieldset class="options">
                    <legend>{format!("{days}일 뒤에 공개 리뷰는")}</legend>
                    <label>
                        <input type="radio" name="keep_reviews" value="" checked=deletes />
                        <span>"함께 지울게요"</span>
                    </label>
                    <label>
                        <input type="radio" name="keep_reviews" value="on" checked=keeps />
                        <span>
                            "이름 없이 남길게요 "
                            <small>"글만 남고 누가 썼는지 알 수 없어요. ‘나만 보기’ 리뷰는 지워요."</small>
                        </span>
                    </label>
                </fieldset>
                {password}
                {buttons}
            </form>
        </SettingPage>
    }
    .into_any()
}
