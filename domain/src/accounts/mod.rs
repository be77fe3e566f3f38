//! Members (회원): what the forms of an account take, who is looking at a page, and the view of a profile.

mod account;
mod forms;
mod nickname;
mod password;
mod profile;
mod state;
pub mod suspend;

pub use account::{AccountView, DeviceView, LinkView, SuspensionView};
pub use forms::{
    EmailChangeForm, EmailForm, NewMember, PasswordChangeForm, ResetForm, SignInForm, SignUpForm, masked_email,
};
pub use password::{Strength, StrengthLevel, password_strength, surprises};
pub use profile::{ProfileTab, ProfileView, ScoreOrder, ScoredMovie};
pub use state::{MemberState, Role};
pub use suspend::{AppealAnswerForm, AppealForm, Farewell, LeaveForm, NewSuspension, SuspendForm};

use crate::ids::MemberId;
use serde::{Deserialize, Serialize};

/// Bounds of the fields, in characters; the forms show them, the checks of the forms hold them.
pub const NICKNAME_MIN: usize = 2;
pub const NICKNAME_MAX: usize = 20;
pub const EMAIL_MAX: usize = 254;
pub const PASSWORD_MIN: usize = 10;
pub const PASSWORD_MAX: usize = 128;

/// First path segments under `/accounts/`: no member may be called so, because that is where
/// profiles live. A test in `server` compares the list with the router.
pub const RESERVED_NICKNAMES: &[&str] =
    &["appeal", "confirm", "email", "forgot", "reauth", "reset", "return", "sent", "signin", "signup"];

/// The person who asked for a page; `None` in its place means an anonymous visitor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    pub id: MemberId,
    pub nickname: String,
    pub state: MemberState,
    pub role: Role,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_back() {
        for tab in ProfileTab::EACH {
            assert_eq!(ProfileTab::from_code(Some(tab.code())), tab);
        }
        for order in ScoreOrder::EACH {
            assert_eq!(ScoreOrder::from_code(Some(order.code())), order);
        }
        for nonsense in [None, Some(""), Some("REVIEWS"), Some("점수")] {
            assert_eq!(ProfileTab::from_code(nonsense), ProfileTab::Scores);
            assert_eq!(ScoreOrder::from_code(nonsense), ScoreOrder::Recent);
        }
    }
}
