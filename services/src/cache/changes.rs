//! The transactions that change what visitors are shown.

use super::Cache;
use super::generations::Generations;
use domain::MovieId;
use sqlx::{PgConnection, PgPool, Postgres, Transaction};
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// A transaction that makes outdated what is kept of the films it concerns. One that names no film
/// concerns everything: whoever forgets makes the site slower and nothing wrong. Locking a film for
/// a change names it; see `movies::lock`.
pub(crate) struct Changes {
    transaction: Transaction<'static, Postgres>,
    invalidation: Invalidation,
}

impl Changes {
    /// Says that the transaction changes what is shown of a film, and so that it concerns no others
    /// but those that are named.
    pub fn concern(&mut self, movie: MovieId) {
        self.invalidation.movies.push(movie);
    }

    /// Commits. Who reads after this returned is shown what was changed.
    pub async fn commit(self) -> sqlx::Result<()> {
        let Self { transaction, mut invalidation } = self;
        // Whatever becomes of the answer from here on, the change may have happened.
        invalidation.is_due = true;
        let committed = transaction.commit().await;
        drop(invalidation);
        committed
    }
}

impl Deref for Changes {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        &self.transaction
    }
}

impl DerefMut for Changes {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.transaction
    }
}

/// Bumps the generations when it is dropped, so that a request that is given up during its commit, by a
/// reader who closes the page, does so too.
struct Invalidation {
    generations: Arc<Generations>,
    movies: Vec<MovieId>,
    /// Nothing was changed unless a commit was begun.
    is_due: bool,
}

impl Drop for Invalidation {
    fn drop(&mut self) {
        if self.is_due {
            self.generations.bump(&self.movies);
        }
    }
}

impl Cache {
    pub async fn begin(&self, pool: &PgPool) -> sqlx::Result<Changes> {
        let transaction = pool.begin().await?;
        let invalidation = Invalidation { generations: self.generations.clone(), movies: Vec::new(), is_due: false };
        Ok(Changes { transaction, invalidation })
    }
}
