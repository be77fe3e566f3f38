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
    }
}
