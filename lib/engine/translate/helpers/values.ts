/** Numbers, texts and values of either kind (jsonb), as SQLite takes, prints and orders them. */
export const IMMUTABLE = 'LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog';
export const PLPGSQL = 'LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog';

export const VALUES_SQL = `
CREATE OR REPLACE FUNCTION howdah_sqlite.real_text(x double precision) RETURNS text ${IMMUTABLE} STRICT AS $$
  SELECT CASE WHEN x = 'Infinity' THEN 'Inf' WHEN x = '-Infinity' THEN '-Inf'
    WHEN x::text ~ '[.]' THEN x::text
    WHEN x::text ~ 'e' THEN regexp_replace(x::text, 'e', '.0e')
    ELSE CASE WHEN x::text = '-0' THEN '0' ELSE x::text END || '.0' END $$;

-- A whole number without a fraction is an integer to SQLite, 3.0 is not.
CREATE OR REPLACE FUNCTION howdah_sqlite.number_text(x numeric) RETURNS text ${IMMUTABLE} STRICT AS $$
  SELECT CASE WHEN scale(x) = 0 AND abs(x) < 9223372036854775808 THEN x::text
    WHEN abs(x) > 1.79e308 THEN CASE WHEN x > 0 THEN 'Inf' ELSE '-Inf' END
    ELSE howdah_sqlite.real_text(x::double precision) END $$;

CREATE OR REPLACE FUNCTION howdah_sqlite.to_any(x double precision) RETURNS jsonb ${IMMUTABLE} STRICT AS $$
  SELECT to_jsonb(CASE WHEN x = 'Infinity' THEN 9e999 WHEN x = '-Infinity' THEN -9e999
    ELSE howdah_sqlite.real_text(x)::numeric END) $$;

-- to_jsonb() is not immutable, because of types that go by the session's settings.
CREATE OR REPLACE FUNCTION howdah_sqlite.to_any(x bigint) RETURNS jsonb ${IMMUTABLE} STRICT AS $$ SELECT to_jsonb(x) $$;
CREATE OR REPLACE FUNCTION howdah_sqlite.to_any(x numeric) RETURNS jsonb ${IMMUTABLE} STRICT AS $$ SELECT to_jsonb(x) $$;
CREATE OR REPLACE FUNCTION howdah_sqlite.to_any(x text) RETURNS jsonb ${IMMUTABLE} STRICT AS $$ SELECT to_jsonb(x) $$;

CREATE OR REPLACE FUNCTION howdah_sqlite.any_text(x jsonb) RETURNS text ${IMMUTABLE} STRICT AS $$
  SELECT CASE jsonb_typeof(x) WHEN 'number' THEN howdah_sqlite.number_text((x #>> '{}')::numeric) ELSE x #>> '{}' END $$;

-- The longest prefix that is a number counts, otherwise zero.
CREATE OR REPLACE FUNCTION howdah_sqlite.to_number(x jsonb) RETURNS numeric ${IMMUTABLE} STRICT AS $$
  SELECT CASE WHEN jsonb_typeof(x) = 'number' THEN t::numeric WHEN n ~ '[.eE]' THEN howdah_sqlite.real_text(n::double precision)::numeric
    ELSE coalesce(n, '0')::numeric END
  FROM (SELECT t, substring(t FROM '^[[:space:]]*([+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?)') AS n
    FROM (SELECT x #>> '{}' AS t) AS a) AS b $$;

-- NUMERIC affinity: a text that is a number throughout becomes one.
CREATE OR REPLACE FUNCTION howdah_sqlite.number_if(x jsonb) RETURNS jsonb ${IMMUTABLE} STRICT AS $$
  SELECT CASE WHEN jsonb_typeof(x) = 'string' AND x #>> '{}' ~ '^[[:space:]]*[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?[[:space:]]*$'
    THEN to_jsonb(howdah_sqlite.to_number(x)) ELSE x END $$;

-- Numbers before texts, texts by their bytes.
CREATE OR REPLACE FUNCTION howdah_sqlite.compare(a jsonb, b jsonb) RETURNS int ${IMMUTABLE} STRICT AS $$
  SELECT CASE WHEN ta = 'number' AND tb = 'number' THEN sign((a #>> '{}')::numeric - (b #>> '{}')::numeric)::int
    WHEN ta = 'number' THEN -1 WHEN tb = 'number' THEN 1
    WHEN a #>> '{}' = b #>> '{}' THEN 0 WHEN a #>> '{}' < b #>> '{}' COLLATE "C" THEN -1 ELSE 1 END
  FROM (SELECT jsonb_typeof(a) AS ta, jsonb_typeof(b) AS tb) AS types $$;

CREATE OR REPLACE FUNCTION howdah_sqlite.divide(a numeric, b numeric) RETURNS numeric ${IMMUTABLE} STRICT AS $$
  SELECT CASE WHEN b = 0 THEN NULL WHEN scale(a) = 0 AND scale(b) = 0 THEN div(a, b)
    ELSE howdah_sqlite.real_text(a::double precision / b::double precision)::numeric END $$;

CREATE OR REPLACE FUNCTION howdah_sqlite.mod(a double precision, b double precision) RETURNS double precision ${IMMUTABLE} STRICT AS $$
  SELECT CASE WHEN b = 0 THEN NULL ELSE a - trunc(a / b) * b END $$;

-- A double's exact value, not its shortest text, decides which way a half goes.
CREATE OR REPLACE FUNCTION howdah_sqlite.exact(x double precision) RETURNS numeric ${IMMUTABLE} STRICT AS $$
  SELECT CASE WHEN x = 0 THEN 0 WHEN abs(x) >= 4503599627370496 THEN x::numeric ELSE
    CASE WHEN x < 0 THEN -1 ELSE 1 END * (4503599627370496 + (bits & 4503599627370495))::numeric
      * power(5::numeric, 1075 - ((bits >> 52) & 2047)) * ('1e-' || 1075 - ((bits >> 52) & 2047))::numeric END
  FROM (SELECT ('x' || encode(float8send(x), 'hex'))::bit(64)::bigint AS bits) AS b $$;

CREATE OR REPLACE FUNCTION howdah_sqlite.round(x double precision, digits int) RETURNS double precision ${IMMUTABLE} STRICT AS $$
  SELECT CASE WHEN abs(x) >= 4503599627370496 OR x = 'NaN' THEN x
    ELSE round(howdah_sqlite.exact(x), least(greatest(digits, 0), 30))::double precision END $$;

CREATE OR REPLACE FUNCTION howdah_sqlite.to_real(x text) RETURNS double precision ${IMMUTABLE} STRICT AS $$
  SELECT coalesce(substring(x FROM '^[[:space:]]*([+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?)'), '0')::double precision $$;

CREATE OR REPLACE FUNCTION howdah_sqlite.to_integer(x text) RETURNS bigint ${IMMUTABLE} STRICT AS $$
  SELECT greatest(least(coalesce(substring(x FROM '^[[:space:]]*([+-]?[0-9]+)'), '0')::numeric, 9223372036854775807),
    -9223372036854775808)::bigint $$;

CREATE OR REPLACE FUNCTION howdah_sqlite.moment_text(x date) RETURNS text ${IMMUTABLE} STRICT AS $$
  SELECT to_char(x, 'YYYY-MM-DD') $$;
CREATE OR REPLACE FUNCTION howdah_sqlite.moment_text(x time) RETURNS text ${IMMUTABLE} STRICT AS $$
  SELECT to_char(x, 'HH24:MI:SS') || coalesce(substring(to_char(x, '.US') FROM '^[.][0-9]*[1-9]'), '') $$;
CREATE OR REPLACE FUNCTION howdah_sqlite.moment_text(x timestamp) RETURNS text ${IMMUTABLE} STRICT AS $$
  SELECT to_char(x, 'YYYY-MM-DD HH24:MI:SS') || coalesce(substring(to_char(x, '.US') FROM '^[.][0-9]*[1-9]'), '') $$;
CREATE OR REPLACE FUNCTION howdah_sqlite.moment_text(x timestamptz) RETURNS text ${IMMUTABLE} STRICT AS $$
  SELECT howdah_sqlite.moment_text(timezone('UTC', x)) || '+00:00' $$;

CREATE OR REPLACE FUNCTION howdah_sqlite.to_date(x text) RETURNS date ${IMMUTABLE} STRICT AS $$ SELECT x::date $$;
CREATE OR REPLACE FUNCTION howdah_sqlite.to_time(x text) RETURNS time ${IMMUTABLE} STRICT AS $$ SELECT x::time $$;
CREATE OR REPLACE FUNCTION howdah_sqlite.to_timestamp(x text) RETURNS timestamp ${IMMUTABLE} STRICT AS $$ SELECT x::timestamp $$;
CREATE OR REPLACE FUNCTION howdah_sqlite.to_timestamptz(x text) RETURNS timestamptz ${IMMUTABLE} STRICT AS $$
  SELECT CASE WHEN x ~ ':.*([zZ]|[+-][0-9:]+)$' THEN x::timestamptz ELSE timezone('UTC', x::timestamp) END $$;
`;
