/**
 * Forms that values can have beyond their storage class, each as a SQL condition on one column.
 * A form is asked for only where the declared type suggests it: asking costs time.
 */

export type Form =
  | 'boolean'
  | 'date'
  | 'timestamp'
  | 'timestamptz'
  | 'time'
  | 'jsonb'
  | 'json'
  | 'uuid'
  | `decimal(${number},${number})`;

const CLOCK = '[0-2][0-9]:[0-5][0-9]';
const ZONE = '[+-][01][0-9]:[0-5][0-9]';
const HEX = '[0-9a-f]';
const UUID = [8, 4, 4, 4, 12].map((digits) => HEX.repeat(digits)).join('-');

/** Comparisons of our own: never by the collation of the column, which may be one that only the application has. */
const BINARY = 'COLLATE BINARY';

/**
 * A day that exists, from year 1 on (PostgreSQL has no year 0). SQLite writes a day back the one way it is written.
 * The plus keeps '0001' from becoming a number where the column's affinity is numeric.
 */
function isDate(x: string): string {
  return `(date(${x}) IS ${x} ${BINARY} AND +${x} >= '0001' ${BINARY})`;
}

/** HH:MM, HH:MM:SS or with up to six digits of a fraction: the `length` characters from `at` of `x` on. */
function isClock(x: string, at: number, length: string): string {
  const hhmm = `substr(${x}, ${at}, 5)`;
  const seconds = `substr(${x}, ${at + 5}, 3)`;
  return `(${hhmm} GLOB '${CLOCK}' AND ${hhmm} < '24' AND (${length} = 5
    OR (${seconds} GLOB ':[0-5][0-9]' AND (${length} = 8
      OR (${length} BETWEEN 10 AND 15 AND substr(${x}, ${at + 8}, 1) = '.'
        AND substr(${x}, ${at + 9}, ${length} - 9) NOT GLOB '*[^0-9]*')))))`;
}

/** Day and time of day, the time `length` characters long. */
function isDayAndClock(c: string, length: string): string {
  return `(${isDate(`substr(${c}, 1, 10)`)} AND substr(${c}, 11, 1) IN (' ', 'T') AND ${isClock(c, 12, length)})`;
}

/** GLOB, length and substr see nothing behind a NUL. */
function noNul(c: string): string {
  return `instr(${c}, char(0)) = 0`;
}

/** The usual ways of writing are those that SQLite writes back the same: much cheaper than looking at each part. */
function written(c: string, ways: string[], otherwise: string): string {
  const usual = ways.map((way) => `WHEN ${way} IS ${c} ${BINARY} THEN +${c} >= '0001' ${BINARY}`);
  return `CASE ${usual.join(' ')} ELSE (${otherwise}) END`;
}

function isTimestamp(c: string): string {
  return written(
    c,
    [`datetime(${c})`, `replace(datetime(${c}), ' ', 'T')`],
    `${isDayAndClock(c, `(length(${c}) - 11)`)} AND ${noNul(c)}`,
  );
}

/** With a zone that PostgreSQL and SQLite both understand: Z, or hours and minutes. */
function isZoned(c: string): string {
  return written(
    c,
    [
      `replace(datetime(${c}, 'subsec'), ' ', 'T') || 'Z'`,
      `replace(datetime(${c}), ' ', 'T') || 'Z'`,
      `datetime(${c}) || 'Z'`,
    ],
    `length(${c}) >= 17 AND ${noNul(c)} AND CASE WHEN substr(${c}, -1) = 'Z' THEN ${isDayAndClock(c, `(length(${c}) - 12)`)}
       WHEN substr(${c}, -6) GLOB '${ZONE}' THEN ${isDayAndClock(c, `(length(${c}) - 17)`)} END`,
  );
}

/** Needs the function howdah_json() on the connection: a value's JsonKind. */
export function jsonKind(c: string): string {
  return `CASE typeof(${c}) WHEN 'text' THEN howdah_json(CAST(${c} AS BLOB)) ELSE 'invalid' END`;
}

const text = (c: string, condition: string) => `typeof(${c}) = 'text' AND (${condition})`;

const FIXED: Record<Exclude<Form, `decimal(${string}`>, (c: string) => string> = {
  boolean: (c) => `(typeof(${c}) = 'integer' AND ${c} + 0 IN (0, 1))
    OR (${text(c, `lower(${c}) IN ('true', 'false', 't', 'f') AND ${noNul(c)}`)})`,
  date: (c) => text(c, isDate(c)),
  timestamp: (c) => text(c, isTimestamp(c)),
  timestamptz: (c) => text(c, isZoned(c)),
  time: (c) => text(c, `${isClock(c, 1, `length(${c})`)} AND ${noNul(c)}`),
  jsonb: (c) => `${jsonKind(c)} = 'jsonb'`,
  json: (c) => `${jsonKind(c)} <> 'invalid'`,
  uuid: (c) => text(c, `${c} GLOB '${UUID}' AND ${noNul(c)}`),
};

/** The condition under which a value of column `c` has this form; true or false, never unknown. */
export function formCondition(form: Form, c: string): string {
  const decimal = decimalParts(form);
  const condition = decimal
    ? isDecimal(c, decimal.precision, decimal.scale)
    : FIXED[form as keyof typeof FIXED](c);
  return `((${condition}) IS TRUE)`;
}

/** A number that numeric(p,s) holds exactly: rounding changes nothing and the whole part has room. */
function isDecimal(c: string, precision: number, scale: number): string {
  return `typeof(${c}) IN ('integer', 'real') AND round(${c}, ${scale}) = ${c}
    AND abs(CAST(${c} AS REAL)) < 1e${precision - scale} AND abs(CAST(${c} AS REAL)) < 1e15`;
}

/** Precision and scale of DECIMAL(p,s) or NUMERIC(p), null without them or beyond what is checked exactly. */
export function decimalForm(declared: string): Form | null {
  const found = /^\s*(?:DECIMAL|NUMERIC|NUMBER|DEC)\s*\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?\)/i.exec(declared);
  if (!found) return null;
  const precision = Number(found[1]);
  const scale = Number(found[2] ?? 0);
  return precision >= 1 && precision <= 1000 && scale <= Math.min(precision, 15)
    ? `decimal(${precision},${scale})`
    : null;
}

/** What numeric(p,s) a form stands for; null for others and for none. */
export function decimalParts(form: Form | null): { precision: number; scale: number } | null {
  const found = /^decimal\((\d+),(\d+)\)$/.exec(form ?? '');
  return found && { precision: Number(found[1]), scale: Number(found[2]) };
}

/** The forms whose counts the type rules will want for a column declared so. */
export function formsToTest(declared: string, texts: number): Form[] {
  const type = declared.toUpperCase();
  const decimal = decimalForm(declared);
  if (/BOOL/.test(type)) return ['boolean'];
  if (decimal) return [decimal];
  if (texts === 0) return [];
  if (/JSON/.test(type)) return ['jsonb', 'json'];
  if (/UUID|GUID|UNIQUEIDENTIFIER/.test(type)) return ['uuid'];
  if (/DATE|TIME/.test(type)) return ['date', 'timestamp', 'timestamptz', 'time'];
  return [];
}
