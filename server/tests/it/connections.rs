//! Connections as clients make them, on real sockets, some of which mean no good. Time-outs are
//! short, or out of reach, so that each test meets the one it is about.

use crate::sockets::{GUARD, SOON, Server, limits};
use crate::support::TestApp;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::ConnectInfo;
use axum::routing::{get, post};
use http_body::{Frame, SizeHint};
use server::connections::Limits;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Notify;

const GET: &str = "GET / HTTP/1.1\r\nHost: popcorn.test\r\n\r\n";

fn app() -> Router {
    Router::new().route("/", get(async || "OK")).route("/endless", get(async || Body::new(Endless))).route(
        "/body",
        post(async |body: String| {
            assert_eq!(body, "OK");
            body
        }),
    )
}

/// A body without an end.
struct Endless;

impl http_body::Body for Endless {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(&[b'x'; 64 * 1024])))))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::default()
    }
}

#[tokio::test]
async fn a_head_that_does_not_end_is_given_up() {
    let mut limits = limits();
    limits.timeouts.head = SOON;
    let server = Server::start(app(), limits).await;
    let mut client = server.client().await;
    client.send("GET / HTTP/1.1\r\nHost: popcorn.test\r\nX-Slow: ").await;
    assert_eq!(client.rest().await, "");
    // Nor one on a connection that has been good for one answer.
    let mut client = server.client().await;
    client.send(GET).await;
    client.ok().await;
    client.send("GET / HT").await;
    assert_eq!(client.rest().await, "");
}

#[tokio::test]
async fn who_says_nothing_goes() {
    let mut limits = limits();
    limits.timeouts.idle = SOON;
    let server = Server::start(app(), limits).await;
    assert_eq!(server.client().await.rest().await, "", "without a word");
    let mut client = server.client().await;
    client.send(GET).await;
    client.ok().await;
    assert_eq!(client.rest().await, "", "between two requests");
}

#[tokio::test]
async fn a_large_answer_may_take_longer_than_idling() {
    let mut limits = limits();
    limits.timeouts.idle = SOON;
    let bytes = 32 << 20;
    let large = Bytes::from(vec![b'x'; bytes]);
    let server = Server::start(Router::new().route("/", get(async move || large)), limits).await;
    let mut client = server.client().await;
    client.send(GET).await;
    // By the time that a connection of its own has been idle for too long, this one would have been.
    assert_eq!(server.client().await.rest().await, "");
    let answer = client.rest().await;
    assert!(answer.len() > bytes, "{} of {bytes} bytes", answer.len());
}

#[tokio::test]
async fn several_requests_use_one_connection() {
    let mut limits = limits();
    limits.timeouts.head = SOON;
    let server = Server::start(app(), limits).await;
    let mut client = server.client().await;
    for _ in 0..3 {
        client.send(GET).await;
        client.ok().await;
    }
    client.send(&GET.repeat(3)).await;
    for _ in 0..3 {
        client.ok().await;
    }
    // In pieces, and with a body.
    client.send("POST /body HTTP/1.1\r\nHost: popcorn.test\r\n").await;
    client.send("Content-Length: 2\r\n\r\nO").await;
    client.send("K").await;
    client.ok().await;
}

#[tokio::test]
async fn a_body_is_not_the_affair_of_the_clocks_of_a_head() {
    let mut limits = limits();
    (limits.timeouts.head, limits.timeouts.idle) = (SOON, SOON);
    let (began, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let app = Router::new().route(
        "/",
        get({
            let (began, go_on) = (began.clone(), go_on.clone());
            async move || {
                began.notify_one();
                go_on.notified().await;
                "OK"
            }
        }),
    );
    let server = Server::start(app, limits).await;
    let mut client = server.client().await;
    client.send(GET).await;
    began.notified().await;
    // Another connection, silent since then, has ended meanwhile.
    assert_eq!(server.client().await.rest().await, "");
    go_on.notify_one();
    client.ok().await;
}

#[tokio::test]
async fn heads_have_a_size() {
    let server = Server::start(app(), limits()).await;
    let field = "X-Field: abcdefghijklmnopqrstuvwxyz\r\n";
    for (what, fields) in [("many", field.repeat(120)), ("large", format!("X-Large: {}\r\n", "a".repeat(20_000)))] {
        let mut client = server.client().await;
        client.send(&format!("GET / HTTP/1.1\r\nHost: popcorn.test\r\n{fields}\r\n")).await;
        let answer = client.rest().await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431"), "{what}: {answer}");
    }
    // Without an end there is no waiting for one.
    let mut client = server.client().await;
    client.send(&format!("GET / HTTP/1.1\r\nX-Large: {}", "a".repeat(20_000))).await;
    let answer = client.rest().await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431"), "{answer}");
    // As large as a browser's with all its cookies.
    let mut client = server.client().await;
    client.send(&format!("GET / HTTP/1.1\r\nHost: popcorn.test\r\nCookie: {}\r\n\r\n", "a".repeat(8000))).await;
    client.ok().await;
}

#[tokio::test]
async fn one_address_has_its_share_of_connections() {
    let server = Server::start(app(), Limits { per_address: Some(3), ..limits() }).await;
    let mut own = Vec::new();
    for _ in 0..3 {
        let mut client = server.client().await;
        client.send(GET).await;
        client.ok().await;
        own.push(client);
    }
    assert_eq!(server.client().await.rest().await, "", "the fourth");
    let mut other = server.client_from([127, 0, 0, 2]).await;
    other.send(GET).await;
    other.ok().await;
    // A place that is given back can be taken again, at the latest when the server has seen the end.
    own.pop();
    let again = async {
        loop {
            let mut client = server.client().await;
            // May be closed already.
            let _ = client.0.write_all(GET.as_bytes()).await;
            if client.0.read_u8().await.is_ok() {
                break;
            }
        }
    };
    tokio::time::timeout(GUARD, again).await.expect("a place");
}

#[tokio::test]
async fn a_few_addresses_leave_connections_to_others() {
    let server = Server::start(app(), Limits { connections: 24, per_address: Some(24), ..limits() }).await;
    let mut greedy = Vec::new();
    for address in 1..=3 {
        for _ in 0..24 {
            greedy.push(server.client_from([127, 0, 1, address]).await);
        }
    }
    let mut other = server.client_from([127, 0, 2, 1]).await;
    other.send(GET).await;
    other.ok().await;
    drop(greedy);
}

#[tokio::test]
async fn the_whole_has_an_end() {
    let server = Server::start(app(), Limits { connections: 4, per_address: None, ..limits() }).await;
    let mut own = Vec::new();
    for _ in 0..4 {
        let mut client = server.client().await;
        client.send(GET).await;
        client.ok().await;
        own.push(client);
    }
    assert_eq!(server.client().await.rest().await, "", "the fifth");
    // Those that are there go on.
    for client in &mut own {
        client.send(GET).await;
        client.ok().await;
    }
}

#[tokio::test]
async fn an_answer_must_be_taken() {
    let mut limits = limits();
    limits.timeouts.write = SOON;
    let server = Server::start(app(), limits).await;
    let mut client = server.client().await;
    client.send("GET /endless HTTP/1.1\r\nHost: popcorn.test\r\n\r\n").await;
    // Nothing is read, so the system's buffers fill up. With the connection its last trace ends.
    let server_ends = async {
        server.stop.send(true).expect("is heard");
        server.task.await.expect("no panic");
    };
    tokio::time::timeout(GUARD, server_ends).await.expect("the connection ends");
}

#[tokio::test]
async fn the_address_of_the_client_reaches_handlers() {
    let address = async |ConnectInfo(peer): ConnectInfo<SocketAddr>| peer.to_string();
    let server = Server::start(Router::new().route("/", get(address)), limits()).await;
    let mut client = server.client().await;
    let own = client.0.local_addr().expect("an address").to_string();
    client.send("GET / HTTP/1.1\r\nHost: popcorn.test\r\nConnection: close\r\n\r\n").await;
    assert!(client.rest().await.ends_with(&own));
}

#[tokio::test]
async fn stopping_lets_requests_in_progress_end() {
    let (began, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let slow = {
        let (began, go_on) = (began.clone(), go_on.clone());
        async move || {
            began.notify_one();
            go_on.notified().await;
            "OK"
        }
    };
    let server = Server::start(app().route("/slow", get(slow)), limits()).await;
    let (mut busy, mut idle, mut silent) = (server.client().await, server.client().await, server.client().await);
    idle.send(GET).await;
    idle.ok().await;
    busy.send("GET /slow HTTP/1.1\r\nHost: popcorn.test\r\n\r\n").await;
    began.notified().await;
    server.stop.send(true).expect("is heard");
    assert_eq!(idle.rest().await, "");
    assert_eq!(silent.rest().await, "");
    assert!(!server.task.is_finished());
    go_on.notify_one();
    let answer = busy.rest().await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("OK"), "{answer}");
    tokio::time::timeout(GUARD, server.task).await.expect("ends").expect("no panic");
    assert!(TcpStream::connect(server.address).await.is_err(), "nobody listens any more");
}

/// What begins HTTP/2, with empty settings.
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";

#[tokio::test]
async fn http_2_is_spoken_only_where_it_is_wanted() {
    let server = Server::start(app(), limits()).await;
    let mut client = server.client().await;
    client.0.write_all(PREFACE).await.expect("writes");
    let answer = client.rest().await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");

    let mut limits = Limits { http2: true, ..limits() };
    limits.timeouts.head = SOON;
    let server = Server::start(app(), limits).await;
    let mut client = server.client().await;
    client.0.write_all(PREFACE).await.expect("writes");
    // SETTINGS come first, and without a request the connection ends as any other.
    let mut frame = [0; 9];
    tokio::time::timeout(GUARD, client.0.read_exact(&mut frame)).await.expect("an answer").expect("a frame");
    assert_eq!(frame[3], 4, "{frame:?}");
    client.rest().await;
    // The beginning of a preface is no request either.
    let mut client = server.client().await;
    client.send("PRI * HT").await;
    assert_eq!(client.rest().await, "");
    // HTTP/1.1 is spoken all the same.
    let mut client = server.client().await;
    client.send(GET).await;
    client.ok().await;
}

#[tokio::test]
async fn a_request_names_its_host() {
    let app = TestApp::new().await;
    let server = Server::start(app.router(), limits()).await;
    for (head, status) in [
        ("GET /health/live HTTP/1.1\r\nHost: popcorn.test:3000\r\n", "200"),
        ("GET http://popcorn.test/health/live HTTP/1.1\r\nHost: other.test\r\n", "200"),
        ("GET /health/live HTTP/1.0\r\n", "200"),
        ("GET /health/live HTTP/1.1\r\n", "400"),
        ("GET /health/live HTTP/1.1\r\nHost:\r\n", "400"),
        ("GET /health/live HTTP/1.1\r\nHost: a.test\r\nHost: a.test\r\n", "400"),
        ("GET /health/live HTTP/1.1\r\nHost: a.test/path\r\n", "400"),
        ("GET http://popcorn.test/health/live HTTP/1.1\r\n", "400"),
        ("OPTIONS * HTTP/1.1\r\nHost: a.test\r\n", "400"),
        ("CONNECT a.test:443 HTTP/1.1\r\nHost: a.test:443\r\n", "400"),
    ] {
        let mut client = server.client().await;
        client.send(&format!("{head}Connection: close\r\n\r\n")).await;
        let answer = client.rest().await;
        assert_eq!(answer.get(9..12), Some(status), "{head}: {answer}");
        if status == "400" {
            assert!(answer.contains("요청을 이해하지 못했어요") && answer.contains("x-request-id"), "{head}: {answer}");
        }
    }
    let mut client = server.client().await;
    client.send("POST /rpc/sign_out HTTP/1.1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n").await;
    let answer = client.rest().await;
    assert!(answer.contains(r#"{"code":"bad_request""#), "a script is told as JSON: {answer}");
}
