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
    EmailChangeForm, EmailForm, LinkRequest, NewMember, PasswordChangeForm, ResetForm, SignInForm, SignUpForm,
    masked_email,
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

/// How long what is mailed is good. Code and texts both take it from here.
///
/// Hours for which the link is good that confirms the address of a new account.
pub const CONFIRM_HOURS: i32 = 24;
/// Hours for which the link is good that confirms the new address of an account.
pub const CHANGE_EMAIL_HOURS: i32 = 24;
/// Minutes for which the link to a new password is good: few, because it opens the account.
pub const RESET_MINUTES: i32 = 30;
/// Days after which an account is deleted whose address nobody has confirmed.
pub const UNCONFIRMED_DAYS: i32 = 7;
/// Days for which an address holds the nickname that it asked for: one more than an account that is
/// not confirmed is kept, so that the name does not come free with the account, or without one.
pub const NICKNAME_HOLD_DAYS: i32 = UNCONFIRMED_DAYS + 1;

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
