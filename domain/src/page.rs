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

/// The ways in, for visitors. Nobody wants to come back to them, and the address of some holds a secret.
pub const WAYS_IN: [&str; 7] = [SIGN_IN, SIGN_UP, SENT, CONFIRM, FORGOT, RESET, CONFIRM_EMAIL];

/// Longest page to come back to, in bytes. The database holds it, too.
pub const NEXT_MAX: usize = 512;
/// Longest path that is led to, in bytes: a way in with the longest `next`, every byte of it escaped.
const LOCAL_MAX: usize = 2048;

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
    with_next(SIGN_IN, path)
}

/// A way in that leads to `next` once somebody is in; plain when `next` is empty.
pub fn with_next(way_in: &str, next: &str) -> String {
    if next.is_empty() {
        return way_in.to_owned();
    }
    // A local path holds nothing that a query value must escape, except these.
    let next = next.replace('%', "%25").replace('&', "%26").replace('#', "%23").replace('+', "%2B");
    format!("{way_in}?next={next}")
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
        && text.len() <= LOCAL_MAX
        && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    safe.then_some(text)
}

/// `text` when it is a page to come back to once somebody is in: [`local`], short enough to be kept,
/// and not itself a way in.
pub fn onward(text: &str) -> Option<&str> {
    let path = text.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    local(text).filter(|text| text.len() <= NEXT_MAX && !WAYS_IN.contains(&path))
}

/// The parameter of an address under which its page finds the form that came back to it.
pub const FORM: &str = "form";
/// The one under which the frame of a page finds what the way there has done, so that the page's own form
/// stays.
pub const WELCOME: &str = "welcome";

/// The id of the form that came back to the page at `path`, as it stands in its query.
pub fn form_id(path: &str) -> Option<&str> {
    parameter(path.split('#').next()?.split_once('?')?.1, FORM)
}

/// The first value called `name` in a query, as it stands there.
pub fn parameter<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    query.split('&').find_map(|part| part.strip_prefix(name)?.strip_prefix('='))
}

/// `path` with what is left of `query` without the parameters called `names`.
pub fn without(path: &str, query: &str, names: &[&str]) -> String {
    let is_kept = |part: &&str| !part.is_empty() && !names.contains(&part.split('=').next().unwrap_or_default());
    let kept: Vec<_> = query.split('&').filter(is_kept).collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
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
        assert_eq!(with_next(SIGN_UP, "/movies/1#review-3"), "/accounts/signup?next=/movies/1%23review-3");
        assert_eq!(with_next(FORGOT, ""), FORGOT);
    }

    #[test]
    fn a_way_in_is_no_place_to_come_back_to() {
        for page in ["/", "/movies/1?after=3#review-4", "/my", "/settings/leave?form=x", "/accounts/reauth?next=/my"] {
            assert_eq!(onward(page), Some(page));
        }
        for way_in in WAYS_IN {
            for page in [way_in.to_owned(), format!("{way_in}/"), format!("{way_in}?token=x"), format!("{way_in}#a")] {
                assert_eq!(onward(&page), None, "{page}");
            }
        }
        for elsewhere in ["", "my", "//evil.example", "/\\evil.example", "https://evil.example/", "/a\r\nb"] {
            assert_eq!(onward(elsewhere), None, "{elsewhere:?}");
        }
    }

    #[test]
    fn the_longest_way_back_fits_into_each_way_in() {
        let longest = format!("/{}", "%".repeat(NEXT_MAX - 1));
        assert_eq!(onward(&longest), Some(longest.as_str()));
        assert_eq!(onward(&format!("{longest}%")), None);
        for way_in in WAYS_IN {
            let page = format!("{}&form={}", with_next(way_in, &longest), "0".repeat(64));
            assert!(local(&page).is_some(), "{way_in}: {}", page.len());
        }
        assert_eq!(local(&format!("/{}", "a".repeat(LOCAL_MAX))), None);
    }

    #[test]
    fn parameters_are_taken_out_by_their_whole_name() {
        assert_eq!(without("/movies/1", "sort=likes&form=x&platform=y&", &[FORM]), "/movies/1?sort=likes&platform=y");
        assert_eq!(without("/my", "form=x&welcome=y", &[FORM, WELCOME]), "/my");
        assert_eq!(without("/my", "", &[FORM]), "/my");
        assert_eq!(parameter("a=1&welcome=2", WELCOME), Some("2"));
        assert_eq!(parameter("welcomed=2&welcome", WELCOME), None);
    }

    #[test]
    fn the_form_of_a_page_is_named_in_its_query() {
        assert_eq!(form_id("/movies/1?sort=likes&form=abc#review-3"), Some("abc"));
        assert_eq!(form_id("/movies/1?form=abc"), Some("abc"));
        for none in ["/movies/1", "/movies/1?next=/a?form=abc", "/movies/1#form=abc", "/movies/1?platform=abc"] {
            assert_eq!(form_id(none), None, "{none}");
        }
    }
}
