//! The front door: every connection is accepted, counted and timed here, before a request reaches
//! the router. What always holds: none stays open without doing something, none makes the server
//! keep more than some kilobytes for it, and no few addresses take all places.
//!
//! hyper reads and writes HTTP; [`Limits`] says how far it may go.

mod exchanges;
mod limits;
mod open_files;
mod places;
mod stream;

pub use limits::{Limits, Timeouts};
pub use open_files::make_room;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use exchanges::{Exchanges, UntilSent};
use http::{Request, Response};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use places::{Place, Places, Refusals};
use std::convert::Infallible;
use std::future::pending;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use stream::Stream;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{mpsc, watch};
use tokio::time::{sleep, timeout};
use tower::ServiceExt;

/// Connections that the system keeps for us until they are accepted. It drops what comes beyond, and
/// the client tries again a second later; the usual 128 come at once with a few hundred visitors.
const QUEUE: u32 = 1024;
/// How long to wait before accepting again, where it failed for a reason that is not the client's.
const PAUSE: Duration = Duration::from_secs(1);

/// Listens at `address`.
///
/// # Errors
/// The system's, where somebody else listens there, or nobody may.
pub fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    // Or a server that is started anew would wait for the last connections of the one before.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(QUEUE)
}

/// Serves `app` until `stopping` says so, and then until the requests in progress have their answers.
pub async fn serve(listener: TcpListener, app: Router, limits: Limits, stopping: watch::Receiver<bool>) {
    let http = http(&limits);
    let places = Arc::new(Places::new(limits.connections, limits.per_address));
    let mut refusals = Refusals::default();
    // Every connection holds a sender; when all are gone the receiver ends.
    let (open, mut all_closed) = mpsc::channel::<()>(1);
    loop {
        let (stream, peer) = tokio::select! {
            accepted = accept(&listener) => accepted,
            () = stopped(stopping.clone()) => break,
        };
        // Who finds no place is told at once by the end of the connection. An answer would cost more
        // than it says.
        let Some(place) = Places::take(&places, peer.ip()) else {
            refusals.note();
            continue;
        };
        let connection =
            Connection { stream, peer, app: app.clone(), http: http.clone(), timeouts: limits.timeouts, _place: place };
        let (stopping, open) = (stopping.clone(), open.clone());
        tokio::spawn(async move {
            connection.serve(stopping).await;
            drop(open);
        });
    }
    // Whoever knocks from now on is refused by the system, and can ask another server.
    drop((listener, open));
    all_closed.recv().await;
}

/// Completes once the process is to stop.
pub async fn stopped(mut stopping: watch::Receiver<bool>) {
    // An error means that the sender is gone, which is a reason to stop as well.
    let _ = stopping.wait_for(|stop| *stop).await;
}

/// The next connection. What fails is either the client's affair, or passes when others close: the
/// limit of open files, say. Neither ends the server.
async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                // Otherwise the last piece of an answer waits for the other side's delayed
                // acknowledgement of the one before: 40 ms.
                if let Err(error) = stream.set_nodelay(true) {
                    tracing::debug!(%error, "TCP_NODELAY is not set");
                }
                return (stream, peer);
            }
            Err(error) if is_of_one_connection(&error) => {}
            Err(error) => {
                tracing::error!(%error, "no connection can be accepted");
                sleep(PAUSE).await;
            }
        }
    }
}

fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// hyper, with its bounds. The clocks of HTTP/1 are those of [`Stream`], which also runs before the
/// version is known.
fn http(limits: &Limits) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(None)
        .max_headers(limits.headers)
        // Where a head does not end within this, 431; and no more of an answer is kept for writing.
        .max_buf_size(limits.head_bytes);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(limits.timeouts.ping)
        .keep_alive_timeout(limits.timeouts.ping)
        .max_concurrent_streams(limits.streams)
        .max_header_list_size(u32::try_from(limits.head_bytes).unwrap_or(u32::MAX))
        .max_pending_accept_reset_streams(limits.resets)
        .max_local_error_reset_streams(limits.resets)
        .initial_stream_window_size(limits.window)
        .initial_connection_window_size(limits.window)
        .max_send_buf_size(limits.head_bytes);
    if limits.http2 { builder } else { builder.http1_only() }
}

struct Connection {
    stream: TcpStream,
    peer: SocketAddr,
    app: Router,
    http: Builder<TokioExecutor>,
    timeouts: Timeouts,
    /// Free again when the connection ends.
    _place: Place,
}

impl Connection {
    async fn serve(self, stopping: watch::Receiver<bool>) {
        let exchanges = Arc::new(Exchanges::default());
        let io = TokioIo::new(Stream::new(self.stream, exchanges.clone(), &self.timeouts));
        let service = service_fn(|request| answer(&self.app, self.peer, &exchanges, request));
        let mut connection = pin!(self.http.serve_connection(io, service));
        // Why a connection failed is its client's affair.
        tokio::select! {
            _ = connection.as_mut() => return,
            () = aged(&exchanges, self.timeouts.age) => {}
            () = stopped(stopping) => {}
        }
        connection.as_mut().graceful_shutdown();
        let _ = timeout(self.timeouts.last, connection).await;
    }
}

/// Completes when an HTTP/2 connection has lived long enough. Its streams can stall while the
/// connection itself does not, so it ends as a whole.
async fn aged(exchanges: &Exchanges, age: Duration) {
    sleep(age).await;
    if !exchanges.is_multiplexed() {
        pending::<()>().await;
    }
}

fn answer(
    app: &Router,
    peer: SocketAddr,
    exchanges: &Arc<Exchanges>,
    request: Request<Incoming>,
) -> impl Future<Output = Result<Response<UntilSent>, Infallible>> + use<> {
    let exchange = exchanges.begin(request.version());
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(ConnectInfo(peer));
    let response = app.clone().oneshot(request);
    async move { Ok(response.await?.map(|body| UntilSent::new(body, exchange))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn small_pieces_are_not_held_back() {
        let listener = listen(([127, 0, 0, 1], 0).into()).expect("a port");
        let address = listener.local_addr().expect("an address");
        let (accepted, client) = tokio::join!(accept(&listener), TcpStream::connect(address));
        assert!(accepted.0.nodelay().expect("an option"));
        assert_eq!(accepted.1, client.expect("connects").local_addr().expect("an address"));
    }

    #[test]
    fn only_failures_of_the_machine_make_it_pause() {
        let of = |kind: io::ErrorKind| is_of_one_connection(&kind.into());
        assert!(of(io::ErrorKind::ConnectionAborted) && of(io::ErrorKind::ConnectionReset));
        // EMFILE.
        assert!(!is_of_one_connection(&io::Error::from_raw_os_error(24)));
    }
}
