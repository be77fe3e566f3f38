//! Settings, each with a form of its own, and what they were before.

use super::forms::{Hidden, Line, own};
use super::frame::{Desk, Section};
use super::keeper;
use super::parts::{Table, cell, text};
use crate::components::{loaded, query};
use crate::request::{self, services};
use domain::FormReturn;
use domain::administration::{SettingChange, SettingKey, SettingView, SettingsView};
use domain::error::ErrorCode;
use leptos::prelude::*;
use services::settings;

/// `/admin/settings`
#[component]
pub fn SettingsPage() -> impl IntoView {
    let form = query::<String>("form");
    let settings = async move {
        let actor = keeper()?;
        let settings = settings::history(&services()?, &actor).await?;
        Ok((settings, request::returned_form(form).await?))
    };
    loaded(settings, |(settings, form)| view! { <Settings settings form /> }.into_any())
}

#[component]
fn Settings(settings: SettingsView, form: Option<FormReturn>) -> impl IntoView {
    let forms =
        settings.settings.into_iter().map(|setting| view! { <Setting setting form=form.clone() /> }).collect_view();
    let history = if settings.history.is_empty() {
        view! { <p class="fine">"아직 바꾼 적이 없어요. 모두 처음 값이에요."</p> }.into_any()
    } else {
        let rows = settings.history.into_iter().map(row).collect();
        view! { <Table caption="바꾼 것, 최근부터" columns=&["설정", "값", "때", "바꾼 사람"] rows /> }.into_any()
    };
    view! {
        <Desk
            section=Section::Settings
            title="설정".to_owned()
            about="바꾸면 몇 초 안에 모든 서버에 적용돼요."
            form=form.clone()
        >
            <div>{forms}</div>
            <section aria-labelledby="history">
                <div class="section-head">
                    <h2 id="history">"바꾼 기록"</h2>
                </div>
                {history}
            </section>
        </Desk>
    }
    .into_any()
}

/// A value in words.
fn words(key: SettingKey, value: &str) -> String {
    match key {
        SettingKey::SignUpOpen => if value.is_empty() { "닫음" } else { "열어 둠" }.to_owned(),
        SettingKey::Notice if value.is_empty() => "없음".to_owned(),
        SettingKey::Notice => value.to_owned(),
        SettingKey::LeavingDays => format!("{value}일"),
    }
}

#[component]
fn Setting(setting: SettingView, form: Option<FormReturn>) -> impl IntoView {
    let SettingView { key, value, version } = setting;
    let code = ("key", key.code().to_owned());
    let returned = own(form.as_ref(), "change_setting", std::slice::from_ref(&code));
    let error = returned.as_ref().and_then(|form| form.error.clone());
    let is_overtaken = error.as_ref().is_some_and(|error| error.code == ErrorCode::Conflict);
    // Whoever was overtaken is shown what another has set, and may now go over it.
    let seen = returned.as_ref().map(|form| form.value("version")).filter(|seen| !is_overtaken && !seen.is_empty());
    let fields = vec![code, ("version", seen.unwrap_or_else(|| version.to_string()))];
    let overtaken = is_overtaken.then(|| {
        view! { <p class="notice">{format!("그 사이 다른 사람이 이렇게 바꿨어요: {}", words(key, &value))}</p> }
    });
    let typed = returned.as_ref().map_or(value, |form| form.value("value"));
    let is_on = typed == "on";
    let id = format!("setting-{}", key.code());
    let field = match key {
        SettingKey::SignUpOpen => view! {
            <div class="field field-check">
                <input
                    id=id.clone()
                    name="value"
                    type="checkbox"
                    role="switch"
                    value="on"
                    checked=is_on
                    aria-describedby=format!("{id}-hint")
                />
                <label for=id.clone()>{key.label()}</label>
                <p class="field-hint" id=format!("{id}-hint")>{key.hint()}</p>
            </div>
        }
        .into_any(),
        SettingKey::Notice => view! {
            <Line id name="value" label=key.label() hint=key.hint() value=typed error />
        }
        .into_any(),
        SettingKey::LeavingDays => view! {
            <Line id name="value" label=key.label() hint=key.hint() kind="number" value=typed error />
        }
        .into_any(),
    };
    view! {
        <form class="setting" method="post" action="/rpc/change_setting" novalidate=true>
            {overtaken}
            <Hidden fields />
            {field}
            <button class="button button-quiet">
                "바꾸기"
                <span class="visually-hidden">{format!(": {}", key.label())}</span>
            </button>
        </form>
    }
    .into_any()
}

fn row(change: SettingChange) -> Vec<AnyView> {
    vec![
        text(change.key.label()),
        text(words(change.key, &change.value)),
        text(change.at),
        cell(change.by.or_else(|| Some("시스템".to_owned()))),
    ]
}
