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

const DATE = '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]';
const CLOCK = '[0-2][0-9]:[0-5][0-9]';
const HEX = '[0-9a-f]';
const UUID = [8, 4, 4, 4, 12].map((digits) => HEX.repeat(digits)).join('-');

/** A day that exists, from year 1 on (PostgreSQL has no year 0). */
function isDate(x: string): string {
  return `(${x} GLOB '${DATE}' AND date(${x}) IS ${x} AND ${x} >= '0001')`;
}

/** HH:MM, HH:MM:SS or with up to six digits of a fraction, from character `at` of `x` on. */
function isClock(x: string, at: number): string {
  const hhmm = `substr(${x}, ${at}, 5)`;
  const seconds = `substr(${x}, ${at + 5}, 3)`;
  return `(${hhmm} GLOB '${CLOCK}' AND ${hhmm} < '24' AND (length(${x}) = ${at + 4}
    OR (${seconds} GLOB ':[0-5][0-9]' AND (length(${x}) = ${at + 7}
      OR (substr(${x}, ${at + 8}, 1) = '.' AND length(${x}) BETWEEN ${at + 9} AND ${at + 14}
        AND substr(${x}, ${at + 9}) NOT GLOB '*[^0-9]')))))`;
}

function isTimestamp(x: string): string {
  return `(${isDate(`substr(${x}, 1, 10)`)} AND substr(${x}, 11, 1) IN (' ', 'T') AND ${isClock(x, 12)})`;
}

/** The text without its zone, null where it has none that PostgreSQL and SQLite both understand. */
function withoutZone(c: string): string {
  return `(CASE WHEN ${c} GLOB '*[0-9]Z' THEN substr(${c}, 1, length(${c}) - 1)
    WHEN ${c} GLOB '*[0-9][+-][01][0-9]:[0-5][0-9]' THEN substr(${c}, 1, length(${c}) - 6) END)`;
}

/** Needs the function howdah_json() on the connection: a value's JsonKind. */
export function jsonKind(c: string): string {
  return `howdah_json(${c})`;
}

const text = (c: string, condition: string) => `typeof(${c}) = 'text' AND ${condition}`;

const FIXED: Record<Exclude<Form, `decimal(${string}`>, (c: string) => string> = {
  boolean: (c) => `(typeof(${c}) = 'integer' AND ${c} IN (0, 1))
    OR (${text(c, `lower(${c}) IN ('true', 'false', 't', 'f')`)})`,
  date: (c) => text(c, isDate(c)),
  timestamp: (c) => text(c, isTimestamp(c)),
  timestamptz: (c) => text(c, isTimestamp(withoutZone(c))),
  time: (c) => text(c, isClock(c, 1)),
  jsonb: (c) => `${jsonKind(c)} = 'jsonb'`,
  json: (c) => `${jsonKind(c)} <> 'invalid'`,
  uuid: (c) => text(c, `${c} GLOB '${UUID}'`),
};

/** The condition under which a value of column `c` has this form. */
export function formCondition(form: Form, c: string): string {
  const decimal = /^decimal\((\d+),(\d+)\)$/.exec(form);
  if (decimal) return isDecimal(c, Number(decimal[1]), Number(decimal[2]));
  return FIXED[form as keyof typeof FIXED](c);
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
