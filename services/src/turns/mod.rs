//! Turns at work that takes much memory or a whole processor: a few at once, a few more who wait, and
//! everybody else is told at once that it is busy. A queue without an end would only make all wait too long.
//!
//! There are two kinds of claims. A preferred one belongs to somebody known. It goes first, and has places
//! of its own, of which strangers cannot take one, and one subject only [`OF_ONE`]. So a crowd of strangers
//! keeps nobody out who is known.
//!
//! A turn ends when it is dropped. Whoever gives up, waiting or with a turn on the way, leaves the place
//! and the turn to the next.

use crate::Error;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::oneshot;

/// Places that one known subject may take.
const OF_ONE: usize = 2;

/// How much is done at once, and how much may wait.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    pub at_once: usize,
    /// Who may wait, of each kind of claims.
    pub places: usize,
    /// How long anybody waits at most.
    pub patience: Duration,
}

/// In whose name a turn is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim<'a> {
    /// Of a subject that has proven itself before: a member, or a browser that is known to an address.
    Preferred(&'a str),
    Plain,
}

/// All places are taken, or no turn has come in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Busy {
    #[error("all places in the queue are taken")]
    Full,
    #[error("no turn has come in time")]
    TooLong,
}

impl From<Busy> for Error {
    fn from(busy: Busy) -> Self {
        Self::Busy(busy.into())
    }
}

/// The queue. Cheap to clone.
#[derive(Clone)]
pub struct Turns {
    bounds: Bounds,
    queue: Arc<Mutex<Queue>>,
}

struct Queue {
    /// Turns that nobody has; as long as there are some, nobody waits.
    free: usize,
    preferred: VecDeque<Waiting>,
    plain: VecDeque<Waiting>,
}

struct Waiting {
    subject: Option<String>,
    turn: oneshot::Sender<Turn>,
}

/// Somebody's turn, until it is dropped.
#[must_use]
pub struct Turn(Arc<Mutex<Queue>>);

impl Turns {
    pub fn new(bounds: Bounds) -> Self {
        let queue = Queue { free: bounds.at_once, preferred: VecDeque::new(), plain: VecDeque::new() };
        Self { bounds, queue: Arc::new(Mutex::new(queue)) }
    }

    /// Waits for a turn, within the bounds.
    ///
    /// # Errors
    /// [`Busy`], at once when there is no place.
    pub async fn take(&self, claim: Claim<'_>) -> Result<Turn, Busy> {
        let turn = self.join(claim, Some(self.bounds.places))?;
        match tokio::time::timeout(self.bounds.patience, turn).await {
            Ok(Ok(turn)) => Ok(turn),
            Ok(Err(_)) => Err(Busy::Full),
            Err(_) => Err(Busy::TooLong),
        }
    }

    /// Waits for a turn as long as it takes, before all plain claims: for jobs, of which there are few.
    ///
    /// # Errors
    /// None in fact: the queue lives as long as this.
    pub async fn take_patiently(&self) -> Result<Turn, Busy> {
        self.join(Claim::Preferred(""), None)?.await.map_err(|_| Busy::Full)
    }

    /// A place, through which the turn comes.
    fn join(&self, claim: Claim<'_>, places: Option<usize>) -> Result<oneshot::Receiver<Turn>, Busy> {
        let (sender, receiver) = oneshot::channel();
        let mut queue = lock(&self.queue);
        if queue.free > 0 {
            queue.free -= 1;
            drop(queue);
            // Comes back, and is free again, if nobody wants it any more.
            let _ = sender.send(Turn(self.queue.clone()));
            return Ok(receiver);
        }
        let (line, subject) = match claim {
            Claim::Preferred(subject) => (&mut queue.preferred, Some(subject)),
            Claim::Plain => (&mut queue.plain, None),
        };
        // Who has given up has left a place behind.
        line.retain(|waiting| !waiting.turn.is_closed());
        if let Some(places) = places {
            let of_subject = line.iter().filter(|waiting| waiting.subject.as_deref() == subject).count();
            if line.len() >= places || (subject.is_some() && of_subject >= OF_ONE) {
                return Err(Busy::Full);
            }
        }
        line.push_back(Waiting { subject: subject.map(str::to_owned), turn: sender });
        Ok(receiver)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut queue = lock(&self.0);
        loop {
            let Some(next) = queue.preferred.pop_front().or_else(|| queue.plain.pop_front()) else {
                queue.free += 1;
                return;
            };
            if !next.turn.is_closed() {
                drop(queue);
                // Should the next one give up just now, the turn is dropped and goes on from there.
                let _ = next.turn.send(Turn(self.0.clone()));
                return;
            }
        }
    }
}

/// No code can panic while it holds the lock, so what it guards is whole.
fn lock(queue: &Mutex<Queue>) -> MutexGuard<'_, Queue> {
    queue.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
