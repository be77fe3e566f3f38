//! The model's readings.

use super::super::Counts;
use crate::Result;
use crate::movies;
use crate::sentiment::Label;
use domain::{MovieId, ReviewId};
use sqlx::PgPool;

/// Reviews that no model has read yet, oldest first, after `after`.
pub async fn unlabelled(pool: &PgPool, after: i64, limit: i64) -> Result<Vec<(i64, String)>> {
    let rows = sqlx::query!(
        "SELECT id, content FROM reviews
         WHERE positive_probability IS NULL AND deleted_at IS NULL AND id > $1 ORDER BY id LIMIT $2",
        after,
        limit,
    )
    .fetch_all(pool)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.content)).collect())
}

/// Stores a label, unless the text has changed or been labelled since it was read.
pub async fn set_label(pool: &PgPool, id: i64, content: &str, label: &Label) -> Result<()> {
    let mut transaction = pool.begin().await?;
    let Some(movie) = super::movie_of(&mut transaction, ReviewId(id)).await? else { return Ok(()) };
    movies::lock(&mut transaction, movie).await?;
    let row = sqlx::query!(
        r#"UPDATE reviews SET positive_probability = $3, sentiment_model = $4, sentiment = $5
           WHERE id = $1 AND content = $2 AND positive_probability IS NULL
           RETURNING movie_id, review_is_public(visibility, hidden_at, deleted_at) AS "public!""#,
        id,
        content,
        label.positive_probability,
        label.model,
        label.sentiment().code(),
    )
    .fetch_optional(&mut *transaction)
    .await?;
    if let Some(row) = row {
        let change = Counts::of(row.public, Some(label.sentiment())).since(Counts::of(row.public, None));
        movies::count_reviews(&mut transaction, MovieId(row.movie_id), change).await?;
    }
    transaction.commit().await?;
    Ok(())
}
