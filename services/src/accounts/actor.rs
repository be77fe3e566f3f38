//! The proof that somebody is signed in.

use super::store;
use crate::Result;
use crate::secrets::Hash;
use domain::MemberId;
use domain::accounts::{MemberState, Role, Viewer};
use domain::error::ErrorCode;
use sqlx::PgConnection;

/// A member with a live session or access token, in any state but gone. Only authentication makes
/// one, so a use case that takes an `&Actor` cannot be called for a visitor; one that changes
/// something begins with [`Actor::may_act`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    pub(super) member_id: MemberId,
    pub(super) nickname: String,
    pub(super) state: MemberState,
    pub(super) role: Role,
    pub(super) way: Way,
    /// Whether the password was asked for within [`super::sessions::FRESH_MINUTES`].
    pub(super) is_fresh: bool,
}

/// How the actor is signed in. What a session is looked up by is not printable.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Way {
    /// A browser; its session.
    Session { id: i64, hash: Hash },
    /// Another client; the family of its tokens.
    Token { family: i64 },
}

impl std::fmt::Debug for Way {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Session { id, .. } => write!(f, "Session({id})"),
            Self::Token { family } => write!(f, "Token({family})"),
        }
    }
}

impl Actor {
    pub fn member_id(&self) -> MemberId {
        self.member_id
    }

    pub fn nickname(&self) -> &str {
        &self.nickname
    }

    pub fn state(&self) -> MemberState {
        self.state
    }

    pub fn role(&self) -> Role {
        self.role
    }

    /// # Errors
    /// `unconfirmed`, `suspended` or `leaving`, for members who may change nothing.
    pub fn may_act(&self) -> Result<()> {
        self.state.refusal().map_or(Ok(()), |code| Err(code.into()))
    }

    /// [`Actor::may_act`] as of now, and until the transaction ends: the actor cannot leave or be
    /// suspended meanwhile. For what must not outlive the actor's right to do it; call it before any
    /// film is locked.
    ///
    /// # Errors
    /// As [`Actor::may_act`].
    pub(crate) async fn hold(&self, connection: &mut PgConnection) -> Result<()> {
        let state = store::leaving::share_state(connection, self.member_id).await?;
        let state = state.map_or(MemberState::Gone, |code| store::state(&code));
        state.refusal().map_or(Ok(()), |code| Err(code.into()))
    }

    /// # Errors
    /// As [`Actor::may_act`], and `role_required` for members of a lesser role.
    pub fn require(&self, role: Role) -> Result<()> {
        self.may_act()?;
        if self.role >= role { Ok(()) } else { Err(ErrorCode::RoleRequired.into()) }
    }

    /// # Errors
    /// `reauthentication_required` when the password was asked for too long ago.
    pub fn require_fresh(&self) -> Result<()> {
        if self.is_fresh { Ok(()) } else { Err(ErrorCode::ReauthenticationRequired.into()) }
    }

    /// What pages know of the actor.
    pub fn viewer(&self) -> Viewer {
        Viewer { id: self.member_id, nickname: self.nickname.clone(), state: self.state, role: self.role }
    }
}

/// The id that SQL compares authors with; `NULL` for a visitor.
pub(crate) fn viewer_id(actor: Option<&Actor>) -> Option<i64> {
    actor.map(|actor| actor.member_id.0)
}
