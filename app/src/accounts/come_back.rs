//! The way back for members who have left and are not purged yet.

use super::parts::{Narrow, Needs, own_account};
use super::returned;
use super::rpc::{ComeBack, SignOut};
use crate::components::{FormMessage, PageField};
use crate::request;
use domain::accounts::{AccountView, MemberState};
use domain::{FormReturn, page};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// `/accounts/return`
#[component]
pub fn ReturnPage() -> impl IntoView {
    own_account(Needs::SignIn, |(account, form)| view! { <Returning account form /> }.into_any())
}

#[component]
fn Returning(account: AccountView, form: Option<FormReturn>) -> impl IntoView {
    if account.state != MemberState::Leaving {
        return view! {
            <Narrow title="탈퇴한 계정이 아니에요">
                <p class="lead">{format!("{} 님은 팝콘긱을 쓰고 있어요. 되돌릴 것이 없어요.", account.nickname)}</p>
                <p class="actions">
                    <a class="button" href=page::HOME>"홈으로"</a>
                    <a class="button button-quiet" href=page::SETTINGS>"내 계정"</a>
                </p>
            </Narrow>
        }
        .into_any();
    }
    let form = returned::typed(form.as_ref(), "come_back");
    let here = request::here();
    let purged = match account.leaves {
        Some(day) => format!("{day}에 계정과 기록을 모두 지워요. 그때까지는 그대로 되돌릴 수 있어요."),
        None => "곧 계정과 기록을 모두 지워요. 그 전까지는 그대로 되돌릴 수 있어요.".to_owned(),
    };
    view! {
        <Narrow title="탈퇴한 계정이에요">
            <p class="lead">{format!("{} 님, {purged}", account.nickname)}</p>
            <ul class="plain-list">
                <li>"되돌리면 가려 둔 리뷰가 다시 보이고, 점수와 보고싶어요도 그대로예요."</li>
                <li>"되돌리지 않으면 더 할 일은 없어요. 내 데이터는 지우기 전까지 내려받을 수 있어요."</li>
            </ul>
            <div class="choices">
                <form method="post" action=ComeBack::PATH>
                    <PageField page=here.clone() />
                    <FormMessage error=Signal::stored(form.error) page=here.clone() />
                    <button class="button button-quiet button-wide">"탈퇴 되돌리기"</button>
                </form>
                <form method="post" action=SignOut::PATH>
                    <PageField page=page::HOME.to_owned() />
                    <button class="button button-quiet button-wide">"그대로 두고 로그아웃"</button>
                </form>
            </div>
            <p class="aside">
                <a href=page::EXPORT download=true>"내 데이터 내려받기"</a>
            </p>
        </Narrow>
    }
    .into_any()
}
