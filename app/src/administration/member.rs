//! A member as the house sees them, and what it may do.

use super::audit::AuditTable;
use super::forms::{Area, Choice, Confirm, Hidden, own};
use super::frame::{Desk, Section};
use super::keeper;
use super::members::state;
use super::parts::{Record, Table, cell, maybe, text};
use crate::components::{loaded, param, query};
use crate::request::{self, services};
use domain::accounts::{DeviceView, MemberState};
use domain::administration::{ManagedMember, ManagedSuspension};
use domain::error::ErrorCode;
use domain::{FormReturn, MemberId, page};
use leptos::prelude::*;
use services::administration;
use services::time::with_separators;

/// How long a suspension may last: days and words. Without days, until somebody lifts it.
const DAYS: [(&str, &str); 7] =
    [("1", "1일"), ("3", "3일"), ("7", "7일"), ("14", "14일"), ("30", "30일"), ("90", "90일"), ("", "풀 때까지")];

/// `/admin/members/{id}`
#[component]
pub fn MemberPage() -> impl IntoView {
    let (id, form) = (param::<MemberId>("id"), query::<String>("form"));
    let member = async move {
        let actor = keeper()?;
        let id = id.ok_or(ErrorCode::NotFound)?;
        let member = administration::member(&services()?, &actor, id).await?;
        Ok((member, request::returned_form(form).await?))
    };
    loaded(member, |(member, form)| view! { <Member member form /> }.into_any())
}

#[component]
fn Member(member: ManagedMember, form: Option<FormReturn>) -> impl IntoView {
    view! {
        <Desk
            section=Section::Members
            title=member.nickname.clone()
            beside=state(member.state)
            about=format!("회원 번호 {}", member.id)
            form=form.clone()
        >
            <Facts member=member.clone() />
            {member.suspension().cloned().map(|suspension| view! { <Open suspension state=member.state /> })}
            <Steps member=member.clone() form />
            // Of equals and those above nothing is told, so nothing is claimed either.
            {member.may_act.then(|| view! { <Devices devices=member.devices.clone() /> })}
            <Past suspensions=member.suspensions.clone() />
            <section aria-labelledby="audit">
                <div class="section-head">
                    <h2 id="audit">"운영 기록"</h2>
                </div>
                {if member.audit.is_empty() {
                    view! { <p class="fine">"아직 이 회원에게 한 일이 없어요."</p> }.into_any()
                } else {
                    view! { <AuditTable caption="이 회원에게 한 일, 최근부터" entries=member.audit with_target=false /> }.into_any()
                }}
            </section>
        </Desk>
    }
    .into_any()
}

#[component]
fn Facts(member: ManagedMember) -> impl IntoView {
    let is_gone = member.state == MemberState::Gone;
    let profile = (member.state == MemberState::Active)
        .then(|| view! { <a href=page::profile(&member.nickname)>"프로필 보기"</a> }.into_any());
    let activity = format!(
        "점수 {} · 리뷰 {} (최근 30일 {})",
        with_separators(member.score_count),
        with_separators(member.review_count),
        with_separators(member.recent_review_count),
    );
    let lines = vec![
        ("이메일", maybe(member.email).or_else(|| is_gone.then(|| text("지웠어요")))),
        ("역할", Some(text(member.role.label()))),
        ("가입", Some(text(member.joined))),
        ("이메일 확인", maybe(member.confirmed)),
        ("마지막 방문", maybe(member.last_seen)),
        ("이용 정지 기한", maybe(member.suspended_until)),
        ("지우는 때", maybe(member.leaves)),
        ("활동", Some(text(activity))),
        ("공개 화면", profile),
    ];
    view! { <Record lines /> }.into_any()
}

/// The suspension that has not ended, and what was said to it. That of a member who is leaving rests
/// until they come back.
#[component]
fn Open(suspension: ManagedSuspension, state: MemberState) -> impl IntoView {
    let title = if state == MemberState::Suspended {
        "지금 이용 정지 중이에요"
    } else {
        "끝나지 않은 이용 정지가 있어요"
    };
    let until = suspension.until.map_or_else(|| "풀 때까지".to_owned(), |until| format!("{until}까지"));
    let by = suspension.by.unwrap_or_else(|| "운영진".to_owned());
    let appeal = suspension.appeal.map(|appeal| {
        view! {
            <h3>"이의 제기"</h3>
            {suspension.appealed.map(|at| view! { <p class="fine">{at}</p> })}
            <blockquote class="quote">{appeal}</blockquote>
        }
    });
    let answer = suspension.appeal_answer.map(|answer| {
        view! {
            <h3>"답변"</h3>
            {suspension.appeal_answered.map(|at| view! { <p class="fine">{at}</p> })}
            <blockquote class="quote">{answer}</blockquote>
        }
    });
    view! {
        <section class="open-suspension" aria-labelledby="suspension">
            <h2 id="suspension">{title}</h2>
            <p class="fine">{format!("{}부터 {until} · {by}", suspension.began)}</p>
            <blockquote class="quote">{suspension.reason}</blockquote>
            {appeal}
            {answer}
        </section>
    }
    .into_any()
}

/// What the viewer may do with this member.
#[component]
fn Steps(member: ManagedMember, form: Option<FormReturn>) -> impl IntoView {
    if member.state == MemberState::Gone {
        return ().into_any();
    }
    if !member.may_act {
        return view! {
            <p class="fine">"나 자신이나, 나와 역할이 같거나 높은 회원은 여기서 바꿀 수 없어요."</p>
        }
        .into_any();
    }
    let fields = vec![("member_id", member.id.to_string())];
    let is_suspended = member.state == MemberState::Suspended;
    let appeal_waits = is_suspended && member.suspension().is_some_and(ManagedSuspension::awaits_answer);
    let days = own(form.as_ref(), "suspend_member", &fields);
    let chosen = days.as_ref().map_or_else(|| "7".to_owned(), |form| form.value("days"));
    let days_error = days.and_then(|form| form.error);
    view! {
        <section class="danger" aria-labelledby="steps">
            <h2 id="steps">"조치"</h2>
            <div class="own-actions">
                {(!is_suspended && member.state == MemberState::Active).then(|| view! {
                    <Confirm
                        endpoint="suspend_member"
                        fields=fields.clone()
                        id="suspend"
                        opener="이용 정지"
                        text="이용이 정지된 동안 회원은 읽기만 할 수 있어요. 사유는 회원에게 메일로 알리고, 회원은 이의를 제기할 수 있어요."
                        hint="회원이 그대로 읽어요. 500자까지 쓸 수 있어요."
                        button="이용 정지하기"
                        form=form.clone()
                    >
                        <Choice
                            id="suspend-days"
                            name="days"
                            label="기간"
                            options=DAYS.map(|(days, label)| (days.to_owned(), label.to_owned())).into()
                            chosen
                            error=days_error
                        />
                    </Confirm>
                })}
                {is_suspended.then(|| view! {
                    <Confirm
                        endpoint="lift_suspension"
                        fields=fields.clone()
                        id="lift"
                        opener="이용 정지 풀기"
                        text="바로 다시 활동할 수 있게 돼요. 회원에게 메일로 알려요."
                        hint="회원이 그대로 읽어요. 500자까지 쓸 수 있어요."
                        button="이용 정지 풀기"
                        form=form.clone()
                    />
                })}
                {appeal_waits.then(|| view! { <Answer fields=fields.clone() form=form.clone() /> })}
                <Confirm
                    endpoint="end_member_sessions"
                    fields=fields.clone()
                    id="sessions"
                    opener="모든 기기에서 로그아웃"
                    text="회원이 로그인한 모든 기기에서 로그아웃돼요. 비밀번호는 그대로예요."
                    hint="운영 기록에 남아요. 500자까지 쓸 수 있어요."
                    button="모두 로그아웃하기"
                    form
                />
            </div>
        </section>
    }
    .into_any()
}

/// Turns an appeal down: the suspension stays, and the member is told why.
#[component]
fn Answer(fields: Vec<(&'static str, String)>, form: Option<FormReturn>) -> impl IntoView {
    let returned = own(form.as_ref(), "answer_appeal", &fields);
    let is_open = returned.is_some();
    let returned = returned.unwrap_or_default();
    view! {
        <details class="confirm" open=is_open>
            <summary class="button button-quiet">"이의 제기에 답변"</summary>
            <form method="post" action="/rpc/answer_appeal" class="confirm-body" novalidate=true>
                <Hidden fields />
                <p>"이용 정지를 그대로 두고, 왜 그런지 회원에게 메일로 알려요. 이의 제기를 받아들이려면 이용 정지를 풀어 주세요."</p>
                <Area
                    id="answer"
                    name="answer"
                    label="이용 정지를 그대로 두는 사유"
                    hint="회원이 그대로 읽어요. 500자까지 쓸 수 있어요."
                    value=returned.value("answer")
                    error=returned.error.clone()
                />
                <button class="button button-danger">"답변 보내기"</button>
            </form>
        </details>
    }
    .into_any()
}

#[component]
fn Devices(devices: Vec<DeviceView>) -> impl IntoView {
    let body = if devices.is_empty() {
        view! { <p class="fine">"지금 로그인한 기기가 없어요."</p> }.into_any()
    } else {
        let rows =
            devices.into_iter().map(|device| vec![text(device.name), text(device.signed_in), text(device.last_used)]);
        view! { <Table caption="지금 로그인해 있는 기기" columns=&["기기", "로그인", "마지막 사용"] rows=rows.collect() /> }
            .into_any()
    };
    view! {
        <section aria-labelledby="devices">
            <div class="section-head">
                <h2 id="devices">"기기"</h2>
            </div>
            {body}
        </section>
    }
    .into_any()
}

/// Suspensions that are over.
#[component]
fn Past(suspensions: Vec<ManagedSuspension>) -> impl IntoView {
    let rows: Vec<_> = suspensions
        .into_iter()
        .filter_map(|suspension| {
            let ended = suspension.ended?;
            let end = suspension.end_reason.unwrap_or_else(|| "기한이 지났어요.".to_owned());
            Some(vec![
                text(suspension.began),
                text(suspension.reason),
                cell(suspension.by),
                view! { {ended} <span class="cell-more">{end}</span> }.into_any(),
                view! {
                    {cell(suspension.appeal)}
                    {suspension.appeal_answer.map(|answer| view! { <span class="cell-more">{format!("답변: {answer}")}</span> })}
                }
                .into_any(),
            ])
        })
        .collect();
    if rows.is_empty() {
        return ().into_any();
    }
    view! {
        <section aria-labelledby="past">
            <div class="section-head">
                <h2 id="past">"지난 이용 정지"</h2>
            </div>
            <Table caption="끝난 이용 정지, 최근부터" columns=&["시작", "사유", "조치한 사람", "끝", "이의 제기"] rows />
        </section>
    }
    .into_any()
}
