//! The outbox.

use super::frame::{Desk, Section};
use super::keeper;
use super::parts::{Nothing, Pager, State, Table, Tone, address, text};
use crate::components::{loaded, query};
use crate::request::services;
use domain::administration::{MailList, MailRow, MailSearch, MailState, mail_label};
use leptos::prelude::*;
use services::administration;
use services::time::with_separators;

/// `/admin/mails?state=&after=`
#[component]
pub fn MailsPage() -> impl IntoView {
    let search = MailSearch {
        state: query::<String>("state").and_then(|code| MailState::from_code(&code)),
        after: query::<i64>("after"),
    };
    let mails = async move {
        let actor = keeper()?;
        Ok(administration::mails(&services()?, &actor, search).await?)
    };
    loaded(mails, |mails| view! { <Mails mails /> }.into_any())
}

/// Path of a mail's page in the administration.
pub fn path(id: i64) -> String {
    format!("{}/{id}", Section::Mails.path())
}

/// The state of a mail in its colour.
pub fn state(state: MailState) -> AnyView {
    let tone = match state {
        MailState::Waiting => Tone::Waiting,
        MailState::Sent => Tone::Good,
        MailState::Dead => Tone::Wrong,
        MailState::Void => Tone::Plain,
    };
    view! { <State tone label=state.label() /> }.into_any()
}

fn list(state: Option<MailState>, after: &str) -> String {
    address(Section::Mails.path(), &[("state", state.map(MailState::code).unwrap_or_default()), ("after", after)])
}

#[component]
fn Mails(mails: MailList) -> impl IntoView {
    let MailList { search, waiting, dead, mails, more } = mails;
    let more = more.map(|after| list(search.state, &after));
    let beginning = search.after.is_some().then(|| list(search.state, ""));
    let body = if mails.is_empty() {
        let title = match search.state {
            Some(MailState::Dead) => "보내지 못한 메일이 없어요",
            Some(MailState::Waiting) => "기다리는 메일이 없어요",
            _ => "여기에 맞는 메일이 없어요",
        };
        view! { <Nothing title text="보낸 메일은 30일이 지나면 목록에서 지워요." /> }.into_any()
    } else {
        let rows = mails.into_iter().map(row).collect();
        view! { <Table caption="최근에 만든 순서" columns=&["메일", "상태", "시도", "만든 때"] rows /> }.into_any()
    };
    view! {
        <Desk section=Section::Mails title="메일".to_owned() form=None>
            <States current=search.state waiting dead />
            {body}
            <Pager beginning more />
        </Desk>
    }
    .into_any()
}

#[component]
fn States(current: Option<MailState>, waiting: i64, dead: i64) -> impl IntoView {
    let links = [None]
        .into_iter()
        .chain(MailState::EACH.map(Some))
        .map(|state| {
            let count = match state {
                Some(MailState::Waiting) => Some(waiting),
                Some(MailState::Dead) => Some(dead),
                _ => None,
            };
            view! {
                <a href=list(state, "") aria-current=(state == current).then_some("true")>
                    {state.map_or("모두", MailState::label)}
                    {count.map(|count| view! { " " <span class="count">{with_separators(count)}</span> })}
                </a>
            }
        })
        .collect_view();
    view! { <nav class="sort" aria-label="메일 상태">{links}</nav> }.into_any()
}

fn row(mail: MailRow) -> Vec<AnyView> {
    let name = view! {
        <span>
            <a href=path(mail.id)>{mail_label(&mail.kind).to_owned()}</a>
            <span class="cell-more">{mail.recipient}</span>
        </span>
    };
    let state = view! {
        <span>
            {state(mail.state)}
            {mail.last_error.map(|error| view! { <span class="cell-more">{error}</span> })}
        </span>
    };
    vec![name.into_any(), state.into_any(), text(mail.attempts.to_string()), text(mail.created)]
}
