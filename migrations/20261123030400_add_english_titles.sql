-- The English title of a film whose original title is in another language; and what search
-- needs to find names by their sound, by some of their words, and together with people and years.
-- The release before goes on with what it knows: both columns of search_terms may be missing, and
-- its function `search_hits` stays.

ALTER TABLE movies ADD COLUMN english_title text;
ALTER TABLE movies ADD CONSTRAINT movies_english_title_length CHECK (char_length(english_title) BETWEEN 1 AND 300);

ALTER TABLE search_terms
    -- The keys by their sound, numbers as digits: 기셍충 and 기생충 are the same.
    ADD COLUMN sound text,
    -- Where words begin in sound, counted from 1.
    ADD COLUMN sound_starts smallint[],
    ADD CONSTRAINT search_terms_sound_not_empty CHECK (sound <> ''),
    ADD CONSTRAINT search_terms_sound_words_known CHECK ((sound IS NULL) = (sound_starts IS NULL));
CREATE INDEX search_terms_sound_prefix_idx ON search_terms (sound text_pattern_ops);
CREATE INDEX search_terms_person_sound_idx ON search_terms USING gin (sound gin_trgm_ops) WHERE person_id IS NOT NULL;
-- Films and people alone: among hundreds of thousands of nicknames they would lie beyond every bound.
CREATE INDEX search_terms_catalogue_prefix_idx ON search_terms (sound text_pattern_ops) WHERE member_id IS NULL;
CREATE INDEX search_terms_catalogue_sound_idx ON search_terms USING gin (sound gin_trgm_ops) WHERE member_id IS NULL;
CREATE INDEX search_terms_catalogue_jamo_idx ON search_terms USING gin (jamo gin_trgm_ops) WHERE member_id IS NULL;
CREATE INDEX search_terms_member_sound_idx ON search_terms USING gin (sound gin_trgm_ops) WHERE member_id IS NOT NULL;
CREATE INDEX search_terms_member_jamo_idx ON search_terms USING gin (jamo gin_trgm_ops) WHERE member_id IS NOT NULL;
-- A typo in four keys leaves too little for trigrams; then their short names are all compared.
CREATE INDEX search_terms_short_sound_idx ON search_terms (sound) INCLUDE (movie_id, person_id)
    WHERE char_length(sound) <= 5 AND member_id IS NULL;

-- The rules that the rows of search_terms were made by; after an upgrade with others they are made anew.
CREATE TABLE search_rules (
    only_row boolean NOT NULL DEFAULT true,
    version  integer NOT NULL,
    CONSTRAINT search_rules_pkey PRIMARY KEY (only_row),
    CONSTRAINT search_rules_only_row CHECK (only_row)
);

-- Everything that a query fits, best first by rank:
--   0 whole name, 2 beginning, 4 beginning of a word, 6 middle (each + 1 where the keys are not those
--   typed but what they mean on the Korean keyboard), 8 initials, 9 initials in the middle,
--   3 whole name by its sound, 5 beginning, 7 middle, 10 genre and country,
--   11 all words, in any order and partly names of people, 12 all but one key or two that have changed
--   places, 13 all but two, 14 to 19 most words, or a name with something before or behind it.
-- From 3 on by sound, what came out in the year asked for stands before what came out a year off (+ 1) or
-- at another time (+ 3). A target may come more than once. Each step stops at a number of rows that it
-- has read, fitting or not, and films and people have a number of their own beside the members, who are
-- many. So a query of one letter costs no more than others; the popular films among thousands are added then.
-- What is vaguer is looked for only where hardly anything was found. One parameter per form of
-- services/src/search/query.rs, which explains them. The steps are planned once per connection:
-- planning anew, compiling and parallel workers would each take longer than the search.
CREATE FUNCTION search_matches(
    keys text[], keys_beyond text[], keys_inside text[],
    initials text[], initials_beyond text[], initials_inside text[], patterns text[],
    readings text[], swaps text[], wanted_genres text[], wanted_nation text, wanted_year integer
)
RETURNS TABLE (movie_id bigint, person_id bigint, member_id bigint, rank integer)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 300
SET plan_cache_mode = force_generic_plan
SET jit = off
SET max_parallel_workers_per_gather = 0
SET enable_seqscan = off
AS $$
#variable_conflict use_column
DECLARE
    few CONSTANT integer := 300;
    many CONSTANT integer := 1000;
    most CONSTANT integer := 2000;
    -- Sorts behind all that may follow a beginning.
    beyond CONSTANT text := chr(1114111);
    step bigint;
    found_count bigint := 0;
    slip integer;
    first_genre bigint[];
    second_genre bigint[];
    reading text;
    whole text;
    size integer;
BEGIN
    FOR i IN 1 .. cardinality(keys) LOOP
        slip := least(i - 1, 1);
        -- The order makes the planner walk the index.
        RETURN QUERY
        (SELECT terms.movie_id, terms.person_id, terms.member_id,
                CASE WHEN terms.jamo = keys[i] THEN 0 ELSE 2 END + slip
         FROM search_terms AS terms
         WHERE terms.person_id IS NOT NULL AND terms.jamo ~>=~ keys[i] AND terms.jamo ~<~ keys_beyond[i]
         ORDER BY terms.jamo USING ~<~ LIMIT few)
        UNION ALL
        (SELECT terms.movie_id, terms.person_id, terms.member_id,
                CASE WHEN terms.jamo = keys[i] THEN 0 ELSE 2 END + slip
         FROM search_terms AS terms
         WHERE terms.member_id IS NOT NULL AND terms.jamo ~>=~ keys[i] AND terms.jamo ~<~ keys_beyond[i]
         ORDER BY terms.jamo USING ~<~ LIMIT few);
        GET DIAGNOSTICS step = ROW_COUNT;
        found_count := found_count + step;
        RETURN QUERY
        SELECT terms.movie_id, terms.person_id, terms.member_id,
               CASE WHEN terms.jamo = keys[i] THEN 0 ELSE 2 END + slip
        FROM search_terms AS terms
        WHERE terms.movie_id IS NOT NULL AND terms.jamo ~>=~ keys[i] AND terms.jamo ~<~ keys_beyond[i]
        ORDER BY terms.jamo USING ~<~ LIMIT many;
        GET DIAGNOSTICS step = ROW_COUNT;
        found_count := found_count + step;
        IF step = many THEN
            RETURN QUERY
            SELECT terms.movie_id, NULL::bigint, NULL::bigint,
                   CASE WHEN terms.jamo = keys[i] THEN 0 ELSE 2 END + slip
            FROM (SELECT id FROM movies
                  ORDER BY popularity DESC, released_on DESC NULLS LAST, id DESC LIMIT most) AS popular
            CROSS JOIN LATERAL (SELECT movie_id, jamo FROM search_terms WHERE movie_id = popular.id OFFSET 0) AS terms
            WHERE terms.jamo ~>=~ keys[i] AND terms.jamo ~<~ keys_beyond[i];
        END IF;
        IF keys_inside[i] IS NOT NULL THEN
            RETURN QUERY
            SELECT terms.movie_id, terms.person_id, terms.member_id,
                   CASE WHEN strpos(terms.jamo, keys[i]) = ANY (terms.word_starts) THEN 4 ELSE 6 END + slip
            FROM ((SELECT * FROM search_terms WHERE member_id IS NULL AND jamo LIKE keys_inside[i] LIMIT most)
                  UNION ALL
                  (SELECT * FROM search_terms WHERE member_id IS NOT NULL AND jamo LIKE keys_inside[i] LIMIT most)
                 ) AS terms
            WHERE NOT starts_with(terms.jamo, keys[i]);
            GET DIAGNOSTICS step = ROW_COUNT;
            found_count := found_count + step;
        END IF;
    END LOOP;

    FOR i IN 1 .. cardinality(initials) LOOP
        RETURN QUERY
        SELECT terms.movie_id, terms.person_id, terms.member_id, 8
        FROM (SELECT * FROM search_terms
              WHERE choseong ~>=~ initials[i] AND choseong ~<~ initials_beyond[i]
              ORDER BY choseong USING ~<~ LIMIT most) AS terms
        WHERE patterns[i] IS NULL OR terms.plain ~ ('^' || patterns[i]);
        GET DIAGNOSTICS step = ROW_COUNT;
        found_count := found_count + step;
        IF initials_inside[i] IS NOT NULL THEN
            RETURN QUERY
            SELECT terms.movie_id, terms.person_id, terms.member_id, 9
            FROM (SELECT * FROM search_terms WHERE choseong LIKE initials_inside[i] LIMIT most) AS terms
            WHERE patterns[i] IS NULL OR terms.plain ~ patterns[i];
            GET DIAGNOSTICS step = ROW_COUNT;
            found_count := found_count + step;
        END IF;
    END LOOP;

    -- One name may stand for several genres (멜로/로맨스), and be no more than a beginning (애니).
    first_genre := ARRAY(SELECT search_genres(wanted_genres[1]));
    second_genre := ARRAY(SELECT search_genres(wanted_genres[2]));
    IF (cardinality(wanted_genres) > 0 OR wanted_nation IS NOT NULL)
       AND (cardinality(wanted_genres) < 1 OR first_genre <> '{}')
       AND (cardinality(wanted_genres) < 2 OR second_genre <> '{}') THEN
        -- Of a common genre the popular films; a rare one has all its films in the second part.
        RETURN QUERY
        SELECT fitting.id, NULL::bigint, NULL::bigint, 10
        FROM ((SELECT id, nations FROM movies
               ORDER BY popularity DESC, released_on DESC NULLS LAST, id DESC LIMIT most)
              UNION ALL
              (SELECT movies.id, nations FROM movie_genres JOIN movies ON movies.id = movie_id
               WHERE genre_id = ANY (first_genre) LIMIT 500)
             ) AS fitting
        WHERE (wanted_nation IS NULL OR wanted_nation = ANY (nations))
          AND (first_genre = '{}'
               OR EXISTS (SELECT FROM movie_genres WHERE movie_id = fitting.id AND genre_id = ANY (first_genre) OFFSET 0))
          AND (second_genre = '{}'
               OR EXISTS (SELECT FROM movie_genres WHERE movie_id = fitting.id AND genre_id = ANY (second_genre) OFFSET 0));
        GET DIAGNOSTICS step = ROW_COUNT;
        found_count := found_count + 3 * least(step, 1);
    END IF;

    FOREACH reading IN ARRAY readings LOOP
        EXIT WHEN found_count >= 10;
        whole := replace(reading, ' ', '');
        RETURN QUERY
        SELECT terms.movie_id, terms.person_id, terms.member_id,
               CASE WHEN terms.sound = whole THEN 3 ELSE 5 END + search_years_off(movies.released_on, wanted_year)
        FROM (SELECT * FROM search_terms WHERE sound ~>=~ whole AND sound ~<~ (whole || beyond)
              ORDER BY sound USING ~<~ LIMIT many) AS terms
        LEFT JOIN movies ON movies.id = terms.movie_id;
        GET DIAGNOSTICS step = ROW_COUNT;
        found_count := found_count + step;
        IF char_length(whole) >= 3 THEN
            RETURN QUERY
            SELECT terms.movie_id, terms.person_id, terms.member_id,
                   7 + search_years_off(movies.released_on, wanted_year)
            FROM ((SELECT * FROM search_terms WHERE member_id IS NULL AND sound LIKE '%' || whole || '%' LIMIT many)
                  UNION ALL
                  (SELECT * FROM search_terms WHERE member_id IS NOT NULL AND sound LIKE '%' || whole || '%' LIMIT many)
                 ) AS terms
            LEFT JOIN movies ON movies.id = terms.movie_id
            WHERE NOT starts_with(terms.sound, whole);
            GET DIAGNOSTICS step = ROW_COUNT;
            found_count := found_count + step;
        END IF;
    END LOOP;

    IF found_count < 3 THEN
        -- Two keys or syllables have changed places.
        RETURN QUERY
        SELECT terms.movie_id, terms.person_id, terms.member_id, 12
        FROM search_terms AS terms WHERE terms.sound = ANY (swaps) LIMIT most;
        GET DIAGNOSTICS step = ROW_COUNT;
        found_count := found_count + step;
        FOREACH reading IN ARRAY readings LOOP
            EXIT WHEN found_count >= 3;
            whole := replace(reading, ' ', '');
            size := char_length(whole);
            CONTINUE WHEN size NOT BETWEEN 4 AND 120;
            IF strpos(reading, ' ') > 0 THEN
                RETURN QUERY SELECT film.movie_id, NULL::bigint, NULL::bigint, film.rank
                FROM search_words(string_to_array(reading, ' '), wanted_year) AS film;
                GET DIAGNOSTICS step = ROW_COUNT;
                found_count := found_count + step;
            END IF;
            -- Names that the query begins or ends with: 기생충을, 마블 어벤져스.
            RETURN QUERY
            SELECT terms.movie_id, terms.person_id, terms.member_id, 14 + 10 * (size - char_length(terms.sound)) / size
            FROM search_terms AS terms
            WHERE terms.member_id IS NULL AND terms.sound = ANY (ARRAY(
                SELECT part FROM generate_series(greatest(4, (size + 1) / 2), size - 1) AS length
                CROSS JOIN LATERAL (VALUES (left(whole, length)), (right(whole, length))) AS parts (part)))
            LIMIT most;
            -- One key wrong, left out or too many, in a name that may go on before and behind. One half
            -- of the query stands as it is, and in four or five keys its first half.
            IF size < 6 THEN
                RETURN QUERY
                SELECT terms.movie_id, terms.person_id, NULL::bigint, 12
                FROM ((SELECT movie_id, person_id, sound FROM search_terms
                       WHERE member_id IS NULL AND sound ~>=~ left(whole, 2) AND sound ~<~ (left(whole, 2) || beyond)
                       ORDER BY sound USING ~<~ LIMIT 2 * most)
                      UNION ALL
                      SELECT * FROM (SELECT movie_id, person_id, sound FROM search_terms
                                     WHERE member_id IS NULL AND char_length(sound) <= 5 LIMIT 4 * most) AS short
                      -- The rest of the query stands as it is; far quicker to see than how near a name is.
                      WHERE strpos(substr(sound, 2), substr(whole, 3)) > 0
                     ) AS terms
                WHERE search_is_near(terms.sound, 1, whole, size, 1);
            ELSE
                RETURN QUERY
                SELECT terms.movie_id, terms.person_id, terms.member_id, 12
                FROM search_with_part(ARRAY[left(whole, size / 2), substr(whole, size / 2 + 1)], size + 1, many) AS terms
                WHERE search_is_near(terms.heard, 1, whole, size, 1);
            END IF;
            GET DIAGNOSTICS step = ROW_COUNT;
            found_count := found_count + step;
            -- From five syllables on also two, with one third as it is.
            IF size >= 13 AND found_count = 0 THEN
                RETURN QUERY
                SELECT terms.movie_id, terms.person_id, terms.member_id, 13
                FROM search_with_part(
                    ARRAY[left(whole, size / 3), substr(whole, size / 3 + 1, size / 3), substr(whole, size / 3 * 2 + 1)],
                    size + 2, many) AS terms
                WHERE search_is_near(terms.heard, 1, whole, size, 2);
            END IF;
        END LOOP;
    END IF;
END
$$;

-- What names hold one of `parts`, with `length` keys from each beginning of a word whose keys hold it.
CREATE FUNCTION search_with_part(parts text[], length integer, most integer)
RETURNS TABLE (movie_id bigint, person_id bigint, member_id bigint, heard text)
LANGUAGE sql STABLE ROWS 100
AS $$
    -- Written out, as search_is_near is.
    SELECT terms.movie_id, terms.person_id, terms.member_id, said.heard
    FROM unnest(parts) AS part
    CROSS JOIN LATERAL (
        (SELECT * FROM search_terms WHERE search_terms.member_id IS NULL AND sound LIKE '%' || part || '%' LIMIT most)
        UNION ALL
        (SELECT * FROM search_terms WHERE search_terms.member_id IS NOT NULL AND sound LIKE '%' || part || '%' LIMIT most / 2)
    ) AS terms
    CROSS JOIN LATERAL (SELECT substr(terms.sound, start, search_with_part.length) AS heard
                        FROM unnest(terms.sound_starts) AS start) AS said
    WHERE strpos(said.heard, part) > 0
$$;

-- The genres of this name, in full, in part or as a beginning.
CREATE FUNCTION search_genres(name text) RETURNS SETOF bigint
LANGUAGE sql STABLE
AS $$
    SELECT id FROM genres
    WHERE char_length(search_genres.name) >= 2
      AND (search_genres.name = translate(lower(genres.name), '()/· ', '')
           OR EXISTS (SELECT FROM unnest(string_to_array(translate(lower(genres.name), '()· ', '//'), '/')) AS part
                      WHERE starts_with(part, search_genres.name)))
$$;

-- What is added to a rank for a day of release that is not in the year asked for.
CREATE FUNCTION search_years_off(released_on date, wanted_year integer) RETURNS integer
LANGUAGE sql IMMUTABLE
AS $$
    SELECT CASE WHEN wanted_year IS NULL THEN 0
                ELSE CASE abs(extract(year FROM released_on)::integer - wanted_year) WHEN 0 THEN 0 WHEN 1 THEN 1 ELSE 3 END
           END
$$;

-- Whether `name` says at `start` what the query says, but for `slips` keys.
CREATE FUNCTION search_is_near(name text, start integer, query text, size integer, slips integer) RETURNS boolean
LANGUAGE sql IMMUTABLE
AS $$
    -- Written out, so that it is compiled into the query that calls it.
    SELECT levenshtein_less_equal(substr(name, start, size), query, slips) <= slips
        OR levenshtein_less_equal(substr(name, start, size - 1), query, slips) <= slips
        OR levenshtein_less_equal(substr(name, start, size + 1), query, slips) <= slips
        OR slips > 1 AND (levenshtein_less_equal(substr(name, start, size - 2), query, slips) <= slips
                          OR levenshtein_less_equal(substr(name, start, size + 2), query, slips) <= slips)
$$;

-- Films that have at least half of the query in words of their names, one key of each forgiven, and of
-- the names of their people. At least one word is of the film's own. One word that is a whole name will do.
CREATE FUNCTION search_words(words text[], wanted_year integer) RETURNS TABLE (movie_id bigint, rank integer)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 100
SET plan_cache_mode = force_generic_plan
SET jit = off
SET max_parallel_workers_per_gather = 0
SET enable_seqscan = off
AS $$
#variable_conflict use_column
DECLARE
    total CONSTANT integer := char_length(array_to_string(words, ''));
BEGIN
    RETURN QUERY
    WITH word AS MATERIALIZED (
        SELECT place, text, char_length(text) AS size FROM unnest(words) WITH ORDINALITY AS word (text, place)
    ),
    -- The films of people with such a name, and which words those are.
    played AS MATERIALIZED (
        SELECT movie_id, array_agg(place) AS places, sum(size) AS size
        FROM (SELECT DISTINCT credits.movie_id, place, size
              FROM word
              CROSS JOIN LATERAL (SELECT person_id
                                  FROM (SELECT person_id, sound FROM search_terms
                                        WHERE person_id IS NOT NULL AND sound LIKE '%' || text || '%' LIMIT 500) AS its
                                  ORDER BY char_length(sound) LIMIT 20) AS person
              JOIN credits USING (person_id)
              WHERE size >= 4
              LIMIT 200) AS part
        GROUP BY movie_id
    ),
    -- Names with one of the two longest words, those of the films that people fit, and single words.
    named AS MATERIALIZED (
        SELECT its.movie_id, its.sound, its.sound_starts
        FROM (SELECT text FROM word WHERE size >= 3 ORDER BY size DESC LIMIT 2) AS long
        CROSS JOIN LATERAL (SELECT * FROM search_terms
                            WHERE sound LIKE '%' || text || '%' AND movie_id IS NOT NULL AND member_id IS NULL
                            LIMIT 500) AS its
        UNION
        SELECT its.movie_id, its.sound, its.sound_starts
        FROM played
        CROSS JOIN LATERAL (SELECT * FROM search_terms WHERE movie_id = played.movie_id OFFSET 0) AS its
        WHERE its.sound IS NOT NULL
        UNION
        (SELECT movie_id, sound, sound_starts FROM search_terms
         WHERE movie_id IS NOT NULL AND member_id IS NULL AND sound = ANY (ARRAY(SELECT text FROM word WHERE size >= 4))
         LIMIT 500)
    ),
    best AS MATERIALIZED (
        SELECT named.*, played.places
        FROM named
        LEFT JOIN played ON played.movie_id = named.movie_id
        CROSS JOIN LATERAL (SELECT sum(size) AS size FROM word WHERE strpos(sound, text) > 0) AS fit
        ORDER BY coalesce(fit.size, 0) + coalesce(played.size, 0) DESC, char_length(sound) LIMIT 60
    ),
    fitting AS (
        SELECT best.movie_id, sum(size) AS size, bool_or(is_own) AS is_own,
               char_length(sound) >= 4 AND sound = ANY (words) AS is_word
        FROM best
        CROSS JOIN LATERAL (
            SELECT CASE WHEN is_own OR is_played THEN size WHEN is_near THEN size - 1 ELSE 0 END AS size,
                   is_own OR is_near AS is_own
            FROM (SELECT size, is_own, is_played,
                         size >= 4 AND NOT is_own AND NOT is_played
                         AND EXISTS (SELECT FROM unnest(sound_starts) AS start
                                     WHERE search_is_near(sound, start, text, size, 1)) AS is_near
                  FROM (SELECT text, size, coalesce(place = ANY (places), false) AS is_played,
                               size >= 3 AND strpos(sound, text) > 0
                               OR EXISTS (SELECT FROM unnest(sound_starts) AS start
                                          WHERE substr(sound, start, size) = text) AS is_own
                        FROM word OFFSET 0) AS plainly
                  OFFSET 0) AS test
        ) AS fit
        GROUP BY best.movie_id, sound
    )
    SELECT fitting.movie_id,
           (CASE WHEN fitting.size = total THEN 11 WHEN is_word THEN 14 ELSE 14 + 10 * (total - fitting.size) / total END)::integer
           + search_years_off(movies.released_on, wanted_year)
    FROM fitting JOIN movies ON movies.id = fitting.movie_id
    WHERE is_own AND (is_word OR 2 * fitting.size >= total);
END
$$;
