//! A mail server on this machine: it takes mails, refuses them, puts them off, says nothing, or goes
//! away, as each connection's [`Manner`] says.

use std::collections::VecDeque;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

/// Long enough for a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// What happens on one connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Manner {
    #[default]
    Accept,
    /// 550: nobody of that name is here.
    RefuseRecipient,
    /// 554: the mail itself is not wanted.
    RefuseContent,
    /// 535: the password is wrong, or there should be one.
    RefuseSender,
    /// 451: later, perhaps.
    Postpone,
    /// Never greets; waits until the other side gives up.
    Stall,
    /// Goes away in the middle of the mail.
    DropInData,
    /// Takes the mail, and goes away before it says so.
    DropAfterData,
    /// Takes the mail, says so, and then nothing any more.
    StallAfterData,
}

/// A mail that was taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReceivedMail {
    pub sender: String,
    pub recipients: Vec<String>,
    /// Headers and body as sent.
    pub data: String,
}

/// The server; it ends with this value.
pub struct MailServer {
    address: SocketAddr,
    state: Shared,
    task: JoinHandle<()>,
}

#[derive(Default)]
struct State {
    script: VecDeque<Manner>,
    connections: usize,
    received: Vec<ReceivedMail>,
}

#[derive(Clone, Default)]
struct Shared {
    state: Arc<Mutex<State>>,
    arrived: Arc<Notify>,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl MailServer {
    /// Serves the first connections in these manners, one after the other, and accepts all mails
    /// after that.
    pub async fn new(script: &[Manner]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let state = Shared::default();
        state.lock().script.extend(script);
        let task = tokio::spawn(listen(listener, state.clone()));
        Self { address, state, task }
    }

    /// For `SMTP_URL`.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// Every mail that was taken, in the order it came.
    pub fn received(&self) -> Vec<ReceivedMail> {
        self.state.lock().received.clone()
    }

    /// Waits until so many mails were taken.
    ///
    /// # Panics
    /// When that takes longer than a minute.
    pub async fn wait_for(&self, count: usize) {
        let arrival = async {
            loop {
                // Made before looking, so that nothing is missed in between.
                let arrived = self.state.arrived.notified();
                if self.received().len() >= count {
                    return;
                }
                arrived.await;
            }
        };
        tokio::time::timeout(PATIENCE, arrival).await.expect("the mails arrive");
    }

    /// How often somebody has connected.
    pub fn connections(&self) -> usize {
        self.state.lock().connections
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn listen(listener: TcpListener, state: Shared) {
    while let Ok((stream, _)) = listener.accept().await {
        let manner = {
            let mut state = state.lock();
            state.connections += 1;
            state.script.pop_front().unwrap_or_default()
        };
        let state = state.clone();
        // The other side may go away at any time.
        tokio::spawn(async move {
            let _ = converse(BufReader::new(stream), manner, &state).await;
        });
    }
}

async fn converse(mut stream: BufReader<TcpStream>, manner: Manner, state: &Shared) -> io::Result<()> {
    if manner == Manner::Stall {
        return wait_for_the_end(&mut stream).await;
    }
    say(&mut stream, "220 mail.test ESMTP").await?;
    let mut mail = ReceivedMail::default();
    while let Some(line) = read(&mut stream).await? {
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        match (verb.as_str(), manner) {
            ("EHLO" | "HELO", _) => say(&mut stream, "250-mail.test\r\n250 8BITMIME").await?,
            ("MAIL", Manner::RefuseSender) => say(&mut stream, "535 5.7.8 who are you?").await?,
            ("MAIL", _) => {
                mail.sender = path(&line);
                say(&mut stream, "250 go on").await?;
            }
            ("RCPT", Manner::RefuseRecipient) => {
                say(&mut stream, &format!("550 5.1.1 <{}> is not here", path(&line))).await?;
            }
            ("RCPT", Manner::Postpone) => say(&mut stream, "451 4.3.0 try again later").await?,
            ("RCPT", _) => {
                mail.recipients.push(path(&line));
                say(&mut stream, "250 go on").await?;
            }
            ("DATA", _) => {
                say(&mut stream, "354 go on").await?;
                if manner == Manner::DropInData {
                    read(&mut stream).await?;
                    return Ok(());
                }
                mail.data = read_data(&mut stream).await?;
                if manner == Manner::RefuseContent {
                    say(&mut stream, "554 5.6.0 not wanted").await?;
                    continue;
                }
                state.lock().received.push(std::mem::take(&mut mail));
                state.arrived.notify_waiters();
                if manner == Manner::DropAfterData {
                    return Ok(());
                }
                say(&mut stream, "250 taken").await?;
                if manner == Manner::StallAfterData {
                    return wait_for_the_end(&mut stream).await;
                }
            }
            ("QUIT", _) => return say(&mut stream, "221 goodbye").await,
            _ => say(&mut stream, "502 no such command").await?,
        }
    }
    Ok(())
}

async fn say(stream: &mut BufReader<TcpStream>, answer: &str) -> io::Result<()> {
    stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
    stream.flush().await
}

/// The next line without its end; `None` at the end of the connection.
async fn read(stream: &mut BufReader<TcpStream>) -> io::Result<Option<String>> {
    let mut line = String::new();
    let length = stream.read_line(&mut line).await?;
    Ok((length > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned()))
}

/// Everything up to the line with a single dot.
async fn read_data(stream: &mut BufReader<TcpStream>) -> io::Result<String> {
    let mut data = String::new();
    loop {
        match read(stream).await? {
            None => return Err(io::ErrorKind::UnexpectedEof.into()),
            Some(line) if line == "." => return Ok(data),
            Some(line) => {
                data.push_str(line.strip_prefix('.').unwrap_or(&line));
                data.push_str("\r\n");
            }
        }
    }
}

async fn wait_for_the_end(stream: &mut BufReader<TcpStream>) -> io::Result<()> {
    while read(stream).await?.is_some() {}
    Ok(())
}

/// What stands between `<` and `>`.
fn path(line: &str) -> String {
    let inner = line.split_once('<').and_then(|(_, rest)| rest.rsplit_once('>'));
    inner.map(|(path, _)| path.to_owned()).unwrap_or_default()
}

impl ReceivedMail {
    /// A header of the whole mail, unfolded and decoded.
    pub fn header(&self, name: &str) -> Option<String> {
        let (head, _) = self.data.split_once("\r\n\r\n")?;
        let head = head.replace("\r\n ", " ").replace("\r\n\t", " ");
        let value = head.split("\r\n").find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })?;
        Some(decode_words(&value))
    }

    /// The part of this type, e.g. `text/plain`, decoded from base64.
    pub fn part(&self, kind: &str) -> Option<String> {
        let (_, from) = self.data.split_once(&format!("Content-Type: {kind}"))?;
        let (_, body) = from.split_once("\r\n\r\n")?;
        let body = body.split("\r\n--").next()?;
        String::from_utf8(base64(body)).ok().map(|text| text.replace("\r\n", "\n"))
    }
}

/// RFC 2047: `=?utf-8?b?…?=` becomes text; blanks between two of them mean nothing.
fn decode_words(value: &str) -> String {
    let mut decoded = String::new();
    let mut was_encoded = false;
    for word in value.split_whitespace() {
        let inner = word.strip_prefix("=?utf-8?b?").and_then(|word| word.strip_suffix("?="));
        let joins = was_encoded && inner.is_some();
        if !decoded.is_empty() && !joins {
            decoded.push(' ');
        }
        match inner {
            Some(inner) => decoded.push_str(&String::from_utf8_lossy(&base64(inner))),
            None => decoded.push_str(word),
        }
        was_encoded = inner.is_some();
    }
    decoded
}

/// Decodes base64 and passes over whatever is none.
fn base64(text: &str) -> Vec<u8> {
    let (mut bytes, mut buffer, mut bits) = (Vec::new(), 0_u32, 0_u32);
    for byte in text.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        buffer = (buffer << 6) | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.extend(u8::try_from(buffer >> bits));
            buffer &= (1 << bits) - 1;
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mails_are_decoded() {
        let mail = ReceivedMail {
            data: "Subject: =?utf-8?b?7Yyd7L2Y?=\r\n =?utf-8?b?6rix?= 1.0\r\nX: y\r\n\r\n--b\r\n\
                   Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n\
                   7Yyd\r\n7L2Y\r\n--b--\r\n"
                .to_owned(),
            ..ReceivedMail::default()
        };
        assert_eq!(mail.header("subject").as_deref(), Some("팝콘긱 1.0"));
        assert_eq!(mail.part("text/plain").as_deref(), Some("팝콘"));
        assert_eq!(mail.header("Bcc"), None);
        assert_eq!(path("RCPT TO:<a@example.com>"), "a@example.com");
    }
}
