//! SQL of the settings.

use crate::Result;
use crate::time::korean_date_time;
use domain::MemberId;
use domain::administration::{SettingChange, SettingKey, Settings};
use serde_json::Value;
use sqlx::{PgConnection, PgExecutor, PgPool};
use time::OffsetDateTime;

/// The newest value of a setting.
#[derive(Debug)]
pub struct SettingRow {
    pub key: String,
    pub version: i32,
    pub value: Value,
}

/// The newest value of every setting that was ever changed.
pub async fn newest(executor: impl PgExecutor<'_>) -> Result<Vec<SettingRow>> {
    Ok(sqlx::query_as!(
        SettingRow,
        "SELECT DISTINCT ON (key) key, version, value FROM settings ORDER BY key, version DESC"
    )
    .fetch_all(executor)
    .await?)
}

/// The last fifty changes, newest first.
pub async fn history(pool: &PgPool) -> Result<Vec<SettingChange>> {
    let rows = sqlx::query!(
        r#"SELECT key, version, value, changed_at AS "changed_at: OffsetDateTime", members.nickname AS "by?"
           FROM settings LEFT JOIN members ON members.id = changed_by
           ORDER BY changed_at DESC, key LIMIT 50"#
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let key = SettingKey::from_code(&row.key)?;
            let mut settings = Settings::default();
            key.set(&mut settings, &super::posted(&row.value)).ok()?;
            let at = korean_date_time(row.changed_at);
            Some(SettingChange { key, version: row.version, value: key.value(&settings), at, by: row.by })
        })
        .collect())
}

/// Adds a version; answers whether nobody else has added it meanwhile.
pub async fn insert(
    connection: &mut PgConnection,
    key: SettingKey,
    version: i32,
    value: &Value,
    actor: MemberId,
) -> Result<bool> {
    let added = sqlx::query!(
        "INSERT INTO settings (key, version, value, changed_by) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        key.code(),
        version,
        value,
        actor.0,
    )
    .execute(connection)
    .await?;
    Ok(added.rows_affected() > 0)
}
