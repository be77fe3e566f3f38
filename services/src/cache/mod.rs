//! What visitors are shown of the home page and of films, kept for a moment (decision 23).
//!
//! Kept are views, never HTML, and only what everybody without a session is shown alike: callers ask
//! here for no member, no returned form and no revealed spoiler. Each entry's key holds the generation
//! of what it shows, read before it was loaded, and every change bumps it: see `Changes`, the
//! transactions that change what visitors are shown. So what one process has changed it shows at
//! once. What another process has changed may stay unseen for [`KEPT_FOR`] after a view was read, and
//! for as long as reading it took.

mod changes;
mod generations;

pub(crate) use changes::Changes;

use crate::{Error, Result};
use domain::MovieId;
use domain::movies::{HomeView, MovieView, WantedWindow};
use domain::reviews::ReviewListing;
use generations::{Generation, Generations};
use moka::future::Cache as MokaCache;
use moka::policy::EvictionPolicy;
use std::hash::Hash;
use std::sync::Arc;
use std::time::Duration;

/// How long a view is kept where nothing says otherwise.
pub const KEPT_FOR: Duration = Duration::from_secs(3);

/// Bytes that views of films may take: about a thousand films with their first lists.
const MOVIES_CAPACITY: u64 = 24_000_000;
/// Home pages, those of other generations that are not forgotten yet included.
const HOME_CAPACITY: u64 = 16;

/// Rough sizes in bytes, without the long texts.
const MOVIE_WEIGHT: usize = 2_000;
const REVIEW_WEIGHT: usize = 600;
const CREDIT_WEIGHT: usize = 120;

/// The views of one process.
pub(crate) struct Cache {
    generations: Arc<Generations>,
    /// `None` where nothing is kept.
    views: Option<Views>,
}

struct Views {
    movies: MokaCache<(MovieId, ReviewListing, Generation), Arc<MovieView>>,
    home: MokaCache<(Option<WantedWindow>, Generation), Arc<HomeView>>,
}

impl Cache {
    /// Keeps views for so long, or not at all.
    pub fn new(kept_for: Option<Duration>) -> Self {
        let views = kept_for.map(|kept_for| Views {
            // The newest is always let in: by frequency a view would not get in for those of the same
            // film that its change has just made worthless.
            movies: MokaCache::builder()
                .eviction_policy(EvictionPolicy::lru())
                .weigher(|_, view: &Arc<MovieView>| weight(view))
                .max_capacity(MOVIES_CAPACITY)
                .time_to_live(kept_for)
                .build(),
            home: MokaCache::builder()
                .eviction_policy(EvictionPolicy::lru())
                .max_capacity(HOME_CAPACITY)
                .time_to_live(kept_for)
                .build(),
        });
        Self { generations: Arc::default(), views }
    }

    /// A film's page as visitors see it: kept, or else from `load`, which many who ask at once share.
    pub async fn movie(
        &self,
        id: MovieId,
        listing: ReviewListing,
        load: impl Future<Output = Result<MovieView>>,
    ) -> Result<MovieView> {
        let Some(views) = &self.views else { return load.await };
        kept_or(&views.movies, (id, listing, self.generations.of_movie(id)), load).await
    }

    /// The home page as visitors see it; see [`Self::movie`].
    pub async fn home(
        &self,
        window: Option<WantedWindow>,
        load: impl Future<Output = Result<HomeView>>,
    ) -> Result<HomeView> {
        let Some(views) = &self.views else { return load.await };
        kept_or(&views.home, (window, self.generations.of_all()), load).await
    }
}

/// The generation in `key` was read before; `load` reads nothing until it is first polled, here. So who
/// comes later, with a newer one, neither finds nor waits for a view that may lack what bumped it.
async fn kept_or<K, V>(kept: &MokaCache<K, Arc<V>>, key: K, load: impl Future<Output = Result<V>>) -> Result<V>
where
    K: Hash + Eq + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    let view = kept.try_get_with(key, async { load.await.map(Arc::new) }).await.map_err(Error::of_shared)?;
    Ok(V::clone(&view))
}

/// Bytes that a view takes, about.
fn weight(view: &MovieView) -> u32 {
    let reviews = view.top_positive.iter().chain(&view.top_negative).chain(&view.reviews.reviews);
    let texts: usize = reviews.map(|review| REVIEW_WEIGHT + review.content.as_ref().map_or(0, String::len)).sum();
    let credits = CREDIT_WEIGHT * (view.directors.len() + view.cast.len());
    u32::try_from(MOVIE_WEIGHT + view.plot.len() + credits + texts).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::error::ErrorCode;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use tokio::sync::Semaphore;

    fn kept() -> MokaCache<u8, Arc<usize>> {
        MokaCache::builder().time_to_live(Duration::from_secs(3600)).build()
    }

    /// Twenty who ask for one key while nothing is kept, and `answer` for who comes to load.
    async fn ask_at_once(answer: fn(usize) -> Result<usize>) -> (usize, Vec<Result<usize>>) {
        let (kept, loads, gate) = (kept(), Arc::new(AtomicUsize::new(0)), Arc::new(Semaphore::new(0)));
        let tasks: Vec<_> = (0..20)
            .map(|_| {
                let (kept, loads, gate) = (kept.clone(), loads.clone(), gate.clone());
                tokio::spawn(async move {
                    let load = async {
                        let load = loads.fetch_add(1, Ordering::SeqCst);
                        let _open = gate.acquire().await.expect("stays open");
                        answer(load)
                    };
                    kept_or(&kept, 7, load).await
                })
            })
            .collect();
        // One thread runs all of them, so now each has come as far as it can.
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        gate.add_permits(20);
        let mut answers = Vec::new();
        for task in tasks {
            answers.push(task.await.expect("no panic"));
        }
        (loads.load(Ordering::SeqCst), answers)
    }

    #[tokio::test]
    async fn many_who_ask_at_once_load_once() {
        let (loads, answers) = ask_at_once(Ok).await;
        assert_eq!(loads, 1);
        assert!(answers.into_iter().all(|answer| matches!(answer, Ok(0))));
    }

    #[tokio::test]
    async fn many_who_ask_at_once_are_refused_alike() {
        let (_, answers) = ask_at_once(|_| Err(ErrorCode::NotFound.into())).await;
        let refused =
            |answer: &Result<usize>| matches!(answer, Err(Error::Refused(error)) if error.code == ErrorCode::NotFound);
        assert!(answers.iter().all(refused), "{answers:?}");
    }

    #[tokio::test]
    async fn a_failure_is_not_kept() {
        let kept = kept();
        let failed = kept_or(&kept, 1, async { Err(Error::from(ErrorCode::NotFound)) }).await;
        assert!(failed.is_err());
        assert_eq!(kept_or(&kept, 1, async { Ok(5) }).await.ok(), Some(5));
        assert_eq!(kept_or(&kept, 1, async { Ok(6) }).await.ok(), Some(5));
    }

    #[tokio::test]
    async fn who_gives_up_leaves_the_work_to_the_next() {
        let kept = kept();
        let first = tokio::spawn({
            let kept = kept.clone();
            async move { kept_or(&kept, 1, std::future::pending()).await }
        });
        tokio::task::yield_now().await;
        let second = tokio::spawn({
            let kept = kept.clone();
            async move { kept_or(&kept, 1, async { Ok(5) }).await }
        });
        tokio::task::yield_now().await;
        first.abort();
        assert_eq!(second.await.expect("no panic").ok(), Some(5));
    }
}
