//! The author's own word about what their review feels.

use super::{jobs, store, writing};
use crate::accounts::Actor;
use crate::{Result, Services, movies};
use domain::ReviewId;
use domain::reviews::{Sentiment, may_change};

/// Sets what a review of the actor feels, whatever the model read in it; `None` hands that back to
/// the model. It lasts over changes of the text. Saying it twice changes nothing.
///
/// # Errors
/// `forbidden` for somebody else's review, `not_found` where the actor may not even know of it.
pub async fn correct_sentiment(
    services: &Services,
    actor: &Actor,
    id: ReviewId,
    said: Option<Sentiment>,
) -> Result<()> {
    actor.may_act()?;
    let mut transaction = services.begin().await?;
    let before = writing::lock(&mut transaction, actor, id).await?;
    may_change(actor.member_id(), before.author)?;
    // The model's reading stays beside it, for the day it is handed back.
    let counting = said.or(before.read);
    let after = store::set_author_sentiment(&mut transaction, id, said, counting).await?;
    movies::count_reviews(&mut transaction, before.movie, after.since(before.counts())).await?;
    if counting.is_none() {
        jobs::request_labels_in(services, &mut transaction).await?;
    }
    transaction.commit().await?;
    Ok(())
}
