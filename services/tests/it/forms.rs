//! Form returns: for the browser that posted, for ten minutes.

use crate::support::World;
use domain::FormReturn;
use domain::error::{AppError, ErrorCode};
use services::forms::{self, FormOwner};

fn form() -> FormReturn {
    FormReturn {
        endpoint: "create_review".into(),
        values: [("content".into(), "쓰다 만 리뷰\n둘째 줄".into())].into(),
        error: Some(AppError::from(ErrorCode::TooManyRequests)),
    }
}

#[tokio::test]
async fn only_its_owner_gets_a_form_back_and_more_than_once() {
    let world = World::new().await;
    let owner = FormOwner::from_cookie("one");
    let id = forms::keep(&world.services, owner, &form()).await.expect("keeps");
    for _ in 0..2 {
        assert_eq!(forms::find(&world.services, Some(owner), Some(&id)).await.expect("finds"), Some(form()));
    }
    let other = FormOwner::from_cookie("two");
    assert_eq!(forms::find(&world.services, Some(other), Some(&id)).await.expect("finds"), None);
    assert_eq!(forms::find(&world.services, None, Some(&id)).await.expect("finds"), None);
    assert_eq!(forms::find(&world.services, Some(owner), Some("'; --")).await.expect("finds"), None);
}

#[tokio::test]
async fn a_form_is_forgotten_after_ten_minutes() {
    let world = World::new().await;
    let owner = FormOwner::from_cookie("one");
    let id = forms::keep(&world.services, owner, &form()).await.expect("keeps");
    let minutes = "SELECT round(extract(epoch FROM expires_at - now()) / 60)::bigint FROM form_returns";
    assert_eq!(world.number(minutes).await, 10);
    sqlx::query("UPDATE form_returns SET expires_at = now()").execute(&world.database.pool).await.expect("ages");
    assert_eq!(forms::find(&world.services, Some(owner), Some(&id)).await.expect("finds"), None);
    assert_eq!(forms::purge(&world.services).await.expect("purges"), 1);
}
