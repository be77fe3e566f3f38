-- What a member says of a film without words.

-- Score in tenths: 1 (0.1) to 50 (5.0). One per member and film.
CREATE TABLE scores (
    member_id  bigint NOT NULL REFERENCES members ON DELETE CASCADE,
    movie_id   bigint NOT NULL REFERENCES movies ON DELETE CASCADE,
    score      smallint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT scores_pkey PRIMARY KEY (member_id, movie_id),
    CONSTRAINT scores_score_range CHECK (score BETWEEN 1 AND 50)
);
CREATE INDEX scores_movie_id_idx ON scores (movie_id);

-- 보고싶어요 (want) or 관심없어요 (not_interested): the key makes them exclude each other.
CREATE TABLE preferences (
    member_id  bigint NOT NULL REFERENCES members ON DELETE CASCADE,
    movie_id   bigint NOT NULL REFERENCES movies ON DELETE CASCADE,
    kind       text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT preferences_pkey PRIMARY KEY (member_id, movie_id),
    CONSTRAINT preferences_kind_known CHECK (kind IN ('want', 'not_interested'))
);
CREATE INDEX preferences_movie_id_idx ON preferences (movie_id, kind);
