//! Form posts without script: what was typed, kept for ten minutes for the browser that typed it.

mod store;

use crate::secrets::{self, Hash};
use crate::{Result, Services};
use domain::FormReturn;

/// The browser that posted: its session or, for visitors, an anonymous cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormOwner(Hash);

impl FormOwner {
    /// From the secret in the browser's cookie.
    pub fn from_cookie(secret: &str) -> Self {
        Self(secrets::hash(secret))
    }
}

/// Keeps `content` and answers with the id for the page's `?form=`.
pub async fn keep(services: &Services, owner: FormOwner, content: &FormReturn) -> Result<String> {
    let id = secrets::random()?;
    store::insert(&services.pool, secrets::hash(&id), owner.0, content).await?;
    Ok(id)
}

/// Gives back what `owner` left under `id`, unless ten minutes have passed. Reading does not use
/// it up: the reader may press reload.
pub async fn find(services: &Services, owner: Option<FormOwner>, id: Option<&str>) -> Result<Option<FormReturn>> {
    match (owner, id) {
        (Some(owner), Some(id)) => store::find(&services.pool, secrets::hash(id), owner.0).await,
        _ => Ok(None),
    }
}

/// Deletes what has expired; answers how many.
pub async fn purge(services: &Services) -> Result<u64> {
    store::purge(&services.pool).await
}
