-- A member's state as it is now: a suspension whose time has come is over, whether or not the job has
-- been there. Lists and conditions that an index serves still name the column.
CREATE FUNCTION member_state_now(state text, suspended_until timestamptz)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN state = 'suspended' AND suspended_until <= now() THEN 'active' ELSE state END;
