//! A real PostgreSQL database for each test, in some fifty milliseconds.
//!
//! `TEST_DATABASE_URL` names a server on which databases may be created (`make test` starts one).
//! The schema is applied once, to a template named after the hash of the migrations; a test gets a
//! copy of it, which is dropped with its [`TestDatabase`].

pub mod certificates;
pub mod received;
pub mod smtp;

use services::accounts::Passwords;
use services::config::{DatabaseConfig, PublicUrl, SecretKey, ServerConfig};
use services::keys::Keys;
use services::mail::{self, Mailer};
use services::sentiment::Labeller;
use services::{Parts, Services, database, secrets};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, PgPool};
use std::str::FromStr;
use std::time::Duration;
use tokio::sync::OnceCell;

/// What services are made of in tests: mails stay in the mailbox, nothing is limited, and nothing is
/// kept for visitors, since tests change rows behind the program's back.
pub fn parts(labeller: Labeller, public_url: PublicUrl) -> Parts {
    let secret = SecretKey("a secret of at least thirty-two characters".to_owned().into());
    let keys = Keys::new(&secret);
    Parts {
        labeller,
        mailer: Mailer::mailbox(),
        keys,
        public_url,
        has_limits: false,
        password_turns: Passwords::bounds(),
        kept_for: None,
    }
}

/// A server's configuration in tests: nothing is limited, nothing is kept for visitors, and there are no files.
///
/// # Panics
/// Never, since both addresses are good.
pub fn server_config() -> ServerConfig {
    ServerConfig {
        listen: "127.0.0.1:0".parse().expect("an address"),
        public_url: "http://popcorn.test".parse().expect("an address"),
        site_root: "nonexistent".into(),
        trust_forwarded_for: false,
        connections: 100,
        connections_per_address: 100,
        http2_cleartext: false,
        rate_limits: false,
        read_cache: false,
        styleguide: false,
    }
}

/// The secret in the newest link to `page` that was mailed to an address.
///
/// # Panics
/// When there is no such mail, or its link is no longer good.
pub async fn mailed_secret(services: &Services, recipient: &str, page: &str) -> String {
    let mails = mail::mailbox(services, None).await.expect("the mailbox opens");
    let link = format!("{page}?token=");
    let mut to_them = mails.iter().filter(|mail| mail.recipient == recipient);
    let (_, secret) = to_them
        .find_map(|mail| mail.text.split_once(&link))
        .unwrap_or_else(|| panic!("no link to {page} was mailed to {recipient}"));
    secret.chars().take_while(char::is_ascii_alphanumeric).collect()
}

/// One test's database. Keep it alive as long as the test runs.
pub struct TestDatabase {
    pub pool: PgPool,
    name: String,
    server: PgConnectOptions,
}

impl TestDatabase {
    /// A fresh database with the whole schema and no rows.
    ///
    /// # Panics
    /// When `TEST_DATABASE_URL` is missing or its server does not answer: no test can run then.
    pub async fn new() -> Self {
        let server = server();
        let template = template(&server).await;
        let name = format!("test_{}", &secrets::random().expect("random bytes")[..16]);
        run(&server, format!(r#"CREATE DATABASE "{name}" TEMPLATE "{template}""#))
            .await
            .expect("the test database is created");
        // As the program's sessions, which find them stored: that would be a change of a role for each test.
        let options = server.clone().database(&name).options(database::SETTINGS);
        let pool =
            PgPoolOptions::new().max_connections(8).connect_with(options).await.expect("the test database answers");
        Self { pool, name, server }
    }

    /// Where it is, for what connects by itself.
    pub fn config(&self) -> DatabaseConfig {
        let url = self.server.clone().database(&self.name).to_url_lossy();
        DatabaseConfig { url: url.to_string().into(), connections: 2 }
    }

    /// Another pool, of one connection that is open already, with these settings of its session. `patience`
    /// is for who waits for it, and for opening it on a busy machine.
    pub async fn narrow_pool(&self, settings: &[(&'static str, &'static str)], patience: Duration) -> PgPool {
        let options = self.server.clone().database(&self.name).options(settings.iter().copied());
        let pool = PgPoolOptions::new().max_connections(1).acquire_timeout(patience);
        pool.connect_with(options).await.expect("the test database answers")
    }
}

impl Drop for TestDatabase {
    /// Drops the database, in a thread of its own because the test's runtime is about to end.
    fn drop(&mut self) {
        let (name, server) = (self.name.clone(), self.server.clone());
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime
                .block_on(run(&server, format!(r#"DROP DATABASE IF EXISTS "{name}" WITH (FORCE)"#)))
                .map_err(std::io::Error::other)
        });
        if !matches!(dropped.join(), Ok(Ok(()))) {
            eprintln!("the test database {} was not dropped", self.name);
        }
    }
}

fn server() -> PgConnectOptions {
    let url = std::env::var("TEST_DATABASE_URL")
        .expect("TEST_DATABASE_URL names a PostgreSQL server for tests; `make test` sets it");
    PgConnectOptions::from_str(&url).expect("TEST_DATABASE_URL is a PostgreSQL address")
}

async fn run(server: &PgConnectOptions, statement: String) -> sqlx::Result<()> {
    let mut connection = server.clone().disable_statement_logging().connect().await?;
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut connection).await?;
    connection.close().await
}

/// The name of the migrated template, made by whichever test process comes first.
async fn template(server: &PgConnectOptions) -> String {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    TEMPLATE
        .get_or_init(|| async {
            let checksums: String =
                database::MIGRATIONS.iter().map(|migration| format!("{:02x?}", migration.checksum)).collect();
            let key: String = secrets::hash(&checksums)[..8].iter().map(|byte| format!("{byte:02x}")).collect();
            let name = format!("template_{key}");
            let mut connection: PgConnection = server.connect().await.expect("the test server answers");
            // Several test processes start at once; the lock is the server's, so that they queue up.
            sqlx::query("SELECT pg_advisory_lock(7019334)").execute(&mut connection).await.expect("the lock is taken");
            let exists: bool =
                sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1 AND datistemplate)")
                    .bind(&name)
                    .fetch_one(&mut connection)
                    .await
                    .expect("the catalogue answers");
            if !exists {
                make_template(server, &name).await;
            }
            connection.close().await.expect("the connection closes");
            name
        })
        .await
        .clone()
}

/// Marked as a template only when it is complete, so that a half-made one is never copied.
async fn make_template(server: &PgConnectOptions, name: &str) {
    run(server, format!(r#"DROP DATABASE IF EXISTS "{name}""#)).await.expect("an unfinished template is dropped");
    run(server, format!(r#"CREATE DATABASE "{name}""#)).await.expect("the template is created");
    let url = server.clone().database(name).to_url_lossy();
    let config = DatabaseConfig { url: url.to_string().into(), connections: 2 };
    let upkeep = database::connect_for_upkeep(&config).await.expect("the template answers");
    database::prepare(upkeep).await.expect("the migrations apply");
    run(server, format!(r#"ALTER DATABASE "{name}" IS_TEMPLATE true"#)).await.expect("the template is marked");
}
