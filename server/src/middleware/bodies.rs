//! How many bytes of bodies may be kept at once. A body is small, but thousands of connections may
//! each send one slowly, and all of it is kept until it is whole.

use super::failures::failure;
use super::rpc::BODY_LIMIT;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use domain::error::ErrorCode;
use http_body::Body;
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Bytes of all bodies.
const KEPT: usize = 16 << 20;

/// The bytes that bodies may still take. Cheap to clone.
#[derive(Clone)]
pub struct Bodies(Arc<Semaphore>);

impl Default for Bodies {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(KEPT)))
    }
}

impl Bodies {
    /// Room for a body of `bytes`: no more than half of what is left, so that large ones which come
    /// slowly leave some to small ones.
    fn take(&self, bytes: usize) -> Option<OwnedSemaphorePermit> {
        if bytes > self.0.available_permits() / 2 {
            return None;
        }
        self.0.clone().try_acquire_many_owned(u32::try_from(bytes).ok()?).ok()
    }
}

/// Keeps room for the body of a request until it is answered.
pub async fn bound(State(bodies): State<Bodies>, request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    // Of one that does not tell its length, or too much, no more than this is ever read.
    let bytes = request.body().size_hint().upper().and_then(|bytes| usize::try_from(bytes).ok());
    let Some(_room) = bodies.take(bytes.map_or(BODY_LIMIT, |bytes| bytes.min(BODY_LIMIT))) else {
        tracing::debug!("a body found no room");
        return failure(ErrorCode::Unreachable);
    };
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_bodies_leave_room_to_small_ones() {
        let bodies = Bodies::default();
        let large: Vec<_> = std::iter::from_fn(|| bodies.take(BODY_LIMIT)).collect();
        assert!(large.len() > 60, "{}", large.len());
        let form = bodies.take(8 * 1024);
        assert!(form.is_some());
        drop((large, form));
        assert_eq!(bodies.0.available_permits(), KEPT);
    }
}
