-- The catalogue: films, film people, genres, tags and the daily box office.

CREATE TABLE movies (
    id              bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT movies_pkey PRIMARY KEY,
    -- Film code of the Korean Film Council (KOFIC); may hold letters.
    kofic_code      text CONSTRAINT movies_kofic_code_key UNIQUE,
    -- Key of a film of the demo, so that loading it twice changes nothing.
    seed_key        text CONSTRAINT movies_seed_key_key UNIQUE,
    title           text NOT NULL,
    original_title  text,
    -- First release in Korea.
    released_on     date,
    runtime_minutes smallint,
    age_grade       text,
    nations         text[] NOT NULL DEFAULT '{}',
    plot            text NOT NULL DEFAULT '',
    -- Kept right in the transactions that change scores, reviews and preferences.
    score_sum       bigint NOT NULL DEFAULT 0,
    score_count     bigint NOT NULL DEFAULT 0,
    review_count    bigint NOT NULL DEFAULT 0,
    want_count      bigint NOT NULL DEFAULT 0,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT movies_title_length CHECK (char_length(title) BETWEEN 1 AND 300),
    CONSTRAINT movies_runtime_positive CHECK (runtime_minutes BETWEEN 1 AND 1000),
    CONSTRAINT movies_age_grade_known CHECK (age_grade IN ('all', '12', '15', '19')),
    CONSTRAINT movies_plot_length CHECK (char_length(plot) <= 5000),
    CONSTRAINT movies_counters_not_negative
        CHECK (score_count >= 0 AND review_count >= 0 AND want_count >= 0),
    CONSTRAINT movies_score_sum_fits CHECK (score_sum BETWEEN score_count AND 50 * score_count)
);
CREATE INDEX movies_released_on_idx ON movies (released_on DESC NULLS LAST, id DESC);
CREATE INDEX movies_score_count_idx ON movies (score_count DESC);

CREATE TABLE people (
    id       bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT people_pkey PRIMARY KEY,
    seed_key text CONSTRAINT people_seed_key_key UNIQUE,
    name     text NOT NULL,
    CONSTRAINT people_name_length CHECK (char_length(name) BETWEEN 1 AND 100)
);
CREATE INDEX people_name_idx ON people (name);

-- What a person did in a film. The part belongs to the credit, not to the person.
CREATE TABLE credits (
    movie_id  bigint NOT NULL REFERENCES movies ON DELETE CASCADE,
    person_id bigint NOT NULL REFERENCES people ON DELETE CASCADE,
    job       text NOT NULL,
    role      text,
    -- Order of billing within the job, from 0.
    position  smallint NOT NULL,
    CONSTRAINT credits_pkey PRIMARY KEY (movie_id, person_id, job),
    CONSTRAINT credits_job_known CHECK (job IN ('director', 'actor')),
    CONSTRAINT credits_role_length CHECK (char_length(role) BETWEEN 1 AND 100),
    CONSTRAINT credits_position_not_negative CHECK (position >= 0)
);
CREATE INDEX credits_person_id_idx ON credits (person_id);

CREATE TABLE genres (
    id   bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT genres_pkey PRIMARY KEY,
    name text NOT NULL CONSTRAINT genres_name_key UNIQUE,
    CONSTRAINT genres_name_length CHECK (char_length(name) BETWEEN 1 AND 30)
);

CREATE TABLE movie_genres (
    movie_id bigint NOT NULL REFERENCES movies ON DELETE CASCADE,
    genre_id bigint NOT NULL REFERENCES genres ON DELETE RESTRICT,
    CONSTRAINT movie_genres_pkey PRIMARY KEY (movie_id, genre_id)
);
CREATE INDEX movie_genres_genre_id_idx ON movie_genres (genre_id);

-- Moods, from a closed list that the administration keeps.
CREATE TABLE tags (
    id   bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT tags_pkey PRIMARY KEY,
    name text NOT NULL CONSTRAINT tags_name_key UNIQUE,
    CONSTRAINT tags_name_length CHECK (char_length(name) BETWEEN 1 AND 30)
);

CREATE TABLE movie_tags (
    movie_id bigint NOT NULL REFERENCES movies ON DELETE CASCADE,
    tag_id   bigint NOT NULL REFERENCES tags ON DELETE CASCADE,
    CONSTRAINT movie_tags_pkey PRIMARY KEY (movie_id, tag_id)
);
CREATE INDEX movie_tags_tag_id_idx ON movie_tags (tag_id);

-- One row of one day's chart. A day is replaced as a whole.
CREATE TABLE box_office_days (
    day            date NOT NULL,
    rank           smallint NOT NULL,
    -- NULL while the film is not in our catalogue.
    movie_id       bigint REFERENCES movies ON DELETE SET NULL,
    title          text NOT NULL,
    -- Tickets that day, and since the release.
    audience       bigint NOT NULL,
    audience_total bigint NOT NULL,
    -- Places gained since the day before; 0 for a new entry.
    rank_change    smallint NOT NULL DEFAULT 0,
    is_new         boolean NOT NULL DEFAULT false,
    CONSTRAINT box_office_days_pkey PRIMARY KEY (day, rank),
    CONSTRAINT box_office_days_rank_positive CHECK (rank >= 1),
    CONSTRAINT box_office_days_audience_not_negative CHECK (audience >= 0 AND audience_total >= 0),
    CONSTRAINT box_office_days_title_length CHECK (char_length(title) BETWEEN 1 AND 300)
);
CREATE INDEX box_office_days_movie_id_idx ON box_office_days (movie_id);
