//! Sign-up, sign-in, sessions.

use crate::support::{World, asking, code, refusal, sign_up_form};
use domain::accounts::{MemberState, SignInForm, SignUpForm};
use domain::error::{ErrorCode, FieldError};
use domain::page;
use services::accounts::{self, sessions};
use services::secrets;

const PASSWORD: &str = "butter-corn-4417";

fn pair(email: &str, password: &str) -> SignInForm {
    SignInForm { email: email.into(), password: password.into() }
}

fn form(email: &str, nickname: &str) -> SignUpForm {
    SignUpForm { email: email.into(), ..sign_up_form(nickname) }
}

async fn kinds(world: &World, recipient: &str) -> Vec<String> {
    world.mails(recipient).await.into_iter().map(|mail| mail.kind).collect()
}

#[tokio::test]
async fn sign_up_sends_a_link_and_opens_nothing() {
    let world = World::new().await;
    accounts::sign_up(&world.services, form("Geek@Example.com", "영화광"), None).await.expect("signs up");
    assert_eq!(world.number("SELECT count(*) FROM sessions").await, 0);
    assert_eq!(
        world.number("SELECT count(*) FROM members WHERE state = 'unconfirmed' AND confirmed_at IS NULL").await,
        1
    );
    assert_eq!(world.number("SELECT count(*) FROM members WHERE password_hash LIKE '%butter%'").await, 0);
    let mails = world.mails("geek@example.com").await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].text.contains("영화광"), "whoever reads the mail learns which sign-up it confirms");
    assert_eq!(world.secret("geek@example.com", page::CONFIRM).await.len(), 64);
    assert_eq!(
        world
            .number("SELECT count(*) FROM mails WHERE content::text LIKE '%token=%' OR content::text ~ '[0-9a-f]{64}'")
            .await,
        0,
        "secrets are computed when a mail is sent"
    );
}

#[tokio::test]
async fn sign_in_leads_by_the_state() {
    let world = World::new().await;
    accounts::sign_up(&world.services, form("geek@example.com", "영화광"), None).await.expect("signs up");
    let early =
        accounts::sign_in(&world.services, pair("geek@example.com", PASSWORD), "", None).await.expect("signs in");
    assert_eq!(early.state, MemberState::Unconfirmed);
    assert!(!format!("{early:?}").contains(early.token.expose()), "the secret is not printable");

    let secret = world.secret("geek@example.com", page::CONFIRM).await;
    accounts::confirm_email(&world.services, &secret, None, PASSWORD.into(), "").await.expect("confirms");
    // The address counts without regard to case.
    let late = accounts::sign_in(&world.services, pair(" GEEK@example.com ", PASSWORD), "Firefox\u{0}", None).await;
    assert_eq!(late.expect("signs in").state, MemberState::Active);
    let actor = sessions::authenticate(&world.services, early.token.expose()).await.expect("looks up");
    let actor = actor.expect("stays signed in");
    assert_eq!(actor.state(), MemberState::Active);
    let hash = format!("{:?}", secrets::hash(early.token.expose()));
    assert!(!format!("{actor:?}").contains(hash.trim_matches(['[', ']'])), "nor is what it is looked up by");
    assert_eq!(world.number("SELECT count(*) FROM sessions").await, 3, "with the one of the confirmation");
}

#[tokio::test]
async fn sign_up_answers_the_same_whether_or_not_the_address_has_a_member() {
    let world = World::new().await;
    world.member("주인장").await;
    let email = sign_up_form("주인장").email;
    accounts::sign_up(&world.services, form(&email, "다른이름"), None).await.expect("the answer of any sign-up");
    assert_eq!(kinds(&world, &email).await, ["already_member", "confirm"]);
    assert_eq!(world.number("SELECT count(*) FROM members").await, 1);
    world.sign_in(&email, PASSWORD).await;

    // Nor does the name tell: it is held as if an account had been made, and a member's own is taken.
    let by_another = refusal(accounts::sign_up(&world.services, form("new@example.com", "다른이름"), None).await);
    assert_eq!(by_another.field("nickname"), Some(FieldError::NicknameTaken));
    for email in [email.as_str(), "new@example.com"] {
        let own = refusal(accounts::sign_up(&world.services, form(email, "주인장"), None).await);
        assert_eq!(own.field("nickname"), Some(FieldError::NicknameTaken), "{email}");
    }
    world.execute("UPDATE nickname_holds SET expires_at = now() WHERE nickname = '다른이름'").await;
    accounts::sign_up(&world.services, form("new@example.com", "다른이름"), None)
        .await
        .expect("the name is free again");
}

#[tokio::test]
async fn a_second_sign_up_takes_the_place_of_one_that_waits() {
    let world = World::new().await;
    accounts::sign_up(&world.services, form("a@example.com", "첫이름"), None).await.expect("signs up");
    let first = world.secret("a@example.com", page::CONFIRM).await;
    let session =
        accounts::sign_in(&world.services, pair("a@example.com", PASSWORD), "", None).await.expect("signs in").token;
    let second = SignUpForm { password: "salty corn at nine".into(), ..form("a@example.com", "둘째이름") };
    accounts::sign_up(&world.services, second, None).await.expect("signs up");

    assert_eq!(world.number("SELECT count(*) FROM members WHERE nickname = '둘째이름'").await, 1);
    assert_eq!(world.number("SELECT count(*) FROM members").await, 1);
    assert!(sessions::authenticate(&world.services, session.expose()).await.expect("looks up").is_none());
    assert_eq!(
        code(accounts::confirm_email(&world.services, &first, None, PASSWORD.into(), "").await),
        ErrorCode::LinkExpired
    );
    assert_eq!(
        code(accounts::sign_in(&world.services, pair("a@example.com", PASSWORD), "", None).await),
        ErrorCode::WrongCredentials
    );
    let link = world.secret("a@example.com", page::CONFIRM).await;
    assert_eq!(accounts::confirmation(&world.services, &link, None).await.expect("is good").nickname, "둘째이름");
    accounts::confirm_email(&world.services, &link, None, "salty corn at nine".into(), "").await.expect("confirms");
    world.sign_in("a@example.com", "salty corn at nine").await;
    // The name that was given up is free.
    accounts::sign_up(&world.services, form("b@example.com", "첫이름"), None).await.expect("signs up");
}

#[tokio::test]
async fn nicknames_are_taken_once_in_whatever_form() {
    let world = World::new().await;
    world.member("Popcorn").await;
    world.member("기생충").await;
    let decomposed = "\u{1100}\u{1175}\u{1109}\u{1162}\u{11BC}\u{110E}\u{116E}\u{200B}\u{11BC}\u{200F}";
    for twin in ["pOPCORN", "Ｐｏｐｃｏｒｎ", "𝐏𝐨𝐩𝐜𝐨𝐫𝐧", "pop\u{AD}corn", decomposed] {
        let error = refusal(accounts::sign_up(&world.services, form("twin@example.com", twin), None).await);
        assert_eq!(error.field("nickname"), Some(FieldError::NicknameTaken), "{twin:?}");
    }
    let cyrillic = refusal(accounts::sign_up(&world.services, form("twin@example.com", "Рopcorn"), None).await);
    assert_eq!(cyrillic.field("nickname"), Some(FieldError::NicknameInvalid));
    world.execute("INSERT INTO retired_nicknames (nickname_hash) VALUES (sha256('left'))").await;
    let retired = refusal(accounts::sign_up(&world.services, form("twin@example.com", "LEFT"), None).await);
    assert_eq!(retired.field("nickname"), Some(FieldError::NicknameTaken));
}

#[tokio::test]
async fn of_many_sign_ups_with_one_nickname_one_succeeds() {
    let world = World::new().await;
    let forms = ["only", "Only", "ONLY", "ｏｎｌｙ", "onlY", "ＯＮＬＹ", "oNLY", "𝐨𝐧𝐥𝐲"];
    let attempts = forms.into_iter().enumerate().map(|(n, nickname)| {
        let services = world.services.clone();
        tokio::spawn(
            async move { accounts::sign_up(&services, form(&format!("n{n}@example.com"), nickname), None).await },
        )
    });
    let mut succeeded = 0;
    for attempt in attempts.collect::<Vec<_>>() {
        match attempt.await.expect("no panic") {
            Ok(()) => succeeded += 1,
            refused => assert_eq!(refusal(refused).field("nickname"), Some(FieldError::NicknameTaken)),
        }
    }
    assert_eq!(succeeded, 1);
    assert_eq!(world.number("SELECT count(*) FROM members").await, 1);
    assert_eq!(world.number("SELECT count(*) FROM mails").await, 1);
}

#[tokio::test]
async fn many_sign_ups_with_one_address_make_one_member() {
    let world = World::new().await;
    let attempts = (0..8).map(|n| {
        let services = world.services.clone();
        // Some with the same name, some with others.
        let nickname = format!("이름{}", n % 3);
        tokio::spawn(async move { accounts::sign_up(&services, form("a@example.com", &nickname), None).await })
    });
    for attempt in attempts.collect::<Vec<_>>() {
        attempt.await.expect("no panic").expect("the same answer for all");
    }
    assert_eq!(world.number("SELECT count(*) FROM members").await, 1);
    assert_eq!(world.number("SELECT count(*) FROM member_tokens").await, 1);
    assert_eq!(world.number("SELECT count(*) FROM nickname_holds").await, 1, "an address holds one name");
    let good = world.secret("a@example.com", page::CONFIRM).await;
    accounts::confirm_email(&world.services, &good, None, PASSWORD.into(), "").await.expect("the last link is good");
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_get_the_same_answer() {
    let world = World::new().await;
    accounts::sign_up(&world.services, form("a@example.com", "가나다"), None).await.expect("signs up");
    let wrong = refusal(accounts::sign_in(&world.services, pair("a@example.com", "butter-corn-4418"), "", None).await);
    assert_eq!(wrong.code, ErrorCode::WrongCredentials);
    for email in ["b@example.com".to_owned(), format!("{}@example.com", "a".repeat(4000)), "아무개".to_owned()] {
        assert_eq!(refusal(accounts::sign_in(&world.services, pair(&email, PASSWORD), "", None).await), wrong);
    }
}

#[tokio::test]
async fn guessing_at_one_address_is_slowed_down_whether_or_not_it_has_a_member() {
    let world = World::limited().await;
    world.member("가나다").await;
    for email in [sign_up_form("가나다").email.as_str(), "nobody@example.com"] {
        for _ in 0..10 {
            let guess = accounts::sign_in(&world.services, pair(email, "butter-corn-4418"), "", None).await;
            assert_eq!(code(guess), ErrorCode::WrongCredentials);
        }
        let late = refusal(accounts::sign_in(&world.services, pair(email, PASSWORD), "", None).await);
        assert_eq!(late.code, ErrorCode::TooManyRequests, "{email}");
        assert!(late.retry_after.is_some_and(|seconds| seconds <= 300));
    }
    world.execute("UPDATE limits SET full_at = now() + interval '2700 seconds'").await;
    world.sign_in(&sign_up_form("가나다").email, PASSWORD).await;
    // The right password ends the count.
    let again =
        accounts::sign_in(&world.services, pair(&sign_up_form("가나다").email, "butter-corn-4418"), "", None).await;
    assert_eq!(code(again), ErrorCode::WrongCredentials);
}

#[tokio::test]
async fn strangers_can_have_few_mails_sent_to_one_address() {
    let world = World::limited().await;
    for n in 0..4 {
        accounts::sign_up(&world.services, form("a@example.com", &format!("이름{n}")), None).await.expect("signs up");
    }
    let fifth = refusal(accounts::sign_up(&world.services, form("a@example.com", "이름4"), None).await);
    assert_eq!(fifth.code, ErrorCode::TooManyRequests);
    let again = accounts::resend_confirmation(&world.services, None, asking("A@example.com".into()), None).await;
    assert_eq!(code(again), ErrorCode::TooManyRequests, "it is the same mail");
    // Whoever uses this up in somebody's name keeps no other mail from them, nor the other way round.
    for email in ["a@example.com", "nobody@example.com"] {
        for _ in 0..4 {
            accounts::request_reset(&world.services, asking(email.into()), None).await.expect("asks");
        }
        let fifth = accounts::request_reset(&world.services, asking(email.into()), None).await;
        assert_eq!(code(fifth), ErrorCode::TooManyRequests, "{email}");
    }
    accounts::sign_up(&world.services, form("nobody@example.com", "이름6"), None).await.expect("signs up");
    // Looking for a free name costs nothing.
    for _ in 0..6 {
        let taken = refusal(accounts::sign_up(&world.services, form("b@example.com", "이름3"), None).await);
        assert_eq!(taken.field("nickname"), Some(FieldError::NicknameTaken));
    }
    accounts::sign_up(&world.services, form("b@example.com", "이름5"), None).await.expect("signs up");
}

#[tokio::test]
async fn the_house_can_close_its_door() {
    let world = World::new().await;
    world.execute("INSERT INTO settings (key, version, value) VALUES ('sign_up_open', 1, 'false')").await;
    assert_eq!(code(accounts::sign_up(&world.services, sign_up_form("늦은이"), None).await), ErrorCode::SignUpClosed);
    assert_eq!(world.number("SELECT count(*) FROM members").await, 0);
}

#[tokio::test]
async fn a_signed_out_or_expired_session_is_worth_nothing() {
    let world = World::new().await;
    world.member("나그네").await;
    let credentials = || pair(&sign_up_form("나그네").email, PASSWORD);
    let token = accounts::sign_in(&world.services, credentials(), "", None).await.expect("signs in").token;
    let actor = sessions::authenticate(&world.services, token.expose()).await.expect("looks up").expect("signed in");
    accounts::sign_out(&world.services, &actor).await.expect("signs out");
    assert!(sessions::authenticate(&world.services, token.expose()).await.expect("looks up").is_none());

    let token = accounts::sign_in(&world.services, credentials(), "", None).await.expect("signs in").token;
    world.execute("UPDATE sessions SET expires_at = now() - interval '1 second'").await;
    assert!(sessions::authenticate(&world.services, token.expose()).await.expect("looks up").is_none());
    assert_eq!(sessions::purge(&world.services).await.expect("purges"), 2);
}

#[tokio::test]
async fn a_session_in_use_is_prolonged_up_to_its_absolute_end() {
    let world = World::new().await;
    world.member("단골손님").await;
    world.execute("DELETE FROM sessions").await;
    let credentials = pair(&sign_up_form("단골손님").email, PASSWORD);
    let token = accounts::sign_in(&world.services, credentials, "", None).await.expect("signs in").token;
    world
        .execute(
            "UPDATE sessions SET created_at = now() - interval '85 days', last_used_at = now() - interval '1 hour',
                                 expires_at = now() + interval '1 day'",
        )
        .await;
    sessions::authenticate(&world.services, token.expose()).await.expect("looks up").expect("signed in");
    let days = "SELECT round(extract(epoch FROM expires_at - now()) / 86400)::bigint FROM sessions";
    assert_eq!(world.number(days).await, 5);
}

#[tokio::test]
async fn bad_input_is_refused_beside_its_field() {
    let world = World::new().await;
    let error = refusal(accounts::sign_up(&world.services, SignUpForm::default(), None).await);
    assert_eq!((error.code, error.fields.len()), (ErrorCode::Invalid, 5));
    for blank in ["\u{3164}\u{3164}", "   ", "\u{3000}", "\u{202E}", "\0\0"] {
        let error = refusal(accounts::sign_up(&world.services, sign_up_form(blank), None).await);
        assert_eq!(error.field("nickname"), Some(FieldError::NicknameMissing), "{blank:?}");
    }
    for email in [format!("{}@example.com", "a".repeat(3988)), "a@example.com\r\nBcc: b@example.com".to_owned()] {
        let error = refusal(accounts::sign_up(&world.services, form(&email, "긴주소"), None).await);
        assert_eq!(error.field("email"), Some(FieldError::EmailInvalid));
        let error = refusal(accounts::request_reset(&world.services, asking(email.clone()), None).await);
        assert_eq!(error.field("email"), Some(FieldError::EmailInvalid));
        let error = refusal(accounts::resend_confirmation(&world.services, None, asking(email), None).await);
        assert_eq!(error.field("email"), Some(FieldError::EmailInvalid));
    }
    for common in ["dkssudgktpdy12", "P@ssw0rd2026!", "qwer1234asdf", "popcornpopcorn"] {
        let error = refusal(
            accounts::sign_up(&world.services, SignUpForm { password: common.into(), ..sign_up_form("흔한이") }, None)
                .await,
        );
        assert_eq!(error.field("password"), Some(FieldError::PasswordTooCommon), "{common}");
    }
    assert_eq!(code(accounts::sign_in(&world.services, pair("", ""), "", None).await), ErrorCode::Invalid);
    assert_eq!(world.number("SELECT count(*) FROM mails").await, 0);
}
