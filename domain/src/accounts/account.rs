//! What a member's own account shows: devices, a suspension, and what a link in a mail is about.

use super::MemberState;
use serde::{Deserialize, Serialize};

/// One place where a member is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceView {
    /// `s12` for a browser's session, `t7` for another client's tokens.
    pub id: String,
    /// In words, from what the client says of itself: `Windows의 Chrome`.
    pub name: String,
    /// Korean dates with time, e.g. `2026년 11월 3일 14:05`.
    pub signed_in: String,
    pub last_used: String,
    /// The one that asks.
    pub is_current: bool,
}

/// A member's suspension, as the member sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuspensionView {
    pub reason: String,
    pub began: String,
    /// Korean date with time; `None`: until somebody lifts it.
    pub until: Option<String>,
    /// What the member has said against it, once.
    pub appeal: Option<String>,
    /// Why it stays all the same.
    pub appeal_answer: Option<String>,
}

/// What the link in a mail is about, shown before its button is pressed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkView {
    pub nickname: String,
    /// The address that the link proves, with its middle hidden: `ha***@example.com`.
    pub email: String,
    /// Whether the button alone is not enough: this is not the browser that signed up.
    pub needs_password: bool,
    /// The page that somebody came from who signed up, as a path on this site.
    pub next: Option<String>,
}

/// The settings page of a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountView {
    pub nickname: String,
    /// In full: it is the member's own.
    pub email: String,
    pub joined: String,
    pub state: MemberState,
    /// The address asked for and not confirmed yet.
    pub pending_email: Option<String>,
    pub has_password: bool,
    pub device_count: u32,
    pub suspension: Option<SuspensionView>,
    /// When a member who is leaving is purged.
    pub leaves: Option<String>,
    /// Days a member who leaves has to come back.
    pub leaving_days: u16,
}
