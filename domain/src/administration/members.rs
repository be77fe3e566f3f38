//! Members as the house sees them.

use super::AuditEntry;
use crate::accounts::{DeviceView, MemberState, Role};
use crate::ids::MemberId;
use serde::{Deserialize, Serialize};

/// What the list of members is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberSearch {
    /// Part of a nickname, a whole address or an id; for administrators part of an address too.
    pub query: String,
    pub state: Option<MemberState>,
    pub role: Option<Role>,
    /// Only those whose appeal waits for an answer.
    pub appeals: bool,
    /// Go on after this member.
    pub after: Option<MemberId>,
}

/// A member in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManagedMemberRow {
    pub id: MemberId,
    pub nickname: String,
    /// In full for administrators, masked for moderators; `None` once purged.
    pub email: Option<String>,
    pub state: MemberState,
    pub role: Role,
    /// Korean date.
    pub joined: String,
    /// Korean date with time; `None` also for those on whom the viewer may not act.
    pub last_seen: Option<String>,
    /// An appeal waits for an answer.
    pub has_appeal: bool,
}

/// A page of members, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManagedMemberList {
    pub search: MemberSearch,
    pub members: Vec<ManagedMemberRow>,
    /// Pass as `?after=` for the next members; `None` at the end.
    pub more: Option<String>,
}

/// A suspension as the house sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManagedSuspension {
    pub id: i64,
    pub reason: String,
    /// Nickname of who suspended; `None`: somebody who is gone.
    pub by: Option<String>,
    /// Korean dates with time.
    pub began: String,
    /// `None`: until somebody lifts it.
    pub until: Option<String>,
    /// `None` while it lasts.
    pub ended: Option<String>,
    pub end_reason: Option<String>,
    pub appeal: Option<String>,
    pub appealed: Option<String>,
    /// Why it stays all the same; `None` while the appeal waits for an answer.
    pub appeal_answer: Option<String>,
    pub appeal_answered: Option<String>,
}

impl ManagedSuspension {
    /// Its member appealed, and nobody has answered yet.
    pub fn awaits_answer(&self) -> bool {
        self.ended.is_none() && self.appeal.is_some() && self.appeal_answer.is_none()
    }
}

/// A member's page in the administration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManagedMember {
    pub id: MemberId,
    pub nickname: String,
    /// In full for administrators, masked for moderators; `None` once purged.
    pub email: Option<String>,
    pub state: MemberState,
    pub role: Role,
    /// Korean dates, those with a moment also with time.
    pub joined: String,
    pub confirmed: Option<String>,
    /// `None` also where the viewer may not act.
    pub last_seen: Option<String>,
    pub suspended_until: Option<String>,
    /// When a member who is leaving is purged.
    pub leaves: Option<String>,
    pub score_count: i64,
    pub review_count: i64,
    /// Within thirty days.
    pub recent_review_count: i64,
    /// Where the member is signed in, last used first; empty where the viewer may not act.
    pub devices: Vec<DeviceView>,
    /// Newest first, the open one among them.
    pub suspensions: Vec<ManagedSuspension>,
    /// What the house did to the member, newest first; at most twenty.
    pub audit: Vec<AuditEntry>,
    /// Whether the viewer may act on this member: only on those of a lesser role.
    pub may_act: bool,
}

impl ManagedMember {
    /// The suspension that lasts.
    pub fn suspension(&self) -> Option<&ManagedSuspension> {
        self.suspensions.iter().find(|suspension| suspension.ended.is_none())
    }
}
