//! Configuration from the environment, checked as a whole when the program starts.
//!
//! Every name is listed in [`NAMES`] and explained in `.env.example`; a test compares the two. A
//! secret may also come from a file named by `NAME_FILE`. Nothing secret has a default.

mod reader;

pub use reader::ConfigError;

use reader::Reader;
use secrecy::{ExposeSecret, SecretString};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use url::{Host, Url};

/// Every setting. (`DATABASE_URL_FILE`, `SECRET_KEY_FILE` and `SMTP_URL_FILE` are other ways to
/// give the secrets; under live reload the
/// server also reads what cargo-leptos sets.)
pub const NAMES: &[&str] = &[
    "DATABASE_URL",
    "DATABASE_CONNECTIONS",
    "SECRET_KEY",
    "LISTEN_ADDRESS",
    "PUBLIC_URL",
    "SITE_ROOT",
    "TRUST_FORWARDED_FOR",
    "MAX_CONNECTIONS",
    "MAX_CONNECTIONS_PER_ADDRESS",
    "HTTP2_CLEARTEXT",
    "RATE_LIMITS",
    "READ_CACHE",
    "STYLEGUIDE",
    "SMTP_URL",
    "SMTP_CA_FILE",
    "MAIL_FROM",
    "MAILBOX",
    "ONNX_RUNTIME_LIBRARY",
    "SENTIMENT_MODEL",
    "LOG_FORMAT",
    "RUST_LOG",
];

/// The whole configuration.
#[derive(Debug)]
pub struct Config {
    pub database: DatabaseConfig,
    pub secret_key: SecretKey,
    pub server: ServerConfig,
    pub mail: MailConfig,
    pub sentiment: SentimentConfig,
    pub log: LogConfig,
}

#[derive(Debug)]
pub struct DatabaseConfig {
    pub url: SecretString,
    /// Most connections this process opens.
    pub connections: u32,
}

impl DatabaseConfig {
    /// Whether the database runs on this machine.
    pub fn is_local(&self) -> bool {
        let Ok(url) = Url::parse(self.url.expose_secret()) else { return false };
        match url.host() {
            Some(Host::Domain(name)) => {
                name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
            }
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            // A socket, unless the query names a host.
            None => !url.query_pairs().any(|(key, _)| key == "host" || key == "hostaddr"),
        }
    }
}

#[derive(Debug)]
pub struct ServerConfig {
    pub listen: SocketAddr,
    pub public_url: PublicUrl,
    /// Folder with the browser build (`pkg/`) and the public files.
    pub site_root: PathBuf,
    /// Whether the last entry of `X-Forwarded-For` names the client: only behind a proxy that
    /// writes it.
    pub trust_forwarded_for: bool,
    /// Most connections of clients at once.
    pub connections: usize,
    /// Most of them from one address; not counted with `trust_forwarded_for`.
    pub connections_per_address: usize,
    /// Whether HTTP/2 is spoken without TLS, as some proxies want it.
    pub http2_cleartext: bool,
    pub rate_limits: bool,
    /// Whether visitors are shown for a moment what was read before; see [`crate::cache`].
    pub read_cache: bool,
    /// Whether `/styleguide` is there without live reload, where it always is.
    pub styleguide: bool,
}

/// The operator's one secret, of 32 characters or more, from which others are computed.
#[derive(Debug)]
pub struct SecretKey(pub SecretString);

/// Where mails go. With neither a server nor the mailbox they wait.
#[derive(Debug)]
pub struct MailConfig {
    /// `smtps://user:password@host` or `smtp://…` with STARTTLS; see [`crate::mail`].
    pub smtp_url: Option<SecretString>,
    /// Certificates in PEM of those who may have signed the server's one, in the place of the public ones.
    pub authorities: Option<String>,
    /// The sender, as `팝콘긱 <noreply@popcorn.example>`.
    pub from: String,
    /// Keep mails on a page of the site instead of sending them: to try things out, never with https.
    pub mailbox: bool,
}

#[derive(Debug)]
pub struct SentimentConfig {
    /// ONNX Runtime's shared library; without it reviews are labelled later.
    pub library: Option<PathBuf>,
    /// Folder with `model.onnx`, `tokenizer.json`, and `model.json` or Hugging Face's `config.json`.
    pub model: PathBuf,
}

impl SentimentConfig {
    /// Reads this part of the process's environment alone, for what needs neither a database nor a
    /// secret. Nothing in it can be wrong before it is used.
    pub fn from_environment() -> Self {
        Self::read(&Reader::new(&|name: &str| std::env::var(name).ok()))
    }

    fn read(reader: &Reader) -> Self {
        Self {
            library: reader.optional("ONNX_RUNTIME_LIBRARY").map(PathBuf::from),
            model: reader.path("SENTIMENT_MODEL", "sentiment/model"),
        }
    }
}

#[derive(Debug, Clone)]
pub struct LogConfig {
    pub json: bool,
    /// Filter in the syntax of `tracing_subscriber::EnvFilter`.
    pub filter: String,
}

impl Config {
    /// Reads the process's environment.
    ///
    /// # Errors
    /// Every fault at once, one sentence each.
    pub fn from_environment() -> Result<Self, ConfigError> {
        Self::read(|name| std::env::var(name).ok())
    }

    /// Reads from any source of variables. An empty value counts as unset.
    pub fn read(source: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let mut reader = Reader::new(&source);
        let database = DatabaseConfig {
            url: reader.secret(
                "DATABASE_URL",
                "it names the PostgreSQL database, e.g. postgres://user:password@localhost/popcorn_geek",
                |text| text.starts_with("postgres://") || text.starts_with("postgresql://"),
            ),
            connections: reader.parse("DATABASE_CONNECTIONS", "16", "a number from 2 to 1000", |&count: &u32| {
                (2..=1000).contains(&count)
            }),
        };
        let secret_key = SecretKey(reader.secret(
            "SECRET_KEY",
            "it is the secret that links in mails and tokens are computed from, 32 characters or more, e.g. from `openssl rand -hex 32`",
            |text| text.chars().count() >= 32,
        ));
        let server = ServerConfig {
            listen: reader.parse(
                "LISTEN_ADDRESS",
                "127.0.0.1:3000",
                "an address and port, e.g. 127.0.0.1:3000",
                |_| true,
            ),
            public_url: reader.parse(
                "PUBLIC_URL",
                "http://127.0.0.1:3000",
                "the http(s) address of the site without a path",
                |_| true,
            ),
            site_root: reader.path("SITE_ROOT", "target/site"),
            trust_forwarded_for: reader.switch("TRUST_FORWARDED_FOR", false),
            connections: reader.parse("MAX_CONNECTIONS", "4096", "a number from 16 to 65536", |&count: &usize| {
                (16..=65536).contains(&count)
            }),
            connections_per_address: reader.parse(
                "MAX_CONNECTIONS_PER_ADDRESS",
                "512",
                "a number from 6 to 65536",
                |&count: &usize| (6..=65536).contains(&count),
            ),
            http2_cleartext: reader.switch("HTTP2_CLEARTEXT", false),
            rate_limits: reader.switch("RATE_LIMITS", true),
            read_cache: reader.switch("READ_CACHE", true),
            styleguide: reader.switch("STYLEGUIDE", false),
        };
        let mail = MailConfig {
            smtp_url: reader.optional_secret(
                "SMTP_URL",
                "it names the mail server, e.g. smtps://user:password@mail.example or smtp://user:password@mail.example:587",
                |text| text.starts_with("smtp://") || text.starts_with("smtps://"),
            ),
            authorities: reader.file("SMTP_CA_FILE", "it holds certificates in PEM", |text| {
                text.contains("-----BEGIN CERTIFICATE-----")
            }),
            from: reader.optional("MAIL_FROM").unwrap_or_default(),
            mailbox: reader.switch("MAILBOX", false),
        };
        if mail.smtp_url.is_some() && mail.from.is_empty() {
            reader.fault("MAIL_FROM is missing: it is the sender of mails, e.g. 팝콘긱 <noreply@popcorn.example>.");
        }
        if mail.mailbox && (mail.smtp_url.is_some() || server.public_url.is_https()) {
            reader.fault(
                "MAILBOX must be off with SMTP_URL or with https: it shows mails, and the links in them, to everybody.",
            );
        }
        let sentiment = SentimentConfig::read(&reader);
        let log = LogConfig {
            json: reader.parse("LOG_FORMAT", "text", "text or json", |text: &String| text == "text" || text == "json")
                == "json",
            filter: reader.optional("RUST_LOG").unwrap_or_else(|| "info,sqlx=warn,graphile_worker=warn".into()),
        };
        reader.finish(Self { database, secret_key, server, mail, sentiment, log })
    }
}

/// The site's own address: scheme, host and port, without a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl(Url);

impl PublicUrl {
    /// The absolute address of a path.
    pub fn join(&self, path: &str) -> String {
        format!("{}{path}", self.origin())
    }

    /// As browsers write it in the header `Origin`.
    pub fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    pub fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }
}

impl std::str::FromStr for PublicUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let url = Url::parse(text).map_err(|error| error.to_string())?;
        let plain = matches!(url.scheme(), "http" | "https")
            && url.host().is_some()
            && url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        if plain { Ok(Self(url)) } else { Err("not a plain http(s) address".into()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn read(pairs: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let map: BTreeMap<_, _> = pairs.iter().copied().collect();
        Config::read(|name| map.get(name).map(|value| (*value).to_owned()))
    }

    #[test]
    fn the_database_and_the_secret_are_enough() {
        let key = "a secret of at least thirty-two characters";
        let config = read(&[("DATABASE_URL", "postgres://a:b@localhost/c"), ("SECRET_KEY", key)]).expect("valid");
        assert_eq!(config.server.listen.port(), 3000);
        assert_eq!((config.server.connections, config.server.connections_per_address), (4096, 512));
        assert!(!config.server.http2_cleartext);
        assert!(config.server.rate_limits);
        assert!(config.server.read_cache);
        assert!(!config.server.styleguide);
        assert!(config.sentiment.library.is_none());
        assert_eq!(config.database.url.expose_secret(), "postgres://a:b@localhost/c");
        assert!(!format!("{config:?}").contains("a:b"), "secrets stay out of debug output");
        assert!(!format!("{config:?}").contains(key), "secrets stay out of debug output");
    }

    #[test]
    fn every_fault_is_named_at_once() {
        let error = read(&[
            ("LISTEN_ADDRESS", "here"),
            ("PUBLIC_URL", "https://x.example/path"),
            ("RATE_LIMITS", "maybe"),
            ("MAX_CONNECTIONS", "0"),
            ("MAX_CONNECTIONS_PER_ADDRESS", "5"),
            ("LOG_FORMAT", "xml"),
            ("SECRET_KEY", "short"),
            ("SMTP_URL", "mail.example"),
        ])
        .expect_err("invalid");
        let text = error.to_string();
        for name in [
            "DATABASE_URL",
            "LISTEN_ADDRESS",
            "PUBLIC_URL",
            "RATE_LIMITS",
            "MAX_CONNECTIONS must",
            "MAX_CONNECTIONS_PER_ADDRESS",
            "LOG_FORMAT",
            "SECRET_KEY",
            "SMTP_URL",
        ] {
            assert!(text.contains(name), "{name} missing in: {text}");
        }
        assert_eq!(text.lines().count(), 9);
    }

    #[test]
    fn the_example_file_names_exactly_what_is_read() {
        let example = include_str!("../../../.env.example");
        let mut named: Vec<_> = example
            .lines()
            .filter_map(|line| line.trim_start_matches('#').trim().split_once('='))
            .map(|(name, _)| name)
            .filter(|name| name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_'))
            .collect();
        named.sort_unstable();
        let mut read = NAMES.to_vec();
        read.sort_unstable();
        assert_eq!(named, read);
    }

    #[test]
    fn mails_have_a_sender_and_are_never_shown_to_the_world() {
        let with = |more: &[(&str, &str)]| {
            let mut pairs = vec![
                ("DATABASE_URL", "postgres://a:b@localhost/c"),
                ("SECRET_KEY", "a secret of at least thirty-two characters"),
            ];
            pairs.extend_from_slice(more);
            read(&pairs).map(|_| ()).map_err(|error| error.to_string())
        };
        assert_eq!(with(&[("MAILBOX", "on")]), Ok(()));
        assert_eq!(with(&[("SMTP_URL", "smtp://mail.example"), ("MAIL_FROM", "a@example.com")]), Ok(()));
        assert!(with(&[("SMTP_URL", "smtp://mail.example")]).expect_err("no sender").contains("MAIL_FROM"));
        // No file, and one that holds something else.
        for file in ["no/such/file.pem", concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")] {
            assert!(with(&[("SMTP_CA_FILE", file)]).expect_err(file).contains("SMTP_CA_FILE"), "{file}");
        }
        assert!(
            with(&[("MAILBOX", "on"), ("PUBLIC_URL", "https://x.example")]).expect_err("shown").contains("MAILBOX")
        );
    }

    #[test]
    fn local_databases() {
        let local = |url: &str| DatabaseConfig { url: url.to_owned().into(), connections: 2 }.is_local();
        for url in
            ["postgres://a:b@localhost/c", "postgres://a@127.0.0.1:5432/c", "postgresql://a@[::1]/c", "postgres:///c"]
        {
            assert!(local(url), "{url}");
        }
        for url in ["postgres://a@db.example/c", "postgres://a@10.0.0.5/c", "postgres:///c?host=db.example", "nonsense"]
        {
            assert!(!local(url), "{url}");
        }
    }

    #[test]
    fn public_addresses() {
        let url: PublicUrl = "https://popcorn.example".parse().expect("valid");
        assert_eq!(url.join("/movies/1"), "https://popcorn.example/movies/1");
        assert!(url.is_https());
        assert_eq!("http://localhost:3000/".parse::<PublicUrl>().expect("valid").origin(), "http://localhost:3000");
        for bad in ["popcorn.example", "ftp://x.example", "https://u:p@x.example", "https://x.example/?a"] {
            assert!(bad.parse::<PublicUrl>().is_err(), "{bad}");
        }
    }
}
