//! A mail server on this machine: it takes mails, refuses them, puts them off, says nothing, or goes
//! away, as each connection's [`Manner`] says; in clear, or encrypted as its [`Encryption`] says.

use crate::received::ReceivedMail;
use std::collections::VecDeque;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;

/// Long enough for a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);
/// See [`Manner::InjectAnswers`]; whoever believes it takes their mail for sent.
const INJECTED: &str = "220 go on\r\n250-x\r\n250 AUTH PLAIN\r\n235 ok\r\n250 ok\r\n250 ok\r\n354 ok\r\n250 taken";

/// What happens on one connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Manner {
    #[default]
    Accept,
    /// Answers this step so, e.g. `550 5.1.1 nobody of that name`, and every other as usual.
    Answer(Step, &'static str),
    /// Never greets; waits until the other side gives up.
    Stall,
    /// Goes away in the middle of the mail.
    DropInData,
    /// Takes the mail, and goes away before it says so.
    DropAfterData,
    /// Takes the mail, says so, and then nothing any more.
    StallAfterData,
    /// Somebody on the way puts, behind the answer to `STARTTLS`, answers to all that comes after it.
    InjectAnswers,
}

impl Manner {
    /// Nobody of that name is here.
    pub const REFUSE_RECIPIENT: Self = Self::Answer(Step::Recipient, "550 5.1.1 <geek@example.com> is not here");
    /// Later, perhaps.
    pub const POSTPONE: Self = Self::Answer(Step::Recipient, "451 4.3.0 <geek@example.com> try again later");
}

/// What of the other side is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// That it has come.
    Greeting,
    /// `AUTH`
    Auth,
    /// `MAIL FROM`
    Sender,
    /// `RCPT TO`
    Recipient,
    /// The whole mail.
    Content,
}

/// How a server encrypts.
#[derive(Clone, Default)]
pub enum Encryption {
    /// Not at all.
    #[default]
    None,
    /// After `STARTTLS`.
    StartTls(Arc<ServerConfig>),
    /// From the first byte.
    Tls(Arc<ServerConfig>),
}

/// A line from the other side, outside of mails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    pub line: String,
    pub was_encrypted: bool,
}

/// The server; it ends with this value.
pub struct MailServer {
    address: SocketAddr,
    scheme: &'static str,
    state: Shared,
    task: JoinHandle<()>,
}

#[derive(Default)]
struct State {
    script: VecDeque<Manner>,
    connections: usize,
    heard: Vec<Heard>,
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
    /// after that. Always offers `AUTH`, in clear too, and takes every password.
    pub async fn new(script: &[Manner]) -> Self {
        Self::encrypting(Encryption::None, script).await
    }

    /// As [`Self::new`], encrypted.
    pub async fn encrypting(encryption: Encryption, script: &[Manner]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let state = Shared::default();
        state.lock().script.extend(script);
        let scheme = if matches!(encryption, Encryption::Tls(_)) { "smtps" } else { "smtp" };
        let task = tokio::spawn(listen(listener, encryption, state.clone()));
        Self { address, scheme, state, task }
    }

    /// For `SMTP_URL`.
    pub fn url(&self) -> String {
        format!("{}://{}", self.scheme, self.address)
    }

    /// For `SMTP_URL`: with `user` and `password`, and required TLS.
    pub fn secure_url(&self, user: &str, password: &str) -> String {
        format!("{}://{user}:{password}@{}?tls=required", self.scheme, self.address)
    }

    /// Every line that was said outside of mails, in the order it came.
    pub fn heard(&self) -> Vec<Heard> {
        self.state.lock().heard.clone()
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

async fn listen(listener: TcpListener, encryption: Encryption, state: Shared) {
    while let Ok((stream, _)) = listener.accept().await {
        let manner = {
            let mut state = state.lock();
            state.connections += 1;
            state.script.pop_front().unwrap_or_default()
        };
        let (encryption, state) = (encryption.clone(), state.clone());
        // The other side may go away at any time, also in the middle of a handshake.
        tokio::spawn(async move {
            let _ = receive(stream, encryption, manner, &state).await;
        });
    }
}

/// A connection, in clear or encrypted.
trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

type Lines = BufReader<Box<dyn Stream>>;

fn lines(stream: impl Stream + 'static) -> Lines {
    let stream: Box<dyn Stream> = Box::new(stream);
    BufReader::new(stream)
}

async fn receive(stream: TcpStream, encryption: Encryption, manner: Manner, state: &Shared) -> io::Result<()> {
    match encryption {
        Encryption::None => converse(lines(stream), None, false, manner, state).await,
        Encryption::StartTls(config) => converse(lines(stream), Some(config), false, manner, state).await,
        Encryption::Tls(config) => {
            let encrypted = TlsAcceptor::from(config).accept(stream).await?;
            converse(lines(encrypted), None, true, manner, state).await
        }
    }
}

/// One whole conversation; with `upgrade` it may become an encrypted one on the way.
async fn converse(
    mut stream: Lines,
    mut upgrade: Option<Arc<ServerConfig>>,
    mut is_encrypted: bool,
    manner: Manner,
    state: &Shared,
) -> io::Result<()> {
    if manner == Manner::Stall {
        return wait_for_the_end(&mut stream).await;
    }
    let scripted = |step: Step| match manner {
        Manner::Answer(at, answer) if at == step => Some(answer),
        _ => None,
    };
    say(&mut stream, scripted(Step::Greeting).unwrap_or("220 mail.test ESMTP")).await?;
    let mut mail = ReceivedMail::default();
    while let Some(line) = read(&mut stream).await? {
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        state.lock().heard.push(Heard { line: line.clone(), was_encrypted: is_encrypted });
        let step = match verb.as_str() {
            "AUTH" => Some(Step::Auth),
            "MAIL" => Some(Step::Sender),
            "RCPT" => Some(Step::Recipient),
            _ => None,
        };
        if let Some(answer) = step.and_then(scripted) {
            say(&mut stream, answer).await?;
            continue;
        }
        match verb.as_str() {
            "EHLO" | "HELO" => {
                let more = if upgrade.is_some() { "250-STARTTLS\r\n" } else { "" };
                say(&mut stream, &format!("250-mail.test\r\n{more}250-AUTH PLAIN LOGIN\r\n250 8BITMIME")).await?;
            }
            "STARTTLS" => {
                let Some(config) = upgrade.take() else {
                    say(&mut stream, "502 no such command").await?;
                    continue;
                };
                say(&mut stream, if manner == Manner::InjectAnswers { INJECTED } else { "220 go on" }).await?;
                let encrypted = TlsAcceptor::from(config).accept(stream.into_inner()).await?;
                stream = lines(encrypted);
                is_encrypted = true;
            }
            "AUTH" => say(&mut stream, "235 2.7.0 welcome").await?,
            "MAIL" => {
                mail.sender = path(&line);
                say(&mut stream, "250 go on").await?;
            }
            "RCPT" => {
                mail.recipients.push(path(&line));
                say(&mut stream, "250 go on").await?;
            }
            "DATA" => {
                say(&mut stream, "354 go on").await?;
                if manner == Manner::DropInData {
                    read(&mut stream).await?;
                    return Ok(());
                }
                mail.data = read_data(&mut stream).await?;
                if let Some(answer) = scripted(Step::Content) {
                    say(&mut stream, answer).await?;
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
            "QUIT" => return say(&mut stream, "221 goodbye").await,
            _ => say(&mut stream, "502 no such command").await?,
        }
    }
    Ok(())
}

async fn say(stream: &mut Lines, answer: &str) -> io::Result<()> {
    stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
    stream.flush().await
}

/// The next line without its end; `None` at the end of the connection.
async fn read(stream: &mut Lines) -> io::Result<Option<String>> {
    let mut line = String::new();
    let length = stream.read_line(&mut line).await?;
    Ok((length > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned()))
}

/// Everything up to the line with a single dot.
async fn read_data(stream: &mut Lines) -> io::Result<String> {
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

async fn wait_for_the_end(stream: &mut Lines) -> io::Result<()> {
    while read(stream).await?.is_some() {}
    Ok(())
}

/// What stands between `<` and `>`.
fn path(line: &str) -> String {
    let inner = line.split_once('<').and_then(|(_, rest)| rest.rsplit_once('>'));
    inner.map(|(path, _)| path.to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_what_stands_between_the_brackets() {
        assert_eq!(path("RCPT TO:<a@example.com>"), "a@example.com");
        assert_eq!(path("MAIL FROM:nobody"), "");
    }
}
