//! The settings page of a member.

use super::store::devices as rows;
use super::{Actor, devices, suspensions};
use crate::time::korean_date;
use crate::{Result, Services, settings};
use domain::accounts::AccountView;
use domain::error::ErrorCode;

/// The actor's own account, in any state.
pub async fn account(services: &Services, actor: &Actor) -> Result<AccountView> {
    let row = rows::account(&services.pool, actor.member_id()).await?.ok_or(ErrorCode::NotFound)?;
    let devices = devices::list(services, actor).await?;
    Ok(AccountView {
        nickname: actor.nickname().to_owned(),
        email: row.email.unwrap_or_default(),
        joined: korean_date(row.created_at),
        state: actor.state(),
        pending_email: row.pending_email,
        has_password: row.has_password,
        device_count: u32::try_from(devices.len()).unwrap_or(u32::MAX),
        suspension: suspensions::current(services, actor).await?,
        leaves: row.leaves_at.map(korean_date),
        leaving_days: settings::current(services).await.leaving_days,
    })
}
