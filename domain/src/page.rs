//! Paths of our own pages: built in one place, and checked when they come from outside.

use crate::ids::{MovieId, PersonId, ReviewId};

pub const HOME: &str = "/";
pub const SIGN_IN: &str = "/accounts/signin";
pub const SIGN_UP: &str = "/accounts/signup";
/// Tells a newcomer to look for the mail.
pub const SENT: &str = "/accounts/sent";
/// Confirms an address (`?token=`), or has the mail sent again.
pub const CONFIRM: &str = "/accounts/confirm";
/// Asks for a link to a new password; `RESET` takes it (`?token=`).
pub const FORGOT: &str = "/accounts/forgot";
pub const RESET: &str = "/accounts/reset";
/// Confirms a changed address (`?token=`).
pub const CONFIRM_EMAIL: &str = "/accounts/email";
/// Asks for the password once more before a dangerous step.
pub const REAUTHENTICATE: &str = "/accounts/reauth";
/// For members who are leaving: the way back.
pub const RETURN: &str = "/accounts/return";
/// For suspended members: why, until when, and their own word.
pub const APPEAL: &str = "/accounts/appeal";
/// A member's own account.
pub const SETTINGS: &str = "/settings";
pub const SETTINGS_PASSWORD: &str = "/settings/password";
pub const SETTINGS_EMAIL: &str = "/settings/email";
pub const SETTINGS_DEVICES: &str = "/settings/devices";
pub const SETTINGS_LEAVE: &str = "/settings/leave";
/// Everything of a member in one JSON file.
pub const EXPORT: &str = "/settings/export.json";
/// For those who keep house.
pub const ADMIN: &str = "/admin";
/// What would have been mailed, where no mail server is set up for trying things out.
pub const MAILBOX: &str = "/mailbox";
/// Films by genre and year.
pub const MOVIES: &str = "/movies";
pub const SEARCH: &str = "/search";
/// The signed-in member's own page.
pub const MY: &str = "/my";
pub const TERMS: &str = "/terms";
pub const PRIVACY: &str = "/privacy";

pub fn movie(id: MovieId) -> String {
    format!("/movies/{id}")
}

pub fn write_review(id: MovieId) -> String {
    format!("/movies/{id}/write")
}

pub fn review(id: ReviewId) -> String {
    format!("/reviews/{id}")
}

pub fn edit_review(id: ReviewId) -> String {
    format!("/reviews/{id}/edit")
}

pub fn person(id: PersonId) -> String {
    format!("/people/{id}")
}

/// A member's profile.
pub fn profile(nickname: &str) -> String {
    format!("/accounts/{}", encode(nickname))
}

/// `text` as one part of a path or as a value of a query.
pub fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(byte as char);
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// The generated poster of a film.
pub fn poster(id: MovieId) -> String {
    format!("/posters/{id}.svg")
}

/// The sign-in page that leads back to `path` afterwards.
pub fn sign_in_then(path: &str) -> String {
    // A local path holds nothing that a query value must escape, except these.
    let next = path.replace('%', "%25").replace('&', "%26").replace('#', "%23").replace('+', "%2B");
    format!("{SIGN_IN}?next={next}")
}

/// The page that asks for the password and leads back to `path` afterwards.
pub fn reauthenticate_then(path: &str) -> String {
    format!("{REAUTHENTICATE}?next={}", encode(path))
}

/// `text` when it is a path on this site, safe to redirect to: it starts with one slash, and holds
/// no backslash (browsers read it as a slash) and no control character.
pub fn local(text: &str) -> Option<&str> {
    let safe = text.starts_with('/')
        && !text.starts_with("//")
        && text.len() <= 512
        && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    safe.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_local_paths_pass() {
        assert_eq!(local("/movies/1?after=3#reviews"), Some("/movies/1?after=3#reviews"));
        for text in
            ["", "movies", "//evil.example", "/\\evil.example", "https://evil.example", "/a\r\nb", "/ㄱ", "/a b"]
        {
            assert_eq!(local(text), None, "{text:?}");
        }
    }

    #[test]
    fn names_are_encoded() {
        assert_eq!(profile("하늘 1"), "/accounts/%ED%95%98%EB%8A%98%201");
        for (text, encoded) in [
            ("", ""),
            ("AZaz09-._~", "AZaz09-._~"),
            ("a/b?c", "a%2Fb%3Fc"),
            ("a&b=c#d", "a%26b%3Dc%23d"),
            ("100% +1", "100%25%20%2B1"),
            ("\u{0}\r\n\"'\\", "%00%0D%0A%22%27%5C"),
            ("공포(호러)", "%EA%B3%B5%ED%8F%AC%28%ED%98%B8%EB%9F%AC%29"),
            ("🍿", "%F0%9F%8D%BF"),
        ] {
            assert_eq!(encode(text), encoded);
            assert_eq!(local(&format!("/{encoded}")), Some(format!("/{encoded}").as_str()), "{text:?}");
        }
    }

    #[test]
    fn the_way_back_survives_the_query() {
        assert_eq!(sign_in_then("/movies/1?a=1&b=2"), "/accounts/signin?next=/movies/1?a=1%26b=2");
    }
}
