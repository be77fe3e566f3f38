-- What the film page counts and sorts by, and the way back after a change of a review.

ALTER TABLE movies
    -- Scores by half points, from 0.1–0.5 to 4.6–5.0.
    ADD COLUMN score_histogram bigint[] NOT NULL DEFAULT '{0,0,0,0,0,0,0,0,0,0}',
    -- Public reviews by their sentiment.
    ADD COLUMN positive_count bigint NOT NULL DEFAULT 0,
    ADD COLUMN negative_count bigint NOT NULL DEFAULT 0,
    -- Invented for the demo: never listed for search engines.
    ADD COLUMN is_invented boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT movies_score_histogram_shape
        CHECK (cardinality(score_histogram) = 10 AND 0 <= ALL (score_histogram)),
    ADD CONSTRAINT movies_sentiment_counts_not_negative CHECK (positive_count >= 0 AND negative_count >= 0);
-- The Bayesian mean in tenths that films are ranked by: as if ten more members had given 3.5. A
-- fixed prior, so that a film's place depends on its own scores alone and an index can hold it.
ALTER TABLE movies ADD COLUMN ranking double precision NOT NULL
    GENERATED ALWAYS AS ((350 + score_sum)::double precision / (10 + score_count)) STORED;
CREATE INDEX movies_ranking_idx ON movies (ranking DESC, id DESC) WHERE score_count >= 3;
CREATE INDEX movies_newest_list_idx ON movies ((coalesce(released_on, '-infinity'::date)) DESC, id DESC);
CREATE INDEX movies_want_count_idx ON movies (want_count DESC, id DESC);

ALTER TABLE reviews
    -- The label that counts; NULL until there is one.
    ADD COLUMN sentiment text,
    -- The author's score of the film, kept here as well so that lists can be sorted by it.
    ADD COLUMN author_score smallint,
    -- Deleted by its author, who can take that back until the review is purged.
    ADD COLUMN deleted_at timestamptz,
    ADD CONSTRAINT reviews_sentiment_known CHECK (sentiment IN ('positive', 'negative')),
    ADD CONSTRAINT reviews_author_score_range CHECK (author_score BETWEEN 1 AND 50);
UPDATE reviews SET sentiment = CASE WHEN positive_probability >= 0.5 THEN 'positive' ELSE 'negative' END
    WHERE positive_probability IS NOT NULL;
UPDATE reviews SET author_score = scores.score FROM scores
    WHERE scores.movie_id = reviews.movie_id AND scores.member_id = reviews.member_id;
UPDATE movies SET
    positive_count = (SELECT count(*) FROM reviews
        WHERE movie_id = movies.id AND visibility = 'public' AND hidden_at IS NULL AND sentiment = 'positive'),
    negative_count = (SELECT count(*) FROM reviews
        WHERE movie_id = movies.id AND visibility = 'public' AND hidden_at IS NULL AND sentiment = 'negative'),
    score_histogram = ARRAY(
        SELECT count(scores.score) FROM generate_series(0, 9) AS bar
        LEFT JOIN scores ON scores.movie_id = movies.id AND (scores.score - 1) / 5 = bar
        GROUP BY bar ORDER BY bar);

-- The orders of the film page's list, each by keyset.
CREATE INDEX reviews_movie_likes_idx ON reviews (movie_id, like_count DESC, id DESC);
CREATE INDEX reviews_movie_high_idx ON reviews (movie_id, coalesce(author_score, 0::smallint) DESC, id DESC);
CREATE INDEX reviews_movie_low_idx ON reviews (movie_id, coalesce(author_score, 51::smallint), id DESC);
-- The best liked of one sentiment.
CREATE INDEX reviews_movie_sentiment_likes_idx ON reviews (movie_id, sentiment, like_count DESC, id DESC);
CREATE INDEX reviews_deleted_idx ON reviews (deleted_at) WHERE deleted_at IS NOT NULL;

DROP INDEX reviews_newest_public_idx;
CREATE INDEX reviews_newest_public_idx ON reviews (id DESC)
    WHERE visibility = 'public' AND hidden_at IS NULL AND deleted_at IS NULL AND NOT is_spoiler;
DROP INDEX reviews_unlabelled_idx;
CREATE INDEX reviews_unlabelled_idx ON reviews (id) WHERE positive_probability IS NULL AND deleted_at IS NULL;

-- What a review said before its author changed it.
CREATE TABLE review_versions (
    id          bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT review_versions_pkey PRIMARY KEY,
    review_id   bigint NOT NULL REFERENCES reviews ON DELETE CASCADE,
    content     text NOT NULL,
    is_spoiler  boolean NOT NULL,
    visibility  text NOT NULL,
    replaced_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT review_versions_content_length CHECK (char_length(content) BETWEEN 1 AND 5000),
    CONSTRAINT review_versions_visibility_known CHECK (visibility IN ('public', 'only_me'))
);
CREATE INDEX review_versions_review_idx ON review_versions (review_id, id DESC);
CREATE INDEX review_versions_replaced_at_idx ON review_versions (replaced_at);

-- The demo's chart is a real one of another day; NULL: the chart of this very day.
ALTER TABLE box_office_days ADD COLUMN source_day date;

-- A member's lists: scores and preferences, newest first.
CREATE INDEX scores_member_recent_idx ON scores (member_id, updated_at DESC, movie_id DESC);
CREATE INDEX preferences_member_recent_idx ON preferences (member_id, kind, created_at DESC, movie_id DESC);
CREATE INDEX preferences_recent_idx ON preferences (kind, created_at) INCLUDE (movie_id);

-- The one visibility condition, which a deleted review no longer meets for anybody. The function of
-- four arguments stays for servers of the release before, until they are gone.
CREATE FUNCTION review_is_visible(
    visibility text, hidden_at timestamptz, deleted_at timestamptz, author bigint, viewer bigint)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN deleted_at IS NULL AND ((visibility = 'public' AND hidden_at IS NULL) OR coalesce(author = viewer, false));
-- Whether everybody may read it: what the counters count.
CREATE FUNCTION review_is_public(visibility text, hidden_at timestamptz, deleted_at timestamptz)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN visibility = 'public' AND hidden_at IS NULL AND deleted_at IS NULL;
