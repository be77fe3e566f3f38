//! A member's own data, to take with them.

use crate::support::{World, asking, private_form, review_form, sign_up_form};
use crate::suspensions::{form, signed_in, with_role};
use domain::accounts::Role;
use domain::movies::Preference;
use domain::page;
use serde_json::json;
use services::accounts::{self, suspensions};
use services::{movies, reviews};

#[tokio::test]
async fn everything_of_a_member_and_nothing_of_others() {
    let world = World::new().await;
    let services = &world.services;
    let (movie, other) = (world.movie("박하사탕").await, world.quick_member("남의이름").await);
    let actor = world.member("영호").await;
    let public = world.review(&actor, movie, "돌아갈래").await;
    reviews::update(services, &actor, public, review_form("나 다시 돌아갈래")).await.expect("edits");
    reviews::create(services, &actor, movie, private_form("혼자 하는 말")).await.expect("posts");
    let deleted = world.review(&actor, movie, "지운 말").await;
    reviews::delete(services, &actor, deleted).await.expect("deletes");
    let others = world.review(&other, movie, "남의 글").await;
    reviews::like(services, &actor, others, true).await.expect("likes");
    movies::set_score(services, &actor, movie, "4.5".into()).await.expect("scores");
    movies::set_preference(services, &actor, movie, Some(Preference::Want)).await.expect("wants");
    movies::set_score(services, &other, movie, "1.0".into()).await.expect("scores");

    let export = accounts::export(services, &actor).await.expect("exports");
    assert_eq!(export["account"]["nickname"], "영호");
    assert_eq!(export["links"][0]["purpose"], "confirm");
    assert_eq!(export["links"][0]["next"], json!(null));
    assert!(export["links"][0]["used_at"].is_string());
    assert_eq!(export["account"]["state"], "active");
    let created = export["account"]["created_at"].as_str().expect("a moment");
    assert!(created.contains('T') && (created.ends_with('Z') || created.contains('+')), "{created}");
    assert_eq!(export["scores"].as_array().map(Vec::len), Some(1));
    assert_eq!(export["scores"][0]["score"], json!(4.5));
    assert_eq!(export["scores"][0]["movie"], "박하사탕");
    let texts: Vec<_> = export["reviews"].as_array().expect("a list").iter().map(|review| &review["content"]).collect();
    assert_eq!(texts, ["나 다시 돌아갈래", "혼자 하는 말", "지운 말"]);
    assert_eq!(export["reviews"][0]["earlier_versions"][0]["content"], "돌아갈래");
    assert_eq!(export["reviews"][1]["visibility"], "only_me");
    assert!(export["reviews"][2]["deleted_at"].is_string());
    assert_eq!(export["preferences"][0]["kind"], "want");
    assert_eq!(export["likes"][0]["review_id"], others.0);
    assert!(export["devices"].as_array().is_some_and(|devices| !devices.is_empty()));
    assert_eq!(export["suspensions"], json!([]));
    let text = export.to_string();
    for foreign in ["남의 글", "남의이름", "$argon2", "hash"] {
        assert!(!text.contains(foreign), "{foreign}");
    }
}

#[tokio::test]
async fn mails_are_told_by_their_subjects_and_without_their_links() {
    let world = World::new().await;
    let (actor, other) = (world.member("받는이").await, world.member("남의이름").await);
    accounts::request_reset(&world.services, asking(sign_up_form("받는이").email), None).await.expect("asks");
    let secret = world.secret(&sign_up_form("받는이").email, page::RESET).await;
    world.execute("UPDATE mails SET state = 'sent', ended_at = now() WHERE kind = 'confirm'").await;
    world.execute("UPDATE mails SET last_error = '<geek@example.com> later' WHERE kind = 'reset'").await;

    let export = accounts::export(&world.services, &actor).await.expect("exports");
    let mails = export["mails"].as_array().expect("a list");
    let told: Vec<_> = mails.iter().map(|mail| (&mail["kind"], &mail["subject"], &mail["state"])).collect();
    assert_eq!(
        told,
        [
            (&json!("confirm"), &json!("팝콘긱 가입을 마치려면 이메일을 확인해 주세요"), &json!("sent")),
            (&json!("reset"), &json!("팝콘긱 비밀번호를 새로 정해 주세요"), &json!("waiting")),
        ]
    );
    for mail in mails {
        let keys: Vec<_> = mail.as_object().expect("a mail").keys().map(String::as_str).collect();
        assert_eq!(keys, ["created_at", "ended_at", "kind", "state", "subject"]);
        assert!(mail["created_at"].is_string());
    }
    assert!(mails[0]["ended_at"].is_string() && mails[1]["ended_at"].is_null());
    let text = export.to_string();
    for kept in [secret.as_str(), "token", "later"] {
        assert!(!text.contains(kept), "{kept}");
    }
    assert_eq!(
        accounts::export(&world.services, &other).await.expect("exports")["mails"].as_array().map(Vec::len),
        Some(1)
    );
}

#[tokio::test]
async fn the_suspended_and_the_new_take_theirs_too() {
    let world = World::new().await;
    let keeper = with_role(&world, "지킴이", Role::Moderator).await;
    let member = world.quick_member("막힌이").await;
    let empty = accounts::export(&world.services, &member).await.expect("exports");
    for list in ["scores", "reviews", "preferences", "likes", "suspensions"] {
        assert_eq!(empty[list], json!([]), "{list}");
    }
    suspensions::suspend(&world.services, &keeper, member.member_id(), form("7")).await.expect("suspends");
    let actor = signed_in(&world, member.member_id()).await;
    let export = accounts::export(&world.services, &actor).await.expect("exports");
    assert_eq!(export["account"]["state"], "suspended");
    assert_eq!(export["suspensions"][0]["reason"], "도배를 했어요");
    assert!(!export.to_string().contains("지킴이"), "who of the house did it is not told");
}
