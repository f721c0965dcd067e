/**
 * https://www.sqlite.org/lang_datefunc.html. Immutable, so that generated columns and indexes can call them as in
 * SQLite: the current time comes in through now(), and only "localtime" and "utc" ask the session for its TimeZone,
 * which SQLite too allows nowhere but in queries.
 */
import { PLPGSQL } from './values.ts';

export const DATES_SQL = `
CREATE OR REPLACE FUNCTION howdah_sqlite.now() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
  SELECT to_char(timezone('UTC', statement_timestamp()), 'YYYY-MM-DD HH24:MI:SS.MS') $$;

CREATE OR REPLACE FUNCTION howdah_sqlite.moment(VARIADIC args text[]) RETURNS timestamp ${PLPGSQL} AS $$
  DECLARE
    value text := trim(args[1]);
    found text[];
    moment timestamp;
    modifier text;
    amount numeric;
    before timestamp;
    number boolean := false;
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
    ELSIF value ~ '^[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?(Z|z|[+-][0-9]{2}:[0-9]{2})?$' THEN
      found := regexp_match(value, '^([0-9:.]+)(Z|z|[+-][0-9]{2}:[0-9]{2})?$');
      moment := timestamp '2000-01-01' + found[1]::interval;
      IF found[2] ~ '^[+-]' THEN moment := moment - found[2]::interval; END IF;
    ELSIF value ~ '^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?$' THEN
      amount := value::numeric;
      number := true;
      IF lower(trim(coalesce(args[2], ''))) = 'unixepoch'
        OR (lower(trim(coalesce(args[2], ''))) = 'auto' AND NOT amount BETWEEN 0 AND 5373484.5) THEN
        IF NOT amount BETWEEN -62135596800 AND 253402300799 THEN RETURN NULL; END IF;
        moment := timestamp '1970-01-01' + amount::double precision * interval '1 second';
      ELSE
        IF NOT amount BETWEEN 1721425.5 AND 5373484.5 THEN RETURN NULL; END IF;
        -- Whole milliseconds, as SQLite counts them.
        moment := timestamp '1970-01-01' + (floor(amount * 86400000 + 0.5) - 210866760000000)::double precision * interval '1 millisecond';
      END IF;
    ELSE
      RETURN NULL;
    END IF;
    FOREACH modifier IN ARRAY args[2:] LOOP
      modifier := lower(trim(modifier));
      IF modifier IN ('unixepoch', 'julianday') THEN
        IF NOT number THEN RETURN NULL; END IF;
      ELSIF modifier IN ('auto', 'subsec', 'subsecond', 'ceiling') THEN
        CONTINUE;
      ELSIF modifier = 'floor' THEN
        -- The month that was meant ends before the day that was reached.
        IF before IS NOT NULL AND date_trunc('month', moment) > before THEN
          moment := date_trunc('month', moment) - interval '1 day' + (moment - date_trunc('day', moment));
        END IF;
      ELSIF modifier = 'localtime' THEN
        moment := timezone(current_setting('TimeZone'), timezone('UTC', moment));
      ELSIF modifier = 'utc' THEN
        moment := timezone('UTC', timezone(current_setting('TimeZone'), moment));
      ELSIF modifier ~ '^start of (day|month|year)$' THEN
        moment := date_trunc(substr(modifier, 10), moment);
      ELSIF modifier ~ '^weekday [0-6]([.]0*)?$' THEN
        moment := moment + make_interval(days => (7 + substr(modifier, 9, 1)::int - extract(dow FROM moment)::int) % 7);
      ELSIF modifier ~ '^[+-]?[0-9]+([.][0-9]*)? *(day|hour|minute|second)s?$' THEN
        moment := moment + round(substring(modifier FROM '[0-9.+-]+')::numeric * CASE substring(modifier FROM '(day|hour|minute|second)')
          WHEN 'day' THEN 86400000 WHEN 'hour' THEN 3600000 WHEN 'minute' THEN 60000 ELSE 1000 END)::double precision * interval '1 millisecond';
      ELSIF modifier ~ '^[+-]?[0-9]+([.][0-9]*)? *(month|year)s?$' THEN
        -- SQLite keeps the day of the month and lets it run over into the next month; a fraction counts days.
        amount := substring(modifier FROM '[0-9.+-]+')::numeric;
        before := date_trunc('month', moment) + make_interval(months => trunc(amount)::int * CASE WHEN modifier LIKE '%year%' THEN 12 ELSE 1 END);
        moment := before + (moment - date_trunc('month', moment))
          + ((amount - trunc(amount)) * CASE WHEN modifier LIKE '%year%' THEN 365 ELSE 30 END)::double precision * interval '1 day';
      ELSIF modifier ~ '^[+-][0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?)?$' THEN
        found := regexp_match(modifier, '^([+-])([0-9]{4})-([0-9]{2})-([0-9]{2})(?: (.*))?$');
        IF found[3]::int > 11 OR found[4]::int > 30 THEN RETURN NULL; END IF;
        before := date_trunc('month', moment) + make_interval(months => (found[1] || '1')::int * (found[2]::int * 12 + found[3]::int));
        moment := before + (moment - date_trunc('month', moment))
          + (found[1] || '1')::int * (make_interval(days => found[4]::int) + coalesce(found[5], '00:00')::interval);
      ELSIF modifier ~ '^[+-]?[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?$' THEN
        moment := moment + modifier::interval;
      ELSE
        RETURN NULL;
      END IF;
    END LOOP;
    RETURN moment;
  END $$;

-- Fractions of a second are shown only where a modifier asks for them.
CREATE OR REPLACE FUNCTION howdah_sqlite.subsec(args text[]) RETURNS boolean LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
  SELECT EXISTS (SELECT FROM unnest(args[2:]) AS u (m) WHERE lower(trim(m)) IN ('subsec', 'subsecond')) $$;

CREATE OR REPLACE FUNCTION howdah_sqlite.date(VARIADIC args text[]) RETURNS text ${PLPGSQL} AS $$
  BEGIN RETURN to_char(howdah_sqlite.moment(VARIADIC args), 'YYYY-MM-DD'); END $$;
CREATE OR REPLACE FUNCTION howdah_sqlite.time(VARIADIC args text[]) RETURNS text ${PLPGSQL} AS $$
  BEGIN RETURN to_char(howdah_sqlite.moment(VARIADIC args), CASE WHEN howdah_sqlite.subsec(args) THEN 'HH24:MI:SS.MS' ELSE 'HH24:MI:SS' END); END $$;
CREATE OR REPLACE FUNCTION howdah_sqlite.datetime(VARIADIC args text[]) RETURNS text ${PLPGSQL} AS $$
  BEGIN RETURN to_char(howdah_sqlite.moment(VARIADIC args), CASE WHEN howdah_sqlite.subsec(args) THEN 'YYYY-MM-DD HH24:MI:SS.MS' ELSE 'YYYY-MM-DD HH24:MI:SS' END); END $$;
CREATE OR REPLACE FUNCTION howdah_sqlite.julianday(VARIADIC args text[]) RETURNS double precision ${PLPGSQL} AS $$
  BEGIN RETURN (round(extract(epoch FROM howdah_sqlite.moment(VARIADIC args)) * 1000) + 210866760000000)::double precision / 86400000; END $$;
CREATE OR REPLACE FUNCTION howdah_sqlite.unixepoch(VARIADIC args text[]) RETURNS bigint ${PLPGSQL} AS $$
  BEGIN RETURN floor(extract(epoch FROM howdah_sqlite.moment(VARIADIC args)))::bigint; END $$;
CREATE OR REPLACE FUNCTION howdah_sqlite.unixepoch_subsec(VARIADIC args text[]) RETURNS double precision ${PLPGSQL} AS $$
  BEGIN RETURN round(extract(epoch FROM howdah_sqlite.moment(VARIADIC args)), 3)::double precision; END $$;

-- How long it is from b to a, in the units that lead from one to the other.
CREATE OR REPLACE FUNCTION howdah_sqlite.timediff(a text, b text) RETURNS text ${PLPGSQL} STRICT AS $$
  DECLARE
    x timestamp := howdah_sqlite.moment(a);
    y timestamp := howdah_sqlite.moment(b);
    back boolean := x < y;
    months int;
    reached timestamp;
    rest interval;
  BEGIN
    IF x IS NULL OR y IS NULL THEN RETURN NULL; END IF;
    months := abs((extract(year FROM x) * 12 + extract(month FROM x)) - (extract(year FROM y) * 12 + extract(month FROM y)))::int;
    LOOP
      reached := date_trunc('month', y) + make_interval(months => CASE WHEN back THEN -months ELSE months END) + (y - date_trunc('month', y));
      EXIT WHEN CASE WHEN back THEN reached >= x ELSE reached <= x END;
      months := months - 1;
    END LOOP;
    rest := CASE WHEN back THEN reached - x ELSE x - reached END;
    RETURN CASE WHEN back THEN '-' ELSE '+' END || lpad((months / 12)::text, 4, '0') || '-' || lpad((months % 12)::text, 2, '0')
      || '-' || lpad(extract(day FROM rest)::text, 2, '0') || ' ' || to_char(rest - extract(day FROM rest) * interval '1 day', 'HH24:MI:SS.MS');
  END $$;

CREATE OR REPLACE FUNCTION howdah_sqlite.strftime(format text, VARIADIC args text[]) RETURNS text ${PLPGSQL} AS $$
  DECLARE
    moment timestamp := howdah_sqlite.moment(VARIADIC args);
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
        WHEN 'R' THEN to_char(moment, 'HH24:MI')
        WHEN 's' THEN CASE WHEN howdah_sqlite.subsec(args) THEN round(extract(epoch FROM moment), 3)::text ELSE floor(extract(epoch FROM moment))::bigint::text END
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
