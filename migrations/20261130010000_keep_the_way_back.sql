-- Where somebody was when they signed up, so that the link in the mail leads back there.

ALTER TABLE member_tokens
    -- A path on this site. It goes with the row, at the latest when the link's time is over.
    ADD COLUMN next text,
    -- A confirmation stays until then, also once it is used: whoever presses the button twice, or goes
    -- back to it, can be led on. (The release before deletes it at once.) NULL: still good.
    ADD COLUMN used_at timestamptz,
    ADD CONSTRAINT member_tokens_next_local
        CHECK (next LIKE '/%' AND next NOT LIKE '//%' AND strpos(next, '\') = 0),
    ADD CONSTRAINT member_tokens_next_length CHECK (octet_length(next) <= 512),
    ADD CONSTRAINT member_tokens_used_belongs CHECK (used_at IS NULL OR purpose = 'confirm');
