//! The mailbox, where mails are kept to be looked at.

use crate::mail::{run, scene, services, write_to};
use crate::support::{World, code, sign_up_form};
use domain::error::ErrorCode;
use services::accounts;
use services::mail::{self, Mailer};
use services::sentiment::Labeller;

#[tokio::test]
async fn the_mailbox_shows_what_would_be_sent() {
    let world = World::with(Labeller::absent()).await;
    let services = services(&world, Mailer::mailbox());
    assert!(mail::mailbox(&services, None).await.expect("answers").is_empty());
    write_to(&world, &services, "A&B").await;
    run(&services).await;
    accounts::sign_up(&services, sign_up_form("하늘극장"), None).await.expect("signs up");

    let entries = mail::mailbox(&services, None).await.expect("answers");
    let kinds: Vec<_> = entries.iter().map(|entry| entry.kind.as_str()).collect();
    assert_eq!(kinds, ["confirm", "password_changed"], "the newest first, sent or not");
    let [confirm, changed] = entries.as_slice() else { panic!("two mails") };
    assert!(confirm.text.contains("https://popcorn.example/accounts/confirm?token="));
    assert_eq!(changed.recipient, sign_up_form("A&B").email);
    assert!(mail::mailbox_html(&services, changed.id).await.expect("answers").contains("A&amp;B 님"));
    assert_eq!(mail::mailbox(&services, Some(confirm.id)).await.expect("answers"), std::slice::from_ref(changed));
    assert_eq!(world.number("SELECT count(*) FROM mails WHERE state = 'sent'").await, 1);

    // The link is used up; its mail is still shown.
    world.execute("DELETE FROM member_tokens").await;
    let entries = mail::mailbox(&services, None).await.expect("answers");
    assert!(!entries.first().expect("a mail").text.contains("token="));
}

#[tokio::test]
async fn there_is_no_mailbox_where_mails_are_sent() {
    let (world, _server, with_server) = scene(&[]).await;
    for services in [with_server, services(&world, Mailer::absent())] {
        write_to(&world, &services, services.mail_status().split(':').next().unwrap_or_default()).await;
        let id = world.number("SELECT max(id) FROM mails").await;
        assert_eq!(code(mail::mailbox(&services, None).await), ErrorCode::NotFound);
        assert_eq!(code(mail::mailbox_html(&services, id).await), ErrorCode::NotFound);
    }
}
