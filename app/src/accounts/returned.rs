//! What a page makes of the form that came back to it: what failed, or what has been done.

use crate::request::{self, services};
use crate::rpc::RpcError;
use domain::FormReturn;
use domain::accounts::{LinkView, masked_email};
use domain::error::ErrorCode;
use http::StatusCode;

/// Marks a form whose post succeeded. (One whose error has been dropped since, because it only
/// asked for a sign-in, has done nothing yet.)
const DONE: &str = "done";

/// In the place of the endpoint `leave`: there is nothing to come back to.
pub const DELETED: &str = "leave_at_once";

/// What the page after a successful post of `endpoint` is told; `email` is the address it is about,
/// or nothing.
pub fn success(endpoint: &str, email: &str) -> FormReturn {
    let email = if email.trim().is_empty() { String::new() } else { masked_email(email.trim()) };
    let values = [(DONE, "on".to_owned()), ("email", email)];
    FormReturn {
        endpoint: endpoint.to_owned(),
        values: values.map(|(name, value)| (name.to_owned(), value)).into(),
        error: None,
    }
}

/// The endpoint that has just done its work.
pub fn done(form: Option<&FormReturn>) -> Option<&str> {
    form.filter(|form| form.error.is_none() && form.checked(DONE)).map(|form| form.endpoint.as_str())
}

/// The masked address that `endpoint` has just sent a mail to: empty where it names none, `None`
/// where it has sent nothing.
pub fn sent(form: Option<&FormReturn>, endpoint: &str) -> Option<String> {
    form.filter(|_| done(form) == Some(endpoint)).map(|form| form.value("email"))
}

/// In the place of an address: whose session a confirmation has ended in this browser.
const LEFT: &str = "left";

/// What the frame of the next page is told once a confirmation has signed somebody in. `left` is the
/// nickname of another member who was signed in there.
pub fn welcome(left: Option<&str>) -> FormReturn {
    let mut form = success("confirm_email", "");
    form.values.extend(left.map(|nickname| (LEFT.to_owned(), nickname.to_owned())));
    form
}

/// A confirmation that has just signed somebody in.
pub struct Welcomed {
    /// Who was signed in here until then, if it was somebody else.
    pub left: Option<String>,
}

/// What [`welcome`] tells.
pub fn welcomed(form: &FormReturn) -> Option<Welcomed> {
    (done(Some(form)) == Some("confirm_email")).then(|| Welcomed { left: form.values.get(LEFT).cloned() })
}

/// What had been typed into the form of `endpoint`, and what was wrong with it.
pub fn typed(form: Option<&FormReturn>, endpoint: &str) -> FormReturn {
    form.filter(|form| form.endpoint == endpoint && !form.checked(DONE)).cloned().unwrap_or_default()
}

/// What a mailed link is about. Nothing when its time is over: the page itself says so, and how to
/// get another.
pub fn still_good(link: services::Result<LinkView>) -> Result<Option<LinkView>, RpcError> {
    match link.map_err(RpcError::from) {
        Ok(link) => Ok(Some(link)),
        Err(error) if error.0.code == ErrorCode::LinkExpired => {
            request::set_status(StatusCode::GONE);
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Whether mails are written for a box that is read here, not sent; whether they have to wait.
pub fn mail_status() -> &'static str {
    services().map_or("ok", |services| services.mail_status())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_done_is_told() {
        let form = success("sign_up", "haneul@example.com");
        assert_eq!(done(Some(&form)), Some("sign_up"));
        assert_eq!(sent(Some(&form), "sign_up").as_deref(), Some("ha***@example.com"));
        assert_eq!(sent(Some(&form), "request_reset"), None);
        // A failed post whose error has been dropped since the sign-in.
        let forgotten = FormReturn { endpoint: "change_password".to_owned(), ..FormReturn::default() };
        assert_eq!(done(Some(&forgotten)), None);
        assert_eq!(typed(Some(&form), "sign_up"), FormReturn::default());
        assert!(welcomed(&form).is_none());
    }

    #[test]
    fn a_welcome_names_who_was_here_before() {
        assert_eq!(welcomed(&welcome(None)).expect("a welcome").left, None);
        assert_eq!(welcomed(&welcome(Some("하늘극장"))).expect("a welcome").left.as_deref(), Some("하늘극장"));
    }
}
