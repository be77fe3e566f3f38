//! Counters that lists show are columns, kept right in the transaction that changes them. This
//! recounts them from the rows, as tests do and as the command `server recount` repairs.

mod store;

pub(crate) use store::{recount as recount_in, recount_movie};

use crate::{Result, Services, database};

/// Sets every counter to what the rows say; answers how many films and reviews were wrong.
pub async fn recount(services: &Services) -> Result<u64> {
    let mut transaction = services.begin().await?;
    database::take_time(&mut transaction).await?;
    let wrong = store::recount(&mut transaction).await?;
    transaction.commit().await?;
    Ok(wrong)
}
