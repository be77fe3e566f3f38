//! The states of a member's life, and the roles of those who keep house.

use crate::error::ErrorCode;
use serde::{Deserialize, Serialize};

/// Where a member stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberState {
    /// Has not proven the address yet: may confirm it, and nothing else.
    Unconfirmed,
    Active,
    /// May read, take their data with them and appeal, and nothing else.
    Suspended,
    /// Has left and may still come back.
    Leaving,
    /// Purged: only a row without personal data is left.
    Gone,
}

impl MemberState {
    pub const EACH: [Self; 5] = [Self::Unconfirmed, Self::Active, Self::Suspended, Self::Leaving, Self::Gone];

    /// As stored, and as it stands in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unconfirmed => "unconfirmed",
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Leaving => "leaving",
            Self::Gone => "gone",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::EACH.into_iter().find(|state| state.code() == code)
    }

    /// The word on the screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Unconfirmed => "확인 전",
            Self::Active => "활동 중",
            Self::Suspended => "이용 정지",
            Self::Leaving => "탈퇴 중",
            Self::Gone => "탈퇴",
        }
    }

    /// Why somebody in this state may change nothing; `None` for those who may.
    pub const fn refusal(self) -> Option<ErrorCode> {
        match self {
            Self::Active => None,
            Self::Unconfirmed => Some(ErrorCode::Unconfirmed),
            Self::Suspended => Some(ErrorCode::Suspended),
            Self::Leaving | Self::Gone => Some(ErrorCode::Leaving),
        }
    }
}

/// What a member may do for the house. Ordered: each may all that those before may.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    #[default]
    Member,
    /// Keeps order among members.
    Moderator,
    /// Keeps the whole house.
    Administrator,
}

impl Role {
    pub const EACH: [Self; 3] = [Self::Member, Self::Moderator, Self::Administrator];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Moderator => "moderator",
            Self::Administrator => "administrator",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::EACH.into_iter().find(|role| role.code() == code)
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Member => "회원",
            Self::Moderator => "중재자",
            Self::Administrator => "관리자",
        }
    }

    /// Whether somebody of this role may act on a member of the role `other`: only on those below,
    /// so that nobody can turn on their equals. (Roles are given on the command line.)
    pub fn may_act_on(self, other: Self) -> bool {
        self >= Self::Moderator && self > other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_back() {
        for state in MemberState::EACH {
            assert_eq!(MemberState::from_code(state.code()), Some(state));
        }
        for role in Role::EACH {
            assert_eq!(Role::from_code(role.code()), Some(role));
        }
        assert_eq!((MemberState::from_code("ACTIVE"), Role::from_code("")), (None, None));
    }

    #[test]
    fn only_the_active_may_change_anything() {
        let free: Vec<_> = MemberState::EACH.into_iter().filter(|state| state.refusal().is_none()).collect();
        assert_eq!(free, [MemberState::Active]);
    }

    #[test]
    fn nobody_acts_on_their_equals_or_above() {
        let allowed: Vec<_> = Role::EACH
            .into_iter()
            .flat_map(|actor| Role::EACH.map(|other| (actor, other)))
            .filter(|(actor, other)| actor.may_act_on(*other))
            .collect();
        assert_eq!(
            allowed,
            [
                (Role::Moderator, Role::Member),
                (Role::Administrator, Role::Member),
                (Role::Administrator, Role::Moderator)
            ]
        );
    }
}
