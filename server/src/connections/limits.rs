//! How many connections there may be, how long each may take, and how much it may make us keep.

use services::config::ServerConfig;
use std::time::Duration;

/// The limits of all connections, and of each.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Most connections at once.
    pub connections: usize,
    /// Most of them from one address. `None` behind a proxy, from which all come.
    pub per_address: Option<usize>,
    /// Whether HTTP/2 is spoken, which without TLS only proxies do.
    pub http2: bool,
    /// Largest head of a request, in bytes; hyper takes no less than 8192.
    pub head_bytes: usize,
    /// Most fields in a head.
    pub headers: usize,
    /// HTTP/2: most requests at once on one connection.
    pub streams: u32,
    /// HTTP/2: most streams that either side has reset and that are not forgotten yet.
    pub resets: usize,
    /// HTTP/2: bytes of bodies that the client may send before they are read.
    pub window: u32,
    pub timeouts: Timeouts,
}

/// How long each state of a connection may last.
#[derive(Debug, Clone, Copy)]
pub struct Timeouts {
    /// From the first byte of a request until its head is complete.
    pub head: Duration,
    /// Without a byte, before the first request and between two.
    pub idle: Duration,
    /// For each [`ENOUGH`](super::stream::ENOUGH) bytes of an answer that the client is slow to take.
    pub write: Duration,
    /// HTTP/2: between two pings, and for the answer to one.
    pub ping: Duration,
    /// HTTP/2: until the client is asked to open another connection.
    pub age: Duration,
    /// For what is in progress when a connection is to end.
    pub last: Duration,
}

impl Limits {
    pub fn new(config: &ServerConfig) -> Self {
        let behind_proxy = config.trust_forwarded_for;
        Self {
            connections: config.connections,
            per_address: (!behind_proxy).then_some(config.connections_per_address),
            http2: config.http2_cleartext,
            head_bytes: 16 * 1024,
            headers: 100,
            streams: 100,
            resets: 20,
            window: 256 * 1024,
            timeouts: Timeouts {
                head: Duration::from_secs(10),
                // A proxy keeps its connections for the next client, most often for 60 seconds, and
                // must not find one closed that it is about to use.
                idle: Duration::from_secs(if behind_proxy { 75 } else { 20 }),
                write: Duration::from_secs(30),
                ping: Duration::from_secs(20),
                age: Duration::from_secs(600),
                last: Duration::from_secs(60),
            },
        }
    }
}
