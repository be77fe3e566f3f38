//! The forms of an account as posted, and what is left of them when they are right.
//!
//! The fields hold passwords and addresses, so none of the forms is printable.

use super::EMAIL_MAX;
use super::nickname::nickname;
use super::password::password;
use crate::error::{AppError, FieldError, Findings};
use crate::form::is_ticked;
use crate::page;

/// The sign-up form as posted.
#[derive(Clone, Default)]
pub struct SignUpForm {
    pub email: String,
    pub nickname: String,
    pub password: String,
    pub age_confirmed: String,
    pub terms_agreed: String,
    /// The page that somebody signs up to come back to. What is none counts as unsaid.
    pub next: String,
}

/// A sign-up that passed every check which needs no database.
#[derive(Clone, PartialEq, Eq)]
pub struct NewMember {
    /// Lower-cased: addresses are compared without regard to case.
    pub email: String,
    pub nickname: String,
    pub password: String,
    /// As [`page::onward`] lets it pass.
    pub next: Option<String>,
}

impl SignUpForm {
    /// Checks every field, so that all messages appear at once. `is_common` says whether guessing
    /// begins with a password.
    pub fn validate(self, is_common: impl Fn(&str) -> bool) -> Result<NewMember, AppError> {
        let mut findings = Findings::default();
        let email = findings.check("email", email(&self.email));
        let nickname = findings.check("nickname", nickname(&self.nickname));
        let password = findings.check("password", password(&self.password, &self.email, &self.nickname, is_common));
        if !is_ticked(&self.age_confirmed) {
            findings.note("age_confirmed", FieldError::AgeNotConfirmed);
        }
        if !is_ticked(&self.terms_agreed) {
            findings.note("terms_agreed", FieldError::TermsNotAgreed);
        }
        match (email, nickname, password) {
            (Some(email), Some(nickname), Some(password)) if findings.is_empty() => {
                Ok(NewMember { email, nickname, password, next: onward(&self.next) })
            }
            _ => Err(findings.into_error()),
        }
    }
}

/// The sign-in form as posted.
#[derive(Clone, Default)]
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

/// An address that a link is asked for, as posted.
#[derive(Clone, Default)]
pub struct EmailForm {
    pub email: String,
    /// The page that somebody comes back to with the link. What is none counts as unsaid.
    pub next: String,
}

/// What is left of an [`EmailForm`] that is right.
#[derive(Clone, PartialEq, Eq)]
pub struct LinkRequest {
    /// Lower-cased.
    pub email: String,
    /// As [`page::onward`] lets it pass.
    pub next: Option<String>,
}

impl EmailForm {
    pub fn validate(self) -> Result<LinkRequest, AppError> {
        let mut findings = Findings::default();
        let email = findings.check("email", email(&self.email)).ok_or_else(|| findings.into_error())?;
        Ok(LinkRequest { email, next: self.onward() })
    }

    /// The page to come back to, also of a form that asks for no address.
    pub fn onward(&self) -> Option<String> {
        onward(&self.next)
    }
}

fn onward(next: &str) -> Option<String> {
    page::onward(next).map(str::to_owned)
}

/// A new password in the place of a forgotten one, as posted.
#[derive(Clone, Default)]
pub struct ResetForm {
    pub password: String,
}

impl ResetForm {
    /// The password, for the member with this address and this name.
    pub fn validate(self, email: &str, nickname: &str, is_common: impl Fn(&str) -> bool) -> Result<String, AppError> {
        let mut findings = Findings::default();
        findings
            .check("password", password(&self.password, email, nickname, is_common))
            .ok_or_else(|| findings.into_error())
    }
}

/// A change of the password, as posted.
#[derive(Clone, Default)]
pub struct PasswordChangeForm {
    /// The present one.
    pub current: String,
    pub new_password: String,
}

impl PasswordChangeForm {
    /// Whether the present password is right is found out later.
    pub fn validate(self, email: &str, nickname: &str, is_common: impl Fn(&str) -> bool) -> Result<Self, AppError> {
        let mut findings = Findings::default();
        if self.current.is_empty() {
            findings.note("current", FieldError::PasswordMissing);
        }
        findings.check("new_password", password(&self.new_password, email, nickname, is_common));
        if self.new_password == self.current {
            findings.note("new_password", FieldError::PasswordSame);
        }
        if findings.is_empty() { Ok(self) } else { Err(findings.into_error()) }
    }
}

/// A change of the address, as posted.
#[derive(Clone, Default)]
pub struct EmailChangeForm {
    /// The new one.
    pub email: String,
    /// The present password.
    pub current: String,
}

impl EmailChangeForm {
    /// With the address lower-cased. Whether the password is right is found out later.
    pub fn validate(self, present: &str) -> Result<Self, AppError> {
        let mut findings = Findings::default();
        let email = findings.check("email", email(&self.email));
        if email.as_deref() == Some(present) {
            findings.note("email", FieldError::EmailSame);
        }
        if self.current.is_empty() {
            findings.note("current", FieldError::PasswordMissing);
        }
        match email {
            Some(email) if findings.is_empty() => Ok(Self { email, ..self }),
            _ => Err(findings.into_error()),
        }
    }
}

macro_rules! unprintable {
    ($($form:ident),*) => {$(
        impl std::fmt::Debug for $form {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($form), "(…)"))
            }
        }
    )*};
}

unprintable!(SignUpForm, NewMember, SignInForm, EmailForm, LinkRequest, ResetForm, PasswordChangeForm, EmailChangeForm);

/// One address in the shape that mail servers deliver: ASCII without blanks, one `@`, a dotted
/// host. Whether it exists only a confirmation mail can tell.
fn email(text: &str) -> Result<String, FieldError> {
    if text.is_empty() {
        return Err(FieldError::EmailMissing);
    }
    if text.len() > EMAIL_MAX {
        return Err(FieldError::EmailInvalid);
    }
    let (local, host) = text.split_once('@').ok_or(FieldError::EmailInvalid)?;
    let dotted = |part: &str| !part.is_empty() && part.split('.').all(|label| !label.is_empty());
    let host_ok = host.contains('.')
        && dotted(host)
        && host.split('.').all(|label| {
            label.len() <= 63
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        })
        && host.rsplit('.').next().is_some_and(|top| top.len() >= 2 && !top.bytes().all(|b| b.is_ascii_digit()));
    let local_ok = dotted(local)
        && local.len() <= 64
        && local.bytes().all(|b| b.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&b));
    if !host_ok || !local_ok {
        return Err(FieldError::EmailInvalid);
    }
    Ok(text.to_ascii_lowercase())
}

/// `haneul@example.com` as `ha***@example.com`: enough to know one's own address by. One always
/// hides; how much does not show.
pub fn masked_email(email: &str) -> String {
    let (local, host) = email.split_once('@').unwrap_or((email, ""));
    let shown: String = local.chars().take(local.chars().count().saturating_sub(1).min(2)).collect();
    format!("{shown}***@{host}")
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
            next: String::new(),
        }
    }

    fn nothing_is_common(_: &str) -> bool {
        false
    }

    #[test]
    fn a_good_form_passes_and_lower_cases_the_address() {
        let member = form().validate(nothing_is_common).expect("valid");
        assert_eq!(member.email, "geek+1@example.com");
        assert_eq!(member.nickname, "하늘극장");
        assert!(!format!("{member:?} {:?}", form()).contains("극장"), "neither is printable");
    }

    #[test]
    fn a_page_to_come_back_to_is_never_a_fault() {
        for (next, kept) in [
            ("/movies/1#review-2", Some("/movies/1#review-2")),
            ("", None),
            ("//evil.example", None),
            ("/accounts/signin", None),
            ("/\u{0}", None),
        ] {
            let member = SignUpForm { next: next.into(), ..form() }.validate(nothing_is_common).expect("valid");
            assert_eq!(member.next.as_deref(), kept, "{next}");
            let asked = EmailForm { email: form().email, next: next.into() }.validate().expect("valid");
            assert_eq!((asked.email.as_str(), asked.next.as_deref()), ("geek+1@example.com", kept), "{next}");
        }
    }

    #[test]
    fn every_fault_is_reported_at_once() {
        let error = SignUpForm::default().validate(nothing_is_common).expect_err("invalid");
        assert_eq!(error.fields.len(), 5);
        assert_eq!(error.field("terms_agreed"), Some(FieldError::TermsNotAgreed));
        let error = SignUpForm { nickname: "가".into(), ..form() }.validate(|_| true).expect_err("invalid");
        assert_eq!(error.field("nickname"), Some(FieldError::NicknameTooShort));
        assert_eq!(error.field("password"), Some(FieldError::PasswordTooCommon));
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
            "a@example.com\r\nBcc: b@example.com",
            "<a@example.com>",
        ] {
            assert_eq!(email(bad), Err(FieldError::EmailInvalid), "{bad}");
        }
        for (local, host) in [(65, 7), (1, 64), (4000, 7)] {
            let long = format!("{}@{}.com", "a".repeat(local), "b".repeat(host));
            assert_eq!(email(&long), Err(FieldError::EmailInvalid));
        }
        assert_eq!(EmailForm::default().validate().expect_err("empty").field("email"), Some(FieldError::EmailMissing));
    }

    #[test]
    fn a_changed_password_is_another_one() {
        let change = |current: &str, new: &str| {
            PasswordChangeForm { current: current.into(), new_password: new.into() }.validate(
                "a@example.com",
                "하늘극장",
                nothing_is_common,
            )
        };
        assert!(change("butter-corn-4417", "salty corn at nine").is_ok());
        let same = change("butter-corn-4417", "butter-corn-4417").expect_err("the same");
        assert_eq!(same.field("new_password"), Some(FieldError::PasswordSame));
        let empty = change("", "").expect_err("empty");
        assert_eq!((empty.field("current"), empty.fields.len()), (Some(FieldError::PasswordMissing), 2));
        assert_eq!(empty.field("new_password"), Some(FieldError::PasswordMissing));
    }

    #[test]
    fn a_changed_address_is_another_one() {
        let change =
            |email: &str| EmailChangeForm { email: email.into(), current: "x".into() }.validate("a@example.com");
        assert_eq!(change("B@Example.com").expect("valid").email, "b@example.com");
        assert_eq!(change("A@example.com").expect_err("the same").field("email"), Some(FieldError::EmailSame));
        assert_eq!(EmailChangeForm::default().validate("").expect_err("empty").fields.len(), 2);
    }

    #[test]
    fn masked_addresses_show_their_ends() {
        for (email, masked) in [
            ("haneul@example.com", "ha***@example.com"),
            ("abc@example.com", "ab***@example.com"),
            ("ab@example.com", "a***@example.com"),
            ("a@example.com", "***@example.com"),
        ] {
            assert_eq!(masked_email(email), masked);
        }
    }

    proptest! {
        #[test]
        fn checks_never_panic(text in "\\PC{0,40}") {
            let _ = email(&text);
            let _ = masked_email(&text);
        }
    }
}
