//! Leaving, coming back, and being forgotten; every counter right all the way.

use crate::support::{World, code, private_form, refusal, review_form, sign_up_form};
use crate::suspensions::{form as suspend_form, is_found, set_state, signed_in, with_role};
use domain::accounts::{LeaveForm, MemberState, Role, SignInForm};
use domain::error::{ErrorCode, FieldError};
use domain::movies::Preference;
use domain::{MemberId, MovieId, ReviewId};
use graphile_worker::JobSpec;
use graphile_worker::worker_utils::WorkerUtils;
use services::accounts::{self, Actor, ProfilePage, access, jobs::PurgeLeavers, leaving, suspensions};
use services::{counters, jobs, movies, reviews, search};

pub fn goodbye(keep_reviews: &str) -> LeaveForm {
    LeaveForm { password: "butter-corn-4417".into(), keep_reviews: keep_reviews.into() }
}

async fn purge(world: &World) {
    let queue = WorkerUtils::new(world.database.pool.clone(), "graphile_worker");
    queue.add_job(PurgeLeavers, JobSpec::new()).await.expect("asks for it");
    jobs::run_due(&world.services).await.expect("runs");
}

pub async fn assert_counters(world: &World) {
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0, "a counter was wrong");
}

async fn state(world: &World, member: MemberId) -> String {
    let state = sqlx::query_scalar("SELECT state FROM members WHERE id = $1").bind(member.0);
    state.fetch_one(&world.database.pool).await.expect("a state")
}

/// A member who has done everything a member can do.
struct Life {
    actor: Actor,
    other: Actor,
    first: MovieId,
    second: MovieId,
    public: ReviewId,
    moderated: ReviewId,
    private: ReviewId,
    deleted: ReviewId,
    others: ReviewId,
}

async fn life(world: &World, nickname: &str) -> Life {
    let (actor, other) = (world.member(nickname).await, world.quick_member("남은사람").await);
    let (first, second) = (world.movie("봄날은 간다").await, world.movie("8월의 크리스마스").await);
    let services = &world.services;
    let public = world.review(&actor, first, "좋다").await;
    world.review(&actor, second, "별로다").await;
    let moderated = world.review(&actor, first, "가려질 글").await;
    let private = reviews::create(services, &actor, first, private_form("혼자 좋다")).await.expect("posts");
    let deleted = world.review(&actor, second, "지울 글").await;
    let others = world.review(&other, second, "남의 좋다").await;
    reviews::update(services, &actor, public, review_form("참 좋다")).await.expect("edits");
    reviews::delete(services, &actor, deleted).await.expect("deletes");
    reviews::like(services, &actor, others, true).await.expect("likes");
    reviews::like(services, &other, public, true).await.expect("likes");
    for (who, score) in [(&actor, "4.5"), (&other, "0.5")] {
        movies::set_score(services, who, first, score.into()).await.expect("scores");
    }
    movies::set_score(services, &actor, second, "5.0".into()).await.expect("scores");
    movies::set_preference(services, &actor, first, Some(Preference::Want)).await.expect("wants");
    movies::set_preference(services, &actor, second, Some(Preference::NotInterested)).await.expect("marks");
    world
        .execute("UPDATE reviews SET hidden_at = now(), hidden_reason = 'moderation' WHERE content = '가려질 글'")
        .await;
    // Hidden behind the program's back.
    counters::recount(services).await.expect("recounts");
    search::reindex(services).await.expect("indexes");
    Life { actor, other, first, second, public, moderated, private, deleted, others }
}

#[tokio::test]
async fn who_leaves_is_nowhere_and_comes_back_whole() {
    let world = World::new().await;
    let life = life(&world, "은수").await;
    let services = &world.services;
    let member = life.actor.member_id();
    let wrong = LeaveForm { password: "another-password".into(), ..goodbye("") };
    assert_eq!(
        refusal(leaving::leave(services, &life.actor, wrong).await).field("password"),
        Some(FieldError::PasswordWrong)
    );
    let error = refusal(leaving::leave(services, &life.actor, LeaveForm::default()).await);
    assert_eq!(error.field("password"), Some(FieldError::PasswordMissing));
    let before = (world.page(None, life.first).await, world.page(None, life.second).await);
    let pair = SignInForm { email: sign_up_form("은수").email, password: "butter-corn-4417".into() };
    let tokens = access::open(services, pair.clone(), "앱").await.expect("signs in");

    leaving::leave(services, &life.actor, goodbye("on")).await.expect("leaves");
    assert_eq!(code(leaving::leave(services, &life.actor, goodbye("")).await), ErrorCode::Leaving);
    assert_counters(&world).await;
    assert_eq!(
        world
            .number(
                "SELECT count(*) FROM sessions JOIN members ON members.id = member_id WHERE members.state = 'leaving'"
            )
            .await,
        0
    );
    assert!(access::authenticate(services, &tokens.access).await.expect("looks up").is_none());
    assert_eq!(code(access::refresh(services, &tokens.refresh).await), ErrorCode::SignInRequired);
    assert_eq!(world.number("SELECT count(*) FROM mails WHERE kind = 'leaving'").await, 1);
    for viewer in [None, Some(&life.other)] {
        for id in [life.public, life.moderated, life.private, life.deleted] {
            assert_eq!(code(reviews::get(services, viewer, id, None).await), ErrorCode::NotFound);
        }
        let page = world.page(viewer, life.first).await;
        assert!(page.reviews.reviews.is_empty() && page.top_positive.is_empty());
        assert_eq!((page.review_count, page.positive_count, page.negative_count), (0, 0, 0));
        assert_eq!(page.score_count, 2, "scores stay until the end");
        assert_eq!(movies::home(services, viewer, None).await.expect("home").reviews.len(), 1);
        let profile = accounts::profile(services, viewer, "은수", ProfilePage::default()).await;
        assert_eq!(code(profile), ErrorCode::NotFound);
    }
    assert!(!is_found(&world, "은수").await);
    let again = search::reindex(services).await;
    again.expect("indexes");
    assert!(!is_found(&world, "은수").await, "nor after the index is built anew");
    // One who was let in a moment before changes nothing that others see.
    let late = reviews::create(services, &life.actor, life.first, review_form("어느새 좋다")).await;
    assert_eq!(code(late), ErrorCode::Leaving);

    let signed_in = accounts::sign_in(services, pair, "", None).await.expect("signs in");
    assert_eq!(signed_in.state, MemberState::Leaving);
    let actor = crate::suspensions::signed_in(&world, member).await;
    leaving::come_back(services, &actor).await.expect("comes back");
    assert_eq!(code(leaving::come_back(services, &actor).await), ErrorCode::Conflict);
    assert_counters(&world).await;
    assert_eq!((world.page(None, life.first).await, world.page(None, life.second).await), before);
    assert_eq!(code(reviews::get(services, None, life.moderated, None).await), ErrorCode::NotFound);
    assert_eq!(world.number("SELECT count(*) FROM reviews WHERE hidden_reason = 'author_left'").await, 0);
    assert!(is_found(&world, "은수").await);
    assert_eq!(world.number("SELECT count(*) FROM mails WHERE kind = 'returned'").await, 1);
    let actor = crate::suspensions::signed_in(&world, member).await;
    assert_eq!(actor.state(), MemberState::Active);
    reviews::restore(services, &actor, life.deleted).await.expect("even this can still be restored");
    assert_counters(&world).await;
}

/// Everything that a name or an address could be found in.
const TRACES: &[&str] = &[
    "SELECT count(*) FROM sessions JOIN members ON members.id = member_id WHERE members.state = 'gone'",
    "SELECT count(*) FROM token_families JOIN members ON members.id = member_id WHERE members.state = 'gone'",
    "SELECT count(*) FROM mails JOIN members ON members.id = member_id WHERE members.state = 'gone'",
    "SELECT count(*) FROM search_terms JOIN members ON members.id = member_id WHERE members.state = 'gone'",
    "SELECT count(*) FROM scores JOIN members ON members.id = member_id WHERE members.state = 'gone'",
    "SELECT count(*) FROM preferences JOIN members ON members.id = member_id WHERE members.state = 'gone'",
    "SELECT count(*) FROM review_likes JOIN members ON members.id = member_id WHERE members.state = 'gone'",
    "SELECT count(*) FROM reviews JOIN members ON members.id = member_id WHERE members.state = 'gone'",
    "SELECT count(*) FROM suspensions JOIN members ON members.id = member_id WHERE members.state = 'gone'",
    "SELECT count(*) FROM members WHERE members.state = 'gone' AND (nickname <> '탈퇴회원' || id OR email IS NOT NULL)",
    "SELECT count(*) FROM nickname_holds WHERE nickname = '상우'",
];

async fn left_long_ago(world: &World, keep_reviews: &str) -> Life {
    let life = life(world, "상우").await;
    leaving::leave(&world.services, &life.actor, goodbye(keep_reviews)).await.expect("leaves");
    purge(world).await;
    assert_eq!(state(world, life.actor.member_id()).await, "leaving", "it is not time yet");
    world.execute("UPDATE members SET leaves_at = now() WHERE members.state = 'leaving'").await;
    purge(world).await;
    assert_eq!(state(world, life.actor.member_id()).await, "gone");
    for &trace in TRACES {
        assert_eq!(world.number(trace).await, 0, "{trace}");
    }
    assert_counters(world).await;
    life
}

#[tokio::test]
async fn who_does_not_come_back_is_forgotten() {
    let world = World::new().await;
    let life = left_long_ago(&world, "").await;
    assert_eq!(world.number("SELECT count(*) FROM reviews").await, 1);
    assert_eq!(world.number("SELECT count(*) FROM review_versions").await, 0);
    let told = "SELECT count(*) FROM audit_log WHERE action = 'member.purge' AND actor_id IS NULL";
    assert_eq!(world.number(told).await, 1);
    let page = world.page(None, life.first).await;
    assert_eq!((page.review_count, page.score_count, page.want_count), (0, 1, 0));
    assert_eq!(world.read(None, life.others).await.likes.count, 0);
    let pair = SignInForm { email: sign_up_form("상우").email, password: "butter-corn-4417".into() };
    assert_eq!(code(accounts::sign_in(&world.services, pair, "", None).await), ErrorCode::WrongCredentials);
    // The name stays nobody's; the address is free.
    let posing = domain::accounts::SignUpForm { email: "other@example.com".into(), ..sign_up_form("상우") };
    let error = refusal(accounts::sign_up(&world.services, posing, None).await);
    assert_eq!(error.field("nickname"), Some(FieldError::NicknameTaken));
    let anew = domain::accounts::SignUpForm { email: sign_up_form("상우").email, ..sign_up_form("새사람") };
    accounts::sign_up(&world.services, anew, None).await.expect("signs up");
    purge(&world).await;
    assert_counters(&world).await;
}

#[tokio::test]
async fn reviews_may_stay_without_a_name() {
    let world = World::new().await;
    let life = left_long_ago(&world, "on").await;
    assert_eq!(
        world.number("SELECT count(*) FROM reviews WHERE member_id IS NULL AND author_score IS NULL").await,
        3,
        "what was private or deleted is gone"
    );
    let review = world.read(None, life.public).await;
    assert_eq!((review.author, review.likes.count, review.content.as_deref()), (None, 1, Some("참 좋다")));
    assert_eq!(world.number("SELECT count(*) FROM review_versions").await, 0);
    for id in [life.private, life.deleted, life.moderated] {
        assert_eq!(code(reviews::get(&world.services, None, id, None).await), ErrorCode::NotFound);
    }
    let page = world.page(None, life.second).await;
    assert_eq!((page.review_count, page.positive_count, page.negative_count), (2, 1, 1));
    assert_eq!(page.score_count, 0);
}

#[tokio::test]
async fn somebody_may_have_the_name_of_those_who_are_gone() {
    let world = World::new().await;
    let member = world.quick_member("나그네").await.member_id();
    sqlx::query(
        "INSERT INTO members (email, nickname, terms_agreed_at) VALUES ('a@example.com', '탈퇴회원' || $1, now())",
    )
    .bind(member.0.to_string())
    .execute(&world.database.pool)
    .await
    .expect("inserts");
    set_state(&world, member, "leaving").await;
    world.execute("UPDATE members SET leaves_at = now() WHERE members.state = 'leaving'").await;
    purge(&world).await;
    assert_eq!(state(&world, member).await, "gone");
}

#[tokio::test]
async fn what_is_posted_while_its_author_leaves_is_seen_by_nobody() {
    let world = World::new().await;
    let (movie, author) = (world.movie("파이란").await, world.member("강재").await);
    let posts: Vec<_> = (0..12)
        .map(|n| {
            let (services, author) = (world.services.clone(), author.clone());
            tokio::spawn(async move {
                let posted = reviews::create(&services, &author, movie, review_form(&format!("{n} 좋다"))).await;
                if posted.is_err() {
                    assert_eq!(code(posted), ErrorCode::Leaving);
                }
            })
        })
        .collect();
    leaving::leave(&world.services, &author, goodbye("")).await.expect("leaves");
    for post in posts {
        post.await.expect("no panic");
    }
    assert_eq!(world.number("SELECT count(*) FROM reviews WHERE hidden_at IS NULL").await, 0);
    assert_eq!(world.page(None, movie).await.review_count, 0);
    assert_counters(&world).await;
}

/// They score the same films and like each other's reviews, so that their rows interlock.
#[tokio::test]
async fn a_circle_of_friends_leaves_and_is_purged_at_once() {
    let world = World::new().await;
    let mut friends = Vec::new();
    for name in ["하나", "둘째", "셋째", "넷째", "다섯"] {
        friends.push(world.member(name).await);
    }
    let mut written = Vec::new();
    for title in ["말죽거리", "품행제로", "바람"] {
        let movie = world.movie(title).await;
        for friend in &friends {
            written.push((friend.member_id(), world.review(friend, movie, "우리 좋다").await));
            movies::set_score(&world.services, friend, movie, "3.5".into()).await.expect("scores");
        }
    }
    for friend in &friends {
        for (author, review) in &written {
            if *author != friend.member_id() {
                reviews::like(&world.services, friend, *review, true).await.expect("likes");
            }
        }
    }
    let leavers: Vec<_> = friends
        .iter()
        .enumerate()
        .map(|(n, friend)| {
            let (services, friend) = (world.services.clone(), friend.clone());
            let form = goodbye(if n % 2 == 0 { "on" } else { "" });
            tokio::spawn(async move { leaving::leave(&services, &friend, form).await })
        })
        .collect();
    for leaver in leavers {
        leaver.await.expect("no panic").expect("leaves");
    }
    assert_counters(&world).await;
    purge(&world).await;

    world.execute("UPDATE members SET leaves_at = now() WHERE members.state = 'leaving'").await;
    let queue = WorkerUtils::new(world.database.pool.clone(), "graphile_worker");
    for _ in 0..2 {
        queue.add_job(PurgeLeavers, JobSpec::new()).await.expect("asks for it");
    }
    let (one, two) = tokio::join!(jobs::run_due(&world.services), jobs::run_due(&world.services));
    one.and(two).expect("runs");
    assert_eq!(world.number("SELECT count(*) FROM members WHERE members.state = 'gone'").await, 5);
    assert_eq!(world.number("SELECT count(*) FROM reviews WHERE member_id IS NULL").await, 9);
    assert_eq!(world.number("SELECT count(*) FROM reviews").await, 9);
    assert_eq!(world.number("SELECT count(*) FROM review_likes").await, 0);
    assert_eq!(world.number("SELECT sum(score_count)::bigint FROM movies").await, 0);
    assert_counters(&world).await;
}

#[tokio::test]
async fn coming_back_at_the_last_moment_is_all_or_nothing() {
    let world = World::new().await;
    let (movie, author) = (world.movie("우리들").await, world.member("선이").await);
    world.review(&author, movie, "좋다").await;
    leaving::leave(&world.services, &author, goodbye("")).await.expect("leaves");
    purge(&world).await;
    let actor = signed_in(&world, author.member_id()).await;
    world.execute("UPDATE members SET leaves_at = now() WHERE members.state = 'leaving'").await;
    let (back, ()) = tokio::join!(leaving::come_back(&world.services, &actor), purge(&world));
    let (left, reviews) = if back.is_ok() { ("active", 1) } else { ("gone", 0) };
    if back.is_err() {
        assert_eq!(code(back), ErrorCode::Conflict);
    }
    assert_eq!(state(&world, author.member_id()).await, left);
    assert_eq!(world.page(None, movie).await.review_count, reviews);
    assert_counters(&world).await;
}

#[tokio::test]
async fn members_come_back_to_the_state_they_left_in() {
    let world = World::new().await;
    let keeper = with_role(&world, "지킴이", Role::Moderator).await;
    let member = world.member("철없는").await.member_id();
    for (expired, expected) in [(false, MemberState::Suspended), (true, MemberState::Active)] {
        if signed_in(&world, member).await.state() == MemberState::Active {
            suspensions::suspend(&world.services, &keeper, member, suspend_form("3")).await.expect("suspends");
        }
        let actor = signed_in(&world, member).await;
        leaving::leave(&world.services, &actor, goodbye("")).await.expect("leaves");
        let actor = signed_in(&world, member).await;
        assert_eq!(actor.state(), MemberState::Leaving);
        assert!(suspensions::current(&world.services, &actor).await.expect("looks up").is_some());
        if expired {
            world.execute("UPDATE suspensions SET until = now() WHERE ended_at IS NULL").await;
        }
        leaving::come_back(&world.services, &actor).await.expect("comes back");
        assert_eq!(signed_in(&world, member).await.state(), expected);
    }
    assert_eq!(world.number("SELECT count(*) FROM suspensions WHERE ended_at IS NULL").await, 0);
}

#[tokio::test]
async fn a_password_that_changes_meanwhile_stops_a_leaving() {
    let world = World::new().await;
    let actor = world.member("망설이는").await;
    let change = domain::accounts::PasswordChangeForm {
        current: "butter-corn-4417".into(),
        new_password: "salty corn at nine".into(),
    };
    let (left, changed) = tokio::join!(
        leaving::leave(&world.services, &actor, goodbye("")),
        accounts::change_password(&world.services, &actor, change, ""),
    );
    match left {
        Ok(state) => {
            assert_eq!(state, MemberState::Leaving);
            assert_eq!(code(changed), ErrorCode::Leaving);
        }
        refused => {
            assert_eq!(refusal(refused).field("password"), Some(FieldError::PasswordWrong));
            changed.expect("changes");
        }
    }
}
