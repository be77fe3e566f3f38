//! Suspensions: who may suspend whom, what is left to a suspended member, and the end of it.

use crate::support::{World, code, refusal, review_form};
use domain::MemberId;
use domain::accounts::{MemberState, Role, SuspendForm};
use domain::error::{ErrorCode, FieldError};
use domain::search::SearchTab;
use graphile_worker::JobSpec;
use graphile_worker::worker_utils::WorkerUtils;
use services::accounts::{self, Actor, ProfilePage, jobs::LiftSuspensions, sessions, suspensions};
use services::{administration, jobs, movies, reviews, search, secrets};

/// The member as a new session of theirs finds them.
pub async fn signed_in(world: &World, member: MemberId) -> Actor {
    let token = secrets::random().expect("random bytes");
    sqlx::query("INSERT INTO sessions (id_hash, member_id, expires_at) VALUES ($1, $2, now() + interval '1 day')")
        .bind(secrets::hash(&token).to_vec())
        .bind(member.0)
        .execute(&world.database.pool)
        .await
        .expect("inserts");
    sessions::authenticate(&world.services, &token).await.expect("looks up").expect("is signed in")
}

pub async fn with_role(world: &World, nickname: &str, role: Role) -> Actor {
    let actor = world.quick_member(nickname).await;
    sqlx::query("UPDATE members SET role = $2 WHERE id = $1")
        .bind(actor.member_id().0)
        .bind(role.code())
        .execute(&world.database.pool)
        .await
        .expect("gives the role");
    signed_in(world, actor.member_id()).await
}

pub async fn set_state(world: &World, member: MemberId, state: &str) {
    sqlx::query(
        "UPDATE members SET state = $2, leaves_at = CASE WHEN $2 = 'leaving' THEN now() + interval '1 day' END,
                            email = CASE WHEN $2 <> 'gone' THEN email END
         WHERE id = $1",
    )
    .bind(member.0)
    .bind(state)
    .execute(&world.database.pool)
    .await
    .expect("sets the state");
}

pub fn form(days: &str) -> SuspendForm {
    SuspendForm { days: days.into(), reason: "도배를 했어요".into() }
}

/// Whether the search finds the nickname.
pub async fn is_found(world: &World, nickname: &str) -> bool {
    let view = search::search(&world.services, None, nickname.into(), Some(SearchTab::Members)).await.expect("finds");
    assert_eq!(view.counts.members, view.members.len() as i64);
    let suggested = search::suggest(&world.services, nickname.into()).await.expect("suggests");
    assert_eq!(view.members.is_empty(), suggested.is_empty());
    !view.members.is_empty()
}

async fn lift_due(world: &World) {
    let queue = WorkerUtils::new(world.database.pool.clone(), "graphile_worker");
    queue.add_job(LiftSuspensions, JobSpec::new()).await.expect("asks for it");
    jobs::run_due(&world.services).await.expect("runs");
}

const OPEN: &str = "SELECT count(*) FROM suspensions WHERE ended_at IS NULL";
const LIFTED: &str = "SELECT count(*) FROM audit_log WHERE action = 'member.lift_suspension'";
const END_MAILS: &str = "SELECT count(*) FROM mails WHERE kind = 'suspension_ended'";

#[tokio::test]
async fn a_suspended_member_may_read_and_nothing_else() {
    let world = World::new().await;
    let movie = world.movie("올드보이").await;
    let (keeper, member) = (with_role(&world, "지킴이", Role::Moderator).await, world.quick_member("오대수").await);
    search::reindex(&world.services).await.expect("indexes");
    let review = world.review(&member, movie, "좋다").await;
    assert!(is_found(&world, "오대수").await);
    assert!(world.read(None, review).await.author_is_listed);

    suspensions::suspend(&world.services, &keeper, member.member_id(), form("7")).await.expect("suspends");
    assert_eq!(world.number("SELECT count(*) FROM sessions").await, 3, "nobody is signed out");
    let actor = signed_in(&world, member.member_id()).await;
    assert_eq!(actor.state(), MemberState::Suspended);
    for result in [
        reviews::create(&world.services, &actor, movie, review_form("또 좋다")).await.map(|_| ()),
        reviews::delete(&world.services, &actor, review).await.map(|_| ()),
        movies::set_score(&world.services, &actor, movie, "4.5".into()).await.map(|_| ()),
    ] {
        assert_eq!(code(result), ErrorCode::Suspended);
    }
    // Somebody who was let in a moment before is stopped all the same.
    let late = reviews::create(&world.services, &member, movie, review_form("어느새 좋다")).await;
    assert_eq!(code(late), ErrorCode::Suspended);
    accounts::mine(&world.services, &actor, ProfilePage::default()).await.expect("reads");
    assert_eq!(world.page(None, movie).await.review_count, 1, "what was written stays");
    assert!(!is_found(&world, "오대수").await);
    let shown = world.read(None, review).await;
    assert_eq!((shown.author.as_deref(), shown.author_is_listed), (Some("오대수"), false), "named, and not linked");

    let view = suspensions::current(&world.services, &actor).await.expect("looks up").expect("is suspended");
    assert_eq!((view.reason.as_str(), view.appeal), ("도배를 했어요", None));
    assert!(view.until.is_some_and(|until| until.contains('년')));
    assert_eq!(world.number("SELECT count(*) FROM mails WHERE kind = 'suspended'").await, 1);
    assert_eq!(
        world
            .number(
                "SELECT count(*) FROM audit_log WHERE action = 'member.suspend' AND actor_id IS NOT NULL
                 AND reason = '도배를 했어요'"
            )
            .await,
        1
    );

    suspensions::lift(&world.services, &keeper, member.member_id(), " 오해였어요 ".into()).await.expect("lifts");
    let actor = signed_in(&world, member.member_id()).await;
    assert_eq!(actor.state(), MemberState::Active);
    assert!(suspensions::current(&world.services, &actor).await.expect("looks up").is_none());
    assert!(is_found(&world, "오대수").await);
    assert!(world.read(None, review).await.author_is_listed);
    reviews::create(&world.services, &actor, movie, review_form("다시 좋다")).await.expect("posts");
    assert_eq!((world.number(OPEN).await, world.number(LIFTED).await, world.number(END_MAILS).await), (0, 1, 1));
    assert_eq!(world.number("SELECT count(*) FROM suspensions WHERE end_reason = '오해였어요'").await, 1);
    let again = suspensions::lift(&world.services, &keeper, member.member_id(), "또".into()).await;
    assert_eq!(code(again), ErrorCode::Conflict);
}

#[tokio::test]
async fn only_those_above_suspend() {
    let world = World::new().await;
    let member = world.quick_member("이우진").await;
    let moderator = with_role(&world, "미도", Role::Moderator).await;
    let other = with_role(&world, "주환", Role::Moderator).await;
    let administrator = with_role(&world, "수아", Role::Administrator).await;
    for (actor, target) in [
        (&member, &moderator),
        (&member, &member),
        (&moderator, &moderator),
        (&moderator, &other),
        (&moderator, &administrator),
        (&administrator, &administrator),
    ] {
        let result = suspensions::suspend(&world.services, actor, target.member_id(), form("")).await;
        assert_eq!(code(result), ErrorCode::RoleRequired, "{} on {}", actor.nickname(), target.nickname());
        let result = suspensions::lift(&world.services, actor, target.member_id(), "이유".into()).await;
        assert_eq!(code(result), ErrorCode::RoleRequired, "{} on {}", actor.nickname(), target.nickname());
        let result = suspensions::answer_appeal(&world.services, actor, target.member_id(), "이유".into()).await;
        assert_eq!(code(result), ErrorCode::RoleRequired, "{} on {}", actor.nickname(), target.nickname());
    }
    let nobody = suspensions::suspend(&world.services, &moderator, MemberId(404_404), form("")).await;
    assert_eq!(code(nobody), ErrorCode::NotFound);
    let error =
        refusal(suspensions::suspend(&world.services, &moderator, member.member_id(), SuspendForm::default()).await);
    assert_eq!(error.field("reason"), Some(FieldError::ReasonMissing));
    let error = refusal(suspensions::lift(&world.services, &moderator, member.member_id(), "\u{3164}".into()).await);
    assert_eq!(error.field("reason"), Some(FieldError::ReasonMissing));

    suspensions::suspend(&world.services, &administrator, moderator.member_id(), form("")).await.expect("suspends");
    let moderator = signed_in(&world, moderator.member_id()).await;
    let result = suspensions::suspend(&world.services, &moderator, member.member_id(), form("")).await;
    assert_eq!(code(result), ErrorCode::Suspended);
}

#[tokio::test]
async fn a_password_typed_long_ago_is_not_enough() {
    let world = World::new().await;
    let (member, keeper) = (world.quick_member("여래").await, world.quick_member("지킴이").await);
    let token = secrets::random().expect("random bytes");
    sqlx::query(
        "INSERT INTO sessions (id_hash, member_id, expires_at, authenticated_at)
         VALUES ($1, $2, now() + interval '1 day', now() - interval '16 minutes')",
    )
    .bind(secrets::hash(&token).to_vec())
    .bind(keeper.member_id().0)
    .execute(&world.database.pool)
    .await
    .expect("inserts");
    world.execute("UPDATE members SET role = 'moderator' WHERE nickname = '지킴이'").await;
    let keeper = sessions::authenticate(&world.services, &token).await.expect("looks up").expect("is signed in");
    for result in [
        suspensions::suspend(&world.services, &keeper, member.member_id(), form("")).await,
        suspensions::lift(&world.services, &keeper, member.member_id(), "이유".into()).await,
        suspensions::answer_appeal(&world.services, &keeper, member.member_id(), "이유".into()).await,
    ] {
        assert_eq!(code(result), ErrorCode::ReauthenticationRequired);
    }
}

#[tokio::test]
async fn only_active_members_are_suspended() {
    let world = World::new().await;
    let keeper = with_role(&world, "지킴이", Role::Moderator).await;
    for (nickname, state, expected) in [
        ("새내기", "unconfirmed", ErrorCode::Conflict),
        ("떠나는이", "leaving", ErrorCode::Conflict),
        ("떠난이", "gone", ErrorCode::NotFound),
    ] {
        let member = world.quick_member(nickname).await.member_id();
        set_state(&world, member, state).await;
        assert_eq!(code(suspensions::suspend(&world.services, &keeper, member, form("")).await), expected, "{state}");
        assert_eq!(code(suspensions::lift(&world.services, &keeper, member, "이유".into()).await), expected, "{state}");
        let answered = suspensions::answer_appeal(&world.services, &keeper, member, "이유".into()).await;
        assert_eq!(code(answered), expected, "{state}");
    }
    assert_eq!(world.number("SELECT count(*) FROM suspensions").await, 0);
    assert_eq!(world.number("SELECT count(*) FROM audit_log").await, 0);
}

#[tokio::test]
async fn of_two_moderators_at_once_one_suspends() {
    let world = World::new().await;
    let member = world.quick_member("두번").await.member_id();
    let keepers = [
        with_role(&world, "하나", Role::Moderator).await,
        with_role(&world, "둘째", Role::Moderator).await,
        with_role(&world, "셋째", Role::Administrator).await,
    ];
    let tasks = keepers.map(|keeper| {
        let services = world.services.clone();
        tokio::spawn(async move { suspensions::suspend(&services, &keeper, member, form("1")).await })
    });
    let mut succeeded = 0;
    for task in tasks {
        match task.await.expect("no panic") {
            Ok(()) => succeeded += 1,
            refused => assert_eq!(code(refused), ErrorCode::Conflict),
        }
    }
    assert_eq!((succeeded, world.number(OPEN).await), (1, 1));
    assert_eq!(world.number("SELECT count(*) FROM mails WHERE kind = 'suspended'").await, 1);
}

#[tokio::test]
async fn a_suspension_ends_when_its_time_has_come() {
    let world = World::new().await;
    let keeper = with_role(&world, "지킴이", Role::Moderator).await;
    let (short, long, endless) = (
        world.quick_member("하루").await.member_id(),
        world.quick_member("한해").await.member_id(),
        world.quick_member("영원").await.member_id(),
    );
    for (member, days) in [(short, "1"), (long, "365"), (endless, "")] {
        suspensions::suspend(&world.services, &keeper, member, form(days)).await.expect("suspends");
    }
    lift_due(&world).await;
    assert_eq!(world.number(OPEN).await, 3, "none is due");

    world.execute("UPDATE members SET suspended_until = suspended_until - interval '2 days'").await;
    world.execute("UPDATE suspensions SET until = until - interval '2 days'").await;
    // The moment counts, not the job.
    let actor = signed_in(&world, short).await;
    assert_eq!(actor.state(), MemberState::Active);
    assert!(suspensions::current(&world.services, &actor).await.expect("looks up").is_none());

    // Two workers at once, and one more for good measure.
    let queue = WorkerUtils::new(world.database.pool.clone(), "graphile_worker");
    for _ in 0..2 {
        queue.add_job(LiftSuspensions, JobSpec::new()).await.expect("asks for it");
    }
    let (one, two) = tokio::join!(jobs::run_due(&world.services), jobs::run_due(&world.services));
    one.and(two).expect("runs");
    lift_due(&world).await;
    assert_eq!((world.number(OPEN).await, world.number(LIFTED).await, world.number(END_MAILS).await), (2, 1, 1));
    assert_eq!(world.number("SELECT count(*) FROM members WHERE state = 'suspended'").await, 2);
    assert!(is_found(&world, "하루").await && !is_found(&world, "한해").await);
    assert_eq!(
        world.number("SELECT count(*) FROM suspensions WHERE ended_at IS NOT NULL AND end_reason IS NULL").await,
        1
    );
}

#[tokio::test]
async fn one_whose_time_is_over_can_be_suspended_anew_before_the_job() {
    let world = World::new().await;
    let (keeper, member) = (with_role(&world, "지킴이", Role::Moderator).await, world.quick_member("또그사람").await);
    suspensions::suspend(&world.services, &keeper, member.member_id(), form("1")).await.expect("suspends");
    world.execute("UPDATE members SET suspended_until = now() WHERE state = 'suspended'").await;
    suspensions::suspend(&world.services, &keeper, member.member_id(), form("2")).await.expect("suspends anew");
    lift_due(&world).await;
    assert_eq!(signed_in(&world, member.member_id()).await.state(), MemberState::Suspended);
    assert_eq!((world.number(OPEN).await, world.number("SELECT count(*) FROM suspensions").await), (1, 2));
}

#[tokio::test]
async fn a_suspended_member_appeals_once() {
    let world = World::new().await;
    let (keeper, member) = (with_role(&world, "지킴이", Role::Moderator).await, world.quick_member("억울이").await);
    assert_eq!(code(suspensions::appeal(&world.services, &member, "왜요".into()).await), ErrorCode::NotFound);
    suspensions::suspend(&world.services, &keeper, member.member_id(), form("3")).await.expect("suspends");
    let actor = signed_in(&world, member.member_id()).await;
    let error = refusal(suspensions::appeal(&world.services, &actor, " \n ".into()).await);
    assert_eq!(error.field("text"), Some(FieldError::ReasonMissing));
    suspensions::appeal(&world.services, &actor, "제가 아니에요.\n다시 봐 주세요.".into()).await.expect("appeals");
    assert_eq!(code(suspensions::appeal(&world.services, &actor, "또".into()).await), ErrorCode::Conflict);
    let view = suspensions::current(&world.services, &actor).await.expect("looks up").expect("is suspended");
    assert_eq!(view.appeal.as_deref(), Some("제가 아니에요.\n다시 봐 주세요."));

    // Another suspension, another word.
    suspensions::lift(&world.services, &keeper, member.member_id(), "맞는 말".into()).await.expect("lifts");
    assert_eq!(code(suspensions::appeal(&world.services, &actor, "늦은 말".into()).await), ErrorCode::NotFound);
    suspensions::suspend(&world.services, &keeper, member.member_id(), form("3")).await.expect("suspends");
    suspensions::appeal(&world.services, &actor, "이번에도".into()).await.expect("appeals");
}

#[tokio::test]
async fn an_appeal_is_turned_down_once() {
    let world = World::new().await;
    let (keeper, member) = (with_role(&world, "지킴이", Role::Moderator).await, world.quick_member("아쉬운이").await);
    let id = member.member_id();
    let answer = |text: &str| suspensions::answer_appeal(&world.services, &keeper, id, text.into());
    let waits = async || {
        let page = administration::member(&world.services, &keeper, id).await.expect("page");
        page.suspension().expect("is suspended").awaits_answer()
    };
    suspensions::suspend(&world.services, &keeper, id, form("3")).await.expect("suspends");
    assert!(!waits().await);
    assert_eq!(code(answer("아무 말도 없었어요").await), ErrorCode::Conflict);
    let actor = signed_in(&world, id).await;
    suspensions::appeal(&world.services, &actor, "제가 아니에요".into()).await.expect("appeals");
    assert!(waits().await);
    assert_eq!(refusal(answer(" \n ").await).field("answer"), Some(FieldError::ReasonMissing));

    answer(" 다시 보아도 같아요. ").await.expect("answers");
    assert!(!waits().await);
    assert_eq!(signed_in(&world, id).await.state(), MemberState::Suspended);
    let view = suspensions::current(&world.services, &actor).await.expect("looks up").expect("is suspended");
    assert_eq!(view.appeal_answer.as_deref(), Some("다시 보아도 같아요."));
    assert_eq!(code(answer("또").await), ErrorCode::Conflict);
    assert_eq!(code(suspensions::appeal(&world.services, &actor, "또".into()).await), ErrorCode::Conflict);
    assert_eq!(
        world
            .number(
                "SELECT count(*) FROM audit_log WHERE action = 'member.answer_appeal' AND actor_id IS NOT NULL
                 AND reason = '다시 보아도 같아요.'"
            )
            .await,
        1
    );
    assert_eq!(world.number("SELECT count(*) FROM mails WHERE kind = 'appeal_answered'").await, 1);

    suspensions::lift(&world.services, &keeper, id, "이제 됐어요".into()).await.expect("lifts all the same");
    assert_eq!(code(answer("늦은 말").await), ErrorCode::Conflict);
}
