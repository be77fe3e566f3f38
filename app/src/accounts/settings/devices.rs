//! Where a member is signed in.

use super::SettingPage;
use crate::accounts::parts::Note;
use crate::accounts::returned;
use crate::accounts::rpc::{RevokeOtherSessions, RevokeSession, SignOut};
use crate::components::{FormMessage, PageField, loaded, query};
use crate::request::{self, services};
use domain::accounts::DeviceView;
use domain::{FormReturn, page};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use services::accounts::sessions;

/// `/settings/devices`
#[component]
pub fn DevicesPage() -> impl IntoView {
    let form = query("form");
    let answer = async move {
        let actor = request::actor_or_sign_in()?;
        request::never_store();
        let form = request::returned_form(form).await?;
        Ok((sessions::list(&services()?, &actor).await?, form))
    };
    loaded(answer, |(devices, form)| view! { <Devices devices form /> }.into_any())
}

#[component]
fn Devices(devices: Vec<DeviceView>, form: Option<FormReturn>) -> impl IntoView {
    let note = match returned::done(form.as_ref()) {
        Some("revoke_session") => Some("그 기기에서 로그아웃했어요."),
        Some("revoke_other_sessions") => Some("다른 기기에서 모두 로그아웃했어요."),
        _ => None,
    };
    let error = form.and_then(|form| form.error);
    let has_others = devices.iter().any(|device| !device.is_current);
    let others = if has_others {
        view! {
            <form method="post" action=RevokeOtherSessions::PATH>
                <PageField page=page::SETTINGS_DEVICES.to_owned() />
                <button class="button button-quiet">"다른 기기 모두 로그아웃"</button>
            </form>
        }
        .into_any()
    } else {
        view! { <p class="fine">"다른 기기에서는 로그인해 있지 않아요."</p> }.into_any()
    };
    view! {
        <SettingPage title="로그인한 기기">
            {note.map(|note| view! { <Note>{note}</Note> })}
            <p class="lead">
                "모르는 기기가 있다면 로그아웃한 뒤 " <a href=page::SETTINGS_PASSWORD>"비밀번호를 바꿔 주세요"</a>"."
            </p>
            <FormMessage error=Signal::stored(error) page=page::SETTINGS_DEVICES.to_owned() />
            <ul class="account-list">{devices.into_iter().map(|device| view! { <Device device /> }).collect_view()}</ul>
            {others}
        </SettingPage>
    }
    .into_any()
}

/// One of them, and the way to sign it out.
#[component]
pub fn Device(device: DeviceView) -> impl IntoView {
    let button = if device.is_current {
        view! {
            <form method="post" action=SignOut::PATH>
                <PageField page=page::HOME.to_owned() />
                <button class="button button-quiet button-small">"로그아웃"</button>
            </form>
        }
        .into_any()
    } else {
        view! {
            <form method="post" action=RevokeSession::PATH>
                <PageField page=page::SETTINGS_DEVICES.to_owned() />
                <input type="hidden" name="device" value=device.id />
                <button class="button button-quiet button-small">
                    <span class="visually-hidden">{device.name.clone()} " "</span>
                    "로그아웃"
                </button>
            </form>
        }
        .into_any()
    };
    view! {
        <li class="account-row">
            <div>
                <h2>
                    {device.name}
                    {device.is_current.then(|| view! { " " <span class="chip">"이 기기"</span> })}
                </h2>
                <p>{format!("{} 로그인 · 마지막 사용 {}", device.signed_in, device.last_used)}</p>
            </div>
            {button}
        </li>
    }
    .into_any()
}
