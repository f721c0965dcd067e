/** https://www.sqlite.org/json1.html. JSON is taken as text (or the text of a json column), so that nothing about how it was written is lost. */
import { IMMUTABLE, PLPGSQL } from './values.ts';

export const JSON_SQL = `
CREATE OR REPLACE FUNCTION howdah_sqlite.json_valid(x text) RETURNS bigint ${PLPGSQL} STRICT AS $$
  BEGIN PERFORM x::json; RETURN 1; EXCEPTION WHEN OTHERS THEN RETURN 0; END $$;

-- Without the spaces between its parts.
CREATE OR REPLACE FUNCTION howdah_sqlite.json_text(x text) RETURNS text ${IMMUTABLE} STRICT AS $$
  SELECT regexp_replace(x::json::text, '("(?:[^"\\\\]|\\\\.)*")|[[:space:]]+', '\\1', 'g') $$;

CREATE OR REPLACE FUNCTION howdah_sqlite.json_path(path text) RETURNS text[] ${PLPGSQL} STRICT AS $$
  DECLARE
    part text[];
    steps text[] := '{}';
  BEGIN
    IF path !~ '^[$]([.]"[^"]*"|[.][^.[\\]"]+|\\[(#|(#-)?[0-9]+)\\])*$' THEN
      RAISE EXCEPTION 'bad JSON path: %', path USING ERRCODE = 'invalid_parameter_value';
    END IF;
    FOR part IN SELECT regexp_matches(path, '[.]"([^"]*)"|[.]([^.[\\]"]+)|\\[(#-)?([0-9]+|#)\\]', 'g') LOOP
      steps := steps || CASE WHEN part[4] IS NULL THEN 'k' || coalesce(part[1], part[2])
        WHEN part[4] = '#' THEN 'iend' WHEN part[3] IS NULL THEN 'i' || part[4] ELSE 'i-' || part[4] END;
    END LOOP;
    RETURN steps;
  END $$;

-- The member's own text; NULL where there is none. SQLite's null is the text null here.
CREATE OR REPLACE FUNCTION howdah_sqlite.json_at(x text, path text) RETURNS text ${PLPGSQL} STRICT AS $$
  DECLARE
    step text;
    here json := x::json;
  BEGIN
    FOREACH step IN ARRAY howdah_sqlite.json_path(path) LOOP
      here := CASE WHEN left(step, 1) = 'k' AND json_typeof(here) = 'object' THEN here -> substr(step, 2)
        WHEN left(step, 1) = 'i' AND json_typeof(here) = 'array' AND step NOT IN ('i-0', 'iend') THEN here -> substr(step, 2)::int END;
      IF here IS NULL THEN RETURN NULL; END IF;
    END LOOP;
    RETURN here::text;
  END $$;

-- What stands right of -> and ->> may be a mere label or number.
CREATE OR REPLACE FUNCTION howdah_sqlite.json_label(path text) RETURNS text ${IMMUTABLE} STRICT AS $$
  SELECT CASE WHEN path ~ '^[$]' THEN path WHEN path ~ '^[0-9]+$' THEN '$[' || path || ']' WHEN path ~ '^-[0-9]+$' THEN '$[#' || path || ']'
    WHEN path ~ '^\\[' THEN '$' || path ELSE '$."' || path || '"' END $$;

-- JSON text as a value of SQL: numbers and strings as such, true as 1, objects and arrays as their text.
CREATE OR REPLACE FUNCTION howdah_sqlite.json_value(x text) RETURNS jsonb ${IMMUTABLE} STRICT AS $$
  SELECT CASE json_typeof(x::json) WHEN 'null' THEN NULL WHEN 'boolean' THEN to_jsonb((x::json #>> '{}' = 'true')::int)
    WHEN 'string' THEN x::jsonb
    WHEN 'number' THEN CASE WHEN x ~ '[.eE]' THEN CASE WHEN abs(x::numeric) > 1.79e308 THEN to_jsonb(x::numeric) ELSE howdah_sqlite.to_any(x::double precision) END ELSE x::jsonb END
    ELSE to_jsonb(howdah_sqlite.json_text(x)) END $$;

CREATE OR REPLACE FUNCTION howdah_sqlite.json_type(x text) RETURNS text ${IMMUTABLE} STRICT AS $$
  SELECT CASE json_typeof(x::json) WHEN 'string' THEN 'text' WHEN 'boolean' THEN x::json #>> '{}'
    WHEN 'number' THEN CASE WHEN x ~ '[.eE]' THEN 'real' ELSE 'integer' END ELSE json_typeof(x::json) END $$;

CREATE OR REPLACE FUNCTION howdah_sqlite.json_array_length(x text) RETURNS bigint ${IMMUTABLE} STRICT AS $$
  SELECT CASE WHEN json_typeof(x::json) = 'array' THEN json_array_length(x::json) ELSE 0 END::bigint $$;

-- A value of SQL as JSON text.
CREATE OR REPLACE FUNCTION howdah_sqlite.json_quote(x jsonb) RETURNS text ${IMMUTABLE} AS $$
  SELECT CASE WHEN x IS NULL THEN 'null' WHEN jsonb_typeof(x) = 'number' THEN
      CASE howdah_sqlite.any_text(x) WHEN 'Inf' THEN '9.0e+999' WHEN '-Inf' THEN '-9.0e+999' ELSE howdah_sqlite.any_text(x) END
    ELSE x::text END $$;

CREATE OR REPLACE FUNCTION howdah_sqlite.json_key(key text) RETURNS text ${IMMUTABLE} AS $$
  SELECT CASE WHEN key ~ '^[A-Za-z][A-Za-z0-9]*$' THEN '.' || key ELSE '."' || key || '"' END $$;

CREATE OR REPLACE FUNCTION howdah_sqlite.json_members(x text)
  RETURNS TABLE (key jsonb, part text, fullkey text, at bigint) ${PLPGSQL} AS $$
  BEGIN
    IF x IS NULL THEN RETURN; END IF;
    CASE json_typeof(x::json)
      WHEN 'object' THEN RETURN QUERY SELECT to_jsonb(m.key), m.value::text, howdah_sqlite.json_key(m.key), m.at
        FROM json_each(x::json) WITH ORDINALITY AS m (key, value, at);
      WHEN 'array' THEN RETURN QUERY SELECT to_jsonb(m.at - 1), m.value::text, '[' || m.at - 1 || ']', m.at
        FROM json_array_elements(x::json) WITH ORDINALITY AS m (value, at);
      ELSE RETURN QUERY SELECT NULL::jsonb, x, '', 1::bigint;
    END CASE;
  END $$;

CREATE OR REPLACE FUNCTION howdah_sqlite.json_each(x text, root text DEFAULT '$')
  RETURNS TABLE (key jsonb, value jsonb, type text, atom jsonb, part text, fullkey text, path text) ${PLPGSQL} AS $$
  DECLARE
    place text := howdah_sqlite.json_at(x, root);
  BEGIN
    RETURN QUERY SELECT m.key, howdah_sqlite.json_value(m.part), howdah_sqlite.json_type(m.part),
        CASE WHEN json_typeof(m.part::json) IN ('object', 'array') THEN NULL ELSE howdah_sqlite.json_value(m.part) END,
        m.part, root || m.fullkey, root
      FROM howdah_sqlite.json_members(place) AS m ORDER BY m.at;
  END $$;

CREATE OR REPLACE FUNCTION howdah_sqlite.json_tree(x text, root text DEFAULT '$')
  RETURNS TABLE (key jsonb, value jsonb, type text, atom jsonb, part text, fullkey text, path text) ${PLPGSQL} AS $$
  BEGIN
    RETURN QUERY WITH RECURSIVE tree (key, part, fullkey, path, place) AS (
        SELECT NULL::jsonb, howdah_sqlite.json_at(x, root), root, root, ARRAY[]::bigint[] WHERE howdah_sqlite.json_at(x, root) IS NOT NULL
        UNION ALL
        SELECT m.key, m.part, t.fullkey || m.fullkey, t.fullkey, t.place || m.at
        FROM tree AS t, howdah_sqlite.json_members(t.part) AS m WHERE json_typeof(t.part::json) IN ('object', 'array'))
      SELECT t.key, howdah_sqlite.json_value(t.part), howdah_sqlite.json_type(t.part),
        CASE WHEN json_typeof(t.part::json) IN ('object', 'array') THEN NULL ELSE howdah_sqlite.json_value(t.part) END,
        t.part, t.fullkey, t.path
      FROM tree AS t ORDER BY t.place;
  END $$;

-- json_set, json_insert, json_replace and json_remove, by the mode; the members keep their order.
CREATE OR REPLACE FUNCTION howdah_sqlite.json_write(mode text, x text, steps text[], value text) RETURNS text ${PLPGSQL} AS $$
  DECLARE
    here json := x::json;
    want text := substr(steps[1], 2);
    members text[];
    place int;
    part text;
  BEGIN
    IF steps IS NULL OR (x IS NULL AND mode IN ('replace', 'remove')) THEN RETURN x; END IF;
    IF steps = '{}' THEN
      RETURN CASE WHEN mode = 'remove' OR (mode = 'insert' AND x IS NOT NULL) THEN CASE mode WHEN 'insert' THEN x END ELSE howdah_sqlite.json_text(value) END;
    END IF;
    IF here IS NULL THEN here := CASE left(steps[1], 1) WHEN 'k' THEN '{}' ELSE '[]' END; END IF;
    IF left(steps[1], 1) = 'k' AND json_typeof(here) = 'object' THEN
      SELECT array_agg(to_json(m.key)::text || ':' || howdah_sqlite.json_text(m.value::text) ORDER BY m.at), min(m.at) FILTER (WHERE m.key = want)
        INTO members, place FROM json_each(here) WITH ORDINALITY AS m (key, value, at);
      part := howdah_sqlite.json_write(mode, howdah_sqlite.json_text((here -> want)::text), steps[2:], value);
      IF place IS NULL THEN members := members || (to_json(want)::text || ':' || part);
      ELSE members[place] := to_json(want)::text || ':' || part; END IF;
      RETURN '{' || array_to_string(members, ',') || '}';
    ELSIF left(steps[1], 1) = 'i' AND json_typeof(here) = 'array' THEN
      SELECT array_agg(howdah_sqlite.json_text(m.value::text) ORDER BY m.at) INTO members FROM json_array_elements(here) WITH ORDINALITY AS m (value, at);
      place := CASE WHEN want = 'end' THEN coalesce(array_length(members, 1), 0) WHEN want LIKE '-%' THEN coalesce(array_length(members, 1), 0) + want::int ELSE want::int END;
      IF place < 0 OR place > coalesce(array_length(members, 1), 0) THEN RETURN x; END IF;
      part := howdah_sqlite.json_write(mode, members[place + 1], steps[2:], value);
      members[place + 1] := part;
      RETURN '[' || array_to_string(members, ',') || ']';
    END IF;
    RETURN x;
  END $$;

-- https://www.rfc-editor.org/rfc/rfc7396
CREATE OR REPLACE FUNCTION howdah_sqlite.json_patch(x text, patch text) RETURNS text ${PLPGSQL} STRICT AS $$
  DECLARE
    base json := CASE WHEN json_typeof(x::json) = 'object' THEN x ELSE '{}' END;
  BEGIN
    IF json_typeof(patch::json) <> 'object' THEN RETURN howdah_sqlite.json_text(patch); END IF;
    RETURN '{' || coalesce((
      SELECT string_agg(to_json(coalesce(b.key, p.key))::text || ':' || CASE WHEN p.key IS NULL THEN howdah_sqlite.json_text(b.value::text)
          ELSE howdah_sqlite.json_patch(coalesce(b.value::text, 'null'), p.value::text) END, ',' ORDER BY b.at, p.at)
      FROM json_each(base) WITH ORDINALITY AS b (key, value, at)
        FULL JOIN json_each(patch::json) WITH ORDINALITY AS p (key, value, at) ON p.key = b.key
      WHERE p.key IS NULL OR json_typeof(p.value) <> 'null'), '') || '}';
  END $$;
`;
