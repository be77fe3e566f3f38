//! A client's bytes, with clocks: it may not be silent for long, not drip a head byte by byte, and
//! not leave its answer lying.
//!
//! hyper has a clock for heads. It knows no other for idling, does not run before the version is
//! known, nor after an answer until something arrives, and there is none for writing. A body needs no
//! clock here: whoever reads it has the time of a request (`middleware/failures.rs`), after which
//! hyper closes the connection.

use super::exchanges::Exchanges;
use super::limits::Timeouts;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

/// Bytes of an answer that end the wait for a slow client. Less in the same time counts as nothing:
/// one byte now and then would be progress for ever.
pub const ENOUGH: usize = 16 * 1024;

/// A client's stream, in either direction.
pub struct Stream<S> {
    inner: S,
    exchanges: Arc<Exchanges>,
    timeouts: Timeouts,
    awaited: Awaited,
    /// Runs while something is awaited.
    reading: Pin<Box<Sleep>>,
    blocked: Option<Blocked>,
}

/// What the client owes us.
#[derive(PartialEq)]
enum Awaited {
    FirstByte,
    Head,
    /// It is our turn; or it speaks HTTP/2, where other bounds hold.
    Nothing,
}

/// The client does not take what is written.
struct Blocked {
    until: Pin<Box<Sleep>>,
    taken: usize,
}

impl<S> Stream<S> {
    pub fn new(inner: S, exchanges: Arc<Exchanges>, timeouts: &Timeouts) -> Self {
        let (timeouts, reading) = (*timeouts, Box::pin(sleep(timeouts.idle)));
        Self { inner, exchanges, timeouts, awaited: Awaited::FirstByte, reading, blocked: None }
    }

    fn wait_for(&mut self, what: Awaited) {
        let within = match what {
            Awaited::FirstByte => Some(self.timeouts.idle),
            Awaited::Head => Some(self.timeouts.head),
            Awaited::Nothing => None,
        };
        if let Some(within) = within {
            self.reading.as_mut().reset(Instant::now() + within);
        }
        self.awaited = what;
    }

    /// Follows what was written, or is not.
    fn after_writing(&mut self, cx: &mut Context<'_>, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        match written {
            Poll::Ready(Ok(bytes)) => {
                if let Some(blocked) = &mut self.blocked {
                    blocked.taken += bytes;
                }
                self.blocked.take_if(|blocked| blocked.taken >= ENOUGH);
            }
            Poll::Ready(Err(_)) => {}
            Poll::Pending => {
                let within = self.timeouts.write;
                let blocked = self.blocked.get_or_insert_with(|| Blocked { until: Box::pin(sleep(within)), taken: 0 });
                ready!(blocked.until.as_mut().poll(cx));
                return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
            }
        }
        written
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Stream<S> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if this.exchanges.are_in_progress() || this.exchanges.is_multiplexed() {
            this.wait_for(Awaited::Nothing);
        }
        let before = buffer.filled().len();
        let read = Pin::new(&mut this.inner).poll_read(cx, buffer);
        match &read {
            Poll::Ready(_) => {
                if buffer.filled().len() > before && this.awaited == Awaited::FirstByte {
                    this.wait_for(Awaited::Head);
                }
                read
            }
            Poll::Pending if this.awaited == Awaited::Nothing => Poll::Pending,
            Poll::Pending => {
                ready!(this.reading.as_mut().poll(cx));
                Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
            }
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Stream<S> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.inner).poll_write(cx, bytes);
        this.after_writing(cx, written)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.inner).poll_write_vectored(cx, pieces);
        this.after_writing(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    /// hyper flushes when all that it has to say is written.
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let flushed = Pin::new(&mut this.inner).poll_flush(cx);
        if flushed.is_ready() {
            this.blocked = None;
            let is_answered = !this.exchanges.are_in_progress() && !this.exchanges.is_multiplexed();
            if this.awaited == Awaited::Nothing && is_answered {
                this.wait_for(Awaited::FirstByte);
                // hyper has tried to read while it was our turn, and would not try again by itself.
                cx.waker().wake_by_ref();
            }
        }
        flushed
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::Version;
    use std::time::Duration;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};

    const TIMEOUTS: Timeouts = Timeouts {
        head: Duration::from_secs(10),
        idle: Duration::from_secs(20),
        write: Duration::from_secs(30),
        ping: Duration::MAX,
        age: Duration::MAX,
        last: Duration::MAX,
    };

    /// A stream whose other end takes `room` bytes before it is read.
    fn stream(room: usize) -> (Stream<DuplexStream>, DuplexStream, Arc<Exchanges>) {
        let (ours, theirs) = duplex(room);
        let exchanges = Arc::new(Exchanges::default());
        (Stream::new(ours, exchanges.clone(), &TIMEOUTS), theirs, exchanges)
    }

    /// After how many seconds it was given up.
    async fn given_up(work: impl Future<Output = io::Result<impl Sized>>) -> u64 {
        let start = Instant::now();
        let error = work.await.err().expect("is given up");
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        start.elapsed().as_secs()
    }

    /// Does `step` every second, for ever.
    async fn every_second(mut step: impl AsyncFnMut()) {
        let mut seconds = tokio::time::interval(Duration::from_secs(1));
        loop {
            seconds.tick().await;
            step().await;
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_head_may_not_drip() {
        let (mut stream, mut client, _) = stream(64);
        let drip = every_second(async || client.write_all(b"x").await.expect("writes"));
        let mut head = Vec::new();
        let waited = tokio::select! {
            waited = given_up(stream.read_to_end(&mut head)) => waited,
            () = drip => unreachable!("it goes on"),
        };
        assert_eq!(waited, 10);
        assert!((10..=11).contains(&head.len()), "{}", head.len());
    }

    #[tokio::test(start_paused = true)]
    async fn a_request_in_progress_is_waited_for() {
        let (mut stream, mut client, exchanges) = stream(64);
        client.write_all(b"head").await.expect("writes");
        assert_eq!(stream.read(&mut [0; 64]).await.expect("reads"), 4);
        let exchange = exchanges.begin(Version::HTTP_11);
        assert!(tokio::time::timeout(Duration::from_secs(300), stream.read_u8()).await.is_err(), "it is our turn");
        drop(exchange);
        assert!(tokio::time::timeout(Duration::from_secs(300), stream.read_u8()).await.is_err(), "it is being written");
        stream.flush().await.expect("flushes");
        assert_eq!(given_up(stream.read_u8()).await, 20, "idle since the answer");
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_not_taken_is_given_up() {
        let (mut stream, _client, _) = stream(4096);
        assert_eq!(given_up(stream.write_all(&[0; 8192])).await, 30);
    }

    #[tokio::test(start_paused = true)]
    async fn a_byte_now_and_then_is_no_progress() {
        let (mut stream, mut client, _) = stream(4096);
        let sip = every_second(async || {
            client.read_u8().await.expect("reads");
        });
        let waited = tokio::select! {
            waited = given_up(stream.write_all(&[0; 8192])) => waited,
            () = sip => unreachable!("it goes on"),
        };
        assert!((30..=31).contains(&waited), "{waited}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_line_is_waited_for() {
        let (mut stream, mut client, _) = stream(4096);
        let start = Instant::now();
        let mut taken = [0; 1024];
        let take = every_second(async || {
            client.read_exact(&mut taken).await.expect("reads");
        });
        tokio::select! {
            written = stream.write_all(&[0; 200 * 1024]) => written.expect("writes"),
            () = take => unreachable!("it goes on"),
        }
        assert!(start.elapsed() > Duration::from_secs(150));
    }
}
