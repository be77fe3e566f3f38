-- Reviews and the likes they get.

CREATE TABLE reviews (
    id           bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT reviews_pkey PRIMARY KEY,
    -- A film with reviews cannot be deleted by accident.
    movie_id     bigint NOT NULL REFERENCES movies ON DELETE RESTRICT,
    -- NULL: the author has left and let the review stay, without a name.
    member_id    bigint REFERENCES members ON DELETE SET NULL,
    content      text NOT NULL,
    is_spoiler   boolean NOT NULL DEFAULT false,
    visibility   text NOT NULL DEFAULT 'public',
    -- Hidden by moderation since then.
    hidden_at    timestamptz,
    -- The model's reading: probability of being positive, and the model's version. Both are NULL
    -- until a model has read the text as it now stands.
    positive_probability real,
    sentiment_model      text,
    like_count   bigint NOT NULL DEFAULT 0,
    created_at   timestamptz NOT NULL DEFAULT now(),
    -- When the author last changed the text; NULL when never.
    edited_at    timestamptz,
    seed_key     text CONSTRAINT reviews_seed_key_key UNIQUE,
    CONSTRAINT reviews_content_length CHECK (char_length(content) BETWEEN 1 AND 5000),
    CONSTRAINT reviews_visibility_known CHECK (visibility IN ('public', 'only_me')),
    CONSTRAINT reviews_probability_range CHECK (positive_probability BETWEEN 0 AND 1),
    CONSTRAINT reviews_sentiment_whole
        CHECK ((positive_probability IS NULL) = (sentiment_model IS NULL)),
    CONSTRAINT reviews_like_count_not_negative CHECK (like_count >= 0)
);
-- The film page: newest reviews of one film, by keyset. Over all rows, because a reader also sees
-- hidden reviews of their own.
CREATE INDEX reviews_movie_newest_idx ON reviews (movie_id, id DESC);
CREATE INDEX reviews_member_newest_idx ON reviews (member_id, id DESC);
CREATE INDEX reviews_newest_public_idx ON reviews (id DESC)
    WHERE visibility = 'public' AND hidden_at IS NULL AND NOT is_spoiler;
-- What the labelling job still has to read.
CREATE INDEX reviews_unlabelled_idx ON reviews (id) WHERE positive_probability IS NULL;

CREATE TABLE review_likes (
    review_id  bigint NOT NULL REFERENCES reviews ON DELETE CASCADE,
    member_id  bigint NOT NULL REFERENCES members ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT review_likes_pkey PRIMARY KEY (review_id, member_id)
);
CREATE INDEX review_likes_member_id_idx ON review_likes (member_id);

-- The one visibility condition: every read of reviews goes through it. `viewer` is NULL for an
-- anonymous visitor. A plain SQL function, so that the planner inlines it and indexes still count.
CREATE FUNCTION review_is_visible(visibility text, hidden_at timestamptz, author bigint, viewer bigint)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (visibility = 'public' AND hidden_at IS NULL) OR coalesce(author = viewer, false);
