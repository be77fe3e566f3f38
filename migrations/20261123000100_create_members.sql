-- Members and their sessions.

CREATE TABLE members (
    id            bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT members_pkey PRIMARY KEY,
    email         text NOT NULL,
    nickname      text NOT NULL,
    -- Argon2id in PHC form. NULL: this member signs in by other means only.
    password_hash text,
    -- When the member agreed to the terms and confirmed being 14 or older.
    terms_agreed_at timestamptz NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT members_email_lower CHECK (email = lower(email)),
    CONSTRAINT members_email_length CHECK (char_length(email) BETWEEN 3 AND 254),
    CONSTRAINT members_nickname_length CHECK (char_length(nickname) BETWEEN 2 AND 20)
);
CREATE UNIQUE INDEX members_email_key ON members (email);
-- Nicknames differ by more than case.
CREATE UNIQUE INDEX members_nickname_key ON members (lower(nickname));

-- A signed-in browser. Only the SHA-256 of the cookie's random id is known here.
CREATE TABLE sessions (
    id_hash    bytea CONSTRAINT sessions_pkey PRIMARY KEY,
    member_id  bigint NOT NULL REFERENCES members ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    -- Moved forward while the session is used; never past created_at + 90 days.
    expires_at timestamptz NOT NULL,
    -- Shown to the member in the list of devices.
    user_agent text NOT NULL DEFAULT '',
    CONSTRAINT sessions_id_hash_length CHECK (octet_length(id_hash) = 32),
    CONSTRAINT sessions_user_agent_length CHECK (char_length(user_agent) <= 300)
);
CREATE INDEX sessions_member_id_idx ON sessions (member_id);
CREATE INDEX sessions_expires_at_idx ON sessions (expires_at);
