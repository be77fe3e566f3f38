//! The model's readings, and what an author says instead.

use super::super::Counts;
use crate::sentiment::Label;
use crate::{Result, Services, movies};
use domain::reviews::Sentiment;
use domain::{MovieId, ReviewId};
use sqlx::{PgConnection, PgPool};

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

/// Stores a label, unless the text has changed or been labelled since it was read. Where the author
/// has said what the review feels, that still counts; the label waits in case they take it back.
pub async fn set_label(services: &Services, id: i64, content: &str, label: &Label) -> Result<()> {
    let mut transaction = services.begin().await?;
    let Some(movie) = super::movie_of(&mut transaction, ReviewId(id)).await? else { return Ok(()) };
    movies::lock(&mut transaction, movie).await?;
    let row = sqlx::query!(
        r#"UPDATE reviews
           SET positive_probability = $3, sentiment_model = $4, sentiment = coalesce(author_sentiment, $5)
           WHERE id = $1 AND content = $2 AND positive_probability IS NULL
           RETURNING movie_id, review_is_public(visibility, hidden_at, deleted_at) AS "public!", author_sentiment"#,
        id,
        content,
        label.positive_probability,
        label.model,
        label.sentiment().code(),
    )
    .fetch_optional(&mut *transaction)
    .await?;
    if let Some(row) = row {
        let before = row.author_sentiment.as_deref().and_then(Sentiment::from_code);
        let after = before.unwrap_or(label.sentiment());
        let change = Counts::of(row.public, Some(after)).since(Counts::of(row.public, before));
        movies::count_reviews(&mut transaction, MovieId(row.movie_id), change).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// Sets what the author says of their review, and which sentiment counts from now on; answers what
/// the review now adds to its film's counters.
pub async fn set_author_sentiment(
    connection: &mut PgConnection,
    id: ReviewId,
    said: Option<Sentiment>,
    counting: Option<Sentiment>,
) -> Result<Counts> {
    let public = sqlx::query_scalar!(
        r#"UPDATE reviews SET author_sentiment = $2, sentiment = $3 WHERE id = $1
           RETURNING review_is_public(visibility, hidden_at, deleted_at) AS "public!""#,
        id.0,
        said.map(Sentiment::code),
        counting.map(Sentiment::code),
    )
    .fetch_one(connection)
    .await?;
    Ok(Counts::of(public, counting))
}
