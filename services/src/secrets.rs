//! Random secrets that browsers carry, of which the database knows only the hash.

use rand::{TryRngCore, rngs::OsRng};
use sha2::{Digest, Sha256};

/// SHA-256 of a secret, as stored.
pub type Hash = [u8; 32];

/// A fresh secret of 256 bits from the operating system, in hexadecimal.
pub fn random() -> Result<String, crate::Error> {
    let mut bytes = [0_u8; 32];
    OsRng.try_fill_bytes(&mut bytes).map_err(|error| crate::Error::fault("no random bytes", error))?;
    Ok(hexadecimal(&bytes))
}

/// Sixteen random bytes, to tell two otherwise equal rows apart.
pub fn nonce() -> Result<[u8; 16], crate::Error> {
    let mut bytes = [0_u8; 16];
    OsRng.try_fill_bytes(&mut bytes).map_err(|error| crate::Error::fault("no random bytes", error))?;
    Ok(bytes)
}

pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What the database keeps of `secret`. The secrets are uniformly random, so a fast hash is right.
pub fn hash(secret: &str) -> Hash {
    Sha256::digest(secret.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_long_and_differ() {
        let (a, b) = (random().expect("random"), random().expect("random"));
        assert_eq!(a.len(), 64);
        assert_ne!(a, b);
        assert_ne!(hash(&a), hash(&b));
    }
}
