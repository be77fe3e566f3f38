//! Paths of our own pages: built in one place, and checked when they come from outside.

use crate::ids::{MovieId, PersonId, ReviewId};

pub const HOME: &str = "/";
pub const SIGN_IN: &str = "/accounts/signin";
pub const SIGN_UP: &str = "/accounts/signup";
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
