//! Passwords as Argon2id hashes in PHC form (OWASP: 19 MiB, two passes, one lane).
//!
//! Hashing is bounded in memory and in time: only a few run at once, each in memory that is kept for the
//! next, and who waits for a turn does so in a queue with an end (decision 27).

use crate::turns::{Bounds, Claim, Turns};
use crate::{Error, Result};
use argon2::password_hash::phc::{Output, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Most hashes at the same time, however many cores there are: each takes 19 MiB for good.
const MOST_AT_ONCE: usize = 4;
/// Most that wait. Two cores come to the last of them within some two seconds.
const PLACES: usize = 64;
/// On a slower machine nobody waits longer than this.
const PATIENCE: Duration = Duration::from_secs(5);

/// A hash that no password has, made with the parameters above: verifying against it costs an
/// unknown address the same time as a known one.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Hashes and verifies off the async threads, a few at a time.
pub struct Passwords {
    turns: Turns,
    /// Of turns that are over, for the next: an allocator that gets blocks of this size back on other threads
    /// than it gave them to keeps far more of them than are in use.
    memories: Arc<Mutex<Vec<Memory>>>,
}

impl Passwords {
    pub(crate) fn new(bounds: Bounds) -> Self {
        Self { turns: Turns::new(bounds), memories: Arc::default() }
    }

    /// What a server does at once: as much as it has cores, within reason.
    pub fn bounds() -> Bounds {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Bounds { at_once: cores.min(MOST_AT_ONCE), places: PLACES, patience: PATIENCE }
    }

    /// The PHC string of `password`, with a fresh salt.
    ///
    /// # Errors
    /// `busy` without a turn, as [`Turns::take`].
    pub async fn hash(&self, claim: Claim<'_>, password: String) -> Result<String> {
        self.run(claim, move |memory| {
            let salt = Salt::generate();
            let mut output = [0; Params::DEFAULT_OUTPUT_LEN];
            memory.compute(&argon2()?, &password, &salt, &mut output)?;
            let hash = PasswordHash {
                algorithm: Algorithm::Argon2id.ident(),
                version: Some(Version::V0x13.into()),
                params: (&parameters()?).try_into().map_err(unusual)?,
                salt: Some(salt),
                hash: Some(Output::new(&output).map_err(unusual)?),
            };
            Ok(hash.to_string())
        })
        .await
    }

    /// Whether `password` fits `hash`; always false, and equally slow, without a hash.
    ///
    /// # Errors
    /// `busy` without a turn, as [`Turns::take`]: before anything is compared.
    pub async fn verify(&self, claim: Claim<'_>, password: String, hash: Option<String>) -> Result<bool> {
        self.run(claim, move |memory| {
            let known = hash.is_some();
            let hash = hash.unwrap_or_else(|| NOBODY.to_owned());
            let malformed = |error: String| Error::fault("a stored password hash is malformed", error);
            let hash = PasswordHash::new(&hash).map_err(|error| malformed(error.to_string()))?;
            let (Some(salt), Some(expected)) = (hash.salt, hash.hash) else {
                return Err(malformed("it lacks its salt or its end".to_owned()));
            };
            // A hash may have been made with other parameters than today's.
            let algorithm = Algorithm::new(hash.algorithm).map_err(|error| malformed(error.to_string()))?;
            let version = hash.version.map_or(Ok(Version::default()), Version::try_from);
            let version = version.map_err(|error| malformed(error.to_string()))?;
            let parameters = Params::try_from(&hash).map_err(|error| malformed(error.to_string()))?;
            let mut output = [0; Output::MAX_LENGTH];
            let output = &mut output[..expected.len()];
            memory.compute(&Argon2::new(algorithm, version, parameters), &password, &salt, output)?;
            // Outputs are compared in constant time.
            Ok(Output::new(output).map_err(unusual)? == expected && known)
        })
        .await
    }

    /// Whether `hash` was made with other parameters than today's, so that it should be made anew.
    pub(super) fn is_outdated(&self, hash: &str) -> bool {
        !hash.starts_with(&format!("$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}$"))
    }

    async fn run<T: Send + 'static>(
        &self,
        claim: Claim<'_>,
        work: impl FnOnce(&mut Memory) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let turn = self.turns.take(claim).await?;
        let memories = self.memories.clone();
        tokio::task::spawn_blocking(move || {
            let kept = memories.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let mut memory = kept.unwrap_or_default();
            let outcome = work(&mut memory);
            memories.lock().unwrap_or_else(PoisonError::into_inner).push(memory);
            // Only now, so that there are never more memories than turns.
            drop(turn);
            outcome
        })
        .await
        .map_err(|error| Error::fault("password hashing panicked", error))?
    }
}

/// What one hash is computed in.
#[derive(Default)]
struct Memory(Vec<Block>);

impl Memory {
    fn compute(&mut self, argon2: &Argon2<'_>, password: &str, salt: &[u8], output: &mut [u8]) -> Result<()> {
        let needed = argon2.params().block_count();
        if self.0.len() < needed {
            self.0.resize(needed, Block::new());
        }
        let computed = argon2.hash_password_into_with_memory(password.as_bytes(), salt, output, &mut self.0[..]);
        // From the blocks of the last pass those of the first can be computed, and against these a guess costs
        // next to nothing. They are kept, so the compiler cannot leave this out as it could before a release.
        self.0.fill(Block::new());
        // More than usual was for an old hash.
        self.0.truncate(parameters()?.block_count());
        self.0.shrink_to_fit();
        computed.map_err(|error| Error::fault("a password could not be hashed", error.to_string()))
    }
}

fn argon2() -> Result<Argon2<'static>> {
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters()?))
}

fn parameters() -> Result<Params> {
    Params::new(MEMORY_KIB, PASSES, LANES, None)
        .map_err(|error| Error::fault("wrong Argon2 parameters", error.to_string()))
}

fn unusual(error: impl std::fmt::Display) -> Error {
    Error::fault("a password hash has no form", error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds(at_once: usize, places: usize) -> Bounds {
        Bounds { at_once, places, patience: Duration::from_secs(60) }
    }

    #[tokio::test]
    async fn a_password_fits_its_own_hash_only() {
        let passwords = Passwords::new(bounds(1, 0));
        let hash = passwords.hash(Claim::Plain, "영화는 극장에서".into()).await.expect("hashed");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        let fits = async |password: &str, hash: Option<String>| {
            passwords.verify(Claim::Plain, password.into(), hash).await.expect("verified")
        };
        assert!(fits("영화는 극장에서", Some(hash.clone())).await);
        assert!(!fits("영화는 집에서", Some(hash)).await);
        assert!(!fits("영화는 극장에서", None).await, "the stand-in hash is well formed");
    }

    /// The memory is taken over from hashes with less and with more of it.
    #[tokio::test]
    async fn hashes_of_other_parameters_are_still_good() {
        use argon2::PasswordHasher;
        let passwords = Passwords::new(bounds(1, 0));
        for (memory, passes) in [(MEMORY_KIB / 2, 2), (MEMORY_KIB * 2, 1), (MEMORY_KIB, PASSES)] {
            let other = Params::new(memory, passes, 1, None).expect("parameters");
            let hash =
                Argon2::new(Algorithm::Argon2id, Version::V0x13, other).hash_password(b"popcorn").expect("hashed");
            let hash = Some(hash.to_string());
            assert!(
                passwords.verify(Claim::Plain, "popcorn".into(), hash.clone()).await.expect("verified"),
                "{memory}"
            );
            assert!(!passwords.verify(Claim::Plain, "butter".into(), hash).await.expect("verified"), "{memory}");
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn many_at_once_share_a_few_memories_and_leave_nothing_in_them() {
        let passwords = Arc::new(Passwords::new(bounds(2, 20)));
        let hashes: Vec<_> = (0..20)
            .map(|n| {
                let passwords = passwords.clone();
                tokio::spawn(async move { passwords.hash(Claim::Plain, format!("popcorn {n}")).await })
            })
            .collect();
        for hash in hashes {
            hash.await.expect("no panic").expect("hashed");
        }
        let memories = passwords.memories.lock().expect("no panic");
        assert!((1..=2).contains(&memories.len()), "{}", memories.len());
        for Memory(blocks) in memories.iter() {
            assert_eq!(blocks.len(), MEMORY_KIB as usize);
            assert!(blocks.iter().all(|block| block.as_ref().iter().all(|word| *word == 0)));
        }
    }
}
