//! A suspension, as its member sees it, and their own word.

use super::parts::{Narrow, Note};
use super::returned;
use super::rpc::Appeal;
use crate::components::{FormMessage, PageField, escape, loaded, query};
use crate::request::{self, services};
use domain::accounts::SuspensionView;
use domain::{FormReturn, page};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use services::accounts::suspensions;

/// `/accounts/appeal`
#[component]
pub fn AppealPage() -> impl IntoView {
    let form = query("form");
    let answer = async move {
        let actor = request::actor_or_sign_in()?;
        request::never_store();
        let form = request::returned_form(form).await?;
        Ok((suspensions::current(&services()?, &actor).await?, form))
    };
    loaded(answer, |(suspension, form)| match suspension {
        Some(suspension) => view! { <Suspension suspension form /> }.into_any(),
        None => view! {
            <Narrow title="이용이 정지되지 않았어요">
                <p class="lead">"지금은 아무 제한 없이 쓸 수 있어요."</p>
                <p class="actions">
                    <a class="button" href=page::HOME>"홈으로"</a>
                    <a class="button button-quiet" href=page::SETTINGS>"내 계정"</a>
                </p>
            </Narrow>
        }
        .into_any(),
    })
}

#[component]
fn Suspension(suspension: SuspensionView, form: Option<FormReturn>) -> impl IntoView {
    let note = (returned::done(form.as_ref()) == Some("appeal"))
        .then(|| view! { <Note>"이의를 제기했어요. 살펴본 뒤 어떻게 할지 메일로 알려 드려요."</Note> });
    let word = match suspension.appeal {
        Some(appeal) => view! { <Said appeal answer=suspension.appeal_answer /> }.into_any(),
        None => view! { <Word form /> }.into_any(),
    };
    view! {
        <Narrow title="이용이 정지됐어요">
            {note}
            <p class="lead">"이용이 정지된 동안에는 글을 읽고, 내 데이터를 내려받고, 이의를 제기할 수 있어요. 쓴 글과 점수는 그대로 남아 있어요."</p>
            <dl class="account-facts">
                <div><dt>"사유"</dt><dd class="quoted">{suspension.reason}</dd></div>
                <div><dt>"시작"</dt><dd>{suspension.began}</dd></div>
                <div><dt>"끝"</dt><dd>{suspension.until.unwrap_or_else(|| "정해지지 않았어요".to_owned())}</dd></div>
            </dl>
            {word}
            <p class="aside">
                <a href=page::EXPORT download=true>"내 데이터 내려받기"</a>
            </p>
        </Narrow>
    }
    .into_any()
}

/// What the member has said, and what the house has answered.
#[component]
fn Said(appeal: String, answer: Option<String>) -> impl IntoView {
    let waits = answer.is_none();
    let answer = answer.map(|answer| {
        view! {
            <section class="group" aria-labelledby="answer">
                <h2 id="answer">"이의 제기에 대한 답변"</h2>
                <p>"다시 살펴보았지만, 이용 정지를 그대로 두기로 했어요. 사유는 이래요."</p>
                <p class="quoted">{answer}</p>
            </section>
        }
    });
    view! {
        <section class="group" aria-labelledby="appeal">
            <h2 id="appeal">"내가 한 이의 제기"</h2>
            <p class="quoted">{appeal}</p>
            <p class="fine">
                {waits.then_some("살펴본 뒤 어떻게 할지 메일로 알려 드려요. ")}
                "이의는 이용 정지마다 한 번 제기할 수 있어요."
            </p>
        </section>
        {answer}
    }
    .into_any()
}

#[component]
fn Word(form: Option<FormReturn>) -> impl IntoView {
    let form = returned::typed(form.as_ref(), "appeal");
    let wrong = form.error.as_ref().and_then(|error| error.field("text"));
    let here = request::here();
    view! {
        <section class="group" aria-labelledby="appeal">
            <h2 id="appeal">"이의 제기"</h2>
            <form class="form" method="post" action=Appeal::PATH novalidate=true>
                <PageField page=here.clone() />
                <FormMessage error=Signal::stored(form.error.clone()) page=here />
                <div class="field">
                    <label for="text">"잘못된 이용 정지라고 생각하는 사유"</label>
                    <p class="field-hint" id="text-hint">"2,000자까지, 한 번만 제기할 수 있어요."</p>
                    // As inner HTML, because an empty text node would be rendered as a blank.
                    <textarea
                        id="text"
                        name="text"
                        rows="6"
                        inner_html=escape(&form.value("text"))
                        autofocus=wrong.is_some()
                        aria-invalid=wrong.is_some().then_some("true")
                        aria-describedby="text-hint text-error"
                    ></textarea>
                    <p class="field-error" id="text-error">{wrong.map(|wrong| wrong.message())}</p>
                </div>
                <button class="button">"이의 제기하기"</button>
            </form>
        </section>
    }
    .into_any()
}
