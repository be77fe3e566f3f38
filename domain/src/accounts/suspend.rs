//! Forms about being suspended and about leaving.

use crate::administration::REASON_MAX;
use crate::error::{AppError, FieldError, Findings};
use crate::form::is_ticked;

/// Longest appeal, in characters.
pub const APPEAL_MAX: usize = 2000;
/// The longest suspension with an end, in days: ten years.
pub const SUSPENSION_DAYS_MAX: u16 = 3650;

/// A suspension as posted.
#[derive(Debug, Clone, Default)]
pub struct SuspendForm {
    /// How many; empty: until somebody lifts it.
    pub days: String,
    /// Told to the member.
    pub reason: String,
}

/// A suspension that passed every check which needs no database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSuspension {
    pub days: Option<u16>,
    pub reason: String,
}

impl SuspendForm {
    pub fn validate(self) -> Result<NewSuspension, AppError> {
        let mut findings = Findings::default();
        let days = findings.check("days", days(&self.days));
        let reason = findings.check("reason", reason(&self.reason));
        match (days, reason) {
            (Some(days), Some(reason)) => Ok(NewSuspension { days, reason }),
            _ => Err(findings.into_error()),
        }
    }
}

fn days(text: &str) -> Result<Option<u16>, FieldError> {
    if text.is_empty() {
        return Ok(None);
    }
    match text.parse() {
        Ok(days) if (1..=SUSPENSION_DAYS_MAX).contains(&days) => Ok(Some(days)),
        _ => Err(FieldError::ValueInvalid),
    }
}

fn reason(text: &str) -> Result<String, FieldError> {
    match text.chars().count() {
        0 => Err(FieldError::ReasonMissing),
        1..=REASON_MAX => Ok(text.to_owned()),
        _ => Err(FieldError::ReasonTooLong),
    }
}

/// Leaving, as posted.
#[derive(Clone, Default)]
pub struct LeaveForm {
    pub password: String,
    /// Ticked: the public reviews stay, without a name.
    pub keep_reviews: String,
}

/// Not printable: it carries a password.
impl std::fmt::Debug for LeaveForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LeaveForm").field("keep_reviews", &self.keep_reviews).finish_non_exhaustive()
    }
}

/// A wish to leave that passed every check which needs no database.
#[derive(Clone, PartialEq, Eq)]
pub struct Farewell {
    pub password: String,
    pub keeps_reviews: bool,
}

impl LeaveForm {
    /// Only emptiness is an error here: whether the password is right is found out later.
    pub fn validate(self) -> Result<Farewell, AppError> {
        let mut findings = Findings::default();
        if self.password.is_empty() {
            findings.note("password", FieldError::PasswordMissing);
            return Err(findings.into_error());
        }
        Ok(Farewell { keeps_reviews: is_ticked(&self.keep_reviews), password: self.password })
    }
}

/// A suspended member's own word, as posted.
#[derive(Debug, Clone, Default)]
pub struct AppealForm {
    pub text: String,
}

impl AppealForm {
    pub fn validate(self) -> Result<String, AppError> {
        let mut findings = Findings::default();
        match self.text.chars().count() {
            0 => findings.note("text", FieldError::ReasonMissing),
            1..=APPEAL_MAX => return Ok(self.text),
            _ => findings.note("text", FieldError::TextTooLong),
        }
        Err(findings.into_error())
    }
}

/// Why a suspension stays although its member appealed, as posted.
#[derive(Debug, Clone, Default)]
pub struct AppealAnswerForm {
    /// Told to the member.
    pub answer: String,
}

impl AppealAnswerForm {
    pub fn validate(self) -> Result<String, AppError> {
        let mut findings = Findings::default();
        findings.check("answer", reason(&self.answer)).ok_or_else(|| findings.into_error())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suspend(days: &str, reason: &str) -> Result<NewSuspension, AppError> {
        SuspendForm { days: days.into(), reason: reason.into() }.validate()
    }

    #[test]
    fn a_suspension_has_a_reason_and_perhaps_an_end() {
        assert_eq!(suspend("", "도배").expect("valid"), NewSuspension { days: None, reason: "도배".into() });
        assert_eq!(suspend("3650", "도배").expect("valid").days, Some(3650));
        for days in ["0", "-1", "3651", "1.5", "일주일", "99999999999"] {
            assert_eq!(suspend(days, "도배").expect_err(days).field("days"), Some(FieldError::ValueInvalid), "{days}");
        }
        let error = suspend("x", "").expect_err("both are wrong");
        assert_eq!(error.fields.len(), 2);
        assert_eq!(error.field("reason"), Some(FieldError::ReasonMissing));
    }

    #[test]
    fn reasons_are_bounded_in_characters() {
        assert_eq!(reason(&"가".repeat(500)).map(|text| text.len()), Ok(1500));
        assert_eq!(reason(&"가".repeat(501)), Err(FieldError::ReasonTooLong));
    }

    #[test]
    fn leaving_needs_a_password() {
        let error = LeaveForm::default().validate().err().expect("no password");
        assert_eq!(error.field("password"), Some(FieldError::PasswordMissing));
        let form = LeaveForm { password: "x".into(), keep_reviews: "on".into() };
        assert!(!format!("{form:?}").contains('x'), "the password is not printable");
        assert!(form.validate().is_ok_and(|farewell| farewell.keeps_reviews));
        let form = LeaveForm { password: "x".into(), keep_reviews: String::new() };
        assert!(form.validate().is_ok_and(|farewell| !farewell.keeps_reviews));
    }

    #[test]
    fn an_appeal_says_something() {
        let appeal = |text: &str| AppealForm { text: text.into() }.validate();
        assert_eq!(appeal("").expect_err("empty").field("text"), Some(FieldError::ReasonMissing));
        assert_eq!(appeal(&"가".repeat(2001)).expect_err("long").field("text"), Some(FieldError::TextTooLong));
        assert_eq!(appeal("제가 아니에요"), Ok("제가 아니에요".into()));
    }

    #[test]
    fn an_appeal_is_answered_with_a_reason() {
        let answer = |text: &str| AppealAnswerForm { answer: text.into() }.validate();
        assert_eq!(answer("").expect_err("empty").field("answer"), Some(FieldError::ReasonMissing));
        assert_eq!(answer(&"가".repeat(501)).expect_err("long").field("answer"), Some(FieldError::ReasonTooLong));
        assert_eq!(answer("다시 보아도 같아요"), Ok("다시 보아도 같아요".into()));
    }
}
