-- Public reviews with the third label. That it is never negative is not required yet: a server of
-- the release before changes reviews without counting it. `server recount` puts it right.

SET LOCAL lock_timeout = '5s';
ALTER TABLE movies ADD COLUMN mixed_count bigint NOT NULL DEFAULT 0;
