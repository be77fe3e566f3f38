//! Members (회원): sign-up, sign-in, sign-out, profiles, and the proof of who is acting.

mod actor;
mod passwords;
mod profile;
pub mod sessions;
mod store;

pub use actor::Actor;
pub(crate) use actor::viewer_id;
pub use passwords::Passwords;
pub use profile::{ProfilePage, mine, profile};
pub use sessions::SessionToken;

use crate::error::taken;
use crate::{Result, Services, search, text};
use domain::accounts::{SignInForm, SignUpForm};
use domain::error::{ErrorCode, FieldError};

/// Creates a member and signs them in.
///
/// # Errors
/// The field errors of [`SignUpForm::validate`], and `email_taken` or `nickname_taken`.
pub async fn sign_up(services: &Services, form: SignUpForm, user_agent: &str) -> Result<SessionToken> {
    let member = SignUpForm {
        email: text::line(form.email),
        nickname: text::line(form.nickname),
        password: text::password(form.password),
        ..form
    }
    .validate()?;
    let hash = services.passwords.hash(member.password.clone()).await?;
    let mut transaction = services.pool.begin().await?;
    let id = store::insert_member(&mut transaction, &member.email, &member.nickname, &hash).await.map_err(|error| {
        taken(
            error,
            &[
                ("members_email_key", "email", FieldError::EmailTaken),
                ("members_nickname_key", "nickname", FieldError::NicknameTaken),
            ],
        )
    })?;
    search::index_member(&mut transaction, id).await?;
    let token = sessions::open(&mut transaction, id, user_agent).await?;
    transaction.commit().await?;
    Ok(token)
}

/// Opens a session for the right pair. An unknown address costs the same time and gets the same
/// answer as a wrong password.
pub async fn sign_in(services: &Services, form: SignInForm, user_agent: &str) -> Result<SessionToken> {
    let form = SignInForm { email: text::line(form.email), password: text::password(form.password) }.validate()?;
    let member = store::find_credentials(&services.pool, &form.email).await?;
    let (id, hash) = member.map_or((None, None), |(id, hash)| (Some(id), hash));
    match (services.passwords.verify(form.password, hash).await?, id) {
        (true, Some(id)) => {
            let mut connection = services.pool.acquire().await?;
            sessions::open(&mut connection, id, user_agent).await
        }
        _ => Err(ErrorCode::WrongCredentials.into()),
    }
}

/// Ends the actor's session on the server; the cookie is then worth nothing.
pub async fn sign_out(services: &Services, actor: &Actor) -> Result<()> {
    sessions::close(services, actor).await
}
