//! What can go wrong in a use case.

use domain::error::{AppError, ErrorCode, FieldError, FieldErrors};
use std::sync::Arc;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An expected refusal, which the reader is told about, or a fault, which only the log is.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Refused(#[from] AppError),
    #[error("the database failed")]
    Database(#[source] sqlx::Error),
    #[error("{context}")]
    Fault { context: &'static str, source: Box<dyn std::error::Error + Send + Sync> },
}

impl From<ErrorCode> for Error {
    fn from(code: ErrorCode) -> Self {
        Self::Refused(code.into())
    }
}

/// PostgreSQL's codes for a transaction that lost against another one and may be tried again.
const LOST_RACES: &[&str] = &["40001", "40P01"];

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        let lost =
            error.as_database_error().and_then(|error| error.code()).is_some_and(|code| LOST_RACES.contains(&&*code));
        if lost { ErrorCode::Conflict.into() } else { Self::Database(error) }
    }
}

impl Error {
    /// Wraps a cause that the reader must not see.
    pub fn fault(context: &'static str, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Fault { context, source: source.into() }
    }

    /// What came out of work that several waited for, as one of them has it. Each reports a fault.
    pub(crate) fn of_shared(error: Arc<Self>) -> Self {
        Arc::try_unwrap(error).unwrap_or_else(|error| match &*error {
            Self::Refused(refusal) => Self::Refused(refusal.clone()),
            fault => Self::fault("what several were waiting for failed", chain(fault)),
        })
    }

    /// The error for the reader. A fault is written to the log here, once for each request that waited
    /// for it and within its span, and leaves as [`ErrorCode::Internal`].
    pub fn report(self) -> AppError {
        match self {
            Self::Refused(error) => error,
            fault => {
                tracing::error!(error = %chain(&fault), "request failed");
                ErrorCode::Internal.into()
            }
        }
    }
}

/// The error and its causes on one line.
pub fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

/// Turns the violation of a named unique constraint into the message of a field; leaves any other
/// error alone.
pub(crate) fn taken(error: sqlx::Error, constraints: &[(&str, &str, FieldError)]) -> Error {
    let violated = error.as_database_error().and_then(|error| error.constraint());
    match constraints.iter().find(|(name, _, _)| Some(*name) == violated) {
        Some((_, field, reason)) => AppError::invalid(FieldErrors::from([((*field).to_owned(), *reason)])).into(),
        None => error.into(),
    }
}
