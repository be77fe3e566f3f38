//! Newcomers who never confirm their address.

use crate::leaving::{assert_counters, goodbye};
use crate::support::{World, code, refusal, sign_up_form};
use crate::suspensions::set_state;
use domain::accounts::{LeaveForm, MemberState};
use domain::error::{ErrorCode, FieldError};
use services::accounts::{self, leaving};
use services::{jobs, movies};

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
