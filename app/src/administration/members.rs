//! The list of members.

use super::forms::Choice;
use super::frame::{Desk, Section};
use super::keeper;
use super::parts::{Filter, Nothing, Pager, State, Table, Tone, Words, address, cell, text};
use crate::components::{loaded, query};
use crate::request::services;
use domain::MemberId;
use domain::accounts::{MemberState, Role};
use domain::administration::{ManagedMemberList, ManagedMemberRow, MemberSearch};
use leptos::prelude::*;
use services::administration;

/// `/admin/members?q=&state=&role=&appeals=&after=`
#[component]
pub fn MembersPage() -> impl IntoView {
    let search = MemberSearch {
        query: query::<String>("q").unwrap_or_default(),
        state: query::<String>("state").and_then(|code| MemberState::from_code(&code)),
        role: query::<String>("role").and_then(|code| Role::from_code(&code)),
        appeals: query::<String>("appeals").is_some_and(|value| domain::form::is_ticked(&value)),
        after: query::<MemberId>("after"),
    };
    let members = async move {
        let actor = keeper()?;
        Ok(administration::members(&services()?, &actor, search).await?)
    };
    loaded(members, |members| view! { <Members members /> }.into_any())
}

/// Path of a member's page in the administration.
pub fn path(id: MemberId) -> String {
    format!("{}/{id}", Section::Members.path())
}

/// The state of a member in its colour.
pub fn state(state: MemberState) -> AnyView {
    let tone = match state {
        MemberState::Active => Tone::Good,
        MemberState::Unconfirmed | MemberState::Leaving => Tone::Waiting,
        MemberState::Suspended => Tone::Wrong,
        MemberState::Gone => Tone::Plain,
    };
    view! { <State tone label=state.label() /> }.into_any()
}

#[component]
fn Members(members: ManagedMemberList) -> impl IntoView {
    let ManagedMemberList { search, members, more } = members;
    let address_of = |after: &str| {
        let pairs = [
            ("q", search.query.as_str()),
            ("state", search.state.map(MemberState::code).unwrap_or_default()),
            ("role", search.role.map(Role::code).unwrap_or_default()),
            ("appeals", if search.appeals { "1" } else { "" }),
            ("after", after),
        ];
        address(Section::Members.path(), &pairs)
    };
    let more = more.map(|after| address_of(&after));
    let beginning = search.after.is_some().then(|| address_of(""));
    let is_narrowed = !search.query.is_empty() || search.state.is_some() || search.role.is_some() || search.appeals;
    let list = if members.is_empty() {
        let hint = if is_narrowed { "검색어를 줄이거나 조건을 지워 보세요." } else { "" };
        view! { <Nothing title="여기에 맞는 회원이 없어요" text=hint /> }.into_any()
    } else {
        let rows = members.into_iter().map(row).collect();
        view! { <Table caption="새로 가입한 순서" columns=&["회원", "상태", "역할", "가입", "마지막 방문"] rows /> }
            .into_any()
    };
    view! {
        <Desk section=Section::Members title="회원".to_owned() form=None>
            <Narrowing search is_narrowed />
            {list}
            <Pager beginning more />
        </Desk>
    }
    .into_any()
}

#[component]
fn Narrowing(search: MemberSearch, is_narrowed: bool) -> impl IntoView {
    let states = MemberState::EACH.map(|state| (state.code().to_owned(), state.label().to_owned()));
    let roles = Role::EACH.map(|role| (role.code().to_owned(), role.label().to_owned()));
    let any = || [(String::new(), "모두".to_owned())].into_iter();
    view! {
        <Filter path=Section::Members.path() is_narrowed>
            <Words label="닉네임, 이메일, 번호" value=search.query />
            <Choice
                id="state"
                name="state"
                label="상태"
                options=any().chain(states).collect()
                chosen=search.state.map(MemberState::code).unwrap_or_default()
                error=None
            />
            <Choice
                id="role"
                name="role"
                label="역할"
                options=any().chain(roles).collect()
                chosen=search.role.map(Role::code).unwrap_or_default()
                error=None
            />
            <div class="field field-check">
                <input id="appeals" type="checkbox" name="appeals" value="1" checked=search.appeals />
                <label for="appeals">"이의 제기만"</label>
            </div>
        </Filter>
    }
    .into_any()
}

fn row(member: ManagedMemberRow) -> Vec<AnyView> {
    let name = view! {
        <a href=path(member.id)>{member.nickname}</a>
        <span class="cell-more">{member.email.unwrap_or_else(|| "개인정보를 지운 회원".to_owned())}</span>
    };
    let state = view! {
        <span class="chips">
            {state(member.state)}
            {member.has_appeal.then(|| view! { <State tone=Tone::Wrong label="이의 제기" /> })}
        </span>
    };
    // An ordinary member needs no mention.
    let role = (member.role > Role::Member).then(|| member.role.label().to_owned());
    vec![name.into_any(), state.into_any(), cell(role), text(member.joined), cell(member.last_seen)]
}
