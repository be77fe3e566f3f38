//! Mails over TLS: nothing that is worth anything is said before it, or to the wrong server.

use crate::mail::{mail_row, mailer, run, services, write_to};
use crate::support::World;
use services::sentiment::Labeller;
use test_support::certificates::Authority;
use test_support::smtp::{Encryption, MailServer, Manner};

/// Where the servers of these tests are.
const HERE: &str = "127.0.0.1";
/// `\0geek\0popcorn` in base64, as `AUTH PLAIN` says it.
const CREDENTIALS: &str = "AGdlZWsAcG9wY29ybg==";

/// Sends one mail through `server`; answers its state and last error.
async fn send(server: &MailServer, authorities: Option<&str>) -> (String, String) {
    let world = World::with(Labeller::absent()).await;
    let services = services(&world, mailer(&server.secure_url("geek", "popcorn"), authorities));
    write_to(&world, &services, "비밀편지").await;
    run(&services).await;
    let (state, _, error) = mail_row(&world).await;
    (state, error)
}

/// What was said in clear, each by its first word.
fn in_clear(server: &MailServer) -> Vec<String> {
    let heard = server.heard();
    let clear = heard.iter().filter(|heard| !heard.was_encrypted);
    clear.map(|heard| heard.line.split(' ').next().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn mails_are_sent_encrypted_from_the_first_byte() {
    let authority = Authority::new();
    let server = MailServer::encrypting(Encryption::Tls(authority.server(HERE)), &[]).await;
    assert_eq!(send(&server, Some(&authority.pem())).await, ("sent".to_owned(), String::new()));
    assert_eq!((server.received().len(), in_clear(&server)), (1, vec![]));
    assert!(server.heard().iter().any(|heard| heard.line == format!("AUTH PLAIN {CREDENTIALS}")));
}

#[tokio::test]
async fn mails_are_sent_once_starttls_has_encrypted() {
    let authority = Authority::new();
    let server = MailServer::encrypting(Encryption::StartTls(authority.server(HERE)), &[]).await;
    assert_eq!(send(&server, Some(&authority.pem())).await, ("sent".to_owned(), String::new()));
    assert_eq!(server.received().len(), 1);
    // Signing in is offered before that, too.
    assert_eq!(in_clear(&server), ["EHLO", "STARTTLS"]);
    let auth = server.heard().into_iter().find(|heard| heard.line == format!("AUTH PLAIN {CREDENTIALS}"));
    assert!(auth.expect("signs in").was_encrypted);
}

#[tokio::test]
async fn answers_that_were_there_before_the_encryption_are_not_believed() {
    let authority = Authority::new();
    let encryption = Encryption::StartTls(authority.server(HERE));
    let server = MailServer::encrypting(encryption, &[Manner::InjectAnswers]).await;
    let (state, error) = send(&server, Some(&authority.pem())).await;
    assert_eq!(state, "waiting");
    assert!(!error.is_empty());
    assert_eq!((server.connections(), server.received().len()), (1, 0));
    assert_eq!(in_clear(&server), ["EHLO", "STARTTLS"]);
    assert!(!format!("{:?}", server.heard()).contains("AUTH"));
}

#[tokio::test]
async fn a_server_that_does_not_encrypt_gets_no_mail_and_no_password() {
    let server = MailServer::new(&[]).await;
    let (state, error) = send(&server, None).await;
    assert_eq!(state, "waiting");
    assert!(error.contains("STARTTLS"), "{error}");
    assert_eq!((server.connections(), server.received().len()), (1, 0));
    assert_eq!(in_clear(&server), ["EHLO"]);
}

#[tokio::test]
async fn a_server_that_cannot_prove_who_it_is_gets_no_mail_and_no_password() {
    let (authority, stranger) = (Authority::new(), Authority::new());
    // Signed by nobody we trust, by nobody the world trusts, and for another host.
    for (signer, name, trusted) in [
        (&stranger, HERE, Some(authority.pem())),
        (&authority, HERE, None),
        (&authority, "mail.example", Some(authority.pem())),
    ] {
        for encryption in [Encryption::Tls(signer.server(name)), Encryption::StartTls(signer.server(name))] {
            let server = MailServer::encrypting(encryption, &[]).await;
            let (state, error) = send(&server, trusted.as_deref()).await;
            assert_eq!(state, "waiting", "{name}");
            assert!(error.contains("certificate"), "{error}");
            assert_eq!((server.connections(), server.received().len()), (1, 0), "{name}");
            assert!(server.heard().iter().all(|heard| !heard.was_encrypted), "the handshake came to nothing");
            let is_harmless = |word: &String| word == "EHLO" || word == "STARTTLS";
            assert!(in_clear(&server).iter().all(is_harmless), "{:?}", server.heard());
        }
    }
}

#[tokio::test]
async fn nothing_is_said_to_a_server_that_speaks_in_clear_where_tls_comes_first() {
    let server = MailServer::new(&[]).await;
    let world = World::with(Labeller::absent()).await;
    let url = server.secure_url("geek", "popcorn").replace("smtp://", "smtps://");
    let services = services(&world, mailer(&url, None));
    write_to(&world, &services, "비밀편지").await;
    run(&services).await;
    assert_eq!((mail_row(&world).await.0.as_str(), server.received().len()), ("waiting", 0));
    assert!(!format!("{:?}", server.heard()).contains("AUTH"));
}
