//! After signing up: where the mail is.

use super::parts::{MailHint, Narrow, Recipient};
use super::returned;
use crate::components::{loaded, next, query};
use crate::request;
use domain::accounts::{CONFIRM_HOURS, UNCONFIRMED_DAYS};
use domain::page;
use leptos::prelude::*;

/// `/accounts/sent`
#[component]
pub fn SentPage() -> impl IntoView {
    let form = query("form");
    let address = async move {
        let form = request::returned_form(form).await?;
        Ok(returned::sent(form.as_ref(), "sign_up").unwrap_or_default())
    };
    loaded(address, |address| view! { <Sent address /> }.into_any())
}

/// The same whether or not the address had a member before. Once the link has been opened the button leads
/// on: straight where it was opened in this browser, else by way of the sign-in page.
#[component]
fn Sent(address: String) -> impl IntoView {
    let next = next();
    let (then, on) = if next.is_empty() {
        ("로그인까지 한 번에 돼요.", page::sign_in_then(page::HOME))
    } else {
        ("로그인까지 한 번에 되고, 보던 곳으로 돌아가요.", page::sign_in_then(&next))
    };
    let (again, other) = (page::with_next(page::CONFIRM, &next), page::with_next(page::SIGN_UP, &next));
    view! {
        <Narrow title="메일함을 확인해 주세요">
            <p class="lead">
                <Recipient address />
                "로 메일을 보냈어요. 메일의 링크를 열고 버튼을 누르면 가입이 끝나요. "
                {then}
            </p>
            <ul class="plain-list">
                <li>{format!("링크는 {CONFIRM_HOURS}시간 동안 쓸 수 있어요.")}</li>
                <li>
                    "메일 앱처럼 다른 브라우저에서 열면, 가입할 때 정한 비밀번호를 한 번만 물어봐요. 로그인도 그 브라우저에서 돼요."
                </li>
                <li>"이미 가입한 주소라면 확인 링크 대신 안내 메일이 가요."</li>
                <li>{format!("{UNCONFIRMED_DAYS}일 안에 확인하지 않으면 적어 주신 내용은 모두 지워져요.")}</li>
            </ul>
            <MailHint />
            <p class="actions">
                <a class="button" href=on>"확인했어요, 계속하기"</a>
                <a class="button button-quiet" href=again>"메일 다시 받기"</a>
                <a class="button button-quiet" href=other>"다른 주소로 가입하기"</a>
            </p>
        </Narrow>
    }
    .into_any()
}
