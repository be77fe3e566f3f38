//! Two rows that are one film.

use super::tags::wrong_target;
use super::{audit, may_change, reason, store};
use crate::accounts::Actor;
use crate::{Result, Services, counters, search};
use domain::MovieId;
use domain::error::ErrorCode;
use serde_json::json;

/// Makes `from` a part of `into`: scores (of two by one member the newer one stays), reviews with
/// their likes, preferences, credits, genres, tags, titles and box office move over, what `into` lacks
/// is taken from `from`, and old links lead on. `from` is gone afterwards.
///
/// # Errors
/// `value_invalid` at `into_id` when the two are the same, when the other is unknown, or when one of
/// them is real and one was invented for the demo; `not_found`; the field errors of
/// [`domain::administration::reason`].
pub async fn merge_movies(services: &Services, actor: &Actor, from: MovieId, into: MovieId, why: String) -> Result<()> {
    may_change(actor)?;
    let why = reason(why)?;
    if from == into {
        return Err(wrong_target());
    }
    let mut transaction = services.begin().await?;
    let movies = store::merging::lock(&mut transaction, [from, into]).await?;
    let movie = |id: MovieId| movies.iter().find(|movie| movie.id == id);
    let merged = movie(from).ok_or(ErrorCode::NotFound)?;
    let kept = movie(into).ok_or_else(wrong_target)?;
    if merged.is_invented != kept.is_invented {
        return Err(wrong_target());
    }
    let scores = store::merging::scores(&mut transaction, from, into).await?;
    store::merging::preferences(&mut transaction, from, into).await?;
    let reviews = store::merging::reviews(&mut transaction, from, into).await?;
    store::merging::catalogue(&mut transaction, from, into).await?;
    let lost = store::merging::replace(&mut transaction, from, into).await?;
    counters::recount_movie(&mut transaction, into).await?;
    search::index_movie(&mut transaction, into).await?;
    let mut detail = json!({ "merged": format!("{} ({from})", merged.title), "scores": scores, "reviews": reviews });
    // Kept here, so that the film can still be told from others.
    for (name, key) in [("kofic_code", lost.kofic_code), ("seed_key", lost.seed_key)] {
        if let Some(key) = key {
            detail[name] = key.into();
        }
    }
    let actor = Some(actor.member_id());
    audit::write(&mut transaction, actor, "movie.merge", "movie", Some(into.0), detail, Some(&why)).await?;
    transaction.commit().await?;
    Ok(())
}
