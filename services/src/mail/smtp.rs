//! Where mails go: to a mail server, one connection each, to the mailbox, or nowhere yet.
//!
//! What is said to the server, and when, is written out here, because only the step tells what a
//! refusal means (see `refusal.rs`). Once the server has taken a mail, nothing that follows can make it
//! unsent.

use super::Letter;
use super::clear::Clear;
use super::refusal::{Meaning, Refusal, Step};
use crate::config::MailConfig;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, CertificateStore, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, Message};
use secrecy::ExposeSecret;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;
use url::{Host, Url};

/// How long the farewell may take; the mail is sent by then.
const FAREWELL: Duration = Duration::from_secs(2);

/// Sends mails. Cheap to clone.
#[derive(Clone)]
pub struct Mailer(Way);

#[derive(Clone)]
enum Way {
    Absent,
    Mailbox,
    Server(Arc<Server>),
}

/// How long a mail server may take.
#[derive(Debug, Clone, Copy)]
pub struct Timeouts {
    /// To be reached.
    pub connect: Duration,
    /// For everything, reaching it and its answer included.
    pub whole: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        // Some servers greet late on purpose, to tire out senders of spam.
        Self { connect: Duration::from_secs(10), whole: Duration::from_secs(60) }
    }
}

struct Server {
    host: String,
    port: u16,
    security: Security,
    credentials: Option<Credentials>,
    sender: Mailbox,
    timeouts: Timeouts,
}

enum Security {
    /// On this machine only.
    None,
    /// Required: a server without it gets no mail.
    StartTls(TlsParameters),
    Tls(TlsParameters),
}

impl Mailer {
    /// The mailer that the configuration asks for. Connects to nothing.
    ///
    /// # Errors
    /// What is wrong with `SMTP_URL`, `SMTP_CA_FILE` or `MAIL_FROM`, without a word of the secret.
    pub fn new(config: &MailConfig) -> Result<Self, String> {
        match &config.smtp_url {
            Some(url) => {
                Self::server(url.expose_secret(), &config.from, config.authorities.as_deref(), Timeouts::default())
            }
            None if config.mailbox => Ok(Self::mailbox()),
            None => Ok(Self::absent()),
        }
    }

    /// No mail server yet: mails wait.
    pub fn absent() -> Self {
        Self(Way::Absent)
    }

    /// Mails are kept for `/mailbox` instead of being sent.
    pub fn mailbox() -> Self {
        Self(Way::Mailbox)
    }

    /// The mail server at `url`: `smtps://user:password@host` with TLS, or `smtp://…` with
    /// STARTTLS, which is required. On this machine `smtp://` is plain unless it says
    /// `?tls=required`. User and password are percent-encoded. `authorities` are certificates in PEM: those
    /// who sign the server's one, in the place of the public ones.
    ///
    /// # Errors
    /// See [`Mailer::new`].
    pub fn server(url: &str, from: &str, authorities: Option<&str>, timeouts: Timeouts) -> Result<Self, String> {
        let sender: Mailbox = from
            .parse()
            .ok()
            .filter(|sender: &Mailbox| sender.email.to_string().is_ascii() && !from.chars().any(char::is_control))
            .ok_or("MAIL_FROM is no sender of mails: it is written as 팝콘긱 <noreply@popcorn.example>.")?;
        let url = Url::parse(url).map_err(|error| format!("SMTP_URL is not an address: {error}."))?;
        let host = match url.host() {
            Some(Host::Domain(name)) if !name.is_empty() => name.to_owned(),
            Some(Host::Ipv4(address)) => address.to_string(),
            Some(Host::Ipv6(address)) => address.to_string(),
            _ => return Err("SMTP_URL names no host.".to_owned()),
        };
        let security = security(&url, &host, authorities)?;
        let port = url.port().unwrap_or(match security {
            Security::Tls(_) => 465,
            Security::StartTls(_) => 587,
            Security::None => 25,
        });
        let credentials = credentials(&url)?;
        Ok(Self(Way::Server(Arc::new(Server { host, port, security, credentials, sender, timeouts }))))
    }

    /// For the health check.
    pub fn status(&self) -> &'static str {
        match self.0 {
            Way::Server(_) => "ok",
            Way::Mailbox => "mailbox",
            Way::Absent => "unavailable: mails wait",
        }
    }

    /// Whether mails go anywhere.
    pub fn is_there(&self) -> bool {
        !matches!(self.0, Way::Absent)
    }

    pub(super) fn is_mailbox(&self) -> bool {
        matches!(self.0, Way::Mailbox)
    }

    /// Hands the mail over; `Ok` once it is taken.
    pub(super) async fn deliver(&self, letter: &Letter) -> Result<(), Refusal> {
        match &self.0 {
            Way::Absent => Err(Refusal::own(Meaning::Passing, "there is no mail server")),
            Way::Mailbox => Ok(()),
            Way::Server(server) => server.deliver(letter).await,
        }
    }
}

impl Server {
    async fn deliver(&self, letter: &Letter) -> Result<(), Refusal> {
        let recipient = address(&letter.recipient)
            .ok_or_else(|| Refusal::own(Meaning::Final, "the recipient is not an address that mail servers take"))?;
        let message = self
            .message(letter, recipient.clone())
            .map_err(|error| Refusal::own(Meaning::Final, format!("the mail could not be written: {error}")))?;
        let mut connection = timeout(self.timeouts.whole, self.hand_over(recipient, &message.formatted()))
            .await
            .map_err(|_| Refusal::own(Meaning::Passing, "the mail server took too long"))??;
        let _ = timeout(FAREWELL.min(self.timeouts.whole), connection.quit()).await;
        Ok(())
    }

    /// Everything up to the server's word that it has taken the mail.
    async fn hand_over(&self, recipient: Address, message: &[u8]) -> Result<AsyncSmtpConnection, Refusal> {
        let mut connection = self.connect().await?;
        let from = Mail::new(Some(self.sender.email.clone()), Vec::new());
        connection.command(from).await.map_err(|error| Refusal::at(Step::Sender, &error))?;
        let to = Rcpt::new(recipient, Vec::new());
        connection.command(to).await.map_err(|error| Refusal::at(Step::Recipient, &error))?;
        connection.command(Data).await.map_err(|error| Refusal::at(Step::Content, &error))?;
        connection.message(message).await.map_err(|error| Refusal::at(Step::Content, &error))?;
        Ok(connection)
    }

    /// Up to where mails may be handed over: encrypted, where that is asked for, before a word of the
    /// credentials is said.
    async fn connect(&self) -> Result<AsyncSmtpConnection, Refusal> {
        let fault = |error: SmtpError| Refusal::at(Step::Connect, &error);
        let hello = ClientId::default();
        let (host, port, limit) = (self.host.as_str(), self.port, self.timeouts.connect);
        let directly = |tls| AsyncSmtpConnection::connect_tokio1((host, port), Some(limit), &hello, tls, None);
        let mut connection = match &self.security {
            Security::None => directly(None).await.map_err(fault)?,
            Security::Tls(parameters) => directly(Some(parameters.clone())).await.map_err(fault)?,
            Security::StartTls(parameters) => {
                let reached = Clear::connect(host, port, limit).await;
                let clear = Box::new(reached.map_err(|error| Refusal::own(Meaning::Passing, error))?);
                let connection = AsyncSmtpConnection::connect_with_transport(clear, &hello).await;
                let mut connection = connection.map_err(fault)?;
                connection.starttls(parameters.clone(), &hello).await.map_err(fault)?;
                connection
            }
        };
        if let Some(credentials) = &self.credentials {
            let signed_in = connection.auth(DEFAULT_MECHANISMS, credentials).await;
            signed_in.map_err(|error| Refusal::at(Step::Auth, &error))?;
        }
        Ok(connection)
    }

    fn message(&self, letter: &Letter, recipient: Address) -> Result<Message, lettre::error::Error> {
        let header =
            |name: &'static str, value: &str| HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned());
        let part = |kind: ContentType, content: &str| {
            SinglePart::builder().header(kind).header(ContentTransferEncoding::Base64).body(content.to_owned())
        };
        Message::builder()
            .from(self.sender.clone())
            .to(recipient.into())
            .subject(letter.subject)
            .date(letter.created_at.into())
            .message_id(Some(format!("<{}>", letter.message_id)))
            // Keeps answering machines from answering.
            .raw_header(header("Auto-Submitted", "auto-generated"))
            .raw_header(header("X-Auto-Response-Suppress", "All"))
            .multipart(
                MultiPart::alternative()
                    .singlepart(part(ContentType::TEXT_PLAIN, &letter.text))
                    .singlepart(part(ContentType::TEXT_HTML, &letter.html)),
            )
    }
}

/// `text` as an address, if it is a plain one: nothing in it can end a line or begin a header.
fn address(text: &str) -> Option<Address> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>,;:\"\\()[]".contains(&byte));
    text.parse().ok().filter(|_| is_plain)
}

fn security(url: &Url, host: &str, authorities: Option<&str>) -> Result<Security, String> {
    let is_here = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    let wish = url.query_pairs().find(|(key, _)| key == "tls").map(|(_, value)| value.into_owned());
    match (url.scheme(), wish.as_deref()) {
        ("smtps", None | Some("required")) => Ok(Security::Tls(parameters(host, authorities)?)),
        ("smtp", None | Some("none")) if is_here && authorities.is_some() => {
            Err("SMTP_CA_FILE is of no use without TLS: SMTP_URL ends in ?tls=required, or begins with smtps://."
                .to_owned())
        }
        ("smtp", None | Some("none")) if is_here => Ok(Security::None),
        ("smtp", None | Some("required")) => Ok(Security::StartTls(parameters(host, authorities)?)),
        ("smtp", Some("none")) => {
            Err("SMTP_URL: mails leave this machine encrypted or not at all; tls=none is for localhost.".to_owned())
        }
        _ => Err("SMTP_URL begins with smtps:// or smtp://, and tls is required or none.".to_owned()),
    }
}

/// TLS to `host`, whose certificate is signed by `authorities` alone, or else by the public ones.
fn parameters(host: &str, authorities: Option<&str>) -> Result<TlsParameters, String> {
    let mut builder = TlsParameters::builder(host.to_owned());
    if let Some(pem) = authorities {
        let certificates = Certificate::from_pem(pem.as_bytes())
            .map_err(|error| format!("SMTP_CA_FILE cannot be read as certificates in PEM: {error}."))?;
        builder = builder.certificate_store(CertificateStore::None).add_root_certificate(certificates);
    }
    builder.build().map_err(|error| match authorities {
        Some(_) => format!("SMTP_CA_FILE holds what is no certificate: {error}."),
        None => format!("SMTP_URL: TLS cannot be prepared: {error}."),
    })
}

fn credentials(url: &Url) -> Result<Option<Credentials>, String> {
    let Some(password) = url.password() else { return Ok(None) };
    match (decoded(url.username()), decoded(password)) {
        (Some(user), Some(password)) => Ok(Some(Credentials::new(user, password))),
        _ => Err("SMTP_URL: in user and password, % and what is not plain ASCII are percent-encoded.".to_owned()),
    }
}

/// Percent-decoded; `None` when it was not encoded well.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = text.bytes();
    let mut decoded = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'%' => {
                let mut digit = || char::from(bytes.next()?).to_digit(16);
                let (high, low) = (digit()?, digit()?);
                u8::try_from(high * 16 + low).ok()?
            }
            plain => plain,
        });
    }
    String::from_utf8(decoded).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    const FROM: &str = "팝콘긱 <noreply@popcorn.example>";

    fn server(url: &str) -> Result<Arc<Server>, String> {
        match Mailer::server(url, FROM, None, Timeouts::default())?.0 {
            Way::Server(server) => Ok(server),
            Way::Absent | Way::Mailbox => Err("no server".to_owned()),
        }
    }

    #[test]
    fn mails_leave_the_machine_encrypted() {
        for (url, port, is_tls, is_starttls) in [
            ("smtps://u:p@mail.example", 465, true, false),
            ("smtps://u:p@mail.example:2465", 2465, true, false),
            ("smtp://u:p@mail.example", 587, false, true),
            ("smtp://mail.example:25?tls=required", 25, false, true),
            ("smtp://127.0.0.1?tls=required", 587, false, true),
            ("smtp://localhost", 25, false, false),
            ("smtp://127.0.0.1:1025?tls=none", 1025, false, false),
            ("smtp://[::1]:1025", 1025, false, false),
        ] {
            let server = server(url).expect(url);
            assert_eq!(server.port, port, "{url}");
            assert_eq!(matches!(server.security, Security::Tls(_)), is_tls, "{url}");
            assert_eq!(matches!(server.security, Security::StartTls(_)), is_starttls, "{url}");
        }
        for url in ["smtp://mail.example?tls=none", "smtp://10.0.0.5?tls=none", "smtp://mail.example?tls=opportunistic"]
        {
            assert!(server(url).is_err(), "{url}");
        }
    }

    #[test]
    fn faults_name_the_setting_and_no_secret() {
        for url in ["smtps://user:hush%zz@mail.example", "http://user:hush@mail.example", "smtp://", "nonsense"] {
            let Err(error) = server(url) else { panic!("{url}") };
            assert!(error.starts_with("SMTP_URL") && !error.contains("hush"), "{error}");
        }
        for from in ["", "팝콘긱", "noreply", "a@popcorn.example\r\nBcc: b@example.com"] {
            let Err(error) = Mailer::server("smtp://localhost", from, None, Timeouts::default()) else {
                panic!("{from}")
            };
            assert!(error.starts_with("MAIL_FROM"), "{error}");
        }
        let nonsense = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        for url in ["smtps://mail.example", "smtp://localhost"] {
            let Err(error) = Mailer::server(url, FROM, Some(nonsense), Timeouts::default()) else { panic!("{url}") };
            assert!(error.starts_with("SMTP_CA_FILE"), "{error}");
        }
    }

    #[test]
    fn passwords_are_decoded() {
        assert_eq!(decoded("p%40ss%25word+1").as_deref(), Some("p@ss%word+1"));
        assert_eq!(decoded("%ED%8C%9D").as_deref(), Some("팝"));
        for bad in ["%", "%4", "%zz", "%ff"] {
            assert_eq!(decoded(bad), None, "{bad}");
        }
    }

    #[test]
    fn only_plain_addresses_are_written_to() {
        assert!(address("geek+1@example.com").is_some());
        for bad in [
            "a@example.com\r\nBcc: b@example.com",
            "a b@example.com",
            "\"a\r\n\"@example.com",
            "<a@example.com>",
            "가@x.kr",
            "a",
        ] {
            assert!(address(bad).is_none(), "{bad:?}");
        }
    }

    #[test]
    fn the_headers_are_those_of_the_row() {
        let letter = Letter {
            message_id: "0a1b@popcorn.example".to_owned(),
            recipient: "geek@example.com".to_owned(),
            created_at: datetime!(2026-11-23 03:04:05 UTC),
            subject: "팝콘긱",
            text: "본문".to_owned(),
            html: "<p>본문</p>".to_owned(),
        };
        let recipient = address(&letter.recipient).expect("an address");
        let server = server("smtp://localhost").expect("a server");
        let bytes = server.message(&letter, recipient).expect("a message").formatted();
        let message = String::from_utf8(bytes).expect("ASCII");
        for line in [
            "Message-ID: <0a1b@popcorn.example>\r\n",
            "Date: Mon, 23 Nov 2026 03:04:05 +0000\r\n",
            "To: geek@example.com\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "MIME-Version: 1.0\r\n",
        ] {
            assert!(message.contains(line), "{line:?} is missing in {message}");
        }
        assert!(message.is_ascii());
    }
}
