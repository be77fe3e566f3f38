//! What a form post without script brings back to its page: the typed values and the errors.

use crate::error::AppError;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A failed (or answered) form post, kept for ten minutes and given back to its page once asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormReturn {
    /// The endpoint that was posted to, e.g. `sign_up`.
    pub endpoint: String,
    /// What had been typed, without passwords.
    pub values: BTreeMap<String, String>,
    /// Why it failed; `None` when the post succeeded and only carries an answer (a revealed text).
    pub error: Option<AppError>,
}

impl FormReturn {
    /// The typed value of `field`, or an empty text.
    pub fn value(&self, field: &str) -> String {
        self.values.get(field).cloned().unwrap_or_default()
    }

    /// Whether the checkbox `field` had been ticked.
    pub fn checked(&self, field: &str) -> bool {
        self.values.get(field).is_some_and(|value| is_ticked(value))
    }
}

/// Whether the posted value of a checkbox means "ticked".
pub fn is_ticked(value: &str) -> bool {
    matches!(value, "on" | "true" | "1")
}
