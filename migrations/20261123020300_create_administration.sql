-- What the house does, and the settings it does it by.

-- Who did what to whom, for good: rows are only ever added.
CREATE TABLE audit_log (
    id          bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT audit_log_pkey PRIMARY KEY,
    at          timestamptz NOT NULL DEFAULT now(),
    -- NULL: the command line, or a rule of the house. No foreign key: the log outlives everybody.
    actor_id    bigint,
    action      text NOT NULL,
    target_kind text NOT NULL,
    target_id   bigint,
    -- What changed; never personal data and never a secret.
    detail      jsonb NOT NULL DEFAULT '{}',
    reason      text,
    CONSTRAINT audit_log_action_length CHECK (char_length(action) BETWEEN 1 AND 60),
    CONSTRAINT audit_log_target_kind_length CHECK (char_length(target_kind) BETWEEN 1 AND 30),
    CONSTRAINT audit_log_reason_length CHECK (char_length(reason) BETWEEN 1 AND 500)
);
CREATE INDEX audit_log_target_idx ON audit_log (target_kind, target_id, id DESC);
CREATE INDEX audit_log_actor_idx ON audit_log (actor_id, id DESC);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE ON audit_log
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_log_never_emptied BEFORE TRUNCATE ON audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Each value a setting ever had; the newest version counts.
CREATE TABLE settings (
    key        text NOT NULL,
    version    integer NOT NULL,
    value      jsonb NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by bigint,
    CONSTRAINT settings_pkey PRIMARY KEY (key, version),
    CONSTRAINT settings_key_length CHECK (char_length(key) BETWEEN 1 AND 40),
    CONSTRAINT settings_version_positive CHECK (version >= 1)
);
CREATE TRIGGER settings_append_only BEFORE UPDATE OR DELETE ON settings
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER settings_never_emptied BEFORE TRUNCATE ON settings
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Films that turned out to be another one: old links lead on.
CREATE TABLE movie_merges (
    old_id    bigint CONSTRAINT movie_merges_pkey PRIMARY KEY,
    movie_id  bigint NOT NULL REFERENCES movies ON DELETE CASCADE,
    merged_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT movie_merges_differ CHECK (old_id <> movie_id)
);
CREATE INDEX movie_merges_movie_id_idx ON movie_merges (movie_id);

-- The overview counts the scores of a week. Few blocks hold new ones, so knowing the oldest and newest
-- of each run of blocks is enough, and next to nothing to keep up.
CREATE INDEX scores_created_at_idx ON scores USING brin (created_at);
