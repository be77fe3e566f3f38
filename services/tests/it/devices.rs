//! The places where a member is signed in, and typing the password once more.

use crate::support::{World, code, refusal, sign_up_form};
use domain::accounts::SignInForm;
use domain::error::{ErrorCode, FieldError};
use services::accounts::{self, Actor, SessionToken, access, sessions};

const PASSWORD: &str = "butter-corn-4417";
const CHROME: &str =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

fn pair(nickname: &str) -> SignInForm {
    SignInForm { email: sign_up_form(nickname).email, password: PASSWORD.into() }
}

async fn sign_in(world: &World, nickname: &str, user_agent: &str) -> (SessionToken, Actor) {
    let token = accounts::sign_in(&world.services, pair(nickname), user_agent, None).await.expect("signs in").token;
    let actor = find(world, &token).await.expect("is signed in");
    (token, actor)
}

async fn find(world: &World, token: &SessionToken) -> Option<Actor> {
    sessions::authenticate(&world.services, token.expose()).await.expect("looks up")
}

#[tokio::test]
async fn a_member_finds_every_place_and_signs_it_out() {
    let world = World::new().await;
    world.member("선재").await;
    let stranger = world.quick_member("지나가는이").await;
    world.execute("DELETE FROM sessions USING members WHERE members.id = member_id AND nickname = '선재'").await;
    let (elsewhere, _) = sign_in(&world, "선재", "").await;
    let (_, actor) = sign_in(&world, "선재", CHROME).await;
    let tokens = access::open(&world.services, pair("선재"), "선재의 휴대폰\u{0}").await.expect("signs in");

    let devices = sessions::list(&world.services, &actor).await.expect("lists");
    let names: Vec<_> = devices.iter().map(|device| device.name.as_str()).collect();
    assert_eq!(names, ["Windows의 Chrome", "선재의 휴대폰", "이름을 알 수 없는 브라우저"]);
    assert_eq!(devices.iter().map(|device| device.is_current).collect::<Vec<_>>(), [true, false, false]);
    assert!(devices[0].signed_in.contains("년 ") && devices[0].last_used.contains(':'));
    assert_eq!(accounts::account(&world.services, &actor).await.expect("account").device_count, 3);
    let client = access::authenticate(&world.services, &tokens.access).await.expect("looks up").expect("signed in");
    let seen = sessions::list(&world.services, &client).await.expect("lists");
    assert_eq!((seen[0].name.as_str(), seen[0].is_current), ("선재의 휴대폰", true));

    // Nobody else's, and nothing that is none.
    for device in devices.iter().map(|device| device.id.as_str()).chain(["", "s", "t0", "s404404", "t404404", "1"]) {
        let result = sessions::revoke(&world.services, &stranger, device).await;
        assert_eq!(code(result), ErrorCode::NotFound, "{device:?}");
    }
    sessions::revoke(&world.services, &actor, &devices[1].id).await.expect("signs out");
    assert_eq!(code(sessions::revoke(&world.services, &actor, &devices[1].id).await), ErrorCode::NotFound);
    assert!(access::authenticate(&world.services, &tokens.access).await.expect("looks up").is_none());
    assert_eq!(code(access::refresh(&world.services, &tokens.refresh).await), ErrorCode::SignInRequired);
    sessions::revoke(&world.services, &actor, &devices[2].id).await.expect("signs out");
    assert!(find(&world, &elsewhere).await.is_none());
    assert_eq!(sessions::list(&world.services, &actor).await.expect("lists").len(), 1);
}

#[tokio::test]
async fn all_other_places_are_signed_out_at_once() {
    let world = World::new().await;
    world.member("수연").await;
    let stranger = world.quick_member("지나가는이").await;
    world.execute("DELETE FROM sessions USING members WHERE members.id = member_id AND nickname = '수연'").await;
    let (other, _) = sign_in(&world, "수연", "").await;
    let (here, actor) = sign_in(&world, "수연", CHROME).await;
    let tokens = access::open(&world.services, pair("수연"), "").await.expect("signs in");
    assert_eq!(sessions::revoke_others(&world.services, &actor).await.expect("signs out"), 2);
    assert_eq!(sessions::revoke_others(&world.services, &actor).await.expect("signs out"), 0);
    assert!(find(&world, &other).await.is_none() && find(&world, &here).await.is_some());
    assert!(access::authenticate(&world.services, &tokens.access).await.expect("looks up").is_none());
    assert_eq!(sessions::list(&world.services, &stranger).await.expect("lists").len(), 1, "only their own");

    // A client spares itself, too.
    let tokens = access::open(&world.services, pair("수연"), "").await.expect("signs in");
    let client = access::authenticate(&world.services, &tokens.access).await.expect("looks up").expect("signed in");
    assert_eq!(sessions::revoke_others(&world.services, &client).await.expect("signs out"), 1);
    assert!(find(&world, &here).await.is_none());
    access::refresh(&world.services, &tokens.refresh).await.expect("goes on");
}

#[tokio::test]
async fn the_password_typed_once_more_opens_dangerous_steps() {
    let world = World::new().await;
    world.member("기훈").await;
    let (old, _) = sign_in(&world, "기훈", "").await;
    world.execute("UPDATE sessions SET authenticated_at = now() - interval '16 minutes'").await;
    let actor = find(&world, &old).await.expect("is signed in");
    assert_eq!(code(actor.require_fresh().map(|()| 0)), ErrorCode::ReauthenticationRequired);
    for (password, reason) in [("", FieldError::PasswordMissing), ("butter-corn-4418", FieldError::PasswordWrong)] {
        let result = accounts::reauthenticate(&world.services, &actor, password.into(), "").await;
        assert_eq!(refusal(result).field("password"), Some(reason));
    }
    let ends = "SELECT max(extract(epoch FROM expires_at))::bigint FROM sessions";
    let before = world.number(ends).await;
    let new = accounts::reauthenticate(&world.services, &actor, PASSWORD.into(), CHROME).await.expect("is the one");
    assert!(find(&world, &old).await.is_none(), "the old secret is worth nothing");
    let actor = find(&world, &new).await.expect("is signed in");
    actor.require_fresh().expect("the password was just typed");
    assert_eq!(world.number(ends).await, before, "the session lives no longer for it");
    assert_eq!(sessions::list(&world.services, &actor).await.expect("lists")[0].name, "Windows의 Chrome");

    // A session that has ended does not come to life again, and a client has none.
    sessions::revoke_others(&world.services, &actor).await.expect("signs out");
    accounts::sign_out(&world.services, &actor).await.expect("signs out");
    let result = accounts::reauthenticate(&world.services, &actor, PASSWORD.into(), "").await;
    assert_eq!(code(result), ErrorCode::SignInRequired);
    let tokens = access::open(&world.services, pair("기훈"), "").await.expect("signs in");
    let client = access::authenticate(&world.services, &tokens.access).await.expect("looks up").expect("signed in");
    assert_eq!(code(client.require_fresh().map(|()| 0)), ErrorCode::ReauthenticationRequired);
    let result = accounts::reauthenticate(&world.services, &client, PASSWORD.into(), "").await;
    assert_eq!(code(result), ErrorCode::SignInRequired);
}

#[tokio::test]
async fn the_settings_show_a_members_own_account() {
    let world = World::new().await;
    let actor = world.member("보라").await;
    let view = accounts::account(&world.services, &actor).await.expect("account");
    assert_eq!((view.nickname.as_str(), view.email), ("보라", sign_up_form("보라").email));
    assert!(view.has_password && view.joined.ends_with('일'));
    assert_eq!((view.pending_email, view.suspension, view.leaves), (None, None, None));
    assert_eq!(view.leaving_days, 30);
    sqlx::query(
        "INSERT INTO member_tokens (member_id, purpose, secret_hash, nonce, email, expires_at)
         SELECT $1, 'change_email', sha256('x'), substr(sha256('x'), 1, 16), 'new@example.com', now() + interval '1 hour'",
    )
    .bind(actor.member_id().0)
    .execute(&world.database.pool)
    .await
    .expect("inserts");
    let view = accounts::account(&world.services, &actor).await.expect("account");
    assert_eq!(view.pending_email.as_deref(), Some("new@example.com"));
    world.execute("UPDATE member_tokens SET expires_at = now()").await;
    assert_eq!(accounts::account(&world.services, &actor).await.expect("account").pending_email, None);
    let quick = world.quick_member("암호없는").await;
    assert!(!accounts::account(&world.services, &quick).await.expect("account").has_password);
}
