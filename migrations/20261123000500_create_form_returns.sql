-- What a form post without script brings back to its page; see domain::form.

CREATE TABLE form_returns (
    -- SHA-256 of the random id in the URL.
    id_hash    bytea CONSTRAINT form_returns_pkey PRIMARY KEY,
    -- SHA-256 of the browser's own cookie: only the browser that posted the form may see it again.
    owner_hash bytea NOT NULL,
    content    jsonb NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT form_returns_id_hash_length CHECK (octet_length(id_hash) = 32),
    CONSTRAINT form_returns_owner_hash_length CHECK (octet_length(owner_hash) = 32)
);
CREATE INDEX form_returns_expires_at_idx ON form_returns (expires_at);
