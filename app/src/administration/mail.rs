//! One mail: what became of it, and trying again.

use super::forms::{Confirm, Press};
use super::frame::{Desk, Section};
use super::mails::state;
use super::parts::{Record, maybe, text};
use super::{keeper, members};
use crate::components::{loaded, param, query};
use crate::request::{self, services};
use domain::FormReturn;
use domain::administration::{MailState, MailView, mail_label};
use domain::error::ErrorCode;
use leptos::prelude::*;
use services::administration;

/// `/admin/mails/{id}`
#[component]
pub fn MailPage() -> impl IntoView {
    let (id, form) = (param::<i64>("id"), query::<String>("form"));
    let mail = async move {
        let actor = keeper()?;
        let mail = administration::mail(&services()?, &actor, id.ok_or(ErrorCode::NotFound)?).await?;
        Ok((mail, request::returned_form(form).await?))
    };
    loaded(mail, |(mail, form)| view! { <Mail mail form /> }.into_any())
}

#[component]
fn Mail(mail: MailView, form: Option<FormReturn>) -> impl IntoView {
    let MailView { mail, message_id, member, ended } = mail;
    let ended_name = if mail.state == MailState::Sent { "보낸 때" } else { "그만둔 때" };
    let member = member.map(|(id, nickname)| view! { <a href=members::path(id)>{nickname}</a> }.into_any());
    let lines = vec![
        ("받는 사람", Some(text(mail.recipient.clone()))),
        ("회원", member),
        ("만든 때", Some(text(mail.created.clone()))),
        (ended_name, maybe(ended)),
        ("시도", Some(text(format!("{}번", mail.attempts)))),
        ("Message-ID", Some(text(message_id))),
    ];
    let error = mail.last_error.clone().map(|error| {
        view! {
            <section aria-labelledby="answer">
                <div class="section-head">
                    <h2 id="answer">"메일 서버의 마지막 답"</h2>
                </div>
                <pre class="payload" tabindex="0">{error}</pre>
            </section>
        }
    });
    let fields = vec![("mail_id", mail.id.to_string())];
    let retry = mail.state.can_retry().then(|| {
        view! { <Press endpoint="retry_mail" fields=fields.clone() label="다시 보내기" /> }
    });
    let void = mail.state.can_void().then(|| {
        view! {
            <Confirm
                endpoint="void_mail"
                fields=fields.clone()
                id="void"
                opener="보내지 않기"
                text="이 메일은 보내지 않아요. 되돌릴 수 없어요. 회원은 필요하면 새 메일을 요청할 수 있어요."
                hint="운영 기록에 남아요. 500자까지 쓸 수 있어요."
                button="메일 취소하기"
                form=form.clone()
            />
        }
    });
    let has_steps = retry.is_some() || void.is_some();
    view! {
        <Desk
            section=Section::Mails
            title=mail_label(&mail.kind).to_owned()
            beside=state(mail.state)
            about=format!("메일 번호 {}", mail.id)
            form=form.clone()
        >
            <Record lines />
            {error}
            {has_steps.then(|| view! { <div class="own-actions">{retry} {void}</div> })}
        </Desk>
    }
    .into_any()
}
