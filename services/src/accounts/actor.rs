//! The proof that somebody is signed in.

use crate::secrets::Hash;
use domain::MemberId;
use domain::accounts::Viewer;

/// A member with a live session. Only authentication makes one, so a use case that takes an
/// `&Actor` cannot be called for a visitor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    member_id: MemberId,
    nickname: String,
    session: Hash,
}

impl Actor {
    pub(super) fn new(member_id: MemberId, nickname: String, session: Hash) -> Self {
        Self { member_id, nickname, session }
    }

    pub fn member_id(&self) -> MemberId {
        self.member_id
    }

    pub fn nickname(&self) -> &str {
        &self.nickname
    }

    pub(super) fn session(&self) -> Hash {
        self.session
    }

    /// What pages know of the actor.
    pub fn viewer(&self) -> Viewer {
        Viewer { id: self.member_id, nickname: self.nickname.clone() }
    }
}

/// The id that SQL compares authors with; `NULL` for a visitor.
pub(crate) fn viewer_id(actor: Option<&Actor>) -> Option<i64> {
    actor.map(|actor| actor.member_id.0)
}
