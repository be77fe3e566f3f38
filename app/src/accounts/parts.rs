//! What the pages of members have in common.

use super::returned;
use crate::components::{PageTitle, loaded, query};
use crate::request::{self, services};
use domain::accounts::AccountView;
use domain::{FormReturn, page};
use leptos::prelude::*;
use leptos_meta::Meta;
use services::accounts;

/// Who has something to do on a page of the own account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    SignIn,
    /// Only those who may change anything: others are told so before they type.
    Activity,
}

/// A page about the reader's own account, with the form that came back to it.
pub fn own_account(needs: Needs, view: fn((AccountView, Option<FormReturn>)) -> AnyView) -> AnyView {
    let form = query("form");
    let answer = async move {
        let actor = request::actor_or_sign_in()?;
        if needs == Needs::Activity {
            actor.may_act()?;
        }
        request::never_store();
        let form = request::returned_form(form).await?;
        Ok((accounts::account(&services()?, &actor).await?, form))
    };
    loaded(answer, view)
}

/// A page with one thing to do, and nothing for search engines.
#[component]
pub fn Narrow(title: &'static str, children: Children) -> impl IntoView {
    view! {
        <PageTitle title=title.to_owned() />
        <Meta name="robots" content="noindex" />
        <section class="narrow">
            <h1>{title}</h1>
            {children()}
        </section>
    }
    .into_any()
}

/// Tells a form's server function where to go once somebody is in.
#[component]
pub fn NextField(
    /// A path on this site, or nothing.
    next: String,
) -> impl IntoView {
    view! { <input type="hidden" name="next" value=next /> }
}

/// What has been done, or what is to be known first.
#[component]
pub fn Note(children: Children) -> impl IntoView {
    view! { <p class="note" role="status">{children()}</p> }.into_any()
}

/// A link from a mail that cannot be used any more.
#[component]
pub fn Expired(
    /// What to do now.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="note note-wrong" role="status">
            <p>
                <strong>"이미 썼거나 기한이 지난 링크예요."</strong>
            </p>
            <p>{children()}</p>
        </div>
    }
    .into_any()
}

/// To whom a mail has gone, as the beginning of a sentence.
#[component]
pub fn Recipient(
    /// Masked; may be empty.
    address: String,
) -> impl IntoView {
    if address.is_empty() {
        view! { "적어 주신 주소" }.into_any()
    } else {
        view! {
            <strong class="address">{address}</strong>
            " 주소"
        }
        .into_any()
    }
}

/// Where to look for a mail, and what to know when it does not come.
#[component]
pub fn MailHint() -> impl IntoView {
    match returned::mail_status() {
        "ok" => view! { <p class="fine">"몇 분이 지나도 메일이 안 보이면 스팸함을 먼저 살펴봐 주세요."</p> }.into_any(),
        "mailbox" => view! {
            <p class="fine">
                "연습용이라 메일을 밖으로 보내지 않아요. " <a href=page::MAILBOX>"메일함에서 읽어 보세요"</a>
            </p>
        }
        .into_any(),
        _ => view! {
            <p class="fine">"지금은 메일을 보낼 수 없어 기다리고 있어요. 다시 보낼 수 있게 되면 바로 보내 드려요."</p>
        }
        .into_any(),
    }
}
