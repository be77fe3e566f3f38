//! Whether a connection has a request in progress. The stream, which sees only bytes, asks before
//! it calls a client idle.

use axum::body::{Body, Bytes};
use http::Version;
use http_body::{Body as HttpBody, Frame, SizeHint};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::task::{Context, Poll};

/// The requests of one connection that have no whole answer yet. hyper runs HTTP/1 within one task,
/// and HTTP/2 needs no more than the flag, so nothing is ordered by these.
#[derive(Default)]
pub struct Exchanges {
    in_progress: AtomicUsize,
    multiplexed: AtomicBool,
}

impl Exchanges {
    /// Notes that the head of a request is here.
    pub fn begin(self: &Arc<Self>, version: Version) -> Exchange {
        if version >= Version::HTTP_2 {
            self.multiplexed.store(true, Relaxed);
        }
        self.in_progress.fetch_add(1, Relaxed);
        Exchange(self.clone())
    }

    pub fn are_in_progress(&self) -> bool {
        self.in_progress.load(Relaxed) > 0
    }

    /// Whether this is HTTP/2, which keeps its own order of frames.
    pub fn is_multiplexed(&self) -> bool {
        self.multiplexed.load(Relaxed)
    }
}

/// One request, from its head to the last byte of its answer.
pub struct Exchange(Arc<Exchanges>);

impl Drop for Exchange {
    fn drop(&mut self) {
        self.0.in_progress.fetch_sub(1, Relaxed);
    }
}

/// The body of an answer, dropped by hyper when it is written or given up.
pub struct UntilSent {
    body: Body,
    _exchange: Exchange,
}

impl UntilSent {
    pub fn new(body: Body, exchange: Exchange) -> Self {
        Self { body, _exchange: exchange }
    }
}

impl HttpBody for UntilSent {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
