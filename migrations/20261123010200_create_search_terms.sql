-- What search compares: titles, names and nicknames taken apart into the keys of the Korean
-- keyboard. services/src/search fills the table; `reindex` there builds it anew.
--
-- Both extensions are trusted: the owner of the database may create them. The database's LC_CTYPE
-- must not be C, in which pg_trgm takes no Hangul for a letter.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;

-- Further names of a film, under which it is found but not shown.
CREATE TABLE movie_aliases (
    movie_id bigint NOT NULL REFERENCES movies ON DELETE CASCADE,
    title    text NOT NULL,
    CONSTRAINT movie_aliases_pkey PRIMARY KEY (movie_id, title),
    CONSTRAINT movie_aliases_title_length CHECK (char_length(title) BETWEEN 1 AND 300)
);

-- One row per name: a film has its title, its original title and its aliases, a person and a
-- member have one. All kinds together, so that one search answers for all of them.
CREATE TABLE search_terms (
    movie_id    bigint REFERENCES movies ON DELETE CASCADE,
    person_id   bigint REFERENCES people ON DELETE CASCADE,
    member_id   bigint REFERENCES members ON DELETE CASCADE,
    -- NFC, lower-case, letters and digits only: 신과함께죄와벌.
    plain       text NOT NULL,
    -- The keys of plain, compounds taken apart: 과 → ㄱㅗㅏ.
    jamo        text NOT NULL,
    -- The initials of plain; what is no syllable stays.
    choseong    text NOT NULL,
    -- Where words begin in jamo, counted from 1.
    word_starts smallint[] NOT NULL,
    CONSTRAINT search_terms_one_target CHECK (num_nonnulls(movie_id, person_id, member_id) = 1),
    CONSTRAINT search_terms_plain_not_empty CHECK (plain <> ''),
    CONSTRAINT search_terms_jamo_not_shorter CHECK (char_length(jamo) >= char_length(plain)),
    CONSTRAINT search_terms_choseong_length CHECK (char_length(choseong) = char_length(plain)),
    CONSTRAINT search_terms_words_known CHECK (word_starts[1] = 1)
);
CREATE UNIQUE INDEX search_terms_movie_key ON search_terms (movie_id, jamo) WHERE movie_id IS NOT NULL;
CREATE UNIQUE INDEX search_terms_person_key ON search_terms (person_id, jamo) WHERE person_id IS NOT NULL;
CREATE UNIQUE INDEX search_terms_member_key ON search_terms (member_id, jamo) WHERE member_id IS NOT NULL;
CREATE INDEX search_terms_jamo_prefix_idx ON search_terms (jamo text_pattern_ops);
-- So that a crowd of one kind does not hide the others.
CREATE INDEX search_terms_movie_prefix_idx ON search_terms (jamo text_pattern_ops) WHERE movie_id IS NOT NULL;
CREATE INDEX search_terms_person_prefix_idx ON search_terms (jamo text_pattern_ops) WHERE person_id IS NOT NULL;
CREATE INDEX search_terms_member_prefix_idx ON search_terms (jamo text_pattern_ops) WHERE member_id IS NOT NULL;
CREATE INDEX search_terms_jamo_trigram_idx ON search_terms USING gin (jamo gin_trgm_ops);
CREATE INDEX search_terms_choseong_prefix_idx ON search_terms (choseong text_pattern_ops);
CREATE INDEX search_terms_choseong_trigram_idx ON search_terms USING gin (choseong gin_trgm_ops);
-- A typo in four keys leaves too little for trigrams; then the short names are all compared.
CREATE INDEX search_terms_short_idx ON search_terms (char_length(jamo)) WHERE char_length(jamo) <= 5;

-- What a person did, without reading the rows; takes the place of the index on person_id alone.
CREATE INDEX credits_person_work_idx ON credits (person_id, movie_id, job);
DROP INDEX credits_person_id_idx;

-- How many scored a film or want to see it: breaks ties between hits.
ALTER TABLE movies ADD COLUMN popularity bigint NOT NULL GENERATED ALWAYS AS (score_count + want_count) STORED;
-- The films that answer a query which fits thousands.
CREATE INDEX movies_popularity_idx ON movies (popularity DESC, released_on DESC NULLS LAST, id DESC);
-- The same for lists that go on after a film, where an unknown day must compare.
CREATE INDEX movies_popular_list_idx ON movies (popularity DESC, (coalesce(released_on, '-infinity'::date)) DESC, id DESC);
-- Ties are broken without reading the rows.
CREATE INDEX movies_ties_idx ON movies (id) INCLUDE (popularity, released_on);

-- Everything that a query fits, best first by rank:
--   0 whole name, 2 beginning, 4 beginning of a word, 6 middle (each + 1 where the keys are not those
--   typed but what they mean on the Korean keyboard), 8 initials, 9 initials in the middle,
--   10 genre, 12 all but one key.
-- A target may come more than once. Each step stops at a number of rows, so that a query of one letter
-- costs no more than others; the popular films among thousands are added then. One parameter per
-- form of services/src/search/query.rs, which explains them. The steps are planned once per
-- connection: planning anew, compiling and parallel workers would each take longer than the search.
CREATE FUNCTION search_hits(
    plain_query text,
    keys text[], keys_beyond text[], keys_inside text[],
    initials text[], initials_beyond text[], initials_inside text[], patterns text[],
    typo_keys text, typo_head text, typo_beyond text, typo_tail text, typo_short integer
)
RETURNS TABLE (movie_id bigint, person_id bigint, member_id bigint, rank integer)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 300
SET plan_cache_mode = force_generic_plan
SET jit = off
SET max_parallel_workers_per_gather = 0
AS $$
#variable_conflict use_column
DECLARE
    few CONSTANT integer := 300;
    many CONSTANT integer := 1000;
    most CONSTANT integer := 2000;
    step bigint;
    found_count bigint := 0;
    slip integer;
    genre bigint;
    typo_length CONSTANT integer := char_length(typo_keys);
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
            FROM search_terms AS terms
            WHERE terms.jamo LIKE keys_inside[i] AND NOT starts_with(terms.jamo, keys[i]) LIMIT most;
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

    FOR genre IN
        SELECT id FROM genres
        WHERE plain_query = translate(lower(name), '()/· ', '')
           OR plain_query = ANY (string_to_array(translate(lower(name), '()· ', '//'), '/'))
    LOOP
        found_count := found_count + 3;
        -- Of a common genre the popular films; a rare one has all its films in the second part.
        RETURN QUERY
        SELECT popular.id, NULL::bigint, NULL::bigint, 10
        FROM (SELECT id FROM movies
              ORDER BY popularity DESC, released_on DESC NULLS LAST, id DESC LIMIT most) AS popular
        CROSS JOIN LATERAL (SELECT FROM movie_genres WHERE movie_id = popular.id AND genre_id = genre OFFSET 0) AS its
        UNION ALL
        (SELECT movie_genres.movie_id, NULL, NULL, 10 FROM movie_genres WHERE genre_id = genre LIMIT 500);
    END LOOP;

    IF found_count < 3 AND typo_keys IS NOT NULL THEN
        RETURN QUERY
        SELECT terms.movie_id, terms.person_id, terms.member_id, 12
        FROM ((SELECT * FROM search_terms WHERE jamo ~>=~ typo_head AND jamo ~<~ typo_beyond ORDER BY jamo USING ~<~)
              UNION ALL SELECT * FROM search_terms WHERE jamo LIKE typo_tail
              UNION ALL SELECT * FROM search_terms WHERE char_length(jamo) <= 5 AND char_length(jamo) <= typo_short
             ) AS terms
        -- One key wrong, left out or too many, in a title that may go on behind it.
        WHERE levenshtein_less_equal(left(terms.jamo, typo_length), typo_keys, 1) <= 1
           OR levenshtein_less_equal(left(terms.jamo, typo_length - 1), typo_keys, 1) <= 1
           OR levenshtein_less_equal(left(terms.jamo, typo_length + 1), typo_keys, 1) <= 1
        LIMIT most;
    END IF;
END
$$;
