-- A third label for what is neither praise nor dislike, and the author's own word about it. Each of
-- these three migrations locks one table at a time, or both in the order of all writers, so that a
-- server at work is not locked out for long and no deadlock is possible.

SET LOCAL lock_timeout = '5s';
ALTER TABLE reviews
    -- What the author says of their own review; NULL: the model's reading counts.
    ADD COLUMN author_sentiment text,
    DROP CONSTRAINT reviews_sentiment_known,
    -- Validated once the rows have been read without keeping anybody out.
    ADD CONSTRAINT reviews_sentiment_known CHECK (sentiment IN ('positive', 'negative', 'mixed')) NOT VALID,
    ADD CONSTRAINT reviews_author_sentiment_known
        CHECK (author_sentiment IN ('positive', 'negative', 'mixed')) NOT VALID,
    -- A server of the release before, which knows no word of the author's, is refused to change such a
    -- review; its label job tries again.
    ADD CONSTRAINT reviews_author_sentiment_counts
        CHECK (author_sentiment IS NULL OR sentiment IS NOT DISTINCT FROM author_sentiment) NOT VALID;
