//! Numbers that move with every change of what visitors are shown.

use domain::MovieId;
use std::sync::atomic::{AtomicU64, Ordering};

/// Films that share a generation only lose their views too early.
const STRIPES: usize = 1024;

/// What was current when somebody began to read. Equal generations: nothing they speak for has changed
/// in between.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Generation {
    /// Changes that may concern any film.
    wide: u64,
    /// Changes of this film; for what shows all films, of any.
    own: u64,
}

#[derive(Debug)]
pub(super) struct Generations {
    wide: AtomicU64,
    any: AtomicU64,
    movies: Box<[AtomicU64]>,
}

impl Default for Generations {
    fn default() -> Self {
        let movies = (0..STRIPES).map(|_| AtomicU64::default()).collect();
        Self { wide: AtomicU64::default(), any: AtomicU64::default(), movies }
    }
}

impl Generations {
    /// Of what shows one film.
    pub fn of_movie(&self, id: MovieId) -> Generation {
        Generation { wide: self.wide.load(Ordering::SeqCst), own: self.movies[stripe(id)].load(Ordering::SeqCst) }
    }

    /// Of what shows any film.
    pub fn of_all(&self) -> Generation {
        Generation { wide: self.wide.load(Ordering::SeqCst), own: self.any.load(Ordering::SeqCst) }
    }

    /// After a change of these films, or, where none is named, of anything.
    pub fn bump(&self, movies: &[MovieId]) {
        if movies.is_empty() {
            self.wide.fetch_add(1, Ordering::SeqCst);
        }
        for id in movies {
            self.movies[stripe(*id)].fetch_add(1, Ordering::SeqCst);
        }
        self.any.fetch_add(1, Ordering::SeqCst);
    }
}

fn stripe(id: MovieId) -> usize {
    id.0.unsigned_abs() as usize % STRIPES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_moves_what_it_concerns() {
        let generations = Generations::default();
        let look = || (generations.of_movie(MovieId(1)), generations.of_movie(MovieId(2)), generations.of_all());
        let (one, two, all) = look();
        generations.bump(&[MovieId(1)]);
        let (one_after, two_after, all_after) = look();
        assert_ne!(one_after, one);
        assert_eq!(two_after, two);
        assert_ne!(all_after, all);
        generations.bump(&[]);
        let (one_last, two_last, all_last) = look();
        assert!(one_last != one_after && two_last != two_after && all_last != all_after);
    }

    #[test]
    fn every_film_has_a_generation() {
        for id in [i64::MIN, -1, 0, 1, i64::MAX] {
            assert!(stripe(MovieId(id)) < STRIPES);
        }
    }
}
