//! How many queries each page costs, the session included. A binary of its own, because it counts
//! the statements of its whole process.

use axum::Router;
use axum::body::Body;
use http::{Request, header};
use server::{AppState, router};
use services::accounts;
use services::config::ServerConfig;
use services::sentiment::Labeller;
use services::{Parts, Services, seed};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use test_support::TestDatabase;
use tower::ServiceExt;
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

static STATEMENTS: AtomicUsize = AtomicUsize::new(0);

/// Counts what sqlx reports of each statement.
struct Count;

impl<S: Subscriber> Layer<S> for Count {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == "sqlx::query" {
            STATEMENTS.fetch_add(1, Ordering::SeqCst);
        }
    }
}

/// Most queries a page may cost a signed-in member.
const BUDGETS: &[(&str, usize)] = &[
    ("/", 6),
    ("/movies/1", 6),
    ("/movies/1?form=0123&after=40", 6),
    ("/movies/1?welcome=0123", 6),
    ("/reviews/1", 3),
    ("/movies/1/write", 3),
    ("/search?q=%EA%B8%B0%EC%83%9D", 3),
    ("/movies?genre=SF&year=2021", 3),
    ("/people/1", 3),
    ("/accounts/%ED%95%98%EB%8A%98%EA%B7%B9%EC%9E%A5", 3),
    ("/my?tab=reviews", 3),
    ("/accounts/signin", 2),
];

/// Most queries a page may cost the first visitor; the next one finds it kept.
const VISITORS: &[(&str, usize)] = &[("/", 6), ("/movies/1", 6), ("/movies/1?sort=newest", 6)];

#[tokio::test]
async fn pages_keep_to_their_budget() {
    tracing::subscriber::set_global_default(tracing_subscriber::registry().with(Count)).expect("the only subscriber");
    let database = TestDatabase::new().await;
    let config = ServerConfig { read_cache: true, ..test_support::server_config() };
    let kept_for = Some(Duration::from_secs(3600));
    let parts = Parts { kept_for, ..test_support::parts(Labeller::absent(), config.public_url.clone()) };
    let services = Services::new(database.pool.clone(), parts);
    seed::load(&services, true).await.expect("loads");
    let pair = domain::accounts::SignInForm { email: "demo@example.com".into(), password: seed::DEMO_PASSWORD.into() };
    let token = accounts::sign_in(&services, pair, "", None).await.expect("signs in").token;
    let router = router(AppState::new(services, &config));

    for (path, budget) in BUDGETS {
        // Twice: nothing is kept for members.
        for _ in 0..2 {
            let used = statements(&router, path, Some(format!("sid={}; browser=b", token.expose()))).await;
            assert!((1..=*budget).contains(&used), "{path} took {used} queries, its budget is {budget}");
            println!("{path}: {used} of {budget}");
        }
    }
    for (path, budget) in VISITORS {
        let used = statements(&router, path, None).await;
        assert!((2..=*budget).contains(&used), "{path} took the first visitor {used} queries, the budget is {budget}");
        let again = statements(&router, path, None).await;
        // The settings may have to be read again.
        assert!(again <= 1, "{path} took the second visitor {again} queries");
        println!("{path}: {used} of {budget}, then {again}");
    }
}

/// How many statements a page costs.
async fn statements(router: &Router, path: &str, cookies: Option<String>) -> usize {
    let before = STATEMENTS.load(Ordering::SeqCst);
    let mut request = Request::get(path).header(header::HOST, "popcorn.test").header(header::ACCEPT, "text/html");
    if let Some(cookies) = cookies {
        request = request.header(header::COOKIE, cookies);
    }
    let request = request.body(Body::empty()).expect("a request");
    let response = router.clone().oneshot(request).await.expect("infallible");
    assert!(response.status().is_success(), "{path}: {}", response.status());
    axum::body::to_bytes(response.into_body(), 1 << 20).await.expect("a body");
    STATEMENTS.load(Ordering::SeqCst) - before
}
