-- The third label for reviews between the thresholds, which are those of `Sentiment::of` in the domain
-- at the time of this migration. Readers go on meanwhile, writers wait.

SET LOCAL lock_timeout = '5s';
LOCK TABLE movies, reviews IN EXCLUSIVE MODE;
UPDATE reviews SET sentiment = 'mixed'
    WHERE positive_probability > 0.35::real AND positive_probability < 0.65::real AND author_sentiment IS NULL;
UPDATE movies SET
    positive_count = counts.positive,
    negative_count = counts.negative,
    mixed_count = counts.mixed
FROM (
    SELECT movie_id,
        count(*) FILTER (WHERE sentiment = 'positive') AS positive,
        count(*) FILTER (WHERE sentiment = 'negative') AS negative,
        count(*) FILTER (WHERE sentiment = 'mixed') AS mixed
    FROM reviews WHERE review_is_public(visibility, hidden_at, deleted_at) GROUP BY movie_id
) AS counts
WHERE counts.movie_id = movies.id
    AND (movies.positive_count, movies.negative_count, movies.mixed_count)
        IS DISTINCT FROM (counts.positive, counts.negative, counts.mixed);
ALTER TABLE reviews
    VALIDATE CONSTRAINT reviews_sentiment_known,
    VALIDATE CONSTRAINT reviews_author_sentiment_known,
    VALIDATE CONSTRAINT reviews_author_sentiment_counts;
