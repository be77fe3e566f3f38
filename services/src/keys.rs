//! What is computed from the operator's one secret: the links in mails, refresh tokens, and the key
//! that access tokens are signed with.
//!
//! A link's secret is never stored. It is computed from the row that describes it, so a mail can be
//! written again word for word after a crash, and a copy of the database opens nothing.

use crate::config::SecretKey;
use crate::secrets::Hash;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::ExposeSecret;
use sha2::Sha256;

/// Derives secrets; one label per use, so that none of them is good for another.
pub struct Keys(Hmac<Sha256>);

impl Keys {
    pub fn new(secret: &SecretKey) -> Self {
        // HMAC takes keys of any length, so there is no error to come.
        match Hmac::new_from_slice(secret.0.expose_secret().as_bytes()) {
            Ok(hmac) => Self(hmac),
            Err(_) => unreachable!("HMAC takes keys of any length"),
        }
    }

    /// 256 bits for `label` and `parts`. Lengths go in as well, so that no two lists of parts read
    /// the same.
    pub(crate) fn derive(&self, label: &str, parts: &[&[u8]]) -> Hash {
        let mut hmac = self.0.clone();
        for part in std::iter::once(&label.as_bytes()).chain(parts) {
            hmac.update(&(part.len() as u64).to_be_bytes());
            hmac.update(part);
        }
        hmac.finalize().into_bytes().into()
    }

    /// [`Keys::derive`] in hexadecimal, for links and tokens.
    pub(crate) fn secret(&self, label: &str, parts: &[&[u8]]) -> String {
        crate::secrets::hexadecimal(&self.derive(label, parts))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(secret: &str) -> Keys {
        Keys::new(&SecretKey(secret.to_owned().into()))
    }

    #[test]
    fn every_part_counts() {
        let keys_a = keys("a secret of at least thirty-two characters");
        let one = keys_a.secret("confirm", &[b"12", b"nonce"]);
        assert_eq!(one, keys_a.secret("confirm", &[b"12", b"nonce"]), "the same each time");
        assert_eq!(one.len(), 64);
        for other in [
            keys_a.secret("reset", &[b"12", b"nonce"]),
            keys_a.secret("confirm", &[b"1", b"2nonce"]),
            keys_a.secret("confirm", &[b"12nonce"]),
            keys("another secret of thirty-two characters").secret("confirm", &[b"12", b"nonce"]),
        ] {
            assert_ne!(one, other);
        }
    }
}
