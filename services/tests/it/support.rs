//! A database, services on it, and members.

use domain::accounts::SignUpForm;
use domain::error::{AppError, ErrorCode};
use domain::reviews::ReviewForm;
use domain::{MovieId, ReviewId};
use sentiment::{Error, Scorer};
use services::accounts::{self, Actor, sessions};
use services::sentiment::Labeller;
use services::{Services, reviews};
use std::sync::Arc;
use test_support::TestDatabase;

/// Reads "좋" as praise; fails on "고장".
pub struct FakeScorer;

impl Scorer for FakeScorer {
    fn version(&self) -> &str {
        "fake-1"
    }

    fn score(&self, text: &str) -> Result<f32, Error> {
        if text.contains("고장") {
            return Err(Error::Answer("broken on purpose".into()));
        }
        Ok(if text.contains('좋') { 0.9 } else { 0.2 })
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

    pub async fn with(labeller: Labeller) -> Self {
        let database = TestDatabase::new().await;
        let services = services(&database, labeller);
        Self { services, database }
    }

    pub async fn member(&self, nickname: &str) -> Actor {
        let token = accounts::sign_up(&self.services, sign_up_form(nickname), "test").await.expect("signs up");
        sessions::authenticate(&self.services, token.expose()).await.expect("looks up").expect("is signed in")
    }

    pub async fn movie(&self, title: &str) -> MovieId {
        let id = sqlx::query_scalar("INSERT INTO movies (title) VALUES ($1) RETURNING id").bind(title);
        MovieId(id.fetch_one(&self.database.pool).await.expect("inserts"))
    }

    pub async fn review(&self, actor: &Actor, movie: MovieId, content: &str) -> ReviewId {
        reviews::create(&self.services, actor, movie, review_form(content)).await.expect("posts")
    }

    /// One number from the database.
    pub async fn number(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.database.pool).await.expect("a number")
    }
}

pub fn services(database: &TestDatabase, labeller: Labeller) -> Services {
    Services::new(database.pool.clone(), labeller, "https://popcorn.example".parse().expect("an address"))
}

pub fn sign_up_form(nickname: &str) -> SignUpForm {
    let address: String = nickname.chars().map(|c| format!("{:x}", c as u32)).collect();
    SignUpForm {
        email: format!("{address}@example.com"),
        nickname: nickname.to_owned(),
        password: "butter-corn-4417".to_owned(),
        age_confirmed: "on".to_owned(),
        terms_agreed: "on".to_owned(),
    }
}

pub fn review_form(content: &str) -> ReviewForm {
    ReviewForm { content: content.to_owned(), ..ReviewForm::default() }
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
