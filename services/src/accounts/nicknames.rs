//! Nicknames: who may take one. How they may be written is in `domain`.
//!
//! A sign-up holds its nickname for its address whether or not the address has a member already.
//! Otherwise the fate of the name would tell.

use super::store::members as rows;
use crate::secrets;
use crate::{Error, Result};
use domain::accounts::NICKNAME_HOLD_DAYS;
use domain::error::{AppError, FieldError, FieldErrors};
use sqlx::PgConnection;

/// # Errors
/// `nickname_taken` when `nickname` belongs to a member, to one who is gone, or is held by another
/// address. Whether `email` has a member makes no difference.
pub(super) async fn check(connection: &mut PgConnection, nickname: &str, email: &str) -> Result<()> {
    let is_free = rows::is_nickname_free(connection, nickname, email, secrets::hash(email)).await?;
    if is_free { Ok(()) } else { Err(taken()) }
}

/// Holds `nickname` for `email`, so that others who ask for it at the same time wait.
///
/// # Errors
/// As [`check`].
pub(super) async fn hold(connection: &mut PgConnection, nickname: &str, email: &str) -> Result<()> {
    if !rows::hold_nickname(connection, nickname, secrets::hash(email), NICKNAME_HOLD_DAYS).await? {
        return Err(taken());
    }
    check(connection, nickname, email).await
}

/// Holds on to what `email` holds, because an account that waits there may wait longer now. Call it
/// whether or not there is one.
pub(super) async fn prolong(connection: &mut PgConnection, email: &str) -> Result<()> {
    rows::prolong_nicknames(connection, secrets::hash(email), NICKNAME_HOLD_DAYS).await
}

fn taken() -> Error {
    AppError::invalid(FieldErrors::from([("nickname".to_owned(), FieldError::NicknameTaken)])).into()
}

/// Keeps the error of a statement that writes a nickname from being a fault when somebody else was
/// faster.
pub(super) fn or_taken(error: sqlx::Error) -> Error {
    crate::error::taken(
        error,
        &[
            ("members_nickname_key", "nickname", FieldError::NicknameTaken),
            ("members_nickname_form_key", "nickname", FieldError::NicknameTaken),
        ],
    )
}
