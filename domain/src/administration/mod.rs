//! Keeping house (관리): what those with a role see of members, films, jobs, mails, settings and the
//! audit log, and the forms they change them with.

mod audit;
mod catalogue;
mod members;
mod overview;
mod settings;
mod tags;
mod work;

pub use audit::{AuditEntry, AuditFilter, AuditList, AuditPerson, action_label, detail_label, target_label};
pub use catalogue::{
    Day, ManagedMovie, ManagedMovieList, ManagedMovieRow, MovieChange, MovieForm, MovieGap, MovieSearch, TagChoice,
};
pub use members::{ManagedMember, ManagedMemberList, ManagedMemberRow, ManagedSuspension, MemberSearch};
pub use overview::{Attention, OverviewView, StateCount};
pub use settings::{SettingChange, SettingKey, SettingView, Settings, SettingsView};
pub use tags::{TagList, TagRow, TagSearch, tag_name};
pub use work::{
    JobList, JobRow, JobSearch, JobState, MailList, MailRow, MailSearch, MailState, MailView, mail_label, task_label,
};

use crate::error::{AppError, FieldError, FieldErrors};

/// Longest reason for a step, in characters.
pub const REASON_MAX: usize = 500;

/// The reason that a step must have.
///
/// # Errors
/// `reason_missing` and `reason_too_long` at the field `reason`.
pub fn reason(text: &str) -> Result<String, AppError> {
    let fault = match text.chars().count() {
        0 => FieldError::ReasonMissing,
        length if length > REASON_MAX => FieldError::ReasonTooLong,
        _ => return Ok(text.to_owned()),
    };
    Err(AppError::invalid(FieldErrors::from([("reason".to_owned(), fault)])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_needed_and_ends_somewhere() {
        for (text, fault) in [
            (String::new(), Some(FieldError::ReasonMissing)),
            ("가".repeat(REASON_MAX), None),
            ("가".repeat(REASON_MAX + 1), Some(FieldError::ReasonTooLong)),
        ] {
            assert_eq!(reason(&text).err().and_then(|error| error.field("reason")), fault);
        }
    }
}
