//! Keeping house: who may what, finding members, ending their sessions, and giving roles.

use crate::support::{World, code, refusal};
use crate::suspensions::{set_state, signed_in, with_role};
use domain::accounts::{MemberState, Role};
use domain::administration::{
    Attention, AuditFilter, JobSearch, MailSearch, MemberSearch, MovieForm, MovieSearch, SettingKey, TagSearch,
};
use domain::error::{ErrorCode, FieldError};
use domain::{MemberId, MovieId};
use services::accounts::{Actor, sessions};
use services::{administration, secrets, settings};

/// The member in a session whose password was typed an hour ago.
async fn stale(world: &World, member: MemberId) -> Actor {
    let token = secrets::random().expect("random bytes");
    sqlx::query(
        "INSERT INTO sessions (id_hash, member_id, expires_at, authenticated_at)
         VALUES ($1, $2, now() + interval '1 day', now() - interval '1 hour')",
    )
    .bind(secrets::hash(&token).to_vec())
    .bind(member.0)
    .execute(&world.database.pool)
    .await
    .expect("inserts");
    sessions::authenticate(&world.services, &token).await.expect("looks up").expect("is signed in")
}

/// Every change that only administrators may make, tried by `actor`.
async fn changes(world: &World, actor: &Actor) -> Vec<services::Result<()>> {
    let (services, why) = (&world.services, || "까닭".to_owned());
    let form = MovieForm { title: "제목".into(), version: "0".into(), ..MovieForm::default() };
    vec![
        administration::retry_job(services, actor, 1).await,
        administration::purge_job(services, actor, 1, why()).await,
        administration::retry_mail(services, actor, 1).await,
        administration::void_mail(services, actor, 1, why()).await,
        administration::update_movie(services, actor, MovieId(1), form).await,
        administration::merge_movies(services, actor, MovieId(1), MovieId(2), why()).await,
        administration::create_tag(services, actor, "반전".into()).await.map(|_| ()),
        administration::rename_tag(services, actor, 1, "반전".into()).await,
        administration::merge_tags(services, actor, 1, 2, why()).await,
        administration::delete_tag(services, actor, 1, why()).await,
        settings::change(services, actor, SettingKey::Notice, "점검".into(), 0).await,
    ]
}

/// Every list and page that only administrators may see.
async fn pages(world: &World, actor: &Actor) -> Vec<services::Result<()>> {
    let services = &world.services;
    vec![
        administration::jobs(services, actor, JobSearch::default()).await.map(|_| ()),
        administration::mails(services, actor, MailSearch::default()).await.map(|_| ()),
        administration::mail(services, actor, 1).await.map(|_| ()),
        administration::movies(services, actor, MovieSearch::default()).await.map(|_| ()),
        administration::movie(services, actor, MovieId(1)).await.map(|_| ()),
        administration::tags(services, actor, TagSearch::default()).await.map(|_| ()),
        settings::history(services, actor).await.map(|_| ()),
    ]
}

#[tokio::test]
async fn everybody_keeps_to_their_role() {
    let world = World::new().await;
    let member = world.quick_member("손님").await;
    let moderator = with_role(&world, "중재하는이", Role::Moderator).await;
    let administrator = with_role(&world, "집주인", Role::Administrator).await;
    for actor in [&member, &moderator] {
        for result in changes(&world, actor).await.into_iter().chain(pages(&world, actor).await) {
            assert_eq!(code(result), ErrorCode::RoleRequired);
        }
    }
    for result in [
        administration::overview(&world.services, &member).await.map(|_| ()),
        administration::members(&world.services, &member, MemberSearch::default()).await.map(|_| ()),
        administration::member(&world.services, &member, member.member_id()).await.map(|_| ()),
        administration::audit::list(&world.services, &member, AuditFilter::default()).await.map(|_| ()),
        administration::end_member_sessions(&world.services, &member, moderator.member_id(), "까닭".into()).await,
    ] {
        assert_eq!(code(result), ErrorCode::RoleRequired);
    }
    let forgetful = stale(&world, administrator.member_id()).await;
    for result in changes(&world, &forgetful).await {
        assert_eq!(code(result), ErrorCode::ReauthenticationRequired);
    }
    let ended =
        administration::end_member_sessions(&world.services, &forgetful, member.member_id(), "까닭".into()).await;
    assert_eq!(code(ended), ErrorCode::ReauthenticationRequired);
    // Looking needs no password.
    administration::tags(&world.services, &forgetful, TagSearch::default()).await.expect("lists");
    assert_eq!(world.number("SELECT count(*) FROM audit_log").await, 0, "nothing was done");
}

#[tokio::test]
async fn members_are_found_and_their_addresses_masked() {
    let world = World::new().await;
    let moderator = with_role(&world, "중재하는이", Role::Moderator).await;
    let administrator = with_role(&world, "집주인", Role::Administrator).await;
    world
        .execute(
            "INSERT INTO members (email, nickname, terms_agreed_at, state)
             VALUES ('moon_rabbit@example.com', 'Ｍoon토끼', now(), 'active'), ('100%@example.com', '백퍼', now(), 'unconfirmed')",
        )
        .await;
    let found = async |actor: &Actor, query: &str| -> Vec<String> {
        let search = MemberSearch { query: query.into(), ..MemberSearch::default() };
        let list = administration::members(&world.services, actor, search).await.expect("lists");
        list.members.into_iter().map(|member| member.email.expect("an address")).collect()
    };
    for query in ["moon", "토끼", " MOON_RABBIT@example.com ", "moon_rabbit"] {
        assert_eq!(found(&administrator, query).await, ["moon_rabbit@example.com"], "{query}");
    }
    assert_eq!(found(&administrator, "100%").await, ["100%@example.com"], "no wildcard");
    assert!(found(&administrator, "moonXrabbit").await.is_empty());
    assert_eq!(found(&moderator, "moon_rabbit@example.com").await, ["mo***@example.com"]);
    assert!(found(&moderator, "rabbit").await.is_empty(), "parts would tell what the mask hides");

    let unconfirmed = MemberSearch { state: Some(MemberState::Unconfirmed), ..MemberSearch::default() };
    let list = administration::members(&world.services, &moderator, unconfirmed).await.expect("lists");
    assert_eq!(list.members.iter().map(|member| member.nickname.as_str()).collect::<Vec<_>>(), ["백퍼"]);
    let keepers = MemberSearch { role: Some(Role::Moderator), ..MemberSearch::default() };
    let list = administration::members(&world.services, &moderator, keepers).await.expect("lists");
    assert_eq!(list.members.iter().map(|member| member.id).collect::<Vec<_>>(), [moderator.member_id()]);
}

#[tokio::test]
async fn pages_of_members_join_without_a_gap() {
    let world = World::new().await;
    let moderator = with_role(&world, "중재하는이", Role::Moderator).await;
    world
        .execute(
            "INSERT INTO members (email, nickname, terms_agreed_at, state)
             SELECT 'crowd' || n || '@example.com', '관객' || n, now(), 'active' FROM generate_series(1, 120) AS n",
        )
        .await;
    let (mut search, mut seen) = (MemberSearch::default(), Vec::new());
    loop {
        let list = administration::members(&world.services, &moderator, search.clone()).await.expect("lists");
        seen.extend(list.members.iter().map(|member| member.id));
        let Some(more) = list.more else { break };
        search.after = Some(more.parse().expect("an id"));
    }
    assert_eq!(seen.len(), 121);
    assert!(seen.is_sorted_by(|a, b| a > b), "newest first, nobody twice");
}

#[tokio::test]
async fn a_members_page_tells_what_the_house_needs() {
    let world = World::new().await;
    let (movie, member) = (world.movie("괴물").await, world.quick_member("남일").await);
    let moderator = with_role(&world, "중재하는이", Role::Moderator).await;
    let administrator = with_role(&world, "집주인", Role::Administrator).await;
    world.review(&member, movie, "좋다").await;
    let page = administration::member(&world.services, &moderator, member.member_id()).await.expect("page");
    assert_eq!((page.review_count, page.recent_review_count, page.score_count), (1, 1, 0));
    assert_eq!((page.devices.len(), page.may_act), (1, true));
    assert!(page.email.as_deref().is_some_and(|email| email.contains("***@")), "{:?}", page.email);
    assert!(page.suspension().is_none() && page.audit.is_empty());

    let page = administration::member(&world.services, &administrator, member.member_id()).await.expect("page");
    assert!(page.email.as_deref().is_some_and(|email| !email.contains('*')));
    for (viewer, target, may_act) in
        [(&moderator, &administrator, false), (&moderator, &moderator, false), (&administrator, &moderator, true)]
    {
        let page = administration::member(&world.services, viewer, target.member_id()).await.expect("page");
        assert_eq!(page.may_act, may_act);
        assert_eq!((page.last_seen.is_some(), !page.devices.is_empty()), (may_act, may_act), "where and when they are");
    }
    let list = administration::members(&world.services, &moderator, MemberSearch::default()).await.expect("lists");
    let visits: Vec<_> = list.members.iter().map(|row| (row.id, row.last_seen.is_some())).collect();
    let [administrator, moderator, member] = [&administrator, &moderator, &member].map(Actor::member_id);
    assert_eq!(visits, [(administrator, false), (moderator, false), (member, true)]);
}

#[tokio::test]
async fn nobodys_page_is_not_there() {
    let world = World::new().await;
    let moderator = with_role(&world, "중재하는이", Role::Moderator).await;
    assert_eq!(code(administration::member(&world.services, &moderator, MemberId(-1)).await), ErrorCode::NotFound);
}

#[tokio::test]
async fn sessions_of_those_below_can_be_ended() {
    let world = World::new().await;
    let member = world.quick_member("남주").await;
    let phone = signed_in(&world, member.member_id()).await;
    let moderator = with_role(&world, "중재하는이", Role::Moderator).await;
    let other = with_role(&world, "다른중재자", Role::Moderator).await;
    world
        .execute("INSERT INTO token_families (member_id, expires_at) SELECT id, now() + interval '1 day' FROM members WHERE nickname = '남주'")
        .await;

    let end = async |id: MemberId, why: &str| {
        administration::end_member_sessions(&world.services, &moderator, id, why.to_owned()).await
    };
    let error = refusal(end(phone.member_id(), " \n ").await);
    assert_eq!(error.field("reason"), Some(FieldError::ReasonMissing));
    for equal in [&other, &moderator] {
        assert_eq!(code(end(equal.member_id(), "까닭").await), ErrorCode::RoleRequired);
    }
    assert_eq!(code(end(MemberId(-1), "까닭").await), ErrorCode::NotFound);

    end(member.member_id(), "남의 기기에서 들어왔어요").await.expect("ends");
    let page = administration::member(&world.services, &moderator, member.member_id()).await.expect("page");
    assert!(page.devices.is_empty());
    let entry = &page.audit[0];
    assert_eq!(
        (entry.action.as_str(), entry.reason.as_deref()),
        ("member.end_sessions", Some("남의 기기에서 들어왔어요"))
    );
    assert_eq!(entry.detail, ["기기 수: 3"]);
    assert_eq!(entry.actor.as_ref().map(|actor| actor.id), Some(moderator.member_id()));
}

#[tokio::test]
async fn roles_are_given_to_active_members_only() {
    let world = World::new().await;
    let member = world.quick_member("새관리자").await;
    let email: String =
        sqlx::query_scalar("SELECT email FROM members").fetch_one(&world.database.pool).await.expect("email");
    let shouted = format!(" {} ", email.to_uppercase());
    administration::grant(&world.services, &email, Role::Member).await.expect("is that already");
    assert_eq!(world.number("SELECT count(*) FROM audit_log").await, 0, "nothing was done");
    administration::grant(&world.services, &shouted, Role::Administrator).await.expect("grants");
    assert_eq!(signed_in(&world, member.member_id()).await.role(), Role::Administrator);
    administration::grant(&world.services, &email, Role::Member).await.expect("revokes");
    assert_eq!(signed_in(&world, member.member_id()).await.role(), Role::Member);
    assert_eq!(
        world.number("SELECT count(*) FROM audit_log WHERE action = 'member.grant' AND actor_id IS NULL").await,
        2
    );

    world.execute("UPDATE members SET state = 'suspended'").await;
    assert_eq!(code(administration::grant(&world.services, &email, Role::Moderator).await), ErrorCode::Suspended);
    administration::grant(&world.services, &email, Role::Member).await.expect("a role can always be taken away");
    let unknown = administration::grant(&world.services, "nobody@example.com", Role::Moderator).await;
    assert_eq!(code(unknown), ErrorCode::NotFound);
}

#[tokio::test]
async fn the_overview_says_what_needs_somebody() {
    let world = World::new().await;
    let moderator = with_role(&world, "중재하는이", Role::Moderator).await;
    let administrator = with_role(&world, "집주인", Role::Administrator).await;
    let (movie, member) = (world.movie("마더").await, world.quick_member("도준").await);
    world.review(&member, movie, "좋다").await;
    world.execute("UPDATE members SET state = 'suspended' WHERE nickname = '도준'").await;
    world
        .execute(
            "INSERT INTO suspensions (member_id, reason, appeal, appealed_at)
             SELECT id, '도배', '아니에요', now() FROM members WHERE nickname = '도준'",
        )
        .await;
    world
        .execute(
            "INSERT INTO mails (message_id, recipient, kind, state, ended_at, created_at)
             VALUES ('1@x', 'a@example.com', 'reset', 'dead', now(), now()),
                    ('2@x', 'a@example.com', 'reset', 'waiting', NULL, now() - interval '1 hour'),
                    ('3@x', 'a@example.com', 'reset', 'waiting', NULL, now())",
        )
        .await;
    world.execute("SELECT graphile_worker.add_job('label-reviews', 'null'::json)").await;
    world.execute("UPDATE graphile_worker._private_jobs SET attempts = max_attempts").await;

    let view = administration::overview(&world.services, &administrator).await.expect("overview");
    assert_eq!(
        view.attention,
        [
            (Attention::Appeals, 1),
            (Attention::FailedJobs, 1),
            (Attention::DeadMails, 1),
            (Attention::LateMails, 1),
            (Attention::MoviesWithoutPlot, 1)
        ]
    );
    assert_eq!((view.new_members, view.new_reviews, view.new_scores), (3, 1, 0));
    assert_eq!((view.waiting_mails, view.dead_mails, view.open_jobs, view.failed_jobs), (2, 1, 0, 1));
    assert_eq!((view.movie_count, view.movies_without_plot, view.movies_without_tags), (1, 1, 1));
    let count = |state: MemberState| view.members.iter().find(|entry| entry.state == state).map(|entry| entry.count);
    assert_eq!((count(MemberState::Active), count(MemberState::Suspended)), (Some(2), Some(1)));
    assert_eq!(count(MemberState::Gone), Some(0), "every state is there");

    let view = administration::overview(&world.services, &moderator).await.expect("overview");
    assert_eq!(view.attention, [(Attention::Appeals, 1)]);
    let appeals = MemberSearch { appeals: true, ..MemberSearch::default() };
    let list = administration::members(&world.services, &moderator, appeals).await.expect("lists");
    assert_eq!(list.members.iter().map(|member| member.nickname.as_str()).collect::<Vec<_>>(), ["도준"]);
    assert!(list.members[0].has_appeal);
}

#[tokio::test]
async fn only_appeals_that_somebody_can_answer_are_open() {
    let world = World::new().await;
    let moderator = with_role(&world, "중재하는이", Role::Moderator).await;
    let member = world.quick_member("도준").await;
    world
        .execute("INSERT INTO members (email, nickname, terms_agreed_at) VALUES ('new@example.com', '새내기', now())")
        .await;
    world
        .execute(
            "INSERT INTO suspensions (member_id, reason, appeal, appealed_at)
             SELECT id, '도배', '아니에요', now() FROM members WHERE nickname = '도준'",
        )
        .await;
    let open = async || {
        let view = administration::overview(&world.services, &moderator).await.expect("overview");
        assert_eq!(view.new_members, 2, "who has not proven the address is not counted");
        let appeals = MemberSearch { appeals: true, ..MemberSearch::default() };
        let listed = administration::members(&world.services, &moderator, appeals).await.expect("lists").members;
        let all = administration::members(&world.services, &moderator, MemberSearch::default()).await.expect("lists");
        let marked = all.members.iter().filter(|row| row.has_appeal).count();
        assert_eq!((view.attention.len(), listed.len()), (marked, marked));
        marked
    };
    for (state, expected) in [("leaving", 0), ("suspended", 1)] {
        set_state(&world, member.member_id(), state).await;
        assert_eq!(open().await, expected, "{state}");
    }
    world.execute("UPDATE suspensions SET appeal_answer = '그대로 둬요', appeal_answered_at = now()").await;
    assert_eq!(open().await, 0);
}
