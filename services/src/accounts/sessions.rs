//! Sessions of signed-in browsers: an opaque random id in a cookie, its hash in the database.

use super::{Actor, store};
use crate::error::chain;
use crate::secrets::{self, Hash};
use crate::{Result, Services};
use domain::MemberId;
use sqlx::PgConnection;

/// Days without a visit after which a session ends.
pub const IDLE_DAYS: i32 = 30;
/// Days after which a session ends in any case.
pub const ABSOLUTE_DAYS: i32 = 90;

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

pub(super) async fn open(connection: &mut PgConnection, member: MemberId, user_agent: &str) -> Result<SessionToken> {
    let token = secrets::random()?;
    let user_agent: String = user_agent.chars().filter(|c| !c.is_control()).take(300).collect();
    store::insert_session(connection, secrets::hash(&token), member, &user_agent, IDLE_DAYS).await?;
    Ok(SessionToken(token))
}

/// The actor of the session whose secret a browser sent; `None` when it is unknown or has expired.
/// A session in use is prolonged, at most once a day.
pub async fn authenticate(services: &Services, token: &str) -> Result<Option<Actor>> {
    let hash: Hash = secrets::hash(token);
    let Some(session) = store::find_session(&services.pool, hash, IDLE_DAYS, ABSOLUTE_DAYS).await? else {
        return Ok(None);
    };
    if session.is_stale {
        // The session is good all the same.
        if let Err(error) = store::prolong_session(&services.pool, hash, IDLE_DAYS, ABSOLUTE_DAYS).await {
            tracing::warn!(error = %chain(&error), "a session could not be prolonged");
        }
    }
    Ok(Some(Actor::new(MemberId(session.member_id), session.nickname, hash)))
}

pub(super) async fn close(services: &Services, actor: &Actor) -> Result<()> {
    store::delete_session(&services.pool, actor.session()).await
}

/// Deletes expired sessions; answers how many.
pub async fn purge(services: &Services) -> Result<u64> {
    store::purge_sessions(&services.pool).await
}
