//! What becomes of a mail that is refused, by whom the refusal is about.

use crate::mail::{DUE, JOBS, mail_row, mailer, run, scene, services, write_to};
use test_support::smtp::{Manner, Step};

#[tokio::test]
async fn a_recipient_who_is_not_there_ends_the_mail_at_once() {
    for manner in [
        Manner::REFUSE_RECIPIENT,
        Manner::Answer(Step::Recipient, "550 no such user here"),
        Manner::Answer(Step::Content, "550 5.1.1 user unknown"),
    ] {
        let (world, server, services) = scene(&[manner]).await;
        write_to(&world, &services, "없는사람").await;
        run(&services).await;
        let (state, attempts, error) = mail_row(&world).await;
        assert_eq!((state.as_str(), attempts), ("dead", 1), "{manner:?}");
        assert!(error.contains("550"), "{error}");
        assert_eq!((server.connections(), server.received().len(), world.number(JOBS).await), (1, 0, 0));
    }
}

#[tokio::test]
async fn a_refusal_of_ourselves_waits_for_who_mends_it() {
    for (step, answer, code) in [
        (Step::Greeting, "554 no SMTP service here", "554"),
        (Step::Sender, "530 5.7.0 sign in first", "530"),
        (Step::Sender, "550 5.1.8 unknown sender domain", "550"),
        (Step::Recipient, "550 5.7.1 relaying denied", "550"),
        (Step::Recipient, "554 5.7.1 relay access denied", "554"),
        (Step::Content, "554 5.6.0 not wanted", "554"),
    ] {
        let (world, server, services) = scene(&[Manner::Answer(step, answer)]).await;
        write_to(&world, &services, "잘못없는이").await;
        run(&services).await;
        let (state, attempts, error) = mail_row(&world).await;
        assert_eq!((state.as_str(), attempts), ("waiting", 1), "{answer}");
        assert!(error.contains(code), "{error}");
        world.execute(DUE).await;
        run(&services).await;
        assert_eq!(mail_row(&world).await.0, "sent", "{answer}");
        assert_eq!(server.received().len(), 1);
    }
}

#[tokio::test]
async fn a_wrong_password_ends_a_mail_with_the_last_try_only() {
    let (world, server, _) = scene(&[Manner::Answer(Step::Auth, "535 5.7.8 wrong password"); 2]).await;
    // In clear, because this machine is all the way there is.
    let url = server.url().replace("smtp://", "smtp://geek:popcorn@");
    let services = services(&world, mailer(&url, None));
    write_to(&world, &services, "열쇠").await;
    run(&services).await;
    assert_eq!((mail_row(&world).await.0.as_str(), mail_row(&world).await.1), ("waiting", 1));
    assert!(mail_row(&world).await.2.contains("535"));
    world.execute("UPDATE graphile_worker._private_jobs SET run_at = now(), attempts = max_attempts - 1").await;
    run(&services).await;
    assert_eq!((mail_row(&world).await.0.as_str(), server.received().len()), ("dead", 0));
}
