//! The cookies: the session, the browser's own name for the forms it gets back, what it is known by to the
//! members who have signed in here, and light or dark.
//!
//! Over https the first three carry the prefix `__Host-`, which ties them to this host and to
//! encryption. The last is no secret and says nothing about anybody.

use services::accounts::sessions::ABSOLUTE_DAYS;

const DAY: i32 = 24 * 60 * 60;

/// Name of the session cookie.
pub fn session_name(https: bool) -> &'static str {
    if https { "__Host-sid" } else { "sid" }
}

/// Name of the cookie that form returns are bound to.
pub fn browser_name(https: bool) -> &'static str {
    if https { "__Host-browser" } else { "browser" }
}

/// Name of the cookie that says for which addresses this browser is known.
pub fn known_name(https: bool) -> &'static str {
    if https { "__Host-known" } else { "known" }
}

/// Name of the cookie that holds the visitor's own choice of `light` or `dark`.
pub const THEME: &str = "theme";

pub fn session(token: &str, https: bool) -> String {
    cookie(session_name(https), token, ABSOLUTE_DAYS * DAY, https)
}

pub fn expired_session(https: bool) -> String {
    cookie(session_name(https), "", 0, https)
}

pub fn browser(secret: &str, https: bool) -> String {
    cookie(browser_name(https), secret, 7 * DAY, https)
}

/// Twice as long as a session may last, and renewed by each sign-in: who comes back finds it.
pub fn known(value: &str, https: bool) -> String {
    cookie(known_name(https), value, 2 * ABSOLUTE_DAYS * DAY, https)
}

pub fn theme(value: &str, https: bool) -> String {
    cookie(THEME, value, 365 * DAY, https)
}

pub fn expired_theme(https: bool) -> String {
    cookie(THEME, "", 0, https)
}

fn cookie(name: &str, value: &str, seconds: i32, https: bool) -> String {
    let secure = if https { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
}

/// The value of cookie `name` in a `Cookie` header.
pub fn find<'a>(header: &'a str, name: &str) -> Option<&'a str> {
    header
        .split(';')
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_http_only_and_tied_to_the_host() {
        assert_eq!(session("abc", true), "__Host-sid=abc; Path=/; Max-Age=7776000; HttpOnly; SameSite=Lax; Secure");
        assert!(expired_session(false).starts_with("sid=; Path=/; Max-Age=0"));
        assert_eq!(known("abc", true), "__Host-known=abc; Path=/; Max-Age=15552000; HttpOnly; SameSite=Lax; Secure");
        assert_eq!(theme("dark", false), "theme=dark; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax");
        assert_eq!(find("a=1; sid=xyz;b=2", "sid"), Some("xyz"));
        assert_eq!(find("xsid=1", "sid"), None);
    }
}
