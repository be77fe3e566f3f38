-- How often something may happen to one account or address, shared by all servers: the generic cell
-- rate algorithm, which needs one moment per key. (What one client may ask for is counted in each
-- server's memory.)

CREATE UNLOGGED TABLE limits (
    -- SHA-256 of the limit's name and its subject.
    key_hash bytea CONSTRAINT limits_pkey PRIMARY KEY,
    -- When the whole allowance is there again.
    full_at  timestamptz NOT NULL,
    CONSTRAINT limits_key_hash_length CHECK (octet_length(key_hash) = 32)
);
CREATE INDEX limits_full_at_idx ON limits (full_at);
