//! The mailbox: what would have been mailed, where the site keeps mails to try things out.

use crate::components::{PageTitle, loaded, query};
use crate::request::{self, services};
use domain::mail::{MAILBOX_PAGE, MailboxEntry, Piece, pieces};
use domain::page;
use leptos::prelude::*;
use leptos_meta::Meta;
use services::mail;

/// `/mailbox`; there is no such page where mails are really sent.
#[component]
pub fn MailboxPage() -> impl IntoView {
    let after = query::<i64>("after");
    let entries = async move {
        // The links in it are secret.
        request::never_store();
        Ok(mail::mailbox(&services()?, after).await?)
    };
    loaded(entries, |entries| view! { <Mailbox entries /> }.into_any())
}

#[component]
fn Mailbox(entries: Vec<MailboxEntry>) -> impl IntoView {
    let older = entries
        .last()
        .filter(|_| entries.len() == MAILBOX_PAGE)
        .map(|last| format!("{}?after={}", page::MAILBOX, last.id));
    let list = if entries.is_empty() {
        view! {
            <div class="empty">
                <strong>"아직 보낸 메일이 없어요"</strong>
                <p>"가입하거나 비밀번호를 새로 정하면 그 메일이 여기에 보여요."</p>
                <a class="button" href=page::SIGN_UP>"회원가입하기"</a>
            </div>
        }
        .into_any()
    } else {
        view! {
            <ol class="mailbox">
                {entries.into_iter().map(|entry| view! { <Entry entry /> }).collect_view()}
            </ol>
        }
        .into_any()
    };
    view! {
        <PageTitle title="메일함".to_owned() />
        <Meta name="robots" content="noindex" />
        <section class="mailbox-page">
            <h1>"메일함"</h1>
            <p class="lead">"이 사이트는 메일을 진짜로 보내지 않고 여기에 모아 둬요. 누구나 볼 수 있으니 시험할 때만 써 주세요."</p>
            {list}
            {older
                .map(|older| view! {
                    <p class="mailbox-more">
                        <a class="button button-quiet" href=older>"이전 메일 보기"</a>
                    </p>
                })}
        </section>
    }
    .into_any()
}

/// One mail as its reader would see it.
#[component]
fn Entry(entry: MailboxEntry) -> impl IntoView {
    let id = format!("mail-{}", entry.id);
    let html = entry.html_path();
    let recipient = entry.recipient.clone();
    let label = format!("{} – HTML로 보기", entry.subject);
    let text = pieces(&entry.text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.to_owned().into_any(),
            Piece::Link(address) => view! { <a href=address.to_owned()>{address.to_owned()}</a> }.into_any(),
        })
        .collect_view();
    view! {
        <li>
            <article class="mail" aria-labelledby=id.clone() data-kind=entry.kind data-recipient=recipient>
                <h2 id=id.clone()>{entry.subject}</h2>
                <dl class="mail-facts">
                    <div>
                        <dt>"받는 사람"</dt>
                        <dd>{entry.recipient}</dd>
                    </div>
                    <div>
                        <dt>"보낸 때"</dt>
                        <dd>{entry.written}</dd>
                    </div>
                </dl>
                <p class="mail-text">{text}</p>
                <a class="mail-html" href=html target="_blank" rel="noopener" aria-label=label>"HTML로 보기"</a>
            </article>
        </li>
    }
    .into_any()
}
