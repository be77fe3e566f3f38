//! Members (회원): what sign-up and sign-in take, who is looking at a page, and the view of a profile.

mod profile;

pub use profile::{ProfileTab, ProfileView, ScoreOrder, ScoredMovie};

use crate::error::{AppError, FieldError, Findings};
use crate::form::is_ticked;
use crate::ids::MemberId;
use serde::{Deserialize, Serialize};

/// Bounds of the fields, in characters; the forms show them, the checks below hold them.
pub const NICKNAME_MIN: usize = 2;
pub const NICKNAME_MAX: usize = 20;
pub const EMAIL_MAX: usize = 254;
pub const PASSWORD_MIN: usize = 10;
pub const PASSWORD_MAX: usize = 128;

/// First path segments under `/accounts/`: no member may be called so, because that is where
/// profiles live. A test in `server` compares the list with the router.
pub const RESERVED_NICKNAMES: &[&str] = &["signin", "signup"];

/// Names that would let a member pose as the house.
const HOUSE_NICKNAMES: &[&str] =
    &["admin", "administrator", "popcorngeek", "root", "관리자", "운영자", "운영팀", "팝콘긱"];

/// Passwords that guessing starts with, at our minimum length and above.
const COMMON_PASSWORDS: &[&str] = &[
    "1234567890",
    "0123456789",
    "12345678910",
    "123456789a",
    "1q2w3e4r5t",
    "1q2w3e4r5t6y",
    "qwertyuiop",
    "qwer1234qwer",
    "asdfasdfasdf",
    "asdfghjkl1",
    "password123",
    "password1234",
    "passw0rd123",
    "abcd123456",
    "abcdefghij",
    "a123456789",
    "qwerty12345",
    "qwerty123456",
    "iloveyou123",
    "administrator",
    "popcorngeek",
    "1111111111",
    "0000000000",
    "1234512345",
    "zxcvbnm123",
    "1qaz2wsx3edc",
    "dkssudgktpdy",
    "tkfkdgody12",
    "letmein123",
    "welcome123",
];

/// The person who asked for a page; `None` in its place means an anonymous visitor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    pub id: MemberId,
    pub nickname: String,
}

/// The sign-up form as posted.
#[derive(Debug, Clone, Default)]
pub struct SignUpForm {
    pub email: String,
    pub nickname: String,
    pub password: String,
    pub age_confirmed: String,
    pub terms_agreed: String,
}

/// A sign-up that passed every check which needs no database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMember {
    /// Lower-cased: addresses are compared without regard to case.
    pub email: String,
    pub nickname: String,
    pub password: String,
}

impl SignUpForm {
    /// Checks every field, so that all messages appear at once.
    pub fn validate(self) -> Result<NewMember, AppError> {
        let mut findings = Findings::default();
        let email = findings.check("email", email(&self.email));
        let nickname = findings.check("nickname", nickname(&self.nickname));
        let password = findings.check("password", password(&self.password, &self.email, &self.nickname));
        if !is_ticked(&self.age_confirmed) {
            findings.note("age_confirmed", FieldError::AgeNotConfirmed);
        }
        if !is_ticked(&self.terms_agreed) {
            findings.note("terms_agreed", FieldError::TermsNotAgreed);
        }
        match (email, nickname, password) {
            (Some(email), Some(nickname), Some(password)) if findings.is_empty() => {
                Ok(NewMember { email, nickname, password })
            }
            _ => Err(findings.into_error()),
        }
    }
}

/// The sign-in form as posted.
#[derive(Debug, Clone, Default)]
pub struct SignInForm {
    pub email: String,
    pub password: String,
}

impl SignInForm {
    /// Only emptiness is an error here: anything else is simply a wrong pair.
    pub fn validate(self) -> Result<Self, AppError> {
        let mut findings = Findings::default();
        if self.email.is_empty() {
            findings.note("email", FieldError::EmailMissing);
        }
        if self.password.is_empty() {
            findings.note("password", FieldError::PasswordMissing);
        }
        if findings.is_empty() {
            Ok(Self { email: self.email.to_lowercase(), ..self })
        } else {
            Err(findings.into_error())
        }
    }
}

/// One address in the shape that mail servers deliver: ASCII without blanks, one `@`, a dotted
/// host. Whether it exists only a confirmation mail can tell.
fn email(text: &str) -> Result<String, FieldError> {
    if text.is_empty() {
        return Err(FieldError::EmailMissing);
    }
    let (local, host) = text.split_once('@').ok_or(FieldError::EmailInvalid)?;
    let dotted = |part: &str| !part.is_empty() && part.split('.').all(|label| !label.is_empty());
    let host_ok = host.contains('.')
        && dotted(host)
        && host.split('.').all(|label| {
            label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        })
        && host.rsplit('.').next().is_some_and(|top| top.len() >= 2 && !top.bytes().all(|b| b.is_ascii_digit()));
    let local_ok = dotted(local)
        && local.len() <= 64
        && local.bytes().all(|b| b.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&b));
    if text.len() > EMAIL_MAX || !host_ok || !local_ok {
        return Err(FieldError::EmailInvalid);
    }
    Ok(text.to_ascii_lowercase())
}

/// Letters and digits of any script, `_` and `-`: a nickname is also a path segment.
fn nickname(text: &str) -> Result<String, FieldError> {
    let length = text.chars().count();
    if length == 0 {
        return Err(FieldError::NicknameMissing);
    }
    if !text.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-') {
        return Err(FieldError::NicknameInvalid);
    }
    if length < NICKNAME_MIN {
        return Err(FieldError::NicknameTooShort);
    }
    if length > NICKNAME_MAX {
        return Err(FieldError::NicknameTooLong);
    }
    let lower = text.to_lowercase();
    if RESERVED_NICKNAMES.contains(&lower.as_str()) || HOUSE_NICKNAMES.contains(&lower.as_str()) {
        return Err(FieldError::NicknameReserved);
    }
    Ok(text.to_owned())
}

/// Length and guessability only, as NIST SP 800-63B advises: no composition rules.
fn password(text: &str, email: &str, nickname: &str) -> Result<String, FieldError> {
    let length = text.chars().count();
    if length == 0 {
        return Err(FieldError::PasswordMissing);
    }
    if length < PASSWORD_MIN {
        return Err(FieldError::PasswordTooShort);
    }
    if length > PASSWORD_MAX {
        return Err(FieldError::PasswordTooLong);
    }
    let lower = text.to_lowercase();
    let mut characters = lower.chars();
    let first = characters.next();
    if COMMON_PASSWORDS.contains(&lower.as_str()) || characters.all(|c| Some(c) == first) {
        return Err(FieldError::PasswordTooCommon);
    }
    let names = [email.split('@').next().unwrap_or_default(), nickname];
    if names.iter().any(|name| name.chars().count() >= 4 && lower.contains(&name.to_lowercase())) {
        return Err(FieldError::PasswordLikeIdentity);
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn form() -> SignUpForm {
        SignUpForm {
            email: "Geek+1@Example.com".into(),
            nickname: "하늘극장".into(),
            password: "영화는 극장에서 봐야지".into(),
            age_confirmed: "on".into(),
            terms_agreed: "on".into(),
        }
    }

    #[test]
    fn a_good_form_passes_and_lower_cases_the_address() {
        let member = form().validate().expect("valid");
        assert_eq!(member.email, "geek+1@example.com");
        assert_eq!(member.nickname, "하늘극장");
    }

    #[test]
    fn every_fault_is_reported_at_once() {
        let error = SignUpForm::default().validate().expect_err("invalid");
        assert_eq!(error.fields.len(), 5);
        assert_eq!(error.field("terms_agreed"), Some(FieldError::TermsNotAgreed));
    }

    #[test]
    fn addresses() {
        for bad in [
            "a",
            "a@b",
            "@example.com",
            "a@@example.com",
            "a b@example.com",
            "a@example..com",
            "a@-x.com",
            "a@1.2.3.4",
            "가@example.com",
            "a@exa mple.com",
            ".a@example.com",
        ] {
            assert_eq!(email(bad), Err(FieldError::EmailInvalid), "{bad}");
        }
        let long = format!("{}@example.com", "a".repeat(65));
        assert_eq!(email(&long), Err(FieldError::EmailInvalid));
    }

    #[test]
    fn nicknames() {
        assert_eq!(nickname("가"), Err(FieldError::NicknameTooShort));
        assert_eq!(nickname(&"가".repeat(20)), Ok("가".repeat(20)));
        assert_eq!(nickname(&"가".repeat(21)), Err(FieldError::NicknameTooLong));
        assert_eq!(nickname("a/b"), Err(FieldError::NicknameInvalid));
        assert_eq!(nickname("두 단어"), Err(FieldError::NicknameInvalid));
        assert_eq!(nickname("SignIn"), Err(FieldError::NicknameReserved));
        assert_eq!(nickname("운영자"), Err(FieldError::NicknameReserved));
    }

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

    #[test]
    fn passwords() {
        assert_eq!(password("123456789", "", ""), Err(FieldError::PasswordTooShort));
        assert_eq!(password("1234567890", "", ""), Err(FieldError::PasswordTooCommon));
        assert_eq!(password("aaaaaaaaaaaa", "", ""), Err(FieldError::PasswordTooCommon));
        assert_eq!(password("haneul-2026!", "haneul@example.com", ""), Err(FieldError::PasswordLikeIdentity));
        assert_eq!(password(&"가".repeat(129), "", ""), Err(FieldError::PasswordTooLong));
    }

    proptest! {
        #[test]
        fn checks_never_panic(text in "\\PC{0,40}") {
            let _ = email(&text);
            let _ = nickname(&text);
            let _ = password(&text, &text, &text);
        }
    }
}
