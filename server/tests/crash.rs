//! A worker that is killed while it sends a mail: the next one sends it, under the same name, and
//! nobody gets it more than twice. The real program, because only a process can be killed.

use domain::accounts::SignUpForm;
use services::accounts::{self, Passwords};
use services::config::{PublicUrl, SecretKey};
use services::keys::Keys;
use services::mail::Mailer;
use services::sentiment::Labeller;
use services::{Parts, Services};
use sqlx::ConnectOptions;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use test_support::TestDatabase;
use test_support::received::ReceivedMail;
use test_support::smtp::{MailServer, Manner};

const SECRET: &str = "a secret of at least thirty-two characters";
const ORIGIN: &str = "http://popcorn.test";
/// The queue gives the jobs of a dead worker back after less than a minute.
const BOUND: Duration = Duration::from_secs(120);

/// `server worker`, killed at the end if it has not been before.
struct Worker(Child);

impl Worker {
    /// Starts one that knows nothing of this process's environment.
    fn start(database: &TestDatabase, mails: &MailServer) -> Self {
        let (url, smtp) = (database.pool.connect_options().to_url_lossy(), mails.url());
        let child = Command::new(env!("CARGO_BIN_EXE_server"))
            .arg("worker")
            .env_clear()
            .envs([
                ("DATABASE_URL", url.as_str()),
                ("SECRET_KEY", SECRET),
                ("PUBLIC_URL", ORIGIN),
                ("SMTP_URL", smtp.as_str()),
                ("MAIL_FROM", "팝콘긱 <noreply@popcorn.test>"),
                ("RUST_LOG", "error"),
            ])
            .stdin(Stdio::null())
            .spawn()
            .expect("the server starts");
        Self(child)
    }

    /// SIGKILL: no handler, no last word to the database or the mail server.
    fn kill(mut self) {
        assert!(self.0.try_wait().expect("a child").is_none(), "the worker ended by itself");
        self.0.kill().expect("is killed");
        self.0.wait().expect("has ended");
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // One that has ended already cannot be killed, and need not be.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Waits until `holds`.
async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let waiting = async {
        let mut looks = tokio::time::interval(Duration::from_millis(20));
        while !holds().await {
            looks.tick().await;
        }
    };
    assert!(tokio::time::timeout(BOUND, waiting).await.is_ok(), "{what}: not within {BOUND:?}");
}

/// Somebody signs up, so that one mail waits. Answers its `Message-ID`.
async fn one_mail(database: &TestDatabase) -> String {
    let public_url: PublicUrl = ORIGIN.parse().expect("an address");
    let parts = Parts {
        labeller: Labeller::absent(),
        mailer: Mailer::absent(),
        keys: Keys::new(&SecretKey(SECRET.to_owned().into())),
        public_url,
        has_limits: false,
        password_turns: Passwords::bounds(),
        kept_for: None,
    };
    let form = SignUpForm {
        email: "geek@example.com".into(),
        nickname: "하늘극장".into(),
        password: "butter-corn-4417".into(),
        age_confirmed: "on".into(),
        terms_agreed: "on".into(),
        next: String::new(),
    };
    accounts::sign_up(&Services::new(database.pool.clone(), parts), form, None).await.expect("signs up");
    let name: String =
        sqlx::query_scalar("SELECT message_id FROM mails").fetch_one(&database.pool).await.expect("one mail");
    format!("<{name}>")
}

async fn is_sent(database: &TestDatabase) -> bool {
    sqlx::query_scalar("SELECT state = 'sent' FROM mails").fetch_one(&database.pool).await.expect("one mail")
}

/// Every copy has the one name and the one link.
fn assert_copies(copies: &[ReceivedMail], message_id: &str) {
    for copy in copies {
        assert_eq!(copy.header("Message-ID").as_deref(), Some(message_id));
        assert_eq!(copy.recipients, ["geek@example.com"]);
        let text = copy.part("text/plain").expect("a text");
        assert!(text.contains(&format!("{ORIGIN}/accounts/confirm?token=")), "{text}");
        assert_eq!(Some(text), copies[0].part("text/plain"));
    }
}

#[tokio::test]
async fn a_worker_killed_before_its_mail_was_taken() {
    let database = TestDatabase::new().await;
    let mails = MailServer::new(&[Manner::Stall]).await;
    let message_id = one_mail(&database).await;

    let worker = Worker::start(&database, &mails);
    until("the first worker connects", async || mails.connections() == 1).await;
    worker.kill();
    assert!(mails.received().is_empty() && !is_sent(&database).await);

    let _next = Worker::start(&database, &mails);
    until("the next worker sends the mail", async || is_sent(&database).await).await;
    let received = mails.received();
    assert_eq!(received.len(), 1);
    assert_copies(&received, &message_id);
}

#[tokio::test]
async fn a_worker_killed_before_it_noted_that_its_mail_was_taken() {
    let database = TestDatabase::new().await;
    let mails = MailServer::new(&[Manner::StallAfterData]).await;
    let message_id = one_mail(&database).await;

    let worker = Worker::start(&database, &mails);
    until("the mail is taken", async || mails.received().len() == 1).await;
    worker.kill();

    let _next = Worker::start(&database, &mails);
    until("the mail is noted as sent", async || is_sent(&database).await).await;
    let received = mails.received();
    assert!((1..=2).contains(&received.len()), "{} copies", received.len());
    assert_copies(&received, &message_id);
}
