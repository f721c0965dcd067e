/** https://www.sqlite.org/lang_corefunc.html, https://www.sqlite.org/printf.html */
import { IMMUTABLE, PLPGSQL } from './values.ts';

const POSITIONS = `
  FROM (SELECT CASE WHEN z < 0 THEN p + z ELSE p END AS first, CASE WHEN z < 0 THEN p - 1 ELSE p + z - 1 END AS last
    FROM (SELECT CASE WHEN y < 0 THEN length + y + 1 ELSE greatest(y, 0) END::numeric AS p`;

export const TEXTS_SQL = `
CREATE OR REPLACE FUNCTION howdah_sqlite.substr(x text, y bigint) RETURNS text ${IMMUTABLE} STRICT AS $$
  SELECT CASE WHEN y < 0 THEN right(x, least(-y, 2147483647)::int)
    ELSE substring(x FROM least(greatest(y, 1), 2147483647)::int) END $$;

CREATE OR REPLACE FUNCTION howdah_sqlite.substr(x text, y bigint, z bigint) RETURNS text ${IMMUTABLE} STRICT AS $$
  SELECT substring(x FROM greatest(first, 1)::int FOR least(greatest(last - greatest(first, 1) + 1, 0), 1000000000)::int)${POSITIONS}
    FROM (SELECT char_length(x) AS length) AS l) AS a) AS b $$;

CREATE OR REPLACE FUNCTION howdah_sqlite.substr(x bytea, y bigint, z bigint DEFAULT 1000000000) RETURNS bytea ${IMMUTABLE} STRICT AS $$
  SELECT substring(x FROM greatest(first, 1)::int FOR least(greatest(last - greatest(first, 1) + 1, 0), 1000000000)::int)${POSITIONS}
    FROM (SELECT octet_length(x) AS length) AS l) AS a) AS b $$;

CREATE OR REPLACE FUNCTION howdah_sqlite.quote(x text) RETURNS text ${IMMUTABLE} AS $$
  SELECT coalesce('''' || replace(x, '''', '''''') || '''', 'NULL') $$;

CREATE OR REPLACE FUNCTION howdah_sqlite.quote(x jsonb) RETURNS text ${IMMUTABLE} AS $$
  SELECT CASE WHEN jsonb_typeof(x) = 'number' THEN howdah_sqlite.any_text(x) ELSE howdah_sqlite.quote(x #>> '{}') END $$;

CREATE OR REPLACE FUNCTION howdah_sqlite.char(VARIADIC codes bigint[]) RETURNS text ${IMMUTABLE} AS $$
  SELECT coalesce(string_agg(CASE WHEN code BETWEEN 1 AND 1114111 THEN chr(code::int) ELSE chr(65533) END, '' ORDER BY at), '')
  FROM unnest(codes) WITH ORDINALITY AS u (code, at) $$;

CREATE OR REPLACE FUNCTION howdah_sqlite.unhex(x text, ignored text DEFAULT '') RETURNS bytea ${IMMUTABLE} STRICT AS $$
  SELECT CASE WHEN digits ~ '^([0-9A-Fa-f]{2})*$' THEN decode(digits, 'hex') END
  FROM (SELECT translate(x, regexp_replace(ignored, '[0-9A-Fa-f]', '', 'g'), '') AS digits) AS d $$;

CREATE OR REPLACE FUNCTION howdah_sqlite.glob_regex(pattern text) RETURNS text ${PLPGSQL} STRICT AS $$
  DECLARE
    part text[];
    result text := '^';
  BEGIN
    FOR part IN SELECT regexp_matches(pattern, '([*])|([?])|(\\[\\^?.[^\\]]*\\])|(.)', 'g') LOOP
      result := result || CASE WHEN part[1] IS NOT NULL THEN '.*' WHEN part[2] IS NOT NULL THEN '.'
        WHEN part[3] IS NOT NULL THEN replace(part[3], '\\', '\\\\')
        ELSE regexp_replace(part[4], '([.*+?^\${}()|[\\]\\\\])', '\\\\\\1') END;
    END LOOP;
    RETURN result || '$';
  END $$;

CREATE OR REPLACE FUNCTION howdah_sqlite.random() RETURNS bigint LANGUAGE sql VOLATILE SET search_path = pg_catalog AS $$
  SELECT ('x' || substr(replace(gen_random_uuid()::text, '-', ''), 1, 12) || substr(md5(random()::text), 1, 4))::bit(64)::bigint $$;

CREATE OR REPLACE FUNCTION howdah_sqlite.randomblob(n bigint) RETURNS bytea LANGUAGE sql VOLATILE STRICT SET search_path = pg_catalog AS $$
  SELECT substring(string_agg(sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')), '')
    FROM 1 FOR greatest(n, 1)::int) FROM generate_series(1, greatest(n, 1) / 32 + 1) $$;

-- SQLite gives at most 16 significant digits.
CREATE OR REPLACE FUNCTION howdah_sqlite.digits(x double precision, decimals int) RETURNS numeric ${IMMUTABLE} STRICT AS $$
  SELECT round(round(exact, least(decimals, 15 - CASE WHEN exact = 0 THEN 0 ELSE floor(log(abs(exact)))::int END)), decimals)
  FROM (SELECT howdah_sqlite.exact(x) AS exact) AS e $$;

CREATE OR REPLACE FUNCTION howdah_sqlite.scientific(x double precision, decimals int) RETURNS text ${PLPGSQL} STRICT AS $$
  DECLARE
    exact numeric := abs(howdah_sqlite.exact(x));
    exponent int := CASE WHEN exact = 0 THEN 0 ELSE floor(log(exact))::int END;
    mantissa numeric := round(exact / power(10::numeric, exponent), least(decimals, 15));
  BEGIN
    IF mantissa >= 10 THEN
      exponent := exponent + 1;
      mantissa := round(exact / power(10::numeric, exponent), least(decimals, 15));
    END IF;
    RETURN round(mantissa, decimals)::text || 'e' || CASE WHEN exponent < 0 THEN '-' ELSE '+' END || lpad(abs(exponent)::text, greatest(2, length(abs(exponent)::text)), '0');
  END $$;

CREATE OR REPLACE FUNCTION howdah_sqlite.format(pattern text, VARIADIC args jsonb[] DEFAULT '{}') RETURNS text ${PLPGSQL} AS $$
  DECLARE
    part text[];
    result text := '';
    next int := 1;
    flags text;
    width int;
    decimals int;
    code text;
    value jsonb;
    number numeric;
    body text;
    sign text;
  BEGIN
    IF pattern IS NULL THEN RETURN NULL; END IF;
    FOR part IN SELECT regexp_matches(pattern, '([^%]+)|%([-+ 0#,!]*)([0-9]+|\\*)?(?:\\.([0-9]+|\\*)?)?(?:l*)([a-zA-Z%])?', 'g') LOOP
      IF part[1] IS NOT NULL THEN
        result := result || part[1];
        CONTINUE;
      END IF;
      flags := part[2];
      code := part[5];
      IF code = '%' THEN
        result := result || '%';
        CONTINUE;
      END IF;
      IF part[3] = '*' THEN
        width := trunc(coalesce(howdah_sqlite.to_number(args[next]), 0))::int;
        next := next + 1;
        IF width < 0 THEN flags := flags || '-'; END IF;
        width := abs(width);
      ELSE
        width := part[3]::int;
      END IF;
      IF part[4] = '*' THEN
        decimals := trunc(coalesce(howdah_sqlite.to_number(args[next]), 0))::int;
        next := next + 1;
      ELSE
        decimals := part[4]::int;
      END IF;
      IF code IS NULL OR code !~ '[diusqQwzcfeEgGxXon]' THEN RETURN result; END IF;
      value := args[next];
      next := next + 1;
      number := coalesce(howdah_sqlite.to_number(value), 0);
      sign := '';
      IF code IN ('d', 'i', 'u') THEN
        number := trunc(number);
        body := abs(number)::text;
        IF decimals IS NOT NULL THEN body := lpad(body, greatest(decimals, length(body)), '0'); END IF;
      ELSIF code = 'f' THEN
        body := abs(howdah_sqlite.digits(number::double precision, coalesce(decimals, 6)))::text;
        IF flags ~ '#' AND body !~ '[.]' THEN body := body || '.'; END IF;
      ELSIF code IN ('e', 'E') THEN
        body := howdah_sqlite.scientific(number::double precision, coalesce(decimals, 6));
      ELSIF code IN ('g', 'G') THEN
        decimals := greatest(coalesce(decimals, 6), 1);
        body := howdah_sqlite.scientific(number::double precision, decimals - 1);
        IF substring(body FROM 'e(.*)$')::int BETWEEN -4 AND decimals - 1 THEN
          body := abs(howdah_sqlite.digits(number::double precision, decimals - 1 - substring(body FROM 'e(.*)$')::int))::text;
          IF flags !~ '#' AND body ~ '[.]' THEN body := rtrim(rtrim(body, '0'), '.'); END IF;
        ELSIF flags !~ '#' THEN
          body := regexp_replace(body, '[.]?0*e', 'e');
        END IF;
      ELSIF code IN ('x', 'X', 'o') THEN
        body := CASE WHEN code = 'o' THEN
            ltrim((SELECT string_agg(((trunc(number)::bigint >> (3 * d)) & 7)::text, '' ORDER BY d DESC) FROM generate_series(0, 20) AS d), '0')
          ELSE to_hex(trunc(number)::bigint) END;
        IF body = '' THEN body := '0'; END IF;
        IF flags ~ '#' AND number <> 0 THEN body := CASE WHEN code = 'o' THEN '0' ELSE '0x' END || body; END IF;
        number := abs(number);
      ELSE
        body := coalesce(howdah_sqlite.any_text(value), '');
        IF code = 'c' THEN body := repeat(left(body, 1), greatest(coalesce(decimals, 1), 1));
        ELSIF decimals IS NOT NULL THEN body := left(body, decimals); END IF;
        IF code IN ('q', 'Q') THEN
          body := CASE WHEN value IS NULL THEN CASE code WHEN 'Q' THEN 'NULL' ELSE '(NULL)' END
            ELSE CASE code WHEN 'Q' THEN howdah_sqlite.quote(body) ELSE replace(body, '''', '''''') END END;
        ELSIF code = 'w' THEN body := CASE WHEN value IS NULL THEN '(NULL)' ELSE replace(body, '"', '""') END;
        END IF;
        flags := replace(flags, '0', '');
      END IF;
      IF code IN ('E', 'G', 'X') THEN body := upper(body); END IF;
      IF code IN ('d', 'i', 'f', 'e', 'E', 'g', 'G') THEN
        sign := CASE WHEN number < 0 THEN '-' WHEN flags ~ '[+]' THEN '+' WHEN flags ~ ' ' THEN ' ' ELSE '' END;
      END IF;
      IF flags ~ ',' AND code IN ('d', 'i', 'u', 'f') THEN
        body := reverse(regexp_replace(reverse(split_part(body, '.', 1)), '([0-9]{3})(?=[0-9])', '\\1,', 'g'))
          || coalesce(substring(body FROM '[.].*$'), '');
      END IF;
      IF flags ~ '0' AND flags !~ '-' THEN body := lpad(body, greatest(coalesce(width, 0) - length(sign), length(body)), '0'); END IF;
      body := sign || body;
      width := greatest(coalesce(width, 0), length(body));
      result := result || CASE WHEN flags ~ '-' THEN rpad(body, width) ELSE lpad(body, width) END;
    END LOOP;
    RETURN result;
  END $$;
`;
