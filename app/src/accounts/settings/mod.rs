//! A member's own account: an overview, and a page for each thing that can be changed.

mod devices;
mod email;
mod leave;
mod password;

use super::parts::{Needs, Note, own_account};
use super::returned;
use super::rpc::SignOut;
use crate::components::{PageField, PageTitle};
use crate::request;
use domain::accounts::{AccountView, MemberState, Role};
use domain::{FormReturn, page};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Meta;

pub use devices::{Device, DevicesPage};
pub use email::{EmailPage, EmailRequest};
pub use leave::LeavePage;
pub use password::PasswordPage;

/// `/settings`
#[component]
pub fn SettingsPage() -> impl IntoView {
    own_account(Needs::SignIn, |(account, form)| view! { <Overview account form /> }.into_any())
}

#[component]
fn Overview(account: AccountView, form: Option<FormReturn>) -> impl IntoView {
    let note = returned::done(form.as_ref()).and_then(after).map(|text| view! { <Note>{text}</Note> });
    let keeps_house = request::visitor().is_some_and(|actor| actor.role() >= Role::Moderator);
    let email = match &account.pending_email {
        Some(pending) => format!("{} · {pending} 확인을 기다리고 있어요", account.email),
        None => account.email.clone(),
    };
    let profile = page::profile(&account.nickname);
    view! {
        <PageTitle title="내 계정".to_owned() />
        <Meta name="robots" content="noindex" />
        <section class="account">
            <h1>"내 계정"</h1>
            {note}
            <ul class="account-list">
                {account
                    .suspension
                    .is_some()
                    .then(|| {
                        view! {
                            <Setting
                                title="이용 정지"
                                text="이용이 정지된 동안에는 읽기만 할 수 있어요."
                                href=page::APPEAL
                                action="사유와 이의 제기"
                            />
                        }
                    })}
                <Setting title="프로필" text=format!("{} · {}부터", account.nickname, account.joined) href=profile action="프로필 보기" />
                <Setting title="이메일" text=email href=page::SETTINGS_EMAIL action="이메일 바꾸기" />
                {account
                    .has_password
                    .then(|| {
                        view! {
                            <Setting
                                title="비밀번호"
                                text="바꾸면 다른 기기에서 모두 로그아웃돼요."
                                href=page::SETTINGS_PASSWORD
                                action="비밀번호 바꾸기"
                            />
                        }
                    })}
                <Setting
                    title="로그인한 기기"
                    text=format!("{}대에서 로그인해 있어요.", account.device_count)
                    href=page::SETTINGS_DEVICES
                    action="기기 보기"
                />
                <Setting
                    title="내 데이터"
                    text="계정, 점수, 리뷰와 그 밖의 모든 기록을 파일(JSON) 하나로 받아요."
                    href=page::EXPORT
                    action="내려받기"
                    is_file=true
                />
                {keeps_house
                    .then(|| {
                        view! { <Setting title="운영" text="회원, 영화, 메일과 사이트를 살펴요." href=page::ADMIN action="운영 열기" /> }
                    })}
                {farewell(&account)}
            </ul>
            <form method="post" action=SignOut::PATH>
                <PageField page=page::HOME.to_owned() />
                <button class="button button-quiet">"로그아웃"</button>
            </form>
        </section>
    }
    .into_any()
}

/// What the step before has done, when it leads here.
fn after(endpoint: &str) -> Option<&'static str> {
    Some(match endpoint {
        "change_password" => "비밀번호를 바꿨어요. 다른 기기에서는 모두 로그아웃됐어요.",
        "confirm_new_email" => "이메일을 바꿨어요. 다음부터 새 이메일로 로그인해 주세요.",
        "come_back" => "다시 만나서 반가워요. 탈퇴를 되돌렸고 기록도 모두 그대로예요.",
        _ => return None,
    })
}

/// The way out, or for those who have taken it, the way back.
fn farewell(account: &AccountView) -> AnyView {
    if account.state == MemberState::Leaving {
        let text = account.leaves.as_ref().map_or_else(
            || "곧 계정과 기록을 모두 지워요.".to_owned(),
            |day| format!("{day}에 계정과 기록을 모두 지워요."),
        );
        return view! { <Setting title="탈퇴" text href=page::RETURN action="탈퇴 되돌리기" /> }.into_any();
    }
    let text = format!("{}일 안에는 되돌릴 수 있고, 그 뒤에는 모두 지워요.", account.leaving_days);
    view! { <Setting title="탈퇴" text href=page::SETTINGS_LEAVE action="탈퇴하기" is_danger=true /> }.into_any()
}

/// One thing, how it stands, and where to change it.
#[component]
fn Setting(
    title: &'static str,
    #[prop(into)] text: String,
    #[prop(into)] href: String,
    action: &'static str,
    /// Whether the way leads to a file.
    #[prop(optional)]
    is_file: bool,
    /// Whether it takes something away.
    #[prop(optional)]
    is_danger: bool,
) -> impl IntoView {
    view! {
        <li class="account-row">
            <div>
                <h2>{title}</h2>
                <p>{text}</p>
            </div>
            <a class="button button-quiet button-small" class:button-danger=is_danger href=href download=is_file>
                {action}
            </a>
        </li>
    }
    .into_any()
}

/// A page of the settings, with the way back to the overview.
#[component]
fn SettingPage(title: &'static str, children: Children) -> impl IntoView {
    view! {
        <PageTitle title=title.to_owned() />
        <Meta name="robots" content="noindex" />
        <section class="narrow">
            <p>
                <a href=page::SETTINGS>"내 계정"</a>
            </p>
            <h1>{title}</h1>
            {children()}
        </section>
    }
    .into_any()
}
