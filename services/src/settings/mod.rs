//! Settings of the house that change while it runs. Every value a setting ever had is kept, and the
//! newest counts.

mod store;

pub use domain::administration::Settings;

use crate::accounts::Actor;
use crate::administration::audit;
use crate::error::chain;
use crate::{Result, Services, text};
use domain::accounts::Role;
use domain::administration::{SettingKey, SettingView, SettingsView};
use domain::error::{AppError, ErrorCode, FieldError, FieldErrors};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use store::SettingRow;

/// For so long settings are not asked for again; other servers follow a change within it.
const FRESH: Duration = Duration::from_secs(5);

/// The settings that were read last.
#[derive(Debug, Default)]
pub struct Cache(Mutex<Option<Kept>>);

#[derive(Debug, Clone)]
struct Kept {
    settings: Arc<Settings>,
    read_at: Instant,
}

impl Cache {
    fn last(&self) -> Option<Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn keep(&self, settings: Arc<Settings>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Kept { settings, read_at: Instant::now() });
    }

    fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// The settings as they stand, at most [`FRESH`] old. While the database fails, those known last, or
/// else the defaults.
pub async fn current(services: &Services) -> Arc<Settings> {
    let last = services.settings.last();
    if let Some(kept) = last.as_ref().filter(|kept| kept.read_at.elapsed() < FRESH) {
        return kept.settings.clone();
    }
    let settings = match store::newest(&services.pool).await {
        Ok(rows) => Arc::new(read(&rows)),
        Err(error) => {
            tracing::warn!(error = %chain(&error), "the settings could not be read");
            last.map(|kept| kept.settings).unwrap_or_default()
        }
    };
    services.settings.keep(settings.clone());
    settings
}

/// The page of settings: what counts, and the changes that led there, in two statements.
pub async fn history(services: &Services, actor: &Actor) -> Result<SettingsView> {
    actor.require(Role::Administrator)?;
    let rows = store::newest(&services.pool).await?;
    let settings = read(&rows);
    let view = |key: SettingKey| SettingView { key, value: key.value(&settings), version: version(&rows, key) };
    Ok(SettingsView { settings: SettingKey::EACH.map(view).to_vec(), history: store::history(&services.pool).await? })
}

/// Gives a setting a value, as a form posts it. `seen` is the version that the form was shown with.
///
/// # Errors
/// The field errors of [`SettingKey::set`] at `value`; `conflict` when somebody has changed the
/// setting since the form was shown.
pub async fn change(services: &Services, actor: &Actor, key: SettingKey, value: String, seen: i32) -> Result<()> {
    actor.require(Role::Administrator)?;
    actor.require_fresh()?;
    let mut transaction = services.begin_unseen().await?;
    let rows = store::newest(&mut *transaction).await?;
    if version(&rows, key) != seen {
        return Err(ErrorCode::Conflict.into());
    }
    let before = read(&rows);
    let mut after = before.clone();
    key.set(&mut after, &text::line(value)).map_err(wrong_value)?;
    if after == before {
        return Ok(());
    }
    let value = stored(key, &after);
    if !store::insert(&mut transaction, key, seen + 1, &value, actor.member_id()).await? {
        return Err(ErrorCode::Conflict.into());
    }
    let detail = json!({ "setting": key.label(), "value": audit::moved(stored(key, &before), value) });
    audit::write(&mut transaction, Some(actor.member_id()), "setting.change", "setting", None, detail, None).await?;
    transaction.commit().await?;
    services.settings.forget();
    Ok(())
}

fn wrong_value(reason: FieldError) -> AppError {
    AppError::invalid(FieldErrors::from([("value".to_owned(), reason)]))
}

fn version(rows: &[SettingRow], key: SettingKey) -> i32 {
    rows.iter().find(|row| row.key == key.code()).map_or(0, |row| row.version)
}

/// Settings from what is stored. A value that this release cannot read leaves the default.
fn read(rows: &[SettingRow]) -> Settings {
    let mut settings = Settings::default();
    for row in rows {
        // Another release may know keys that this one does not.
        let Some(key) = SettingKey::from_code(&row.key) else { continue };
        if key.set(&mut settings, &posted(&row.value)).is_err() {
            tracing::warn!(setting = %row.key, version = row.version, "a setting's value does not fit");
        }
    }
    settings
}

/// A stored value as a form posts it.
fn posted(value: &Value) -> String {
    match value {
        Value::Bool(true) => "on".to_owned(),
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// A setting's value as it is stored.
fn stored(key: SettingKey, settings: &Settings) -> Value {
    match key {
        SettingKey::SignUpOpen => settings.sign_up_open.into(),
        SettingKey::Notice => settings.notice.clone().into(),
        SettingKey::LeavingDays => settings.leaving_days.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(key: &str, value: Value) -> SettingRow {
        SettingRow { key: key.to_owned(), version: 1, value }
    }

    #[test]
    fn what_is_stored_is_read_back() {
        let settings = Settings { sign_up_open: false, notice: "점검 예정".into(), leaving_days: 14 };
        let rows = SettingKey::EACH.map(|key| row(key.code(), stored(key, &settings)));
        assert_eq!(read(&rows), settings);
    }

    #[test]
    fn what_does_not_fit_leaves_the_default() {
        let rows = [row("leaving_days", json!(1000)), row("leaving_days", json!({})), row("later", json!(true))];
        assert_eq!(read(&rows), Settings::default());
    }
}
