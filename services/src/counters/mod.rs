//! Counters that lists show are columns, kept right in the transaction that changes them. This
//! recounts them from the rows, as a test does and as the command `server recount` repairs.

use crate::{Result, Services};
use sqlx::PgConnection;

/// Sets every counter to what the rows say; answers how many films and reviews were wrong.
pub async fn recount(services: &Services) -> Result<u64> {
    let mut transaction = services.pool.begin().await?;
    let wrong = store::recount(&mut transaction).await?;
    transaction.commit().await?;
    Ok(wrong)
}

pub(crate) async fn recount_in(connection: &mut PgConnection) -> Result<u64> {
    store::recount(connection).await
}

mod store;
