//! Mails: written with their cause, sent by the queue, whatever the mail server does.

use crate::support::{World, sign_up_form};
use domain::mail::{Piece, pieces};
use services::accounts::{self, Passwords};
use services::config::SecretKey;
use services::keys::Keys;
use services::mail::{self, MailKind, Mailer, NewMail, Timeouts};
use services::sentiment::Labeller;
use services::{Parts, Services, jobs};
use std::sync::Arc;
use std::time::Duration;
use test_support::smtp::{MailServer, Manner, Step};

const FROM: &str = "팝콘긱 <noreply@popcorn.example>";
pub const JOBS: &str = "SELECT count(*) FROM graphile_worker._private_jobs";
pub const DUE: &str = "UPDATE graphile_worker._private_jobs SET run_at = now()";

pub fn services(world: &World, mailer: Mailer) -> Services {
    let parts = Parts {
        labeller: Labeller::absent(),
        mailer,
        keys: Keys::new(&SecretKey("a secret of at least thirty-two characters".to_owned().into())),
        public_url: "https://popcorn.example".parse().expect("an address"),
        has_limits: false,
        password_turns: Passwords::bounds(),
        kept_for: None,
    };
    Services::new(world.database.pool.clone(), parts)
}

/// Patient enough for a busy machine. `authorities` are those who may sign the server's certificate.
pub fn mailer(url: &str, authorities: Option<&str>) -> Mailer {
    let timeouts = Timeouts { connect: Duration::from_secs(10), whole: Duration::from_secs(30) };
    Mailer::server(url, FROM, authorities, timeouts).expect("a mailer")
}

/// Quick with servers that say nothing.
fn hasty_mailer(url: &str) -> Mailer {
    let timeouts = Timeouts { connect: Duration::from_secs(3), whole: Duration::from_secs(3) };
    Mailer::server(url, FROM, None, timeouts).expect("a mailer")
}

/// A world with a mail server that serves its first connections in these manners.
pub async fn scene(script: &[Manner]) -> (World, MailServer, Services) {
    let (world, server) = (World::with(Labeller::absent()).await, MailServer::new(script).await);
    let services = services(&world, mailer(&server.url(), None));
    (world, server, services)
}

async fn enqueue(world: &World, services: &Services, mail: NewMail) {
    let mut transaction = world.database.pool.begin().await.expect("begins");
    mail::enqueue(services, &mut transaction, mail).await.expect("writes the mail");
    transaction.commit().await.expect("commits");
}

/// Writes a mail to a new member of this name.
pub async fn write_to(world: &World, services: &Services, nickname: &str) {
    let member = world.quick_member(nickname).await.member_id();
    let recipient = sign_up_form(nickname).email;
    enqueue(world, services, NewMail { member: Some(member), recipient, kind: MailKind::PasswordChanged }).await;
}

/// State, tries and last error of the only mail.
pub async fn mail_row(world: &World) -> (String, i32, String) {
    sqlx::query_as("SELECT state, attempts, coalesce(last_error, '') FROM mails")
        .fetch_one(&world.database.pool)
        .await
        .expect("one mail")
}

async fn message_id(world: &World) -> String {
    sqlx::query_scalar("SELECT message_id FROM mails").fetch_one(&world.database.pool).await.expect("one mail")
}

pub async fn run(services: &Services) {
    jobs::run_due(services).await.expect("runs");
}

#[tokio::test]
async fn a_mail_that_is_taken_is_sent_once() {
    let (world, server, services) = scene(&[]).await;
    write_to(&world, &services, "A&B").await;
    run(&services).await;
    run(&services).await;
    assert_eq!(mail_row(&world).await, ("sent".to_owned(), 1, String::new()));
    assert_eq!((server.connections(), world.number(JOBS).await), (1, 0));

    let received = server.received();
    let mail = received.first().expect("a mail");
    assert_eq!(mail.sender, "noreply@popcorn.example");
    assert_eq!(mail.recipients, [sign_up_form("A&B").email]);
    assert_eq!(mail.header("From").as_deref(), Some(FROM));
    assert_eq!(mail.header("Subject").as_deref(), Some("팝콘긱 비밀번호가 바뀌었어요"));
    assert_eq!(mail.header("Auto-Submitted").as_deref(), Some("auto-generated"));
    assert_eq!(mail.header("Message-ID"), Some(format!("<{}>", message_id(&world).await)));
    assert!(message_id(&world).await.ends_with("@popcorn.example"));
    let (text, html) = (mail.part("text/plain").expect("text"), mail.part("text/html").expect("HTML"));
    assert!(text.starts_with("A&B 님, 안녕하세요.\n"), "{text}");
    assert!(html.contains("A&amp;B 님, 안녕하세요.") && !html.contains("A&B"), "{html}");
}

#[tokio::test]
async fn a_passing_fault_is_tried_again_with_the_same_name() {
    let full = Manner::Answer(Step::Recipient, "552 5.2.2 mailbox full");
    for manner in [Manner::POSTPONE, full, Manner::DropInData, Manner::Stall] {
        let (world, server, patient) = scene(&[manner]).await;
        let hasty = services(&world, hasty_mailer(&server.url()));
        write_to(&world, &patient, "기다림").await;
        run(if manner == Manner::Stall { &hasty } else { &patient }).await;
        let services = patient;
        let (state, attempts, error) = mail_row(&world).await;
        assert_eq!((state.as_str(), attempts), ("waiting", 1), "{manner:?}");
        assert!(!error.is_empty(), "{manner:?}");
        assert_eq!(world.number(JOBS).await, 1, "{manner:?}");

        // Its time has not come, and asking again does not hurry it.
        world.execute("UPDATE graphile_worker._private_jobs SET run_at = now() + interval '1 hour'").await;
        run(&services).await;
        mail::resume(&services, 0).await.expect("asks");
        run(&services).await;
        assert_eq!(server.connections(), 1, "{manner:?}");

        let name = message_id(&world).await;
        world.execute(DUE).await;
        run(&services).await;
        assert_eq!(mail_row(&world).await, ("sent".to_owned(), 2, String::new()), "{manner:?}");
        let names: Vec<_> = server.received().iter().filter_map(|mail| mail.header("Message-ID")).collect();
        assert_eq!(names, [format!("<{name}>")], "{manner:?}");
    }
}

#[tokio::test]
async fn what_the_mail_server_says_stays_out_of_the_queue() {
    let (world, _server, services) = scene(&[Manner::POSTPONE]).await;
    write_to(&world, &services, "비밀").await;
    run(&services).await;
    let error: String = sqlx::query_scalar("SELECT last_error FROM graphile_worker._private_jobs")
        .fetch_one(&world.database.pool)
        .await
        .expect("a job that failed");
    assert!(!error.contains('@') && !error.contains("451"), "{error}");
}

#[tokio::test]
async fn a_lost_answer_costs_one_duplicate_of_the_same_name() {
    let (world, server, services) = scene(&[Manner::DropAfterData]).await;
    write_to(&world, &services, "두번").await;
    run(&services).await;
    assert_eq!(mail_row(&world).await.0, "waiting");
    world.execute(DUE).await;
    run(&services).await;
    assert_eq!(mail_row(&world).await.0, "sent");
    let names: Vec<_> = server.received().iter().filter_map(|mail| mail.header("Message-ID")).collect();
    assert_eq!(names.len(), 2);
    assert_eq!(names.first(), names.last());
}

#[tokio::test]
async fn a_mail_that_was_taken_is_sent_whatever_follows() {
    let (world, server, services) = scene(&[Manner::StallAfterData]).await;
    write_to(&world, &services, "끝까지").await;
    run(&services).await;
    assert_eq!(mail_row(&world).await.0, "sent");
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn the_last_try_ends_the_mail_until_somebody_has_it_tried_again() {
    let (world, server, services) = scene(&[Manner::POSTPONE; 2]).await;
    write_to(&world, &services, "마지막").await;
    run(&services).await;
    world.execute("UPDATE graphile_worker._private_jobs SET run_at = now(), attempts = max_attempts - 1").await;
    run(&services).await;
    assert_eq!(mail_row(&world).await.0, "dead");
    assert_eq!(world.number(JOBS).await, 0);

    let id = world.number("SELECT id FROM mails").await;
    let mut connection = world.database.pool.acquire().await.expect("a connection");
    assert!(mail::retry(&services, &mut connection, id).await.expect("asks"));
    assert!(!mail::retry(&services, &mut connection, id).await.expect("asks"), "it waits already");
    drop(connection);
    run(&services).await;
    assert_eq!(mail_row(&world).await.0, "sent");
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn a_void_mail_is_never_sent() {
    let (world, server, services) = scene(&[]).await;
    write_to(&world, &services, "그만").await;
    let id = world.number("SELECT id FROM mails").await;
    let mut connection = world.database.pool.acquire().await.expect("a connection");
    assert!(mail::void(&mut connection, id).await.expect("voids"));
    assert!(!mail::void(&mut connection, id).await.expect("voids"));
    drop(connection);
    run(&services).await;
    assert_eq!((mail_row(&world).await.0.as_str(), server.connections()), ("void", 0));
}

#[tokio::test]
async fn a_mail_called_off_while_it_is_on_its_way_was_sent() {
    // The farewell takes its time, and the mail is still at work meanwhile.
    let (world, server, services) = scene(&[Manner::StallAfterData]).await;
    write_to(&world, &services, "늦었다").await;
    let id = world.number("SELECT id FROM mails").await;
    let call_off = async {
        server.wait_for(1).await;
        let mut connection = world.database.pool.acquire().await.expect("a connection");
        assert!(mail::void(&mut connection, id).await.expect("voids"));
    };
    tokio::join!(run(&services), call_off);
    assert_eq!(mail_row(&world).await, ("sent".to_owned(), 1, String::new()));
}

#[tokio::test]
async fn a_mail_whose_job_failed_for_good_gets_another() {
    let (world, server, services) = scene(&[]).await;
    write_to(&world, &services, "되살림").await;
    world
        .execute("UPDATE graphile_worker._private_jobs SET attempts = max_attempts, run_at = now() + interval '1 hour'")
        .await;
    run(&services).await;
    assert_eq!(mail_row(&world).await.0, "waiting");

    // On its last try it is left alone.
    world.execute("UPDATE graphile_worker._private_jobs SET locked_by = 'another', locked_at = now()").await;
    mail::resume(&services, 0).await.expect("asks");
    assert_eq!(world.number("SELECT count(*) FROM graphile_worker._private_jobs WHERE attempts = 0").await, 0);

    world.execute("UPDATE graphile_worker._private_jobs SET locked_by = NULL, locked_at = NULL").await;
    mail::resume(&services, 0).await.expect("asks");
    run(&services).await;
    assert_eq!((mail_row(&world).await.0.as_str(), world.number(JOBS).await), ("sent", 0));
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn without_a_mail_server_mails_wait_for_one() {
    let (world, server, with_server) = scene(&[]).await;
    let without = services(&world, Mailer::absent());
    assert_eq!((without.mail_status(), with_server.mail_status()), ("unavailable: mails wait", "ok"));
    write_to(&world, &without, "나중에").await;
    run(&without).await;
    assert_eq!(mail_row(&world).await, ("waiting".to_owned(), 0, String::new()));
    assert_eq!(world.number(JOBS).await, 0, "nothing goes round in circles");

    assert_eq!(mail::resume(&without, 0).await.expect("asks"), 0);
    assert_eq!(mail::resume(&with_server, 5).await.expect("asks"), 0, "too young to be forgotten");
    mail::resume(&with_server, 0).await.expect("asks");
    mail::resume(&with_server, 0).await.expect("asks");
    assert_eq!(world.number(JOBS).await, 1);
    run(&with_server).await;
    assert_eq!(mail_row(&world).await.0, "sent");
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn a_mail_whose_link_is_gone_is_not_sent() {
    let (world, server, services) = scene(&[]).await;
    let recipient = "geek@example.com".to_owned();
    enqueue(&world, &services, NewMail { member: None, recipient, kind: MailKind::Reset { token: 999_999 } }).await;
    run(&services).await;
    assert_eq!((mail_row(&world).await.0.as_str(), server.connections()), ("void", 0));
}

#[tokio::test]
async fn the_secret_of_a_link_is_in_the_mail_and_nowhere_else() {
    let (world, server, services) = scene(&[]).await;
    accounts::sign_up(&services, sign_up_form("하늘극장"), None).await.expect("signs up");
    let stored: String = sqlx::query_scalar(
        "SELECT (SELECT string_agg(mails::text, ' ') FROM mails)
             || (SELECT string_agg(jobs::text, ' ') FROM graphile_worker._private_jobs AS jobs)
             || (SELECT string_agg(member_tokens::text, ' ') FROM member_tokens)",
    )
    .fetch_one(&world.database.pool)
    .await
    .expect("rows");
    run(&services).await;
    let received = server.received();
    let text = received.first().and_then(|mail| mail.part("text/plain")).expect("a mail");
    let link = pieces(&text).into_iter().find_map(|piece| match piece {
        Piece::Link(address) => address.strip_prefix("https://popcorn.example/accounts/confirm?token="),
        Piece::Text(_) => None,
    });
    let secret = link.expect("a link");
    assert_eq!(secret.len(), 64);
    assert!(!stored.contains(secret));
    assert!(!text.contains('<') && text.contains("하늘극장 님"), "{text}");
    assert_eq!(accounts::confirmation(&services, secret, None).await.expect("is good").nickname, "하늘극장");
}

#[tokio::test]
async fn a_link_goes_to_no_other_address() {
    let (world, server, services) = scene(&[]).await;
    accounts::sign_up(&services, sign_up_form("하늘극장"), None).await.expect("signs up");
    world.execute("UPDATE mails SET recipient = 'somebody-else@example.com'").await;
    run(&services).await;
    assert_eq!((mail_row(&world).await.0.as_str(), server.connections()), ("void", 0));
}

#[tokio::test]
async fn nobody_can_write_headers() {
    let (world, server, services) = scene(&[]).await;
    let recipient = "a@example.com\r\nBcc: b@example.com".to_owned();
    enqueue(&world, &services, NewMail { member: None, recipient, kind: MailKind::PasswordChanged }).await;
    run(&services).await;
    assert_eq!((mail_row(&world).await.0.as_str(), server.connections()), ("dead", 0));
    world.execute("DELETE FROM mails").await;

    write_to(&world, &services, "A\r\nBcc: b@x.example").await;
    run(&services).await;
    let received = server.received();
    let mail = received.first().expect("a mail");
    assert_eq!((mail.header("Bcc"), mail.recipients.len()), (None, 1));
    assert!(mail.part("text/plain").expect("text").starts_with("A  Bcc: b@x.example 님"));
}

#[tokio::test]
async fn a_killed_worker_leaves_its_mail_to_another() {
    let (world, server, services) = scene(&[]).await;
    write_to(&world, &services, "이어서").await;
    world
        .execute(
            "UPDATE graphile_worker._private_jobs
             SET locked_by = 'killed', locked_at = now() - interval '10 minutes', attempts = 1",
        )
        .await;
    let server = Arc::new(server);
    let stop = Arc::clone(&server);
    jobs::run(&services, async move { stop.wait_for(1).await }).await.expect("runs");
    assert_eq!(mail_row(&world).await.0, "sent");
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn old_mails_are_deleted() {
    let world = World::with(Labeller::absent()).await;
    let services = services(&world, Mailer::absent());
    for n in 0..6 {
        let recipient = format!("geek{n}@example.com");
        enqueue(&world, &services, NewMail { member: None, recipient, kind: MailKind::Returned }).await;
    }
    world
        .execute(
            "UPDATE mails SET state = kept.state, ended_at = now() - make_interval(days => kept.days)
             FROM (VALUES ('0', 'sent', 29), ('1', 'sent', 31), ('2', 'void', 31), ('3', 'dead', 89), ('4', 'dead', 91))
                 AS kept (n, state, days)
             WHERE recipient = 'geek' || kept.n || '@example.com'",
        )
        .await;
    assert_eq!(mail::purge(&services).await.expect("purges"), 3);
    let left: Vec<String> = sqlx::query_scalar("SELECT recipient FROM mails ORDER BY recipient")
        .fetch_all(&world.database.pool)
        .await
        .expect("rows");
    assert_eq!(left, ["geek0@example.com", "geek3@example.com", "geek5@example.com"]);
}
