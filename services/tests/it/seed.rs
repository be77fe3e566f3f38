//! The demo.

use crate::support::World;
use domain::accounts::SignInForm;
use services::seed::{self, DEMO_PASSWORD, Outcome};
use services::{accounts, counters, movies};

#[tokio::test]
async fn the_demo_loads_and_loading_it_again_changes_nothing() {
    let world = World::new().await;
    let counts = "SELECT (SELECT count(*) FROM movies) * 1000000000 + (SELECT count(*) FROM reviews) * 1000000
                       + (SELECT count(*) FROM scores) * 1000 + (SELECT count(*) FROM credits)";
    assert_eq!(seed::load(&world.services, true).await.expect("loads"), Outcome::Loaded { movies: 40, reviews: 60 });
    let first = world.number(counts).await;
    seed::load(&world.services, false).await.expect("loads again");
    assert_eq!(world.number(counts).await, first);
    assert_eq!(seed::load(&world.services, true).await.expect("looks"), Outcome::NotEmpty);

    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0);
    assert_eq!(world.number("SELECT count(*) FROM reviews WHERE positive_probability IS NULL").await, 0);
    let home = movies::home(&world.services, None).await.expect("home");
    assert_eq!(home.box_office.expect("a chart").rows.len(), 10);
    assert!(home.best.len() >= 10 && home.reviews.len() == 6);
    let demo = SignInForm { email: "demo@example.com".into(), password: DEMO_PASSWORD.into() };
    accounts::sign_in(&world.services, demo, "").await.expect("the demo member signs in");
}
