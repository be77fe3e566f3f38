//! What can go wrong in a use case.

use domain::error::{AppError, ErrorCode, FieldError, FieldErrors};
use std::sync::Arc;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An expected refusal, which the reader is told about, or a fault, which only the log is.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Refused(#[from] AppError),
    /// Nothing is wrong, there is only too much at once: the reader may come back in a moment.
    #[error("too much is going on at once")]
    Busy(#[source] Cause),
    #[error("the database failed")]
    Database(#[source] sqlx::Error),
    #[error("{context}")]
    Fault { context: &'static str, source: Cause },
}

/// What a reader is never shown.
type Cause = Box<dyn std::error::Error + Send + Sync>;

impl From<ErrorCode> for Error {
    fn from(code: ErrorCode) -> Self {
        Self::Refused(code.into())
    }
}

/// PostgreSQL's codes for a transaction that lost against another one and may be tried again.
const LOST_RACES: &[&str] = &["40001", "40P01"];

/// PostgreSQL's codes for a statement that took or waited too long (`query_canceled`,
/// `lock_not_available`), and for a server that takes no more connections (`too_many_connections`) or
/// none yet (`cannot_connect_now`).
const BUSY: &[&str] = &["57014", "55P03", "53300", "57P03"];

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        if is_busy(&error) {
            return Self::Busy(error.into());
        }
        if has_code(&error, LOST_RACES) { ErrorCode::Conflict.into() } else { Self::Database(error) }
    }
}

/// Whether the database is well and only has no time.
fn is_busy(error: &sqlx::Error) -> bool {
    matches!(error, sqlx::Error::PoolTimedOut) || has_code(error, BUSY)
}

fn has_code(error: &sqlx::Error, codes: &[&str]) -> bool {
    error.as_database_error().and_then(|error| error.code()).is_some_and(|code| codes.contains(&&*code))
}

impl Error {
    /// Wraps a cause that the reader must not see. It is no fault if the database was only busy, however
    /// deep down: the job queue wraps what it meets.
    pub fn fault(context: &'static str, source: impl Into<Cause>) -> Self {
        let source = source.into();
        let mut causes =
            std::iter::successors(Some(&*source as &(dyn std::error::Error + 'static)), |error| error.source());
        if causes.any(|cause| cause.downcast_ref().is_some_and(is_busy)) {
            return Self::Busy(source);
        }
        Self::Fault { context, source }
    }

    /// What came out of work that several waited for, as one of them has it. Each reports it.
    pub(crate) fn of_shared(error: Arc<Self>) -> Self {
        Arc::try_unwrap(error).unwrap_or_else(|error| match &*error {
            Self::Refused(refusal) => Self::Refused(refusal.clone()),
            Self::Busy(cause) => Self::Busy(chain(&**cause).into()),
            fault => Self::fault("what several were waiting for failed", chain(fault)),
        })
    }

    /// The error for the reader. What was not expected is written to the log here, once for each request
    /// that waited for it and within its span: a fault leaves as [`ErrorCode::Internal`], what was only
    /// busy as [`ErrorCode::Busy`].
    pub fn report(self) -> AppError {
        match self {
            Self::Refused(error) => error,
            busy @ Self::Busy(_) => {
                tracing::warn!(cause = %chain(&busy), "request refused");
                AppError::busy()
            }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// As the job queue wraps what it meets.
    #[derive(Debug, thiserror::Error)]
    #[error("a job could not be written")]
    struct Wrapped(#[source] sqlx::Error);

    #[test]
    fn a_pool_that_is_used_up_is_busy_however_deep_down() {
        for error in [
            Error::from(sqlx::Error::PoolTimedOut),
            Error::fault("a job could not be enqueued", Wrapped(sqlx::Error::PoolTimedOut)),
        ] {
            assert_eq!(error.report(), AppError::busy());
        }
        for error in [
            Error::from(sqlx::Error::PoolClosed),
            Error::fault("a job could not be enqueued", Wrapped(sqlx::Error::PoolClosed)),
        ] {
            assert_eq!(error.report().code, ErrorCode::Internal);
        }
    }

    #[test]
    fn everybody_who_waited_is_told_that_it_was_busy() {
        let shared = Arc::new(Error::from(sqlx::Error::PoolTimedOut));
        let other = Error::of_shared(shared.clone());
        assert!(chain(&other).contains("pool timed out"), "{}", chain(&other));
        assert_eq!([other.report(), Error::of_shared(shared).report()], [AppError::busy(), AppError::busy()]);
    }
}
