//! Confirms an address: the page that the mailed link opens, and the way to another link.

use super::PasswordField;
use super::parts::{Expired, MailHint, Narrow, NextField, Note, Recipient};
use super::returned;
use super::rpc::{ConfirmEmail, ResendConfirmation};
use crate::components::{FormMessage, PageField, TextField, loaded, next, query};
use crate::request::{self, services};
use domain::accounts::{LinkView, MemberState, UNCONFIRMED_DAYS};
use domain::{FormReturn, page};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use serde::{Deserialize, Serialize};
use services::accounts;

#[derive(Clone, Serialize, Deserialize)]
struct Confirmation {
    /// From the link; empty without one.
    token: String,
    link: Option<LinkView>,
    /// Where to go once somebody is in; may be empty.
    next: String,
    form: Option<FormReturn>,
}

/// `/accounts/confirm`
#[component]
pub fn ConfirmPage() -> impl IntoView {
    let (token, form, mut next) = (query::<String>("token").unwrap_or_default(), query("form"), next());
    let confirmation = async move {
        request::keep_to_oneself();
        let form = request::returned_form(form).await?;
        if token.is_empty() {
            return Ok(Confirmation { token, link: None, next, form });
        }
        let (services, browser) = (services()?, request::browser());
        let link = returned::still_good(accounts::confirmation(&services, &token, browser).await)?;
        if link.is_none() {
            let visitor = request::visitor();
            if let Some(used) = accounts::used_confirmation(&services, &token, browser, visitor.as_ref()).await? {
                next = used.next.unwrap_or(next);
                if used.is_own {
                    request::lead_on(if next.is_empty() { page::HOME } else { &next });
                }
            }
        }
        Ok(Confirmation { token, link, next, form })
    };
    loaded(confirmation, |confirmation| view! { <Confirming confirmation /> }.into_any())
}

#[component]
fn Confirming(confirmation: Confirmation) -> impl IntoView {
    let Confirmation { token, link, next, form } = confirmation;
    match link {
        Some(link) => view! { <Question token link form /> }.into_any(),
        None => {
            let is_expired = !token.is_empty();
            view! { <Another is_expired next form /> }.into_any()
        }
    }
}

/// Only a press of the button confirms: what reads mails ahead of people opens links, too. In another
/// browser than the one that signed up, whoever presses it has to know the password as well. It signs in,
/// so whoever else is signed in here is told first.
#[component]
fn Question(token: String, link: LinkView, form: Option<FormReturn>) -> impl IntoView {
    let form = returned::typed(form.as_ref(), "confirm_email");
    let here = request::here();
    let wrong = form.error.as_ref().and_then(|error| error.field("password"));
    let password = link.needs_password.then(|| {
        view! {
            <p class="fine">
                "가입할 때와 다른 브라우저라서, 본인이 가입했는지 비밀번호로 한 번만 확인할게요."
            </p>
            <PasswordField
                name="password".to_owned()
                label="가입할 때 정한 비밀번호".to_owned()
                autocomplete="current-password".to_owned()
                hint=String::new()
                measured=false
                error=wrong
            />
        }
    });
    let next = link.next.unwrap_or_default();
    let unknown = link.needs_password.then(|| {
        view! {
            <p class="aside">
                "비밀번호를 모르거나 잊었다면 "
                <a href=page::with_next(page::SIGN_UP, &next)>"같은 이메일로 다시 가입해 주세요"</a>
                ". 새로 가입하면 앞선 가입은 사라지고, 새 확인 메일이 가요."
            </p>
        }
    });
    let other = request::visitor().filter(|actor| actor.nickname() != link.nickname).map(|actor| {
        view! {
            <Note>
                {format!(
                    "지금은 {} 님으로 로그인되어 있어요. 버튼을 누르면 로그아웃되고 {} 님으로 로그인돼요.",
                    actor.nickname(),
                    link.nickname,
                )}
            </Note>
        }
    });
    view! {
        <Narrow title="가입을 마칠까요?">
            <p class="lead">
                <strong>{link.nickname}</strong>
                " 님, "
                <strong class="address">{link.email}</strong>
                " 주소로 가입을 마칠게요. 버튼을 누르면 바로 로그인돼요."
            </p>
            {other}
            <form class="form" method="post" action=ConfirmEmail::PATH novalidate=true>
                <PageField page=here.clone() />
                <FormMessage error=Signal::stored(form.error) page=here />
                <input type="hidden" name="token" value=token />
                {password}
                <button class="button">"이메일 확인하기"</button>
            </form>
            {unknown}
            <p class="aside">
                {format!(
                    "가입한 적이 없다면 아무것도 누르지 말고 닫아 주세요. 확인하지 않은 가입은 {UNCONFIRMED_DAYS}일 뒤에 지워져요.",
                )}
            </p>
        </Narrow>
    }
    .into_any()
}

/// Has the mail sent again.
#[component]
fn Another(
    /// Whether a link led here that can no longer be used.
    is_expired: bool,
    next: String,
    form: Option<FormReturn>,
) -> impl IntoView {
    let state = request::visitor().map(|actor| actor.state());
    if state.is_some_and(|state| state != MemberState::Unconfirmed) {
        let (href, label) = if next.is_empty() { (page::HOME.to_owned(), "홈으로") } else { (next, "계속하기") };
        return view! {
            <Narrow title="이미 확인된 이메일이에요">
                <p class="lead">"더 할 일이 없어요. 바로 쓰면 돼요."</p>
                <p class="actions">
                    <a class="button" href=href>{label}</a>
                </p>
            </Narrow>
        }
        .into_any();
    }
    let is_waiting = state.is_some();
    let sent = returned::sent(form.as_ref(), "resend_confirmation").map(|address| {
        view! {
            <Note>
                {if is_waiting {
                    view! { "가입한 주소로 확인 메일을 다시 보냈어요." }.into_any()
                } else {
                    view! {
                        "가입을 마치지 않은 계정이 있다면 "
                        <Recipient address />
                        "로 확인 메일을 다시 보냈어요."
                    }
                    .into_any()
                }}
                " 전에 받은 링크는 이제 쓸 수 없으니 새 메일의 링크를 열어 주세요."
            </Note>
            <MailHint />
        }
    });
    let sign_in = page::with_next(page::SIGN_IN, &next);
    let expired = is_expired.then(|| {
        view! {
            <Expired>
                "이미 확인했다면 " <a href=sign_in>"로그인"</a>
                "하면 돼요. 아니라면 아래에서 새 링크를 받아 주세요."
            </Expired>
        }
    });
    let lead = if is_waiting {
        "보내 드린 메일의 링크를 열고 버튼을 누르면 점수와 리뷰를 남길 수 있어요. 메일이 없으면 다시 받아 주세요."
    } else {
        "가입할 때 적은 이메일을 알려 주시면 확인 메일을 다시 보내 드려요."
    };
    let form = returned::typed(form.as_ref(), "resend_confirmation");
    let error = Signal::stored(form.error.clone());
    let email = (!is_waiting).then(|| {
        view! {
            <TextField name="email" label="이메일" kind="email" autocomplete="email" value=form.value("email") error />
        }
    });
    // Not back to the link that led here.
    let page = page::with_next(page::CONFIRM, &next);
    view! {
        <Narrow title="이메일을 확인해 주세요">
            {expired}
            {sent}
            <p class="lead">{lead}</p>
            <form class="form" method="post" action=ResendConfirmation::PATH novalidate=true>
                <PageField page=page.clone() />
                <NextField next />
                <FormMessage error page />
                {email}
                <button class="button">"확인 메일 다시 받기"</button>
            </form>
        </Narrow>
    }
    .into_any()
}
