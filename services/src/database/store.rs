//! SQL of what sessions run under.

use crate::Result;
use sqlx::{AssertSqlSafe, PgConnection, PgPool};

/// Taken while settings are stored: PostgreSQL refuses two changes of a role at the same time.
const LOCK: i64 = 7_019_335;

/// Stores settings for our role in this database. What stands there already is left alone, so that a start
/// of a server mostly changes nothing.
pub async fn keep_settings(pool: &PgPool, settings: &[(&str, &str)]) -> Result<()> {
    let (names, values) = unzipped(settings);
    let mut transaction = pool.begin().await?;
    sqlx::query!("SELECT pg_advisory_xact_lock($1)", LOCK).fetch_one(&mut *transaction).await?;
    let changes = sqlx::query_scalar!(
        r#"SELECT format('ALTER ROLE CURRENT_USER IN DATABASE %I SET %I = %L', current_database(), name, value) AS "change!"
           FROM unnest($1::text[], $2::text[]) AS wanted (name, value)
           WHERE NOT EXISTS (
               SELECT FROM pg_db_role_setting
               WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
                 AND setrole = (SELECT oid FROM pg_roles WHERE rolname = current_user)
                 AND name || '=' || value = ANY (setconfig)
           )"#,
        &names,
        &values,
    )
    .fetch_all(&mut *transaction)
    .await?;
    for change in changes {
        // Outside of the checked queries: such a statement takes no parameters. PostgreSQL has quoted it.
        sqlx::raw_sql(AssertSqlSafe(change)).execute(&mut *transaction).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// Whether a session of the pool has all these settings.
pub async fn has_settings(pool: &PgPool, settings: &[(&str, &str)]) -> Result<bool> {
    let (names, values) = unzipped(settings);
    Ok(sqlx::query_scalar!(
        r#"SELECT bool_and(current_setting(name) = value) AS "all!"
           FROM unnest($1::text[], $2::text[]) AS wanted (name, value)"#,
        &names,
        &values,
    )
    .fetch_one(pool)
    .await?)
}

/// Lifts the limits for the rest of this transaction, also behind a pooler.
pub async fn take_time(connection: &mut PgConnection) -> sqlx::Result<()> {
    lift(connection, true).await
}

/// Lifts the limits for the rest of this session: for work that cannot be one transaction. The connection
/// must be closed afterwards, and must not be one of a pooler's that others get next.
pub async fn take_time_here(connection: &mut PgConnection) -> sqlx::Result<()> {
    lift(connection, false).await
}

async fn lift(connection: &mut PgConnection, in_transaction: bool) -> sqlx::Result<()> {
    sqlx::query!(
        "SELECT set_config(name, '0', $1)
         FROM unnest('{statement_timeout,lock_timeout,idle_in_transaction_session_timeout}'::text[]) AS name",
        in_transaction,
    )
    .fetch_all(connection)
    .await?;
    Ok(())
}

fn unzipped(settings: &[(&str, &str)]) -> (Vec<String>, Vec<String>) {
    settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).unzip()
}
