//! Tokens of clients without cookies: their exchange, and what ends them.

use crate::support::{World, code, refusal, sign_up_form};
use crate::suspensions::set_state;
use domain::accounts::{MemberState, Role, SignInForm};
use domain::error::ErrorCode;
use services::accounts::{Actor, access, access::TokenPair};

fn pair(nickname: &str) -> SignInForm {
    SignInForm { email: sign_up_form(nickname).email, password: "butter-corn-4417".into() }
}

async fn open(world: &World, nickname: &str) -> TokenPair {
    access::open(&world.services, pair(nickname), "시험").await.expect("signs in")
}

async fn find(world: &World, tokens: &TokenPair) -> Option<Actor> {
    access::authenticate(&world.services, &tokens.access).await.expect("looks up")
}

async fn refresh(world: &World, tokens: &TokenPair) -> TokenPair {
    access::refresh(&world.services, &tokens.refresh).await.expect("exchanges")
}

async fn assert_over(world: &World, tokens: &TokenPair) {
    assert!(find(world, tokens).await.is_none());
    assert_eq!(code(access::refresh(&world.services, &tokens.refresh).await), ErrorCode::SignInRequired);
}

/// So that the moment of grace is over.
async fn later(world: &World) {
    world.execute("UPDATE refresh_tokens SET used_at = used_at - interval '11 seconds'").await;
}

#[tokio::test]
async fn the_right_pair_opens_and_a_wrong_one_does_not_tell_why() {
    let world = World::new().await;
    let member = world.member("클라이언트").await;
    let tokens = open(&world, "클라이언트").await;
    assert_eq!(tokens.expires_in, 600);
    assert_eq!(format!("{tokens:?}"), "TokenPair(…)", "the secrets are not printable");
    let actor = find(&world, &tokens).await.expect("is signed in");
    assert_eq!((actor.member_id(), actor.nickname()), (member.member_id(), "클라이언트"));
    assert_eq!((actor.state(), actor.role()), (MemberState::Active, Role::Member));
    let stored = "SELECT count(*) FROM refresh_tokens WHERE encode(id_hash, 'hex') = $1";
    let stored = sqlx::query_scalar::<_, i64>(stored).bind(&tokens.refresh).fetch_one(&world.database.pool).await;
    assert_eq!(stored.expect("counts"), 0, "only a hash is kept");

    let wrong = SignInForm { password: "butter-corn-4418".into(), ..pair("클라이언트") };
    let wrong = refusal(access::open(&world.services, wrong, "").await);
    let unknown = refusal(access::open(&world.services, pair("아무도아닌"), "").await);
    assert_eq!(wrong.code, ErrorCode::WrongCredentials);
    assert_eq!(wrong, unknown);
    assert_eq!(code(access::open(&world.services, SignInForm::default(), "").await), ErrorCode::Invalid);
    for nonsense in ["", "x", "a.b.c", &tokens.refresh, &tokens.access[1..], &"가".repeat(5000)] {
        assert!(access::authenticate(&world.services, nonsense).await.expect("looks up").is_none());
    }
}

#[tokio::test]
async fn each_refresh_token_is_good_for_one_exchange() {
    let world = World::new().await;
    world.member("순번").await;
    let first = open(&world, "순번").await;
    let second = refresh(&world, &first).await;
    let third = refresh(&world, &second).await;
    assert_ne!(first.refresh, second.refresh);
    assert_ne!(second.refresh, third.refresh);
    assert_ne!(first.access, second.access);
    for tokens in [&first, &second, &third] {
        assert!(find(&world, tokens).await.is_some(), "an access token lives its ten minutes");
    }
    // Another device is another family.
    let other = open(&world, "순번").await;

    later(&world).await;
    assert_eq!(code(access::refresh(&world.services, &first.refresh).await), ErrorCode::SignInRequired);
    for tokens in [&first, &second, &third] {
        assert_over(&world, tokens).await;
    }
    assert!(find(&world, &other).await.is_some());
    refresh(&world, &other).await;
}

#[tokio::test]
async fn two_windows_at_the_same_moment_get_the_same_successor() {
    let world = World::new().await;
    world.member("두창").await;
    let tokens = open(&world, "두창").await;
    let windows: Vec<_> = (0..8)
        .map(|_| {
            let (services, token) = (world.services.clone(), tokens.refresh.clone());
            tokio::spawn(async move { access::refresh(&services, &token).await.expect("exchanges") })
        })
        .collect();
    let mut successors = Vec::new();
    for window in windows {
        let tokens = window.await.expect("no panic");
        assert!(find(&world, &tokens).await.is_some());
        successors.push(tokens.refresh);
    }
    successors.dedup();
    assert_eq!(successors.len(), 1);
    assert_eq!(world.number("SELECT count(*) FROM refresh_tokens").await, 2);
    let again = refresh(&world, &tokens).await;
    assert_eq!(again.refresh, successors[0], "a moment later still");
    let next = refresh(&world, &again).await;
    later(&world).await;
    refresh(&world, &next).await;
    assert_eq!(world.number("SELECT count(*) FROM token_families WHERE revoked_at IS NOT NULL").await, 0);
}

#[tokio::test]
async fn a_client_signs_out_with_any_token_of_its_family() {
    let world = World::new().await;
    world.member("나가는이").await;
    let (stays, first) = (open(&world, "나가는이").await, open(&world, "나가는이").await);
    let second = refresh(&world, &first).await;
    access::close(&world.services, &first.refresh).await.expect("signs out");
    access::close(&world.services, &first.refresh).await.expect("signs out twice");
    access::close(&world.services, "nobody's").await.expect("is fine");
    assert_over(&world, &second).await;
    assert!(find(&world, &stays).await.is_some());

    let mut connection = world.database.pool.acquire().await.expect("connects");
    let member = find(&world, &stays).await.expect("is signed in").member_id();
    assert_eq!(access::revoke_all(&mut connection, member).await.expect("revokes"), 1);
    assert_over(&world, &stays).await;
}

#[tokio::test]
async fn tokens_end_with_their_time() {
    let world = World::new().await;
    world.member("오래된").await;
    let idle = open(&world, "오래된").await;
    world.execute("UPDATE refresh_tokens SET expires_at = now()").await;
    assert_eq!(code(access::refresh(&world.services, &idle.refresh).await), ErrorCode::SignInRequired);
    let old = open(&world, "오래된").await;
    world.execute("UPDATE token_families SET expires_at = now() + interval '1 day'").await;
    let next = refresh(&world, &old).await;
    let beyond = "SELECT count(*) FROM refresh_tokens JOIN token_families ON token_families.id = family_id
                  WHERE used_at IS NULL AND refresh_tokens.expires_at > token_families.expires_at";
    assert_eq!(world.number(beyond).await, 0, "no token outlives its family");
    world.execute("UPDATE token_families SET expires_at = now()").await;
    assert_over(&world, &next).await;
    assert_eq!(access::purge(&world.services).await.expect("purges"), 2);
    assert_eq!(world.number("SELECT count(*) FROM refresh_tokens").await, 0);
}

#[tokio::test]
async fn a_token_knows_what_has_become_of_its_member() {
    let world = World::new().await;
    let member = world.member("달라진").await.member_id();
    let tokens = open(&world, "달라진").await;
    world.execute("UPDATE members SET role = 'moderator'").await;
    assert_eq!(find(&world, &tokens).await.expect("is signed in").role(), Role::Moderator);
    for (code, state) in [
        ("unconfirmed", MemberState::Unconfirmed),
        ("suspended", MemberState::Suspended),
        ("leaving", MemberState::Leaving),
        ("active", MemberState::Active),
    ] {
        set_state(&world, member, code).await;
        assert_eq!(find(&world, &tokens).await.expect("is signed in").state(), state);
    }
    world.execute("UPDATE members SET state = 'suspended', suspended_until = now()").await;
    assert_eq!(find(&world, &tokens).await.expect("is signed in").state(), MemberState::Active);
    world
        .execute(
            "UPDATE members SET state = 'gone', suspended_until = NULL, email = NULL, password_hash = NULL, role = 'member'",
        )
        .await;
    assert!(find(&world, &tokens).await.is_none());
}
