//! Tags: naming, merging and deleting them.

use super::{audit, containing, cut, may_change, reason, store};
use crate::accounts::Actor;
use crate::error::taken;
use crate::{Error, Result, Services, text};
use domain::accounts::Role;
use domain::administration::{TagList, TagSearch, tag_name};
use domain::error::{AppError, ErrorCode, FieldError, FieldErrors};
use serde_json::json;
use sqlx::PgConnection;

/// Tags by name: one statement.
pub async fn tags(services: &Services, actor: &Actor, search: TagSearch) -> Result<TagList> {
    actor.require(Role::Administrator)?;
    let search = TagSearch { query: text::line(search.query), ..search };
    let pattern = Some(search.query.as_str()).filter(|query| !query.is_empty()).map(containing);
    let tags = store::tags::list(&services.pool, pattern.as_deref(), search.after, super::PAGE + 1).await?;
    let (tags, more) = cut(tags, |tag| tag.id);
    Ok(TagList { search, tags, more })
}

/// Makes a tag and answers its id.
///
/// # Errors
/// The field errors of [`tag_name`], and `name_taken`.
pub async fn create_tag(services: &Services, actor: &Actor, name: String) -> Result<i64> {
    may_change(actor)?;
    let name = tag_name(&text::line(name))?;
    let mut transaction = services.begin().await?;
    let id = store::tags::insert(&mut transaction, &name).await.map_err(name_taken)?;
    let detail = json!({ "name": name });
    audit::write(&mut transaction, Some(actor.member_id()), "tag.create", "tag", Some(id), detail, None).await?;
    transaction.commit().await?;
    Ok(id)
}

/// Gives a tag another name, on all its films.
///
/// # Errors
/// As [`create_tag`], and `not_found`.
pub async fn rename_tag(services: &Services, actor: &Actor, id: i64, name: String) -> Result<()> {
    may_change(actor)?;
    let name = tag_name(&text::line(name))?;
    let mut transaction = services.begin().await?;
    let before = store::tags::lock(&mut transaction, id).await?.ok_or(ErrorCode::NotFound)?;
    if before == name {
        return Ok(());
    }
    store::tags::rename(&mut transaction, id, &name).await.map_err(name_taken)?;
    let detail = json!({ "name": audit::moved(before, name) });
    audit::write(&mut transaction, Some(actor.member_id()), "tag.rename", "tag", Some(id), detail, None).await?;
    transaction.commit().await?;
    Ok(())
}

/// Gives all films of one tag another one, and deletes the first.
///
/// # Errors
/// `value_invalid` at `into_id` when the two are the same or the other is unknown; `not_found`; the
/// field errors of [`domain::administration::reason`]; `conflict` as for [`delete_tag`].
pub async fn merge_tags(services: &Services, actor: &Actor, from: i64, into: i64, why: String) -> Result<()> {
    may_change(actor)?;
    let why = reason(why)?;
    if from == into {
        return Err(wrong_target());
    }
    let mut transaction = services.begin().await?;
    let held = store::tags::hold_movies(&mut transaction, from).await?;
    let mut names = Vec::with_capacity(2);
    for id in [from.min(into), from.max(into)] {
        names.push((id, store::tags::lock(&mut transaction, id).await?));
    }
    let name = |id: i64| names.iter().find(|(known, _)| *known == id).and_then(|(_, name)| name.clone());
    let merged = name(from).ok_or(ErrorCode::NotFound)?;
    name(into).ok_or_else(wrong_target)?;
    touch_movies(&mut transaction, from, &held).await?;
    let movies = store::tags::merge(&mut transaction, from, into).await?;
    let detail = json!({ "merged": merged, "movies": movies });
    audit::write(&mut transaction, Some(actor.member_id()), "tag.merge", "tag", Some(into), detail, Some(&why)).await?;
    transaction.commit().await?;
    Ok(())
}

/// Takes a tag off all films and deletes it.
///
/// # Errors
/// `not_found`; the field errors of [`domain::administration::reason`]; `conflict` when a film was
/// given the tag at this very moment.
pub async fn delete_tag(services: &Services, actor: &Actor, id: i64, why: String) -> Result<()> {
    may_change(actor)?;
    let why = reason(why)?;
    let mut transaction = services.begin().await?;
    let held = store::tags::hold_movies(&mut transaction, id).await?;
    let name = store::tags::lock(&mut transaction, id).await?.ok_or(ErrorCode::NotFound)?;
    touch_movies(&mut transaction, id, &held).await?;
    let movies = store::tags::delete(&mut transaction, id).await?;
    let detail = json!({ "name": name, "movies": movies });
    audit::write(&mut transaction, Some(actor.member_id()), "tag.delete", "tag", Some(id), detail, Some(&why)).await?;
    transaction.commit().await?;
    Ok(())
}

/// Makes what is known of the films of a tag outdated, before it is taken off them. The films were
/// held before the tag; one that came by it in between is not, and waiting for it now could be a
/// circle.
async fn touch_movies(connection: &mut PgConnection, id: i64, held: &[i64]) -> Result<()> {
    if store::tags::is_on_others(connection, id, held).await? {
        return Err(ErrorCode::Conflict.into());
    }
    store::tags::touch_movies(connection, id).await
}

fn name_taken(error: sqlx::Error) -> Error {
    taken(error, &[("tags_name_key", "name", FieldError::NameTaken)])
}

/// What is to be merged into is no other that there is.
pub(super) fn wrong_target() -> Error {
    AppError::invalid(FieldErrors::from([("into_id".to_owned(), FieldError::ValueInvalid)])).into()
}
