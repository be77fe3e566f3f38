//! SQL of members.
//!
//! Who changes several rows of one account holds them in this order, so that nobody waits in a circle: the
//! address ([`members::hold_address`]), nicknames, the member, the member's links and sessions.

pub mod access;
pub mod devices;
pub mod export;
pub mod leaving;
pub mod members;
pub mod newcomers;
mod profile;
pub mod sessions;
pub mod suspensions;
pub mod tokens;

pub use profile::{ProfileRow, profile};

use domain::accounts::{MemberState, Role};

/// A state as stored; one that this release does not know may do nothing.
pub fn state(code: &str) -> MemberState {
    MemberState::from_code(code).unwrap_or(MemberState::Gone)
}

/// A role as stored; one that this release does not know has no rights.
pub fn role(code: &str) -> Role {
    Role::from_code(code).unwrap_or_default()
}
