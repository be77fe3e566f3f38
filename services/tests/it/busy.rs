//! What is only busy: a pool that is used up, statements that take too long, locks that are not given, and
//! more passwords than there are turns for.

use crate::support::{World, code, sign_up_form};
use domain::accounts::SignInForm;
use domain::error::{AppError, ErrorCode};
use services::limits::{self, Limit};
use services::sentiment::Labeller;
use services::turns::Bounds;
use services::{Error, Parts, Result, Services, accounts, counters, database, movies};
use sqlx::PgPool;
use std::time::Duration;
use test_support::TestDatabase;

const PASSWORD: &str = "butter-corn-4417";
/// Long enough for a busy machine; nobody waits for it.
const PATIENCE: Duration = Duration::from_secs(30);
const WRONG: &str = "butter-corn-4418";

fn services_on(pool: PgPool, change: impl FnOnce(&mut Parts)) -> Services {
    let public_url = "https://popcorn.example".parse().expect("an address");
    let mut parts = test_support::parts(Labeller::absent(), public_url);
    change(&mut parts);
    Services::new(pool, parts)
}

/// What a reader is told, which must be that it is busy.
fn assert_busy<T>(result: Result<T>) {
    match result {
        Err(error @ Error::Busy(_)) => assert_eq!(error.report(), AppError::busy()),
        Err(error) => panic!("not busy, but {error:?}"),
        Ok(_) => panic!("it went through"),
    }
}

async fn setting(pool: &PgPool, name: &str) -> String {
    sqlx::query_scalar("SELECT current_setting($1)").bind(name).fetch_one(pool).await.expect("a setting")
}

#[tokio::test]
async fn sessions_have_limits_once_these_are_stored() {
    let database = TestDatabase::new().await;
    let config = database.config();
    // As several servers that start at once.
    let starts = (0..4).map(|_| {
        let config = database.config();
        tokio::spawn(async move {
            let upkeep = database::connect_for_upkeep(&config).await.expect("connects");
            database::prepare(upkeep).await.expect("prepares");
        })
    });
    for start in starts.collect::<Vec<_>>() {
        start.await.expect("no panic");
    }
    let stored: i32 = sqlx::query_scalar(
        "SELECT cardinality(setconfig) FROM pg_db_role_setting
         JOIN pg_database ON pg_database.oid = setdatabase AND datname = current_database()",
    )
    .fetch_one(&database.pool)
    .await
    .expect("all of the servers have stored the same");
    assert_eq!(stored, 4);

    let pool = database::connect(&config).await.expect("connects");
    for (name, value) in database::SETTINGS {
        assert_eq!(setting(&pool, name).await, value, "{name}");
    }
    // Upkeep has none, for a session or for a transaction.
    let upkeep = database::connect_for_upkeep(&config).await.expect("connects");
    let mut transaction = pool.begin().await.expect("begins");
    database::take_time(&mut transaction).await.expect("takes time");
    for name in ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"] {
        assert_eq!(setting(&upkeep, name).await, "0", "{name}");
        let here: String = sqlx::query_scalar("SELECT current_setting($1)")
            .bind(name)
            .fetch_one(&mut *transaction)
            .await
            .expect("a setting");
        assert_eq!(here, "0", "{name}");
    }
    transaction.rollback().await.expect("ends");
    assert_eq!(setting(&pool, "statement_timeout").await, "10s");
    upkeep.close().await;
    pool.close().await;
}

#[tokio::test]
async fn a_statement_that_takes_too_long_is_busy_and_leaves_the_connection_whole() {
    let database = TestDatabase::new().await;
    let pool = database.narrow_pool(&[("statement_timeout", "50ms")], PATIENCE).await;
    let ended = sqlx::query("SELECT pg_sleep(600)").execute(&pool).await;
    assert_busy(ended.map_err(Error::from));
    sqlx::query("SELECT 1").execute(&pool).await.expect("the one connection goes on");

    // So does one whose transaction was cut off.
    let mut transaction = pool.begin().await.expect("begins");
    let ended = sqlx::query("SELECT pg_sleep(600)").execute(&mut *transaction).await;
    assert_busy(ended.map_err(Error::from));
    drop(transaction);
    sqlx::query("SELECT 1").execute(&pool).await.expect("the one connection goes on");
}

#[tokio::test]
async fn a_lock_that_is_not_given_is_busy() {
    let database = TestDatabase::new().await;
    let services =
        services_on(database.narrow_pool(&[("lock_timeout", "50ms")], PATIENCE).await, |parts| parts.has_limits = true);
    limits::take(&services, Limit::Export, "1").await.expect("free");
    let mut other = database.pool.begin().await.expect("begins");
    sqlx::query("SELECT FROM limits FOR UPDATE").execute(&mut *other).await.expect("locks");
    assert_busy(limits::take(&services, Limit::Export, "1").await);
    other.rollback().await.expect("lets go");
    limits::take(&services, Limit::Export, "1").await.expect("goes on");
}

#[tokio::test]
async fn a_command_waits_for_its_locks_as_long_as_it_takes() {
    let database = TestDatabase::new().await;
    let services = services_on(database.narrow_pool(&[("lock_timeout", "1ms")], PATIENCE).await, |_| {});
    let mut other = database.pool.begin().await.expect("begins");
    sqlx::query("LOCK TABLE movies IN ROW EXCLUSIVE MODE").execute(&mut *other).await.expect("locks");
    let recount = tokio::spawn(async move { counters::recount(&services).await });
    // It waits, and goes on waiting well beyond a millisecond: each look takes longer than that.
    let mut looks = 0;
    while looks < 20 {
        let waits: bool = sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))")
            .fetch_one(&database.pool)
            .await
            .expect("looks");
        assert!(!recount.is_finished());
        looks += usize::from(waits);
    }
    other.rollback().await.expect("lets go");
    assert_eq!(recount.await.expect("no panic").expect("recounts"), 0);
}

#[tokio::test]
async fn a_pool_that_is_used_up_is_busy_for_everybody_who_waited() {
    let database = TestDatabase::new().await;
    let pool = database.narrow_pool(&[], Duration::from_secs(2)).await;
    let services = services_on(pool.clone(), |parts| parts.kept_for = Some(Duration::from_secs(3)));
    let held = pool.acquire().await.expect("the only connection");
    let visitors = (0..8).map(|_| {
        let services = services.clone();
        tokio::spawn(async move { movies::home(&services, None, None).await })
    });
    for visitor in visitors.collect::<Vec<_>>() {
        assert_busy(visitor.await.expect("no panic"));
    }
    held.close().await.expect("closes");
    movies::home(&services, None, None).await.expect("what failed was not kept");
}

async fn sign_in(services: &Services, email: &str, password: &str) -> Result<accounts::SignedIn> {
    let form = SignInForm { email: email.into(), password: password.into() };
    accounts::sign_in(services, form, "", None).await
}

#[tokio::test]
async fn what_was_busy_costs_no_allowance_and_tells_nothing() {
    let world = World::limited().await;
    world.member("단골손님").await;
    let member = sign_up_form("단골손님").email;
    let full = services_on(world.database.pool.clone(), |parts| {
        parts.has_limits = true;
        parts.password_turns = Bounds { at_once: 0, places: 0, patience: Duration::ZERO };
    });
    for _ in 0..12 {
        for email in [&member, "nobody@example.com"] {
            assert_busy(sign_in(&full, email, WRONG).await);
        }
        assert_busy(accounts::sign_up(&full, sign_up_form("새손님"), None).await);
    }
    // Ten wrong passwords are still free, and the four mails.
    for n in 0..10 {
        for email in [&member, "nobody@example.com"] {
            assert_eq!(code(sign_in(&world.services, email, WRONG).await), ErrorCode::WrongCredentials, "{n}");
        }
    }
    assert_eq!(code(sign_in(&world.services, &member, PASSWORD).await), ErrorCode::TooManyRequests);
    for n in 0..4 {
        accounts::sign_up(&world.services, sign_up_form("새손님"), None).await.unwrap_or_else(|e| panic!("{n}: {e}"));
    }
}
