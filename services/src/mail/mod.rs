//! Mails to members: an outbox in the database, emptied by a job.
//!
//! A mail is written in the transaction of its cause, so it exists exactly when that does. A row
//! never holds a secret: the link of a mail is computed when it is sent, for its own recipient
//! only. A mail may go out twice when the mail server's answer is lost; both then carry the same
//! `Message-ID`. To add a mail: a variant of [`MailKind`], and its text in `templates/texts.rs`.

mod clear;
pub mod jobs;
mod mailbox;
mod refusal;
mod smtp;
mod store;
mod templates;

pub use mailbox::{mailbox, mailbox_html};
pub use smtp::{Mailer, Timeouts};

use crate::error::chain;
use crate::{Error, Result, Services, accounts, secrets};
use domain::MemberId;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sqlx::PgConnection;
use time::OffsetDateTime;

/// Longest answer of a mail server, or fault of ours, that is kept, in characters.
const LONGEST_ANSWER: usize = 500;

/// A mail to be sent.
#[derive(Debug, Clone)]
pub struct NewMail {
    /// Whom it names and with whom it is deleted; `None` for somebody without an account.
    pub member: Option<MemberId>,
    /// The bare address.
    pub recipient: String,
    pub kind: MailKind,
}

/// Which text, and what it needs beside the recipient. A `token` is the id in `member_tokens` of
/// the link; moments are RFC 3339.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MailKind {
    /// Confirm the address of a new account.
    Confirm {
        token: i64,
    },
    /// Somebody asked to use an address that has an account already.
    AlreadyMember,
    /// Choose a new password.
    Reset {
        token: i64,
    },
    /// Confirm the new address of an account: goes there.
    ChangeEmail {
        token: i64,
    },
    /// The account has another address now: goes to the old one. `masked` is the new one with its
    /// middle hidden.
    EmailChanged {
        masked: String,
    },
    PasswordChanged,
    Suspended {
        reason: String,
        until: Option<String>,
    },
    /// `reason`: why before its time.
    SuspensionEnded {
        reason: Option<String>,
    },
    /// The suspension stays, although the member appealed.
    AppealAnswered {
        answer: String,
    },
    /// The account is deleted then.
    Leaving {
        until: String,
    },
    /// The member came back before that.
    Returned,
}

impl MailKind {
    /// The link that the mail cannot do without.
    const fn token(&self) -> Option<i64> {
        match self {
            Self::Confirm { token } | Self::Reset { token } | Self::ChangeEmail { token } => Some(*token),
            _ => None,
        }
    }

    /// As the columns `kind` and `content` keep it.
    fn stored(&self) -> Result<(String, Value)> {
        let mut content = serde_json::to_value(self).map_err(|error| Error::fault("a mail has no shape", error))?;
        match content.as_object_mut().and_then(|content| content.remove("kind")) {
            Some(Value::String(kind)) => Ok((kind, content)),
            _ => Err(Error::fault("a mail has no shape", "it names no kind")),
        }
    }

    /// Back from the columns; another release may have written them.
    fn read(kind: &str, content: &Value) -> Result<Self> {
        let mut whole: Map<String, Value> = content.as_object().cloned().unwrap_or_default();
        whole.insert("kind".to_owned(), kind.into());
        serde_json::from_value(whole.into()).map_err(|error| Error::fault("a mail of an unknown kind", error))
    }
}

/// A mail in full.
pub(crate) struct Letter {
    /// Without its brackets.
    message_id: String,
    recipient: String,
    created_at: OffsetDateTime,
    subject: &'static str,
    text: String,
    html: String,
}

/// Writes `mail` and asks for it to be sent, within the transaction of its cause.
pub async fn enqueue(services: &Services, connection: &mut PgConnection, mail: NewMail) -> Result<()> {
    let (kind, content) = mail.kind.stored()?;
    let message_id = message_id(services)?;
    let id = store::insert(connection, &message_id, mail.member, &mail.recipient, &kind, &content).await?;
    jobs::request(services, connection, id).await
}

/// Has a mail that was given up tried again, within the caller's transaction; answers whether it
/// was such a mail.
pub async fn retry(services: &Services, connection: &mut PgConnection, id: i64) -> Result<bool> {
    if !store::revive(connection, id).await? {
        return Ok(false);
    }
    jobs::request(services, connection, id).await?;
    Ok(true)
}

/// Keeps a mail that is waiting or was given up from being sent; answers whether it was one. A mail
/// that is on its way just then arrives all the same, and counts as sent.
pub async fn void(connection: &mut PgConnection, id: i64) -> Result<bool> {
    store::void(connection, id).await
}

/// Asks for every mail to be sent that has waited for `minutes` and has no job any more; answers
/// how many there are. Mails lose their jobs where there is no mail server.
pub async fn resume(services: &Services, minutes: i32) -> Result<u64> {
    jobs::request_waiting(services, minutes).await
}

/// Deletes mails that nobody needs any more; answers how many.
pub async fn purge(services: &Services) -> Result<u64> {
    let mut upkeep = services.begin_upkeep().await?;
    let purged = store::purge(&mut upkeep).await?;
    upkeep.commit().await?;
    Ok(purged)
}

impl Services {
    /// For the health check: `ok`, `mailbox`, or `unavailable: mails wait`.
    pub fn mail_status(&self) -> &'static str {
        self.mailer.status()
    }
}

/// A name for a mail that no other mail in the world has: random, at the host of the site.
fn message_id(services: &Services) -> Result<String> {
    let host = url::Url::parse(&services.absolute("/"))
        .ok()
        .and_then(|url| url.host_str().map(str::to_owned))
        .unwrap_or_else(|| "localhost".to_owned());
    Ok(format!("{}@{host}", secrets::hexadecimal(&secrets::nonce()?)))
}

/// The mail as it is to be sent now; `None` when its link leads nowhere any more.
async fn compose(services: &Services, mail: &store::MailRow) -> Result<Option<Letter>> {
    let kind = MailKind::read(&mail.kind, &mail.content)?;
    let link = link(services, &kind, &mail.recipient).await?;
    if kind.token().is_some() && link.is_none() {
        return Ok(None);
    }
    Ok(Some(letter(services, mail, &kind, link.as_deref())))
}

/// What a mail of this kind has for its subject; `None` for a kind of another release.
pub(crate) fn subject(kind: &str, content: &Value) -> Option<&'static str> {
    let kind = MailKind::read(kind, content).ok()?;
    Some(templates::draft(&kind, None, "").subject)
}

/// The address of the kind's link, while it is good and proves the address of `recipient`.
async fn link(services: &Services, kind: &MailKind, recipient: &str) -> Result<Option<String>> {
    let Some(token) = kind.token() else { return Ok(None) };
    let Some(link) = accounts::tokens::link(services, token).await? else { return Ok(None) };
    // Whoever has a link has what it proves: it goes to the address it was made for, or nowhere.
    Ok(store::is_proof_of(&services.pool, token, recipient).await?.then_some(link))
}

fn letter(services: &Services, mail: &store::MailRow, kind: &MailKind, link: Option<&str>) -> Letter {
    let site = services.absolute("");
    let draft = templates::draft(kind, link, &site);
    let greeting = templates::greeting(mail.nickname.as_deref());
    Letter {
        message_id: mail.message_id.clone(),
        recipient: mail.recipient.clone(),
        created_at: mail.created_at,
        subject: draft.subject,
        text: templates::text(&draft, &greeting, &site),
        html: templates::html(&draft, &greeting, &site),
    }
}

/// What is kept of a fault: short enough for a row.
fn brief(error: &Error) -> String {
    chain(error).chars().take(LONGEST_ANSWER).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_read_back() {
        let until = "2026-12-01T03:00:00Z".to_owned();
        for kind in [
            MailKind::Confirm { token: 7 },
            MailKind::AlreadyMember,
            MailKind::Reset { token: 8 },
            MailKind::ChangeEmail { token: 9 },
            MailKind::EmailChanged { masked: "ha***@example.com".to_owned() },
            MailKind::PasswordChanged,
            MailKind::Suspended { reason: "도배".to_owned(), until: Some(until.clone()) },
            MailKind::Suspended { reason: "도배".to_owned(), until: None },
            MailKind::SuspensionEnded { reason: None },
            MailKind::AppealAnswered { answer: "다시 보아도 같아요".to_owned() },
            MailKind::Leaving { until },
            MailKind::Returned,
        ] {
            let (code, content) = kind.stored().expect("a shape");
            assert!(content.get("kind").is_none(), "{content}");
            assert_eq!(MailKind::read(&code, &content).expect("known"), kind);
        }
        assert!(MailKind::read("greetings", &Value::Null).is_err());
        assert!(MailKind::read("confirm", &Value::Null).is_err(), "a link without its token");
    }
}
