//! A server on a socket of its own, and clients that write and read what they like.

use axum::Router;
use server::connections::{Limits, Timeouts, serve};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Long enough to mean never; a test that waits for it fails.
pub const NEVER: Duration = Duration::from_secs(600);
pub const SOON: Duration = Duration::from_millis(200);
/// Only keeps a test that would hang from hanging.
pub const GUARD: Duration = Duration::from_secs(20);

/// The limits of a server, with time-outs that none meets.
pub fn limits() -> Limits {
    let timeouts = Timeouts { head: NEVER, idle: NEVER, write: NEVER, ping: NEVER, age: NEVER, last: NEVER };
    Limits { timeouts, ..Limits::new(&test_support::server_config()) }
}

pub struct Server {
    pub address: SocketAddr,
    pub stop: watch::Sender<bool>,
    pub task: JoinHandle<()>,
}

impl Server {
    pub async fn start(app: Router, limits: Limits) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (stop, stopping) = watch::channel(false);
        Self { address, stop, task: tokio::spawn(serve(listener, app, limits, stopping)) }
    }

    pub async fn client(&self) -> Client {
        Client(TcpStream::connect(self.address).await.expect("connects"))
    }

    /// From another address of this machine.
    pub async fn client_from(&self, address: [u8; 4]) -> Client {
        let socket = tokio::net::TcpSocket::new_v4().expect("a socket");
        socket.bind((address, 0).into()).expect("an address of this machine");
        Client(socket.connect(self.address).await.expect("connects"))
    }
}

pub struct Client(pub TcpStream);

impl Client {
    pub async fn send(&mut self, text: &str) {
        self.0.write_all(text.as_bytes()).await.expect("writes");
    }

    /// Everything until the end, which must come. A reset is an end as well.
    pub async fn rest(&mut self) -> String {
        let mut bytes = Vec::new();
        let read = tokio::time::timeout(GUARD, self.0.read_to_end(&mut bytes)).await;
        let _ = read.expect("the connection ends");
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// The head of an answer and a body of `OK`, on a connection that stays.
    pub async fn ok(&mut self) -> String {
        let mut text = String::new();
        while !text.ends_with("\r\n\r\nOK") {
            let byte = tokio::time::timeout(GUARD, self.0.read_u8()).await.expect("an answer").expect("a byte");
            text.push(char::from(byte));
        }
        assert!(text.starts_with("HTTP/1.1 200"), "{text}");
        text
    }
}
