-- Members in every state of their life, what proves an address, and who is signed in where.

ALTER TABLE members
    -- unconfirmed: the address is not proven yet; leaving: may still come back; gone: purged, only
    -- the row stays, so that what others built on it still has something to point to.
    ADD COLUMN state text NOT NULL DEFAULT 'active',
    ADD COLUMN role text NOT NULL DEFAULT 'member',
    ADD COLUMN confirmed_at timestamptz,
    -- A suspension ends then; NULL: only by hand.
    ADD COLUMN suspended_until timestamptz,
    -- When a member who is leaving is purged.
    ADD COLUMN leaves_at timestamptz,
    -- Whether a member who is leaving wants the reviews to stay, without a name.
    ADD COLUMN keeps_reviews boolean NOT NULL DEFAULT false,
    ALTER COLUMN email DROP NOT NULL,
    ADD CONSTRAINT members_state_known
        CHECK (state IN ('unconfirmed', 'active', 'suspended', 'leaving', 'gone')),
    ADD CONSTRAINT members_role_known CHECK (role IN ('member', 'moderator', 'administrator')),
    ADD CONSTRAINT members_suspended_until_belongs CHECK (suspended_until IS NULL OR state = 'suspended'),
    ADD CONSTRAINT members_leaves_at_belongs CHECK ((leaves_at IS NOT NULL) = (state = 'leaving')),
    ADD CONSTRAINT members_gone_without_data
        CHECK ((state = 'gone') = (email IS NULL) AND (state <> 'gone' OR (password_hash IS NULL AND role = 'member')));
UPDATE members SET confirmed_at = created_at;
-- Whoever signs up from now on must confirm.
ALTER TABLE members ALTER COLUMN state SET DEFAULT 'unconfirmed';
-- Full-width and other compatible letters are no way to a name that is taken.
CREATE UNIQUE INDEX members_nickname_form_key ON members (lower(normalize(nickname, NFKC)));
CREATE INDEX members_state_idx ON members (state, id DESC);
CREATE INDEX members_unconfirmed_idx ON members (created_at) WHERE state = 'unconfirmed';
CREATE INDEX members_suspended_until_idx ON members (suspended_until) WHERE state = 'suspended';
CREATE INDEX members_leaves_at_idx ON members (leaves_at) WHERE state = 'leaving';

-- The name that a sign-up asked for, kept for its address for a while, whether or not the address
-- has a member: otherwise the fate of the name would tell which.
CREATE TABLE nickname_holds (
    nickname   text CONSTRAINT nickname_holds_pkey PRIMARY KEY,
    -- SHA-256 of the address.
    email_hash bytea NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT nickname_holds_folded CHECK (nickname = lower(normalize(nickname, NFKC))),
    CONSTRAINT nickname_holds_email_hash_length CHECK (octet_length(email_hash) = 32)
);
CREATE INDEX nickname_holds_expires_at_idx ON nickname_holds (expires_at);
CREATE INDEX nickname_holds_email_hash_idx ON nickname_holds (email_hash);

-- Names of members who are gone: nobody may take them over and pose as them.
CREATE TABLE retired_nicknames (
    -- SHA-256 of the folded name; the name itself is gone.
    nickname_hash bytea CONSTRAINT retired_nicknames_pkey PRIMARY KEY,
    retired_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT retired_nicknames_hash_length CHECK (octet_length(nickname_hash) = 32)
);

-- What a link in a mail proves, once. The secret in the link is computed from the row and a key
-- that the database does not know; here is only its SHA-256.
CREATE TABLE member_tokens (
    id         bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT member_tokens_pkey PRIMARY KEY,
    member_id  bigint NOT NULL REFERENCES members ON DELETE CASCADE,
    purpose    text NOT NULL,
    secret_hash bytea NOT NULL CONSTRAINT member_tokens_secret_hash_key UNIQUE,
    nonce      bytea NOT NULL,
    -- The address that the link proves: the one it is sent to.
    email      text NOT NULL,
    -- SHA-256 of the browser that signed up: in any other one the link alone does not confirm.
    browser_hash bytea,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    CONSTRAINT member_tokens_purpose_known CHECK (purpose IN ('confirm', 'reset', 'change_email')),
    CONSTRAINT member_tokens_secret_hash_length CHECK (octet_length(secret_hash) = 32),
    CONSTRAINT member_tokens_nonce_length CHECK (octet_length(nonce) = 16),
    CONSTRAINT member_tokens_browser_hash_length CHECK (octet_length(browser_hash) = 32),
    -- A newer link replaces the one before.
    CONSTRAINT member_tokens_member_purpose_key UNIQUE (member_id, purpose)
);
CREATE INDEX member_tokens_expires_at_idx ON member_tokens (expires_at);

ALTER TABLE sessions
    -- What the list of devices names a session by; its secret's hash stays inside.
    ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT sessions_id_key UNIQUE,
    ADD COLUMN last_used_at timestamptz NOT NULL DEFAULT now(),
    -- When the password was last asked for: dangerous steps want it fresh.
    ADD COLUMN authenticated_at timestamptz NOT NULL DEFAULT now();

-- Clients without cookies: one family of refresh tokens per sign-in. Each token is good for one
-- exchange; one that comes back after that revokes its family.
CREATE TABLE token_families (
    id           bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT token_families_pkey PRIMARY KEY,
    member_id    bigint NOT NULL REFERENCES members ON DELETE CASCADE,
    device       text NOT NULL DEFAULT '',
    created_at   timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz NOT NULL DEFAULT now(),
    -- Never prolonged.
    expires_at   timestamptz NOT NULL,
    revoked_at   timestamptz,
    CONSTRAINT token_families_device_length CHECK (char_length(device) <= 300)
);
CREATE INDEX token_families_member_id_idx ON token_families (member_id);
CREATE INDEX token_families_expires_at_idx ON token_families (expires_at);
CREATE TABLE refresh_tokens (
    id_hash    bytea CONSTRAINT refresh_tokens_pkey PRIMARY KEY,
    family_id  bigint NOT NULL REFERENCES token_families ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    used_at    timestamptz,
    CONSTRAINT refresh_tokens_id_hash_length CHECK (octet_length(id_hash) = 32)
);
CREATE INDEX refresh_tokens_family_id_idx ON refresh_tokens (family_id);

-- Each suspension with its reason; the open one is the member's present state.
CREATE TABLE suspensions (
    id         bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT suspensions_pkey PRIMARY KEY,
    member_id  bigint NOT NULL REFERENCES members ON DELETE CASCADE,
    -- Who suspended; NULL: a rule of the house, or somebody who is gone.
    actor_id   bigint REFERENCES members ON DELETE SET NULL,
    -- Told to the member.
    reason     text NOT NULL,
    began_at   timestamptz NOT NULL DEFAULT now(),
    until      timestamptz,
    ended_at   timestamptz,
    -- Why it ended before its time; NULL: its time had come.
    end_reason text,
    -- The member's own word, once per suspension.
    appeal     text,
    appealed_at timestamptz,
    -- Why the suspension stays all the same, told to the member.
    appeal_answer text,
    appeal_answered_at timestamptz,
    CONSTRAINT suspensions_reason_length CHECK (char_length(reason) BETWEEN 1 AND 500),
    CONSTRAINT suspensions_end_reason_length CHECK (char_length(end_reason) BETWEEN 1 AND 500),
    CONSTRAINT suspensions_appeal_length CHECK (char_length(appeal) BETWEEN 1 AND 2000),
    CONSTRAINT suspensions_appeal_whole CHECK ((appeal IS NULL) = (appealed_at IS NULL)),
    CONSTRAINT suspensions_appeal_answer_length CHECK (char_length(appeal_answer) BETWEEN 1 AND 500),
    CONSTRAINT suspensions_appeal_answer_whole CHECK ((appeal_answer IS NULL) = (appeal_answered_at IS NULL)),
    CONSTRAINT suspensions_appeal_answer_belongs CHECK (appeal_answer IS NULL OR appeal IS NOT NULL)
);
CREATE UNIQUE INDEX suspensions_one_open_key ON suspensions (member_id) WHERE ended_at IS NULL;
CREATE INDEX suspensions_member_idx ON suspensions (member_id, id DESC);
CREATE INDEX suspensions_actor_id_idx ON suspensions (actor_id);
CREATE INDEX suspensions_appeals_idx ON suspensions (appealed_at)
    WHERE ended_at IS NULL AND appeal IS NOT NULL AND appeal_answered_at IS NULL;

-- Why a review is hidden.
ALTER TABLE reviews ADD COLUMN hidden_reason text;
UPDATE reviews SET hidden_reason = 'moderation' WHERE hidden_at IS NOT NULL;
ALTER TABLE reviews
    ADD CONSTRAINT reviews_hidden_reason_known CHECK (hidden_reason IN ('moderation', 'author_left')),
    ADD CONSTRAINT reviews_hidden_whole CHECK ((hidden_at IS NULL) = (hidden_reason IS NULL));
