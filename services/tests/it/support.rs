//! A database, services on it, and members.

use domain::accounts::{EmailForm, SignInForm, SignUpForm};
use domain::error::{AppError, ErrorCode};
use domain::mail::MailboxEntry;
use domain::movies::MovieView;
use domain::reviews::{ReviewForm, ReviewListing, ReviewView};
use domain::{MovieId, ReviewId, page};
use sentiment::{Error, Scorer};
use services::accounts::{self, Actor, SessionToken, sessions};
use services::sentiment::Labeller;
use services::{Parts, Services, mail, movies, reviews, secrets, time};
use std::sync::Arc;
use test_support::TestDatabase;

/// What [`FakeScorer`] fails on; no text of the demo holds it.
pub const BREAKS: &str = "[고장]";

/// What [`FakeScorer`] reads as neither praise nor dislike.
pub const MIXED: &str = "글쎄";

/// Reads "좋" as praise, and [`MIXED`] as both; fails on [`BREAKS`].
pub struct FakeScorer;

impl Scorer for FakeScorer {
    fn version(&self) -> &str {
        "fake-1"
    }

    fn score(&self, text: &str) -> Result<f32, Error> {
        if text.contains(BREAKS) {
            return Err(Error::Answer("broken on purpose".into()));
        }
        Ok(match text {
            text if text.contains(MIXED) => 0.5,
            text if text.contains('좋') => 0.9,
            _ => 0.2,
        })
    }
}

pub struct World {
    pub services: Services,
    pub database: TestDatabase,
}

impl World {
    pub async fn new() -> Self {
        Self::with(Labeller::with(Arc::new(FakeScorer))).await
    }

    /// Where accounts and addresses are limited.
    pub async fn limited() -> Self {
        let database = TestDatabase::new().await;
        let public_url = "https://popcorn.example".parse().expect("an address");
        let parts = Parts { has_limits: true, ..test_support::parts(Labeller::absent(), public_url) };
        Self { services: Services::new(database.pool.clone(), parts), database }
    }

    pub async fn with(labeller: Labeller) -> Self {
        let database = TestDatabase::new().await;
        let services = services(&database, labeller);
        Self { services, database }
    }

    pub async fn member(&self, nickname: &str) -> Actor {
        let form = sign_up_form(nickname);
        accounts::sign_up(&self.services, form.clone(), None).await.expect("signs up");
        let secret = self.secret(&form.email, page::CONFIRM).await;
        let confirmed = accounts::confirm_email(&self.services, &secret, None, form.password, "test").await;
        // The mail has done its work.
        self.execute("DELETE FROM graphile_worker._private_jobs WHERE key LIKE 'mail-%'").await;
        self.actor(&confirmed.expect("confirms").signed_in.token).await
    }

    pub async fn sign_in(&self, email: &str, password: &str) -> Actor {
        let form = SignInForm { email: email.into(), password: password.into() };
        let signed_in = accounts::sign_in(&self.services, form, "test", None).await.expect("signs in");
        self.actor(&signed_in.token).await
    }

    /// Whose session it is, as it now stands.
    pub async fn actor(&self, token: &SessionToken) -> Actor {
        sessions::authenticate(&self.services, token.expose()).await.expect("looks up").expect("is signed in")
    }

    /// The secret in the newest link to `page` that was mailed to an address.
    pub async fn secret(&self, email: &str, page: &str) -> String {
        test_support::mailed_secret(&self.services, email, page).await
    }

    /// What was mailed to an address, newest first.
    pub async fn mails(&self, email: &str) -> Vec<MailboxEntry> {
        let mut mails = mail::mailbox(&self.services, None).await.expect("the mailbox opens");
        mails.retain(|mail| mail.recipient == email);
        mails
    }

    /// A member without a password, which takes no time: for tests that need a crowd.
    pub async fn quick_member(&self, nickname: &str) -> Actor {
        let token = secrets::random().expect("random bytes");
        sqlx::query(
            "WITH member AS (
                 INSERT INTO members (email, nickname, terms_agreed_at, state, confirmed_at)
                 VALUES ($1, $2, now(), 'active', now()) RETURNING id
             )
             INSERT INTO sessions (id_hash, member_id, expires_at) SELECT $3, id, now() + interval '30 days' FROM member",
        )
        .bind(sign_up_form(nickname).email)
        .bind(nickname)
        .bind(secrets::hash(&token).to_vec())
        .execute(&self.database.pool)
        .await
        .expect("inserts");
        sessions::authenticate(&self.services, &token).await.expect("looks up").expect("is signed in")
    }

    /// Members without passwords.
    pub async fn crowd(&self, count: usize) -> Vec<Actor> {
        let mut crowd = Vec::with_capacity(count);
        for n in 0..count {
            crowd.push(self.quick_member(&format!("관객{n}호")).await);
        }
        crowd
    }

    pub async fn movie(&self, title: &str) -> MovieId {
        let id = sqlx::query_scalar("INSERT INTO movies (title) VALUES ($1) RETURNING id").bind(title);
        MovieId(id.fetch_one(&self.database.pool).await.expect("inserts"))
    }

    pub async fn review(&self, actor: &Actor, movie: MovieId, content: &str) -> ReviewId {
        reviews::create(&self.services, actor, movie, review_form(content)).await.expect("posts")
    }

    /// Sets a film's release to so many days from today.
    pub async fn release(&self, movie: MovieId, days: i64) {
        sqlx::query("UPDATE movies SET released_on = $2 WHERE id = $1")
            .bind(movie.0)
            .bind(time::today().saturating_add(::time::Duration::days(days)))
            .execute(&self.database.pool)
            .await
            .expect("sets the release");
    }

    /// A film's page with its list as it first comes.
    pub async fn page(&self, actor: Option<&Actor>, movie: MovieId) -> MovieView {
        movies::get(&self.services, actor, movie, ReviewListing::default(), None).await.expect("page")
    }

    pub async fn read(&self, actor: Option<&Actor>, id: ReviewId) -> ReviewView {
        reviews::get(&self.services, actor, id, None).await.expect("page").review
    }

    /// Changes rows behind the program's back, and answers how many.
    pub async fn execute(&self, sql: &'static str) -> u64 {
        sqlx::query(sql).execute(&self.database.pool).await.expect("executes").rows_affected()
    }

    /// One number from the database.
    pub async fn number(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.database.pool).await.expect("a number")
    }
}

pub fn services(database: &TestDatabase, labeller: Labeller) -> Services {
    let public_url = "https://popcorn.example".parse().expect("an address");
    Services::new(database.pool.clone(), test_support::parts(labeller, public_url))
}

pub fn sign_up_form(nickname: &str) -> SignUpForm {
    let address: String = nickname.chars().map(|c| format!("{:x}", c as u32)).collect();
    SignUpForm {
        email: format!("{address}@example.com"),
        nickname: nickname.to_owned(),
        password: "butter-corn-4417".to_owned(),
        age_confirmed: "on".to_owned(),
        terms_agreed: "on".to_owned(),
        next: String::new(),
    }
}

/// Asks for a link to an address, from nowhere in particular.
pub fn asking(email: String) -> EmailForm {
    EmailForm { email, next: String::new() }
}

pub fn review_form(content: &str) -> ReviewForm {
    ReviewForm { content: content.to_owned(), ..ReviewForm::default() }
}

pub fn private_form(content: &str) -> ReviewForm {
    ReviewForm { private: "on".to_owned(), ..review_form(content) }
}

/// The refusal in a result; a fault fails the test.
pub fn refusal<T: std::fmt::Debug>(result: services::Result<T>) -> AppError {
    match result {
        Err(services::Error::Refused(error)) => error,
        other => panic!("expected a refusal, got {other:?}"),
    }
}

pub fn code<T: std::fmt::Debug>(result: services::Result<T>) -> ErrorCode {
    refusal(result).code
}
