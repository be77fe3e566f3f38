//! The audit log: who did what to whom, and why.

use super::forms::{Choice, Line};
use super::frame::{Desk, Section};
use super::parts::{Filter, Nothing, Pager, Table, address, cell, text};
use super::{keeper, mails, members, movies};
use crate::components::{loaded, query};
use crate::request::services;
use domain::administration::{AuditEntry, AuditFilter, AuditList, AuditPerson, action_label, target_label};
use domain::{MemberId, MovieId};
use leptos::prelude::*;
use services::administration;

/// `/admin/audit?actor=&action=&kind=&target=&after=`
#[component]
pub fn AuditPage() -> impl IntoView {
    let filter = AuditFilter {
        actor: query::<MemberId>("actor"),
        target_kind: query::<String>("kind").filter(|kind| AuditFilter::KINDS.contains(&kind.as_str())),
        target_id: query::<i64>("target"),
        action: query::<String>("action").filter(|action| AuditFilter::ACTIONS.iter().any(|(code, _)| code == action)),
        after: query::<i64>("after"),
    };
    let log = async move {
        let actor = keeper()?;
        Ok(administration::audit::list(&services()?, &actor, filter).await?)
    };
    loaded(log, |log| view! { <Audit log /> }.into_any())
}

#[component]
fn Audit(log: AuditList) -> impl IntoView {
    let AuditList { filter, entries, more } = log;
    let (actor, target) = (number(filter.actor.map(|id| id.0)), number(filter.target_id));
    let address_of = |after: &str| {
        let pairs = [
            ("actor", actor.as_str()),
            ("action", filter.action.as_deref().unwrap_or_default()),
            ("kind", filter.target_kind.as_deref().unwrap_or_default()),
            ("target", target.as_str()),
            ("after", after),
        ];
        address(Section::Audit.path(), &pairs)
    };
    let more = more.map(|after| address_of(&after));
    let beginning = filter.after.is_some().then(|| address_of(""));
    let is_narrowed = address_of("") != Section::Audit.path();
    let list = if entries.is_empty() {
        view! { <Nothing title="여기에 맞는 기록이 없어요" text="무언가를 바꾸면 누가 왜 바꿨는지 여기에 남아요." /> }
            .into_any()
    } else {
        view! { <AuditTable caption="최근부터. 기록은 고치거나 지울 수 없어요." entries with_target=true /> }.into_any()
    };
    view! {
        <Desk section=Section::Audit title="기록".to_owned() form=None>
            <Narrowing filter is_narrowed />
            {list}
            <Pager beginning more />
        </Desk>
    }
    .into_any()
}

#[component]
fn Narrowing(filter: AuditFilter, is_narrowed: bool) -> impl IntoView {
    let actions = AuditFilter::ACTIONS.iter().map(|(code, label)| owned(code, label));
    let kinds = AuditFilter::KINDS.into_iter().map(|kind| owned(kind, target_label(kind)));
    view! {
        <Filter path=Section::Audit.path() is_narrowed>
            <Choice
                id="action"
                name="action"
                label="한 일"
                options=[owned("", "모두")].into_iter().chain(actions).collect()
                chosen=filter.action.unwrap_or_default()
                error=None
            />
            <Choice
                id="kind"
                name="kind"
                label="대상"
                options=[owned("", "모두")].into_iter().chain(kinds).collect()
                chosen=filter.target_kind.unwrap_or_default()
                error=None
            />
            <Line id="target" name="target" label="대상 번호" value=number(filter.target_id) error=None />
            <Line id="actor" name="actor" label="처리한 사람의 회원 번호" value=number(filter.actor.map(|id| id.0)) error=None />
        </Filter>
    }
    .into_any()
}

fn owned(code: &str, label: &str) -> (String, String) {
    (code.to_owned(), label.to_owned())
}

fn number(id: Option<i64>) -> String {
    id.map(|id| id.to_string()).unwrap_or_default()
}

/// Lines of the log, here and on the pages of what they are about.
#[component]
pub fn AuditTable(
    caption: &'static str,
    entries: Vec<AuditEntry>,
    /// Whether the lines are about different things.
    with_target: bool,
) -> impl IntoView {
    if with_target {
        let rows = entries.into_iter().map(|entry| {
            let target = target(&entry);
            let [at, what, who, why] = cells(entry);
            vec![at, what, target, who, why]
        });
        view! { <Table caption columns=&["때", "한 일", "대상", "처리한 사람", "사유"] rows=rows.collect() /> }
            .into_any()
    } else {
        let rows = entries.into_iter().map(|entry| cells(entry).into());
        view! { <Table caption columns=&["때", "한 일", "처리한 사람", "사유"] rows=rows.collect() /> }.into_any()
    }
}

/// When, what, who, and why.
fn cells(entry: AuditEntry) -> [AnyView; 4] {
    let detail = entry.detail.into_iter().map(|line| view! { <span class="cell-more">{line}</span> }).collect_view();
    let what = view! {
        <span>
            {action_label(&entry.action).to_owned()}
            {detail}
        </span>
    };
    let who = match entry.actor {
        Some(AuditPerson { id, nickname }) => {
            let name = nickname.unwrap_or_else(|| format!("회원 {id}"));
            view! { <a href=members::path(id)>{name}</a> }.into_any()
        }
        None => text("시스템"),
    };
    [text(entry.at), what.into_any(), who, cell(entry.reason)]
}

/// What it was done to, with the way there.
fn target(entry: &AuditEntry) -> AnyView {
    let kind = target_label(&entry.target_kind);
    let name = match (&entry.target, entry.target_id) {
        (Some(name), _) => format!("{kind} {name}"),
        (None, Some(id)) => format!("{kind} {id}"),
        (None, None) => kind.to_owned(),
    };
    let path = match (entry.target_kind.as_str(), entry.target_id) {
        ("member", Some(id)) => Some(members::path(MemberId(id))),
        ("movie", Some(id)) => Some(movies::path(MovieId(id))),
        ("mail", Some(id)) => Some(mails::path(id)),
        ("setting", _) => Some(Section::Settings.path().to_owned()),
        _ => None,
    };
    match path {
        Some(path) => view! { <a href=path>{name}</a> }.into_any(),
        None => text(name),
    }
}
