//! Sessions of signed-in browsers: an opaque random id in a cookie, its hash in the database. Also
//! the list of all places where a member is signed in, tokens included.

use super::actor::Way;
use super::store::{self, access as families, members, sessions as rows};
use super::{Actor, credentials, devices};
use crate::error::chain;
use crate::secrets::{self, Hash};
use crate::{Result, Services, text};
use domain::MemberId;
use domain::accounts::DeviceView;
use domain::error::ErrorCode;
use sqlx::PgConnection;

/// Days without a visit after which a session ends.
pub const IDLE_DAYS: i32 = 30;
/// Days after which a session ends in any case.
pub const ABSOLUTE_DAYS: i32 = 90;
/// Minutes for which a password that was typed is good for dangerous steps.
pub const FRESH_MINUTES: i32 = 15;

/// The secret that the browser gets, once. Not printable.
pub struct SessionToken(String);

impl SessionToken {
    /// For the cookie, and for nothing else.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionToken(…)")
    }
}

/// When the password was given that a session is opened with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Given {
    Now,
    /// With the sign-up, and not since.
    AtSignUp,
}

/// Opens a session of a held member.
pub(super) async fn open(
    connection: &mut PgConnection,
    member: MemberId,
    user_agent: &str,
    given: Given,
) -> Result<SessionToken> {
    let token = secrets::random()?;
    let (hash, user_agent) = (secrets::hash(&token), devices::description(user_agent));
    rows::insert(connection, hash, member, &user_agent, IDLE_DAYS, given == Given::Now).await?;
    Ok(SessionToken(token))
}

/// Gives the actor's session a new secret, under which the password counts as just asked for; the
/// old one is worth nothing from then on.
///
/// # Errors
/// `sign_in_required` when the session has ended or got another secret meanwhile, or for a client
/// without one.
pub(super) async fn rotate(connection: &mut PgConnection, actor: &Actor, user_agent: &str) -> Result<SessionToken> {
    let Way::Session { id, hash } = actor.way else { return Err(ErrorCode::SignInRequired.into()) };
    let token = secrets::random()?;
    let user_agent = devices::description(user_agent);
    let is_there = rows::rotate(connection, id, hash, secrets::hash(&token), &user_agent).await?;
    if is_there { Ok(SessionToken(token)) } else { Err(ErrorCode::SignInRequired.into()) }
}

/// The actor of the session whose secret a browser sent; `None` when it is unknown or has expired.
/// That a session is in use is noted every ten minutes.
pub async fn authenticate(services: &Services, token: &str) -> Result<Option<Actor>> {
    let hash: Hash = secrets::hash(token);
    let Some(session) = rows::find(&services.pool, hash, FRESH_MINUTES).await? else {
        return Ok(None);
    };
    if session.is_stale {
        // The session is good all the same.
        if let Err(error) = rows::prolong(&services.pool, hash, IDLE_DAYS, ABSOLUTE_DAYS).await {
            tracing::warn!(error = %chain(&error), "a session could not be prolonged");
        }
    }
    Ok(Some(Actor {
        member_id: MemberId(session.member_id),
        nickname: session.nickname,
        state: store::state(&session.state),
        role: store::role(&session.role),
        way: Way::Session { id: session.id, hash },
        is_fresh: session.is_fresh,
    }))
}

pub(super) async fn close(services: &Services, actor: &Actor) -> Result<()> {
    match actor.way {
        Way::Session { hash, .. } => rows::delete(&services.pool, hash).await,
        // Such a client gives its refresh token back instead.
        Way::Token { .. } => Ok(()),
    }
}

/// Where the actor is signed in, the present place first and then those used last.
pub async fn list(services: &Services, actor: &Actor) -> Result<Vec<DeviceView>> {
    devices::list(services, actor).await
}

/// Signs one place of the actor's out; their own one as well.
///
/// # Errors
/// `not_found` when the actor has no such place.
pub async fn revoke(services: &Services, actor: &Actor, device: &str) -> Result<()> {
    let device = devices::DeviceId::parse(device).ok_or(ErrorCode::NotFound)?;
    let mut connection = services.pool.acquire().await?;
    let found = match device {
        devices::DeviceId::Session(id) => rows::delete_of(&mut connection, actor.member_id, id).await?,
        devices::DeviceId::Tokens(family) => families::revoke(&mut connection, family, Some(actor.member_id)).await?,
    };
    if found { Ok(()) } else { Err(ErrorCode::NotFound.into()) }
}

/// Signs every place out but the one that asks; answers how many.
pub async fn revoke_others(services: &Services, actor: &Actor) -> Result<u64> {
    let (session, family) = match actor.way {
        Way::Session { id, .. } => (Some(id), None),
        Way::Token { family } => (None, Some(family)),
    };
    let mut transaction = services.begin_unseen().await?;
    let sessions = end_all(&mut transaction, actor.member_id, session).await?;
    let tokens = families::revoke_all(&mut transaction, actor.member_id, family).await?;
    transaction.commit().await?;
    Ok(sessions + tokens)
}

/// Ends all sessions of a member but the one with the id `except`; answers how many. Their tokens are
/// ended by [`super::access::revoke_all`].
pub async fn end_all(connection: &mut PgConnection, member: MemberId, except: Option<i64>) -> Result<u64> {
    rows::delete_all(connection, member, except).await
}

/// Asks for the password once more: for [`FRESH_MINUTES`] dangerous steps are open. The session gets a
/// new secret.
///
/// # Errors
/// `password_wrong` beside the field `password`; `too_many_requests` after many wrong ones;
/// `sign_in_required` when the session has ended.
pub async fn reauthenticate(
    services: &Services,
    actor: &Actor,
    password: String,
    user_agent: &str,
) -> Result<SessionToken> {
    let identity = members::identity(&services.pool, actor.member_id).await?.ok_or(ErrorCode::SignInRequired)?;
    let password = text::password(password);
    credentials::check(services, actor.member_id, "password", password, identity.password_hash).await?;
    let mut connection = services.pool.acquire().await?;
    rotate(&mut connection, actor, user_agent).await
}

/// Deletes expired sessions; answers how many.
pub async fn purge(services: &Services) -> Result<u64> {
    let mut upkeep = services.begin_upkeep().await?;
    let purged = rows::purge(&mut upkeep).await?;
    upkeep.commit().await?;
    Ok(purged)
}
