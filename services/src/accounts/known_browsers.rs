//! Browsers that have signed in to an address before, by a cookie of their own (a device cookie).
//!
//! Strangers share one allowance of wrong passwords per address, and may use it up. A known browser has its
//! own, which keeps them from locking the owner out. Its cookie holds a random nonce and a mark for each of
//! a few addresses, computed from the nonce, the address and the hash of the password. So it says nothing
//! about anybody, the database keeps nothing, and a new password voids all marks made with the old one.

use super::store::members as rows;
use crate::keys::Keys;
use crate::limits::Limit;
use crate::{Result, Services, secrets};

/// Most addresses that one browser is known to: a family shares a computer.
const MOST: usize = 4;
/// Hexadecimal digits of the nonce, and of each half of a mark.
const DIGITS: usize = 32;

/// What a browser may keep in which somebody has just proven themselves: with it, it is known.
pub struct Recognition {
    email: String,
    password_hash: String,
}

impl std::fmt::Debug for Recognition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Recognition(…)")
    }
}

impl Recognition {
    pub(super) fn new(email: String, password_hash: String) -> Self {
        Self { email, password_hash }
    }

    /// What the browser's cookie says from now on; `present` is what it said, if there is one. The address
    /// stands first, and the one longest unused gives way.
    pub fn cookie(&self, services: &Services, present: Option<&str>) -> Result<String> {
        let present = present.and_then(Cookie::parse);
        let nonce = match &present {
            Some(cookie) => cookie.nonce.to_owned(),
            None => secrets::hexadecimal(&secrets::nonce()?),
        };
        let others = present.map(|cookie| cookie.marks).unwrap_or_default();
        Ok(self.renewed(&services.keys, &nonce, &others))
    }

    fn renewed(&self, keys: &Keys, nonce: &str, others: &[&str]) -> String {
        let of_address = of_address(keys, nonce, &self.email);
        let mark = format!("{of_address}{}", of_password(keys, nonce, &self.email, &self.password_hash));
        let others = others.iter().copied().filter(|other| !other.starts_with(&of_address)).take(MOST - 1);
        [nonce, &mark].into_iter().chain(others).collect::<Vec<_>>().join(".")
    }
}

/// Against which allowance a try at the password of `email` counts: the browser's own, if its `cookie` knows
/// the address and its password, else the one that all others share.
pub(super) async fn allowance(services: &Services, email: &str, cookie: Option<&str>) -> Result<(Limit, String)> {
    let shared = (Limit::SignIn, email.to_owned());
    let Some(cookie) = cookie.and_then(Cookie::parse) else { return Ok(shared) };
    let Some(mark) = cookie.mark(&services.keys, email) else { return Ok(shared) };
    // Looked up only for a mark of our own making: to strangers a refusal takes the same time whether or not
    // the address has a member.
    let member = rows::credentials(&services.pool, email).await?;
    let Some(hash) = member.and_then(|member| member.password_hash) else { return Ok(shared) };
    let expected = of_password(&services.keys, cookie.nonce, email, &hash);
    let is_known = is_same(mark.split_at(DIGITS).1, &expected);
    Ok(if is_known { (Limit::KnownBrowser, mark.to_owned()) } else { shared })
}

/// A cookie of ours by its form: `nonce.mark.mark`.
struct Cookie<'a> {
    nonce: &'a str,
    /// Of which each begins with the half that stands for the address.
    marks: Vec<&'a str>,
}

impl<'a> Cookie<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.split('.');
        let nonce = parts.next().filter(|nonce| is_hexadecimal(nonce, DIGITS))?;
        let marks: Vec<_> = parts.take(MOST).collect();
        marks.iter().all(|mark| is_hexadecimal(mark, 2 * DIGITS)).then_some(Self { nonce, marks })
    }

    /// The mark that was made for `email`, with whatever password.
    fn mark(&self, keys: &Keys, email: &str) -> Option<&'a str> {
        let of_address = of_address(keys, self.nonce, email);
        self.marks.iter().copied().find(|mark| is_same(mark.split_at(DIGITS).0, &of_address))
    }
}

fn of_address(keys: &Keys, nonce: &str, email: &str) -> String {
    half(keys, "known browser", &[nonce, email])
}

fn of_password(keys: &Keys, nonce: &str, email: &str, hash: &str) -> String {
    half(keys, "known browser's password", &[nonce, email, hash])
}

fn half(keys: &Keys, label: &str, parts: &[&str]) -> String {
    let parts: Vec<_> = parts.iter().map(|part| part.as_bytes()).collect();
    secrets::hexadecimal(&keys.derive(label, &parts)[..DIGITS / 2])
}

/// Compares by hashes: how long it takes says nothing about how much of a guess is right.
fn is_same(given: &str, expected: &str) -> bool {
    secrets::hash(given) == secrets::hash(expected)
}

fn is_hexadecimal(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::SecretKey;

    const NONCE: &str = "00112233445566778899aabbccddeeff";

    fn keys() -> Keys {
        Keys::new(&SecretKey("a secret of at least thirty-two characters".to_owned().into()))
    }

    fn of(email: &str, hash: &str) -> Recognition {
        Recognition::new(email.into(), hash.into())
    }

    #[test]
    fn a_cookie_knows_its_addresses_and_no_other() {
        let keys = keys();
        let first = of("a@example.com", "hash a").renewed(&keys, NONCE, &[]);
        let marks = Cookie::parse(&first).expect("well formed").marks;
        let both = of("b@example.com", "hash b").renewed(&keys, NONCE, &marks);
        let cookie = Cookie::parse(&both).expect("well formed");
        assert_eq!(cookie.nonce, NONCE);
        for (email, hash) in [("a@example.com", "hash a"), ("b@example.com", "hash b")] {
            let mark = cookie.mark(&keys, email).expect("is known");
            assert_eq!(mark.split_at(DIGITS).1, of_password(&keys, NONCE, email, hash));
            assert_ne!(mark.split_at(DIGITS).1, of_password(&keys, NONCE, email, "another hash"));
        }
        assert!(cookie.mark(&keys, "c@example.com").is_none());
        assert!(!both.contains("example"), "it says nothing that can be read");
    }

    #[test]
    fn a_mark_is_good_with_its_own_nonce_only() {
        let keys = keys();
        let cookie = of("a@example.com", "hash").renewed(&keys, NONCE, &[]);
        let moved = cookie.replacen("0011", "0012", 1);
        assert!(Cookie::parse(&moved).expect("well formed").mark(&keys, "a@example.com").is_none());
    }

    #[test]
    fn one_address_has_one_mark_and_the_oldest_gives_way() {
        let keys = keys();
        let mut cookie = NONCE.to_owned();
        for email in ["a", "b", "a", "c", "d", "e", "a"] {
            let marks = Cookie::parse(&cookie).expect("well formed").marks;
            cookie = of(email, &format!("hash {}", cookie.len())).renewed(&keys, NONCE, &marks);
        }
        let kept = Cookie::parse(&cookie).expect("well formed");
        assert_eq!(kept.marks.len(), MOST);
        let known: Vec<_> = ["a", "b", "c", "d", "e"].map(|email| kept.mark(&keys, email).is_some()).into();
        assert_eq!(known, [true, false, true, true, true]);
    }

    #[test]
    fn what_is_not_of_our_form_is_no_cookie() {
        let good = of("a@example.com", "hash").renewed(&keys(), NONCE, &[]);
        assert!(Cookie::parse(&good).is_some());
        for bad in ["", ".", "nonsense", &good[1..], &good.to_uppercase(), &format!("{good}."), &format!("{good}.가")]
        {
            assert!(Cookie::parse(bad).is_none(), "{bad:?}");
        }
    }
}
