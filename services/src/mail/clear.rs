//! The way to a mail server that is in clear at first and encrypted after `STARTTLS`.
//!
//! lettre reads answers through a buffer, which it keeps when it encrypts. What somebody on the way puts
//! behind the answer to `STARTTLS` would then be taken for answers of the encrypted server. Handed over
//! byte by byte, nothing lies in that buffer beyond the end of a line: what was put there reaches the
//! handshake instead, and breaks it.

use lettre::transport::smtp::client::AsyncTokioStream;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;

/// What a TLS handshake begins with (RFC 8446 section 5.1), and no command does.
const HANDSHAKE: u8 = 0x16;

#[derive(Debug)]
pub struct Clear {
    stream: TcpStream,
    is_clear: bool,
}

impl Clear {
    /// Connects to the first address of `host` that answers; each has so long.
    pub async fn connect(host: &str, port: u16, limit: Duration) -> io::Result<Self> {
        let mut fault = io::Error::other("the mail server has no address");
        for address in lookup_host((host, port)).await? {
            match timeout(limit, TcpStream::connect(address)).await {
                Ok(Ok(stream)) => return Ok(Self { stream, is_clear: true }),
                Ok(Err(error)) => fault = error,
                Err(_) => fault = io::ErrorKind::TimedOut.into(),
            }
        }
        Err(fault)
    }
}

impl AsyncTokioStream for Clear {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.stream.peer_addr()
    }
}

impl AsyncRead for Clear {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        // Where there is room for one byte only, that needs no help.
        if !self.is_clear || buf.remaining() < 2 {
            return Pin::new(&mut self.stream).poll_read(cx, buf);
        }
        let mut byte = [0_u8];
        let mut one = ReadBuf::new(&mut byte);
        ready!(Pin::new(&mut self.stream).poll_read(cx, &mut one))?;
        buf.put_slice(one.filled());
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Clear {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if bytes.first() == Some(&HANDSHAKE) {
            self.is_clear = false;
        }
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
