//! Newcomers who never confirm their address.

use crate::leaving::{assert_counters, goodbye};
use crate::support::{World, asking, code, refusal, sign_up_form};
use crate::suspensions::set_state;
use domain::accounts::{LeaveForm, MemberState};
use domain::error::{ErrorCode, FieldError};
use domain::page;
use services::accounts::{self, leaving};
use services::{Services, jobs, movies};
use std::time::Duration;

#[tokio::test]
async fn who_never_confirmed_is_deleted_at_once() {
    let world = World::new().await;
    let form = sign_up_form("스쳐간이");
    accounts::sign_up(&world.services, form.clone(), None).await.expect("signs up");
    let actor = world.sign_in(&form.email, &form.password).await;
    let wrong = LeaveForm { password: "another-password".into(), ..goodbye("") };
    let error = refusal(leaving::leave(&world.services, &actor, wrong).await);
    assert_eq!(error.field("password"), Some(FieldError::PasswordWrong));
    let left = leaving::leave(&world.services, &actor, goodbye("on")).await.expect("leaves");
    assert_eq!(left, MemberState::Gone);
    for nothing in [
        "SELECT count(*) FROM members",
        "SELECT count(*) FROM sessions",
        "SELECT count(*) FROM mails",
        "SELECT count(*) FROM member_tokens",
        "SELECT count(*) FROM nickname_holds",
    ] {
        assert_eq!(world.number(nothing).await, 0, "{nothing}");
    }
    assert_eq!(code(leaving::leave(&world.services, &actor, goodbye("")).await), ErrorCode::SignInRequired);
    assert_eq!(code(leaving::come_back(&world.services, &actor).await), ErrorCode::Conflict);
    // The name is nobody's, and neither is the address.
    let other = domain::accounts::SignUpForm { email: "other@example.com".into(), ..form.clone() };
    accounts::sign_up(&world.services, other, None).await.expect("signs up");
    let again = domain::accounts::SignUpForm { email: form.email, ..sign_up_form("다시온이") };
    accounts::sign_up(&world.services, again, None).await.expect("signs up");
    jobs::run_due(&world.services).await.expect("the mail that is gone troubles nobody");
}

#[tokio::test]
async fn newcomers_who_never_confirm_are_deleted_after_a_week() {
    let world = World::new().await;
    let movie = world.movie("건축학개론").await;
    let members = world.crowd(4).await;
    movies::set_score(&world.services, &members[3], movie, "2.0".into()).await.expect("scores");
    for member in &members[1..] {
        set_state(&world, member.member_id(), "unconfirmed").await;
    }
    world.execute("UPDATE members SET created_at = now() - interval '6 days'").await;
    assert_eq!(accounts::jobs::purge_unconfirmed(&world.services).await.expect("purges"), 0);
    world.execute("UPDATE members SET created_at = now() - interval '8 days'").await;
    sqlx::query(
        "INSERT INTO member_tokens (member_id, purpose, secret_hash, nonce, email, expires_at)
         SELECT $1, 'confirm', sha256('x'), substr(sha256('x'), 1, 16), 'a@example.com', now() + interval '1 hour'",
    )
    .bind(members[2].member_id().0)
    .execute(&world.database.pool)
    .await
    .expect("inserts");
    assert_eq!(accounts::jobs::purge_unconfirmed(&world.services).await.expect("purges"), 1);
    world.execute("UPDATE member_tokens SET expires_at = now()").await;
    assert_eq!(accounts::jobs::purge_unconfirmed(&world.services).await.expect("purges"), 1);
    assert_eq!(world.number("SELECT count(*) FROM members").await, 2, "one is active, and one has a score");
    assert_counters(&world).await;
}

/// A newcomer whose time is over, and who has neither mail nor link left.
async fn overdue(world: &World) -> String {
    let form = sign_up_form("느긋한이");
    accounts::sign_up(&world.services, form.clone(), None).await.expect("signs up");
    world.execute("UPDATE members SET created_at = now() - interval '8 days'").await;
    world.execute("DELETE FROM member_tokens").await;
    world.execute("DELETE FROM mails").await;
    form.email
}

async fn resend(services: Services, email: String) {
    accounts::resend_confirmation(&services, None, asking(email), None).await.expect("asks");
}

/// How many statements wait for a lock.
async fn waiting(world: &World) -> i64 {
    world
        .number(
            "SELECT count(*) FROM pg_stat_activity
             WHERE datname = current_database() AND wait_event_type = 'Lock'",
        )
        .await
}

/// Waits until `holds`.
async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let waiting = async {
        let mut looks = tokio::time::interval(Duration::from_millis(10));
        while !holds().await {
            looks.tick().await;
        }
    };
    assert!(tokio::time::timeout(Duration::from_secs(60), waiting).await.is_ok(), "{what}: not within a minute");
}

#[tokio::test]
async fn who_is_sent_another_link_in_time_is_kept() {
    let world = World::new().await;
    let email = overdue(&world).await;
    // The new link is there, its mail is about to be, and neither is to be seen by others yet.
    let mut gate = world.database.pool.begin().await.expect("begins");
    sqlx::query("LOCK TABLE mails IN EXCLUSIVE MODE").execute(&mut *gate).await.expect("locks");
    let resent = tokio::spawn(resend(world.services.clone(), email.clone()));
    until("the mail is being written", async || waiting(&world).await == 1).await;

    let services = world.services.clone();
    let purge = tokio::spawn(async move { accounts::jobs::purge_unconfirmed(&services).await.expect("purges") });
    until("the purge is done, or waits as well", async || purge.is_finished() || waiting(&world).await == 2).await;
    gate.rollback().await.expect("lets go");
    resent.await.expect("ends");
    assert_eq!(purge.await.expect("ends"), 0, "the link came first");

    let secret = world.secret(&email, page::CONFIRM).await;
    let password = sign_up_form("느긋한이").password;
    accounts::confirm_email(&world.services, &secret, None, password, "").await.expect("the link is good");
    assert_eq!(world.number("SELECT count(*) FROM members WHERE state = 'active'").await, 1);
}

#[tokio::test]
async fn who_asks_too_late_is_sent_no_link() {
    let world = World::new().await;
    let email = overdue(&world).await;
    // The member is as good as gone.
    let mut gate = world.database.pool.begin().await.expect("begins");
    sqlx::query("LOCK TABLE mails IN EXCLUSIVE MODE").execute(&mut *gate).await.expect("locks");
    let services = world.services.clone();
    let purge = tokio::spawn(async move { accounts::jobs::purge_unconfirmed(&services).await.expect("purges") });
    until("the purge is at work", async || waiting(&world).await == 1).await;
    let resent = tokio::spawn(resend(world.services.clone(), email));
    until("the request waits for the member", async || waiting(&world).await == 2).await;
    gate.rollback().await.expect("lets go");
    assert_eq!(purge.await.expect("ends"), 1);
    resent.await.expect("ends");
    for nothing in ["members", "member_tokens", "mails"] {
        let count: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(format!("SELECT count(*) FROM {nothing}")))
            .fetch_one(&world.database.pool)
            .await
            .expect("counts");
        assert_eq!(count, 0, "{nothing}");
    }
}
