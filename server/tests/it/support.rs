//! A server without a socket, and browsers with cookies that talk to it.

use axum::Router;
use axum::body::{Body, to_bytes};
use domain::error::AppError;
use domain::page;
use http::{HeaderMap, HeaderValue, Request, StatusCode, header};
use sentiment::{Error, Scorer};
use server::{AppState, router};
use services::config::ServerConfig;
use services::sentiment::Labeller;
use services::{Parts, Services, jobs};
use sqlx::PgPool;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use test_support::TestDatabase;
use tower::ServiceExt;

pub const ORIGIN: &str = "http://popcorn.test";

/// Reads "좋" as praise.
struct FakeScorer;

impl Scorer for FakeScorer {
    fn version(&self) -> &str {
        "fake-1"
    }

    fn score(&self, text: &str) -> Result<f32, Error> {
        Ok(if text.contains('좋') { 0.9 } else { 0.2 })
    }
}

pub struct TestApp {
    router: Router,
    pub services: Services,
    pub database: TestDatabase,
    /// The server's own connections.
    pub pool: PgPool,
}

impl TestApp {
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// With a changed configuration; limits are off unless it switches them on.
    pub async fn with(change: impl FnOnce(&mut ServerConfig)) -> Self {
        Self::reading(Labeller::with(Arc::new(FakeScorer)), change).await
    }

    /// With another model, or none.
    pub async fn reading(labeller: Labeller, change: impl FnOnce(&mut ServerConfig)) -> Self {
        let database = TestDatabase::new().await;
        let pool = database.pool.clone();
        Self::made(database, pool, labeller, change, |_| {}, |_| {})
    }

    /// Made of other parts, or with another state.
    pub async fn shaped(parts: impl FnOnce(&mut Parts), state: impl FnOnce(&mut AppState)) -> Self {
        let database = TestDatabase::new().await;
        let pool = database.pool.clone();
        Self::made(database, pool, Labeller::with(Arc::new(FakeScorer)), |_| {}, parts, state)
    }

    /// With a single connection, for which nobody waits longer than two seconds.
    pub async fn on_one_connection() -> Self {
        let database = TestDatabase::new().await;
        let pool = database.narrow_pool(&[], Duration::from_secs(2)).await;
        Self::made(database, pool, Labeller::absent(), |_| {}, |_| {}, |_| {})
    }

    fn made(
        database: TestDatabase,
        pool: PgPool,
        labeller: Labeller,
        config: impl FnOnce(&mut ServerConfig),
        parts: impl FnOnce(&mut Parts),
        state: impl FnOnce(&mut AppState),
    ) -> Self {
        let mut configured = test_support::server_config();
        config(&mut configured);
        let mut made_of = Parts {
            has_limits: configured.rate_limits,
            kept_for: configured.read_cache.then_some(services::cache::KEPT_FOR),
            ..test_support::parts(labeller, configured.public_url.clone())
        };
        parts(&mut made_of);
        let services = Services::new(pool.clone(), made_of);
        let mut shared = AppState::new(services.clone(), &configured);
        state(&mut shared);
        Self { router: router(shared), services, database, pool }
    }

    pub fn browser(&self) -> Browser<'_> {
        Browser { app: self, cookies: RefCell::default() }
    }

    /// A browser whose member has signed up and confirmed the address, and so is signed in.
    pub async fn member(&self, nickname: &str) -> Browser<'_> {
        let browser = self.newcomer(nickname).await;
        let secret = test_support::mailed_secret(&self.services, &address(nickname), page::CONFIRM).await;
        let confirmed = browser.post("confirm_email", &[("token", secret.as_str())]).await;
        assert!(confirmed.location().starts_with("/?welcome="), "{} {}", confirmed.status, confirmed.body);
        // The mail has done its work.
        sqlx::query("DELETE FROM graphile_worker._private_jobs WHERE key LIKE 'mail-%'")
            .execute(&self.database.pool)
            .await
            .expect("deletes");
        browser
    }

    /// A browser whose visitor has signed up and has not confirmed the address.
    pub async fn newcomer(&self, nickname: &str) -> Browser<'_> {
        let browser = self.browser();
        let answer = browser.post("sign_up", &sign_up(nickname)).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert!(answer.location().starts_with("/accounts/sent"), "{}", answer.location());
        browser
    }

    /// The secret in the newest mail of a kind (`confirm`, `reset`, `change_email`) to an address.
    pub async fn token(&self, email: &str, kind: &str) -> String {
        let page = match kind {
            "confirm" => page::CONFIRM,
            "reset" => page::RESET,
            _ => page::CONFIRM_EMAIL,
        };
        test_support::mailed_secret(&self.services, email, page).await
    }

    /// Gives a member another state or role behind the program's back.
    pub async fn set(&self, nickname: &str, column: &'static str, value: &str) {
        let sql = format!("UPDATE members SET {column} = $2 WHERE nickname = $1");
        let changed = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(nickname)
            .bind(value)
            .execute(&self.database.pool)
            .await
            .expect("updates");
        assert_eq!(changed.rows_affected(), 1);
    }

    pub async fn movie(&self, title: &str) -> i64 {
        let insert = sqlx::query_scalar("INSERT INTO movies (title) VALUES ($1) RETURNING id").bind(title);
        insert.fetch_one(&self.database.pool).await.expect("inserts")
    }

    /// Changes rows behind the program's back.
    pub async fn execute(&self, sql: &'static str) {
        sqlx::query(sql).execute(&self.database.pool).await.expect("executes");
    }

    /// A member's id.
    pub async fn id(&self, nickname: &str) -> i64 {
        let id = sqlx::query_scalar("SELECT id FROM members WHERE nickname = $1").bind(nickname);
        id.fetch_one(&self.database.pool).await.expect("a member")
    }

    /// Runs what is due and fails when something is left over.
    pub async fn run_jobs(&self) {
        jobs::run_due(&self.services).await.expect("runs");
        let left: i64 = sqlx::query_scalar("SELECT count(*) FROM graphile_worker._private_jobs")
            .fetch_one(&self.database.pool)
            .await
            .expect("counts");
        assert_eq!(left, 0, "jobs were left over");
    }

    /// The whole server, for a socket.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    pub async fn send(&self, mut request: Request<Body>) -> Answer {
        // As every client does.
        request.headers_mut().entry(header::HOST).or_insert(HeaderValue::from_static("popcorn.test"));
        let response = self.router.clone().oneshot(request).await.expect("infallible");
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 4 << 20).await.expect("a body");
        Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&body).into_owned() }
    }
}

/// The address of a member of this name.
pub fn address(nickname: &str) -> String {
    let local: String = nickname.chars().map(|c| format!("{:x}", c as u32)).collect();
    format!("{local}@example.com")
}

pub const PASSWORD: &str = "butter-corn-4417";

pub fn sign_up(nickname: &str) -> Vec<(&'static str, String)> {
    vec![
        ("email", address(nickname)),
        ("nickname", nickname.into()),
        ("password", PASSWORD.into()),
        ("age_confirmed", "on".into()),
        ("terms_agreed", "on".into()),
    ]
}

#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |to| to.to_str().expect("ASCII"))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("ASCII"))
    }

    pub fn error(&self) -> AppError {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("not an error: {} {}", self.status, self.body))
    }

    /// The page without what Leptos adds for hydration, and without the data for the browser.
    pub fn text(&self) -> String {
        let (head, body) = self.body.split_once("</head>").unwrap_or(("", &self.body));
        let shown = body.split("<script nonce").next().unwrap_or_default();
        format!("{head}{shown}").replace("<!>", "")
    }
}

/// A browser without script; [`Browser::call`] speaks as a script would.
pub struct Browser<'a> {
    app: &'a TestApp,
    cookies: RefCell<BTreeMap<String, String>>,
}

impl Browser<'_> {
    pub async fn get(&self, path: &str) -> Answer {
        let request = Request::get(path).header(header::ACCEPT, "text/html,application/xhtml+xml");
        self.send(request, Body::empty()).await
    }

    /// Posts a form as a browser does.
    pub async fn post(&self, endpoint: &str, fields: &[(&str, impl AsRef<str>)]) -> Answer {
        let request = Request::post(format!("/rpc/{endpoint}"))
            .header(header::ACCEPT, "text/html,application/xhtml+xml")
            .header("sec-fetch-site", "same-origin");
        self.send(form(request), Body::from(encode(fields))).await
    }

    /// Calls a server function as our script does.
    pub async fn call(&self, endpoint: &str, fields: &[(&str, impl AsRef<str>)]) -> Answer {
        let request = Request::post(format!("/rpc/{endpoint}"))
            .header(header::ACCEPT, "application/json")
            .header("sec-fetch-site", "same-origin");
        self.send(form(request), Body::from(encode(fields))).await
    }

    /// Posts a form and opens the page that it leads to.
    pub async fn submit(&self, endpoint: &str, fields: &[(&str, impl AsRef<str>)]) -> Answer {
        let answer = self.post(endpoint, fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        self.get(answer.location()).await
    }

    /// Signs a member in through the form.
    pub async fn sign_in(&self, nickname: &str) -> Answer {
        let answer = self.post("sign_in", &[("email", address(nickname).as_str()), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        assert!(!answer.location().contains("form="), "{}", answer.location());
        answer
    }

    pub async fn send(&self, mut request: http::request::Builder, body: Body) -> Answer {
        let cookies: Vec<_> = self.cookies.borrow().iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        let answer = self.app.send(request.body(body).expect("a request")).await;
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().expect("ASCII");
            let (name, value) = cookie.split(';').next().and_then(|pair| pair.split_once('=')).expect("a pair");
            if cookie.contains("Max-Age=0") {
                self.cookies.borrow_mut().remove(name);
            } else {
                self.cookies.borrow_mut().insert(name.into(), value.into());
            }
        }
        answer
    }

    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.borrow().get(name).cloned()
    }

    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies.borrow_mut().insert(name.into(), value.into());
    }

    /// Posts a review and answers its id.
    pub async fn review(&self, movie: i64, content: &str, more: &[(&'static str, &str)]) -> i64 {
        let movie = movie.to_string();
        let mut fields = vec![("movie_id", movie.as_str()), ("content", content)];
        fields.extend_from_slice(more);
        let answer = self.post("create_review", &fields).await;
        answer.location().strip_prefix("/reviews/").expect("leads to the review").parse().expect("an id")
    }
}

fn form(request: http::request::Builder) -> http::request::Builder {
    request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
}

pub fn encode(fields: &[(&str, impl AsRef<str>)]) -> String {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_ref())).collect();
    serde_urlencoded::to_string(fields).expect("encodes")
}

/// No fields at all.
pub const NONE: &[(&str, &str)] = &[];
