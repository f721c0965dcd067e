/**
 * A small schema of functions that give PostgreSQL SQLite's meaning, made only where a translation needs it:
 * https://www.sqlite.org/lang_datefunc.html and https://www.sqlite.org/lang_corefunc.html
 */
import { createHash } from 'node:crypto';

export const FUNCTIONS_SCHEMA = 'howdah_sqlite';

/** Whether a piece of translated SQL calls any of them. */
export function needsFunctions(sql: string): boolean {
  return sql.includes(`${FUNCTIONS_SCHEMA}.`);
}

const IMMUTABLE = 'LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog';
const STABLE = 'LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog';

/** Statements that make the schema's content, to be run with nothing but pg_catalog on the search path. */
export const FUNCTIONS_SQL = `
CREATE OR REPLACE FUNCTION ${FUNCTIONS_SCHEMA}.real_text(x double precision) RETURNS text ${IMMUTABLE} STRICT AS $$
  SELECT CASE WHEN x = 'Infinity' THEN 'Inf' WHEN x = '-Infinity' THEN '-Inf'
    WHEN x::text ~ '[.]' THEN x::text
    WHEN x::text ~ 'e' THEN regexp_replace(x::text, 'e', '.0e')
    ELSE CASE WHEN x::text = '-0' THEN '0' ELSE x::text END || '.0' END $$;

-- The double's exact value decides which way a half goes, not its shortest text.
CREATE OR REPLACE FUNCTION ${FUNCTIONS_SCHEMA}.round(x double precision, digits int) RETURNS double precision ${IMMUTABLE} STRICT AS $$
  SELECT CASE WHEN abs(x) >= 4503599627370496 OR x = 'NaN' THEN x ELSE round(
    CASE WHEN x < 0 THEN -1 ELSE 1 END * (4503599627370496 + (bits & 4503599627370495))::numeric
      * power(5::numeric, 1075 - ((bits >> 52) & 2047)) * ('1e-' || 1075 - ((bits >> 52) & 2047))::numeric, least(greatest(digits, 0), 30))::double precision END
  FROM (SELECT ('x' || encode(float8send(CASE WHEN x = 0 THEN 1e-300 ELSE x END), 'hex'))::bit(64)::bigint AS bits) AS b $$;

CREATE OR REPLACE FUNCTION ${FUNCTIONS_SCHEMA}.to_real(x text) RETURNS double precision ${IMMUTABLE} STRICT AS $$
  SELECT coalesce(substring(x FROM '^[[:space:]]*([+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?)'), '0')::double precision $$;

CREATE OR REPLACE FUNCTION ${FUNCTIONS_SCHEMA}.to_integer(x text) RETURNS bigint ${IMMUTABLE} STRICT AS $$
  SELECT greatest(least(coalesce(substring(x FROM '^[[:space:]]*([+-]?[0-9]+)'), '0')::numeric, 9223372036854775807),
    -9223372036854775808)::bigint $$;

CREATE OR REPLACE FUNCTION ${FUNCTIONS_SCHEMA}.substr(x text, y bigint) RETURNS text ${IMMUTABLE} STRICT AS $$
  SELECT CASE WHEN y < 0 THEN right(x, least(-y, 2147483647)::int)
    ELSE substring(x FROM least(greatest(y, 1), 2147483647)::int) END $$;

CREATE OR REPLACE FUNCTION ${FUNCTIONS_SCHEMA}.substr(x text, y bigint, z bigint) RETURNS text ${IMMUTABLE} STRICT AS $$
  SELECT substring(x FROM greatest(first, 1)::int FOR greatest(last - greatest(first, 1) + 1, 0)::int)
  FROM (SELECT CASE WHEN z < 0 THEN p + z ELSE p END AS first, CASE WHEN z < 0 THEN p - 1 ELSE p + z - 1 END AS last
    FROM (SELECT CASE WHEN y < 0 THEN char_length(x) + y + 1 ELSE greatest(y, 0) END::numeric AS p) AS a) AS b $$;

CREATE OR REPLACE FUNCTION ${FUNCTIONS_SCHEMA}.random() RETURNS bigint LANGUAGE sql VOLATILE SET search_path = pg_catalog AS $$
  SELECT ('x' || substr(replace(gen_random_uuid()::text, '-', ''), 1, 12) || substr(md5(random()::text), 1, 4))::bit(64)::bigint $$;

CREATE OR REPLACE FUNCTION ${FUNCTIONS_SCHEMA}.randomblob(n bigint) RETURNS bytea LANGUAGE sql VOLATILE STRICT SET search_path = pg_catalog AS $$
  SELECT substring(string_agg(sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')), '')
    FROM 1 FOR greatest(n, 1)::int) FROM generate_series(1, greatest(n, 1) / 32 + 1) $$;

CREATE OR REPLACE FUNCTION ${FUNCTIONS_SCHEMA}.json_valid(x text) RETURNS bigint LANGUAGE plpgsql IMMUTABLE STRICT SET search_path = pg_catalog AS $$
  BEGIN PERFORM x::json; RETURN 1; EXCEPTION WHEN OTHERS THEN RETURN 0; END $$;

CREATE OR REPLACE FUNCTION ${FUNCTIONS_SCHEMA}.moment(VARIADIC args text[]) RETURNS timestamp ${STABLE} AS $$
  DECLARE
    value text := trim(args[1]);
    found text[];
    moment timestamp;
    modifier text;
    amount numeric;
  BEGIN
    IF array_position(args, NULL) IS NOT NULL THEN RETURN NULL; END IF;
    IF lower(value) = 'now' THEN
      moment := date_trunc('milliseconds', timezone('UTC', statement_timestamp()));
    ELSIF value ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}([ T]+[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?)?[ ]*(Z|z|[+-][0-9]{2}:[0-9]{2})?$' THEN
      found := regexp_match(value, '^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ T]+([0-9]{2}):([0-9]{2})(?::([0-9]{2}(?:[.][0-9]+)?))?)?[ ]*(Z|z|[+-][0-9]{2}:[0-9]{2})?$');
      IF found[2]::int NOT BETWEEN 1 AND 12 OR found[3]::int NOT BETWEEN 1 AND 31 OR coalesce(found[4]::int, 0) > 24
        OR coalesce(found[5]::int, 0) > 59 OR coalesce(found[6]::numeric, 0) >= 60 OR found[1] = '0000' THEN RETURN NULL; END IF;
      moment := make_date(found[1]::int, found[2]::int, 1)::timestamp + make_interval(days => found[3]::int - 1,
        hours => coalesce(found[4]::int, 0), mins => coalesce(found[5]::int, 0), secs => coalesce(found[6]::double precision, 0));
      IF found[7] ~ '^[+-]' THEN moment := moment - found[7]::interval; END IF;
    ELSIF value ~ '^[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?$' THEN
      moment := timestamp '2000-01-01' + value::interval;
    ELSIF value ~ '^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?$' THEN
      amount := value::numeric;
      IF lower(coalesce(args[2], '')) IN ('unixepoch', 'auto') AND (lower(args[2]) = 'unixepoch' OR abs(amount) > 5373484) THEN
        moment := timestamp '1970-01-01' + make_interval(secs => amount::double precision);
      ELSE
        moment := timestamp '2000-01-01 12:00' + make_interval(secs => ((amount - 2451545) * 86400)::double precision);
      END IF;
    ELSE
      RETURN NULL;
    END IF;
    FOREACH modifier IN ARRAY args[2:] LOOP
      modifier := lower(trim(modifier));
      IF modifier IN ('unixepoch', 'auto', 'julianday', 'utc', 'subsec', 'subsecond', 'floor', 'ceiling') THEN
        CONTINUE;
      ELSIF modifier ~ '^start of (day|month|year)$' THEN
        moment := date_trunc(substr(modifier, 10), moment);
      ELSIF modifier ~ '^weekday [0-6]$' THEN
        moment := moment + make_interval(days => (7 + right(modifier, 1)::int - extract(dow FROM moment)::int) % 7);
      ELSIF modifier ~ '^[+-]?[0-9]+([.][0-9]+)? *(day|hour|minute|second)s?$' THEN
        moment := moment + (substring(modifier FROM '[0-9.+-]+')::numeric * CASE substring(modifier FROM '(day|hour|minute|second)')
          WHEN 'day' THEN 86400 WHEN 'hour' THEN 3600 WHEN 'minute' THEN 60 ELSE 1 END)::double precision * interval '1 second';
      ELSIF modifier ~ '^[+-]?[0-9]+ *(month|year)s?$' THEN
        -- SQLite keeps the day of the month and lets it run over into the next month.
        moment := date_trunc('month', moment)
          + make_interval(months => substring(modifier FROM '[0-9+-]+')::int * CASE WHEN modifier LIKE '%year%' THEN 12 ELSE 1 END)
          + (moment - date_trunc('month', moment));
      ELSIF modifier ~ '^[+-][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?$' THEN
        moment := moment + modifier::interval;
      ELSE
        RETURN NULL;
      END IF;
    END LOOP;
    RETURN moment;
  END $$;

CREATE OR REPLACE FUNCTION ${FUNCTIONS_SCHEMA}.date(VARIADIC args text[]) RETURNS text ${STABLE} AS $$
  BEGIN RETURN to_char(${FUNCTIONS_SCHEMA}.moment(VARIADIC args), 'YYYY-MM-DD'); END $$;
CREATE OR REPLACE FUNCTION ${FUNCTIONS_SCHEMA}.time(VARIADIC args text[]) RETURNS text ${STABLE} AS $$
  BEGIN RETURN to_char(${FUNCTIONS_SCHEMA}.moment(VARIADIC args), 'HH24:MI:SS'); END $$;
CREATE OR REPLACE FUNCTION ${FUNCTIONS_SCHEMA}.datetime(VARIADIC args text[]) RETURNS text ${STABLE} AS $$
  BEGIN RETURN to_char(${FUNCTIONS_SCHEMA}.moment(VARIADIC args), 'YYYY-MM-DD HH24:MI:SS'); END $$;
CREATE OR REPLACE FUNCTION ${FUNCTIONS_SCHEMA}.julianday(VARIADIC args text[]) RETURNS double precision ${STABLE} AS $$
  BEGIN RETURN 2440587.5 + extract(epoch FROM ${FUNCTIONS_SCHEMA}.moment(VARIADIC args))::double precision / 86400; END $$;
CREATE OR REPLACE FUNCTION ${FUNCTIONS_SCHEMA}.unixepoch(VARIADIC args text[]) RETURNS bigint ${STABLE} AS $$
  BEGIN RETURN floor(extract(epoch FROM ${FUNCTIONS_SCHEMA}.moment(VARIADIC args)))::bigint; END $$;

CREATE OR REPLACE FUNCTION ${FUNCTIONS_SCHEMA}.strftime(format text, VARIADIC args text[]) RETURNS text ${STABLE} AS $$
  DECLARE
    moment timestamp := ${FUNCTIONS_SCHEMA}.moment(VARIADIC args);
    result text := '';
    at int := 1;
    code text;
  BEGIN
    IF moment IS NULL OR format IS NULL THEN RETURN NULL; END IF;
    WHILE at <= char_length(format) LOOP
      IF substr(format, at, 1) <> '%' THEN
        result := result || substr(format, at, 1);
        at := at + 1;
        CONTINUE;
      END IF;
      code := substr(format, at + 1, 1);
      result := result || CASE code
        WHEN 'd' THEN to_char(moment, 'DD') WHEN 'e' THEN lpad(to_char(moment, 'FMDD'), 2)
        WHEN 'f' THEN to_char(moment, 'SS.MS') WHEN 'F' THEN to_char(moment, 'YYYY-MM-DD')
        WHEN 'g' THEN to_char(moment, 'IY') WHEN 'G' THEN to_char(moment, 'IYYY')
        WHEN 'H' THEN to_char(moment, 'HH24') WHEN 'I' THEN to_char(moment, 'HH12')
        WHEN 'j' THEN to_char(moment, 'DDD') WHEN 'J' THEN trim_scale(round(2440587.5 + extract(epoch FROM moment)::numeric / 86400, 9))::text
        WHEN 'k' THEN lpad(to_char(moment, 'FMHH24'), 2) WHEN 'l' THEN lpad(to_char(moment, 'FMHH12'), 2)
        WHEN 'm' THEN to_char(moment, 'MM') WHEN 'M' THEN to_char(moment, 'MI')
        WHEN 'p' THEN to_char(moment, 'AM') WHEN 'P' THEN to_char(moment, 'am')
        WHEN 'R' THEN to_char(moment, 'HH24:MI') WHEN 's' THEN floor(extract(epoch FROM moment))::bigint::text
        WHEN 'S' THEN to_char(moment, 'SS') WHEN 'T' THEN to_char(moment, 'HH24:MI:SS')
        WHEN 'u' THEN to_char(moment, 'ID') WHEN 'w' THEN extract(dow FROM moment)::int::text
        WHEN 'U' THEN lpad(((extract(doy FROM moment)::int + 6 - extract(dow FROM moment)::int) / 7)::text, 2, '0')
        WHEN 'V' THEN to_char(moment, 'IW')
        WHEN 'W' THEN lpad(((extract(doy FROM moment)::int + 6 - (extract(dow FROM moment)::int + 6) % 7) / 7)::text, 2, '0')
        WHEN 'Y' THEN to_char(moment, 'YYYY') WHEN '%' THEN '%' END;
      -- An unknown code makes the whole NULL, as in SQLite.
      IF result IS NULL THEN RETURN NULL; END IF;
      at := at + 2;
    END LOOP;
    RETURN result;
  END $$;
`;

/** Changes with every change of a function, so that a target with older ones is brought up to date. */
export const FUNCTIONS_VERSION = createHash('sha256').update(FUNCTIONS_SQL).digest('hex').slice(0, 8);
