//! What happens as time goes by, with the database's clock set forward.
//!
//! Every moment of members, links and sessions is PostgreSQL's. Unqualified names are looked for along the
//! search path, so a schema in front of `pg_catalog` can hold a `now()` that runs ahead. (What is signed with
//! the time of the process, the access tokens of ten minutes, does not follow.)

use crate::leaving::goodbye;
use crate::support::{FakeScorer, World, asking, code, refusal, review_form, sign_up_form};
use crate::suspensions::{form as suspend_form, with_role};
use domain::FormReturn;
use domain::accounts::{EmailChangeForm, MemberState, Role, SignInForm, SignUpForm};
use domain::error::{ErrorCode, FieldError};
use domain::page;
use services::accounts::{self, Actor, SessionToken, access, leaving, sessions, suspensions};
use services::forms::{self, FormOwner};
use services::sentiment::Labeller;
use services::{Services, jobs, reviews};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use std::sync::Arc;
use test_support::TestDatabase;

const PASSWORD: &str = "butter-corn-4417";

/// A clock of our own. Defaults of columns and bodies of SQL functions name for good what they call, so both
/// are written once more where the name means our clock.
const CLOCK: &str = "
CREATE SCHEMA test_clock;
CREATE TABLE test_clock.shift (ahead interval NOT NULL);
INSERT INTO test_clock.shift VALUES ('0');
CREATE FUNCTION test_clock.now() RETURNS timestamptz LANGUAGE sql STABLE
AS 'SELECT pg_catalog.now() + ahead FROM test_clock.shift';
CREATE FUNCTION test_clock.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE
AS 'SELECT pg_catalog.clock_timestamp() + ahead FROM test_clock.shift';
DO $$
DECLARE
    statements text[];
    statement text;
BEGIN
    SELECT array_agg(again) INTO statements FROM (
        SELECT format('ALTER TABLE %s ALTER COLUMN %I SET DEFAULT %s', adrelid::regclass, attname,
                      pg_get_expr(adbin, adrelid)) AS again
        FROM pg_attrdef JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum
        WHERE pg_get_expr(adbin, adrelid) LIKE '%now()%'
        UNION ALL
        SELECT pg_get_functiondef(oid) FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND prosqlbody IS NOT NULL
          AND pg_get_functiondef(oid) LIKE '%now()%'
    ) AS found;
    PERFORM set_config('search_path', 'test_clock,pg_catalog,public', true);
    FOREACH statement IN ARRAY statements LOOP EXECUTE statement; END LOOP;
END $$";

/// A world whose services go by our clock; its own statements still go by the real one.
async fn world() -> World {
    let database = TestDatabase::new().await;
    sqlx::raw_sql(CLOCK).execute(&database.pool).await.expect("the clock is there");
    let options = PgConnectOptions::clone(&database.pool.connect_options());
    let options = options.options([("search_path", "test_clock,pg_catalog,public")]);
    let pool = PgPoolOptions::new().max_connections(8).connect_with(options).await.expect("the database answers");
    let public_url = "https://popcorn.example".parse().expect("an address");
    let labeller = Labeller::with(Arc::new(FakeScorer));
    World { services: Services::new(pool, test_support::parts(labeller, public_url)), database }
}

/// Sets the clock so far ahead of the real one.
async fn set_forward(world: &World, ahead: &str) {
    let update = sqlx::query("UPDATE test_clock.shift SET ahead = $1::text::interval").bind(ahead);
    update.execute(&world.database.pool).await.expect("sets the clock");
}

/// Runs the jobs that keep house.
async fn keep_house(world: &World) {
    for job in [
        "SELECT graphile_worker.add_job('purge-expired', 'null'::json)",
        "SELECT graphile_worker.add_job('lift-suspensions', 'null'::json)",
        "SELECT graphile_worker.add_job('purge-leavers', 'null'::json)",
    ] {
        world.execute(job).await;
    }
    jobs::run_due(&world.services).await.expect("runs");
}

fn pair(nickname: &str) -> SignInForm {
    SignInForm { email: sign_up_form(nickname).email, password: PASSWORD.into() }
}

async fn session(world: &World, nickname: &str) -> SessionToken {
    accounts::sign_in(&world.services, pair(nickname), "", None).await.expect("signs in").token
}

async fn actor(world: &World, token: &SessionToken) -> Option<Actor> {
    sessions::authenticate(&world.services, token.expose()).await.expect("looks up")
}

#[tokio::test]
async fn the_clock_is_everywhere() {
    let world = world().await;
    set_forward(&world, "181 days").await;
    let real = "SELECT count(*) FROM pg_attrdef
                WHERE pg_get_expr(adbin, adrelid) LIKE '%now()%' AND pg_get_expr(adbin, adrelid) NOT LIKE 'test_clock.%'";
    assert_eq!(world.number(real).await, 0, "a default goes by the real clock");
    let bodies = "SELECT count(*) FROM pg_proc
                  WHERE pronamespace = 'public'::regnamespace AND prosqlbody IS NOT NULL
                    AND replace(pg_get_functiondef(oid), 'test_clock.now()', '') LIKE '%now()%'";
    assert_eq!(world.number(bodies).await, 0, "a function goes by the real clock");
    world.member("미래인").await;
    let joined = "SELECT count(*) FROM members JOIN sessions ON member_id = members.id
                  WHERE members.created_at > now() + interval '180 days' AND confirmed_at > now() + interval '180 days'
                    AND last_used_at > now() + interval '180 days'";
    assert_eq!(world.number(joined).await, 1);
}

#[tokio::test]
async fn after_half_an_hour_a_reset_is_over_and_the_password_asked_for_again() {
    let world = world().await;
    let services = &world.services;
    world.member("건망증").await;
    let token = session(&world, "건망증").await;
    let email = sign_up_form("건망증").email;
    accounts::request_reset(services, asking(email.clone()), None).await.expect("asks");
    let secret = world.secret(&email, page::RESET).await;
    actor(&world, &token).await.expect("is signed in").require_fresh().expect("just typed");

    set_forward(&world, "29 minutes").await;
    accounts::reset_link(services, &secret).await.expect("is still good");
    set_forward(&world, "31 minutes").await;
    assert_eq!(code(accounts::reset_link(services, &secret).await), ErrorCode::LinkExpired);
    let late = accounts::reset_password(services, &secret, "salty corn at nine".into(), None).await;
    assert_eq!(code(late), ErrorCode::LinkExpired);
    let stale = actor(&world, &token).await.expect("is still signed in");
    assert_eq!(code(stale.require_fresh()), ErrorCode::ReauthenticationRequired);
    let token = sessions::reauthenticate(services, &stale, PASSWORD.into(), "").await.expect("is the password");
    actor(&world, &token).await.expect("is signed in").require_fresh().expect("just typed");
}

#[tokio::test]
async fn after_a_day_links_to_confirm_are_over_and_another_one_is_good() {
    let world = world().await;
    let services = &world.services;
    let mover = world.member("이사온이").await;
    let form = EmailChangeForm { email: "new@example.com".into(), current: PASSWORD.into() };
    accounts::request_email_change(services, &mover, form).await.expect("asks");
    let change = world.secret("new@example.com", page::CONFIRM_EMAIL).await;
    let email = sign_up_form("새로온이").email;
    accounts::sign_up(services, sign_up_form("새로온이"), None).await.expect("signs up");
    let confirm = world.secret(&email, page::CONFIRM).await;

    set_forward(&world, "23 hours").await;
    accounts::email_change(services, &change).await.expect("is still good");
    accounts::confirmation(services, &confirm, None).await.expect("is still good");
    set_forward(&world, "25 hours").await;
    assert_eq!(code(accounts::confirm_new_email(services, &change).await), ErrorCode::LinkExpired);
    let late = accounts::confirm_email(services, &confirm, None, PASSWORD.into(), "").await;
    assert_eq!(code(late), ErrorCode::LinkExpired);

    accounts::resend_confirmation(services, None, asking(email.clone()), None).await.expect("asks");
    let again = world.secret(&email, page::CONFIRM).await;
    set_forward(&world, "48 hours").await;
    accounts::confirm_email(services, &again, None, PASSWORD.into(), "").await.expect("is good for a day of its own");
}

#[tokio::test]
async fn after_a_week_who_never_confirmed_is_gone_and_then_the_name_is_free() {
    let world = world().await;
    accounts::sign_up(&world.services, sign_up_form("새로온이"), None).await.expect("signs up");
    world.member("머무는이").await;
    let other = SignUpForm { email: "other@example.com".into(), ..sign_up_form("새로온이") };

    set_forward(&world, "6 days 23 hours").await;
    keep_house(&world).await;
    assert_eq!(world.number("SELECT count(*) FROM members").await, 2);
    set_forward(&world, "7 days 1 hour").await;
    keep_house(&world).await;
    assert_eq!(world.number("SELECT count(*) FROM members").await, 1);
    let error = refusal(accounts::sign_up(&world.services, other.clone(), None).await);
    assert_eq!(error.field("nickname"), Some(FieldError::NicknameTaken), "the hold outlives the account");
    set_forward(&world, "8 days 1 hour").await;
    accounts::sign_up(&world.services, other, None).await.expect("the name is free");
}

#[tokio::test]
async fn after_its_days_a_suspension_is_over_before_the_job_comes() {
    let world = world().await;
    let services = &world.services;
    let movie = world.movie("올드보이").await;
    let member = world.member("오대수").await.member_id();
    let keeper = with_role(&world, "지킴이", Role::Moderator).await;
    suspensions::suspend(services, &keeper, member, suspend_form("7")).await.expect("suspends");

    set_forward(&world, "6 days 23 hours").await;
    let suspended = world.sign_in(&pair("오대수").email, PASSWORD).await;
    assert_eq!(suspended.state(), MemberState::Suspended);
    assert_eq!(code(reviews::create(services, &suspended, movie, review_form("좋다")).await), ErrorCode::Suspended);
    keep_house(&world).await;
    let open = "SELECT count(*) FROM suspensions WHERE ended_at IS NULL";
    assert_eq!(world.number(open).await, 1);

    set_forward(&world, "8 days").await;
    let signed_in = accounts::sign_in(services, pair("오대수"), "", None).await.expect("signs in");
    assert_eq!(signed_in.state, MemberState::Active);
    let actor = world.actor(&signed_in.token).await;
    assert_eq!(actor.state(), MemberState::Active);
    // Which looks at the state under a hold as well.
    reviews::create(services, &actor, movie, review_form("좋다")).await.expect("posts");
    let tokens = access::open(services, pair("오대수"), "").await.expect("signs in");
    let bearer = access::authenticate(services, &tokens.access).await.expect("looks up").expect("is signed in");
    assert_eq!(bearer.state(), MemberState::Active);
    assert_eq!(world.number("SELECT count(*) FROM members WHERE state = 'suspended'").await, 1, "the row waits");
    keep_house(&world).await;
    assert_eq!(world.number(open).await, 0);
    assert_eq!(world.number("SELECT count(*) FROM members WHERE state = 'suspended'").await, 0);
    assert_eq!(world.number("SELECT count(*) FROM mails WHERE kind = 'suspension_ended'").await, 1);
}

#[tokio::test]
async fn after_a_month_without_a_visit_a_session_is_over_and_after_three_in_any_case() {
    let world = world().await;
    let services = &world.services;
    world.member("손님").await;
    let (kept, idle) = (session(&world, "손님").await, session(&world, "손님").await);
    let tokens = access::open(services, pair("손님"), "").await.expect("signs in");
    set_forward(&world, "25 days").await;
    assert!(actor(&world, &kept).await.is_some());

    set_forward(&world, "31 days").await;
    assert!(actor(&world, &idle).await.is_none());
    assert!(actor(&world, &kept).await.is_some(), "each visit prolongs it");
    assert_eq!(code(access::refresh(services, &tokens.refresh).await), ErrorCode::SignInRequired);
    keep_house(&world).await;
    assert_eq!(world.number("SELECT count(*) FROM sessions").await, 1);

    for day in ["55 days", "80 days", "89 days"] {
        set_forward(&world, day).await;
        assert!(actor(&world, &kept).await.is_some(), "{day}");
    }
    set_forward(&world, "91 days").await;
    assert!(actor(&world, &kept).await.is_none(), "however often it is used");
}

#[tokio::test]
async fn after_a_month_who_left_is_purged_and_until_then_may_come_back() {
    let world = world().await;
    let services = &world.services;
    let movie = world.movie("봄날은 간다").await;
    let (gone, back) = (world.member("떠난이").await, world.member("돌아온이").await);
    for member in [&gone, &back] {
        world.review(member, movie, "좋다").await;
        leaving::leave(services, member, goodbye("")).await.expect("leaves");
    }
    set_forward(&world, "29 days").await;
    keep_house(&world).await;
    let returning = world.sign_in(&pair("돌아온이").email, PASSWORD).await;
    assert_eq!(returning.state(), MemberState::Leaving);
    leaving::come_back(services, &returning).await.expect("comes back");

    set_forward(&world, "31 days").await;
    keep_house(&world).await;
    assert_eq!(code(accounts::sign_in(services, pair("떠난이"), "", None).await), ErrorCode::WrongCredentials);
    assert_eq!(world.number("SELECT count(*) FROM members WHERE state = 'gone'").await, 1);
    assert_eq!(world.sign_in(&pair("돌아온이").email, PASSWORD).await.state(), MemberState::Active);
    assert_eq!(world.page(None, movie).await.review_count, 1);
}

#[tokio::test]
async fn after_half_a_year_only_what_is_meant_to_stay_is_there() {
    let world = world().await;
    let services = &world.services;
    let movie = world.movie("시네마 천국").await;
    let member = world.member("토토").await;
    let (stays, goes) = (world.review(&member, movie, "좋다").await, world.review(&member, movie, "별로다").await);
    reviews::update(services, &member, stays, review_form("참 좋다")).await.expect("edits");
    reviews::delete(services, &member, goes).await.expect("deletes");
    access::open(services, pair("토토"), "").await.expect("signs in");
    accounts::request_reset(services, asking(pair("토토").email), None).await.expect("asks");
    accounts::sign_up(services, sign_up_form("새로온이"), None).await.expect("signs up");
    let form = FormReturn { endpoint: "sign_in".into(), values: Default::default(), error: None };
    forms::keep(services, FormOwner::from_cookie("browser"), &form).await.expect("keeps");
    let kept_for_a_time = "SELECT (SELECT count(*) FROM sessions) + (SELECT count(*) FROM token_families)
                                + (SELECT count(*) FROM refresh_tokens) + (SELECT count(*) FROM member_tokens)
                                + (SELECT count(*) FROM nickname_holds) + (SELECT count(*) FROM form_returns)
                                + (SELECT count(*) FROM review_versions)";
    assert!(world.number(kept_for_a_time).await >= 7);
    keep_house(&world).await;
    assert!(world.number(kept_for_a_time).await >= 7, "it is early");

    set_forward(&world, "181 days").await;
    keep_house(&world).await;
    assert_eq!(world.number(kept_for_a_time).await, 0);
    assert_eq!(world.number("SELECT count(*) FROM reviews").await, 1);
    assert_eq!(world.number("SELECT count(*) FROM members").await, 1);
    let back = world.sign_in(&pair("토토").email, PASSWORD).await;
    assert_eq!(back.state(), MemberState::Active);
    assert_eq!(world.read(Some(&back), stays).await.content.as_deref(), Some("참 좋다"));
}
