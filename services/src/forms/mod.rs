//! Form posts without script: what was typed, kept for ten minutes for the browser that typed it, and for
//! an hour once somebody signs up to go on with it.

mod store;

use crate::secrets::{self, Hash};
use crate::{Result, Services};
use domain::FormReturn;

/// More than any of our forms has (that of a film posts one field per tag); what goes beyond is
/// somebody's experiment.
const MOST_FIELDS: usize = 60;
const LONGEST_NAME: usize = 50;
/// Longest value in characters: four times the longest review.
const LONGEST_VALUE: usize = 20_000;

/// The browser that posted, by a cookie of its own: a form outlives the session it was posted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormOwner(Hash);

impl FormOwner {
    /// From the secret in the browser's cookie.
    pub fn from_cookie(secret: &str) -> Self {
        Self(secrets::hash(secret))
    }

    /// As stored.
    pub(crate) fn hash(self) -> Hash {
        self.0
    }
}

/// Keeps `content` and answers with the id for the page's `?form=`.
pub async fn keep(services: &Services, owner: FormOwner, content: &FormReturn) -> Result<String> {
    let id = secrets::random()?;
    let content =
        FormReturn { values: content.values.iter().take(MOST_FIELDS).map(storable).collect(), ..content.clone() };
    store::insert(&services.pool, secrets::hash(&id), owner.0, &content).await?;
    Ok(id)
}

/// A field as it can be kept: cut to a length, and without NUL, which PostgreSQL cannot store.
fn storable((name, value): (&String, &String)) -> (String, String) {
    let cut = |text: &str, most: usize| text.chars().filter(|c| *c != '\0').take(most).collect();
    (cut(name, LONGEST_NAME), cut(value, LONGEST_VALUE))
}

/// Gives back what `owner` left under `id`, unless its time has passed. Reading does not use
/// it up: the reader may press reload.
pub async fn find(services: &Services, owner: Option<FormOwner>, id: Option<&str>) -> Result<Option<FormReturn>> {
    match (owner, id) {
        (Some(owner), Some(id)) => store::find(&services.pool, secrets::hash(id), owner.0).await,
        _ => Ok(None),
    }
}

/// Keeps what `owner` left under `id` for an hour from now: they come back to it by a mail. Nothing
/// happens where there is none.
pub async fn prolong(services: &Services, owner: FormOwner, id: &str) -> Result<()> {
    store::prolong(&services.pool, secrets::hash(id), owner.0).await
}

/// Deletes what has expired; answers how many.
pub async fn purge(services: &Services) -> Result<u64> {
    let mut upkeep = services.begin_upkeep().await?;
    let purged = store::purge(&mut upkeep).await?;
    upkeep.commit().await?;
    Ok(purged)
}
