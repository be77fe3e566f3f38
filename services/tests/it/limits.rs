//! Limits per account, shared by all servers.

use crate::support::{World, refusal};
use domain::error::ErrorCode;
use services::limits::{self, Limit};

#[tokio::test]
async fn an_allowance_is_used_up_and_comes_back_one_by_one() {
    let world = World::limited().await;
    for n in 0..4 {
        limits::take(&world.services, Limit::Mail, "a@example.com").await.unwrap_or_else(|e| panic!("{n}: {e}"));
    }
    let error = refusal(limits::take(&world.services, Limit::Mail, "a@example.com").await);
    assert_eq!(error.code, ErrorCode::TooManyRequests);
    let wait = error.retry_after.expect("says how long");
    assert!((880..=900).contains(&wait), "{wait}");
    // Somebody else, and something else, are counted apart.
    limits::take(&world.services, Limit::Mail, "b@example.com").await.expect("free");
    limits::take(&world.services, Limit::SignIn, "a@example.com").await.expect("free");

    // A quarter of an hour later there is exactly one more.
    world.execute("UPDATE limits SET full_at = full_at - interval '900 seconds'").await;
    limits::take(&world.services, Limit::Mail, "a@example.com").await.expect("one came back");
    refusal(limits::take(&world.services, Limit::Mail, "a@example.com").await);

    limits::forget(&world.services, Limit::Mail, "a@example.com").await.expect("forgets");
    limits::take(&world.services, Limit::Mail, "a@example.com").await.expect("free again");
}

#[tokio::test]
async fn tries_at_the_same_time_share_one_allowance() {
    let world = World::limited().await;
    let tries = (0..24).map(|_| {
        let services = world.services.clone();
        tokio::spawn(async move { limits::take(&services, Limit::SignIn, "a@example.com").await.is_ok() })
    });
    let mut passed = 0;
    for attempt in tries.collect::<Vec<_>>() {
        passed += usize::from(attempt.await.expect("ends"));
    }
    assert_eq!(passed, 10);
}

#[tokio::test]
async fn what_has_filled_up_is_forgotten() {
    let world = World::limited().await;
    limits::take(&world.services, Limit::Export, "1").await.expect("free");
    assert_eq!(limits::purge(&world.services).await.expect("purges"), 0);
    world.execute("UPDATE limits SET full_at = now()").await;
    assert_eq!(limits::purge(&world.services).await.expect("purges"), 1);
}
