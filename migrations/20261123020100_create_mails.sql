-- The outbox: a mail is written in the transaction of its cause and sent by a job.

CREATE TABLE mails (
    id         bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT mails_pkey PRIMARY KEY,
    -- The header of the same name without its brackets: one per mail however often it is sent, so
    -- that a duplicate is known as one.
    message_id text NOT NULL CONSTRAINT mails_message_id_key UNIQUE,
    member_id  bigint REFERENCES members ON DELETE CASCADE,
    recipient  text NOT NULL,
    -- Which text, and what it needs beside the recipient. Never a secret: links are computed when
    -- the mail is sent.
    kind       text NOT NULL,
    content    jsonb NOT NULL DEFAULT '{}',
    state      text NOT NULL DEFAULT 'waiting',
    attempts   integer NOT NULL DEFAULT 0,
    -- What the mail server said last.
    last_error text,
    created_at timestamptz NOT NULL DEFAULT now(),
    -- When it was sent or given up.
    ended_at   timestamptz,
    CONSTRAINT mails_recipient_length CHECK (char_length(recipient) BETWEEN 3 AND 254),
    CONSTRAINT mails_kind_length CHECK (char_length(kind) BETWEEN 1 AND 40),
    -- dead: given up, until somebody has it tried again; void: no longer needed, never sent.
    CONSTRAINT mails_state_known CHECK (state IN ('waiting', 'sent', 'dead', 'void')),
    CONSTRAINT mails_ended_whole CHECK ((state = 'waiting') = (ended_at IS NULL)),
    CONSTRAINT mails_attempts_not_negative CHECK (attempts >= 0)
);
CREATE INDEX mails_waiting_idx ON mails (id) WHERE state = 'waiting';
CREATE INDEX mails_state_newest_idx ON mails (state, id DESC);
CREATE INDEX mails_member_id_idx ON mails (member_id);
CREATE INDEX mails_ended_at_idx ON mails (ended_at) WHERE state <> 'waiting';
