//! The mailbox: mails shown on a page of the site instead of being sent, to try things out.

use super::{MailKind, letter, link, store};
use crate::time::korean_date_time;
use crate::{Result, Services};
use domain::error::ErrorCode;
use domain::mail::{MAILBOX_PAGE, MailboxEntry};

/// The newest mails as they would be sent; with `after`, those before that one. A link that is no
/// longer good is left out.
///
/// # Errors
/// `not_found` where mails are really sent.
pub async fn mailbox(services: &Services, after: Option<i64>) -> Result<Vec<MailboxEntry>> {
    refuse_outside(services)?;
    let mut entries = Vec::new();
    for mail in store::newest(&services.pool, after, MAILBOX_PAGE as i64).await? {
        // Another release may know more kinds.
        let Ok(kind) = MailKind::read(&mail.kind, &mail.content) else { continue };
        let link = link(services, &kind, &mail.recipient).await?;
        let letter = letter(services, &mail, &kind, link.as_deref());
        entries.push(MailboxEntry {
            id: mail.id,
            kind: mail.kind,
            subject: letter.subject.to_owned(),
            recipient: letter.recipient,
            written: korean_date_time(letter.created_at),
            text: letter.text,
        });
    }
    Ok(entries)
}

/// The HTML part of one mail.
///
/// # Errors
/// `not_found` for an unknown mail, and where mails are really sent.
pub async fn mailbox_html(services: &Services, id: i64) -> Result<String> {
    refuse_outside(services)?;
    let mail = store::one(&services.pool, id).await?.ok_or(ErrorCode::NotFound)?;
    let kind = MailKind::read(&mail.kind, &mail.content)?;
    let link = link(services, &kind, &mail.recipient).await?;
    Ok(letter(services, &mail, &kind, link.as_deref()).html)
}

fn refuse_outside(services: &Services) -> Result<()> {
    if services.mailer.is_mailbox() { Ok(()) } else { Err(ErrorCode::NotFound.into()) }
}
