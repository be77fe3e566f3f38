//! A member's own data, to take with them.

use super::Actor;
use super::store::export::everything;
use crate::limits::{self, Limit};
use crate::{Result, Services};
use domain::error::ErrorCode;

/// Everything of the actor, whatever their state: account, scores, reviews with the private ones and
/// earlier texts, preferences, likes, devices, suspensions. One statement.
///
/// # Errors
/// `too_many_requests` when asked for all the time.
pub async fn export(services: &Services, actor: &Actor) -> Result<serde_json::Value> {
    limits::take(services, Limit::Export, &actor.member_id().to_string()).await?;
    Ok(everything(&services.pool, actor.member_id()).await?.ok_or(ErrorCode::NotFound)?)
}
