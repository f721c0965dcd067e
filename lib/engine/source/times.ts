/**
 * Numbers that stand for times, as SQL: whole microseconds since 1970 in between, so that nothing is rounded on the way.
 * Chrome: https://chromium.googlesource.com/chromium/src/+/main/base/time/time.h (microseconds since 1601).
 * Apple: https://developer.apple.com/documentation/foundation/nsdate (seconds since 2001).
 */
import type { TimeForm } from '../epochs.ts';

const CHROME_EPOCH = '11644473600000000';
const APPLE_EPOCH = '978307200';
/** SQLite's and PostgreSQL's dates agree from year 1 to 9999. */
const FIRST = '-62135596800000000';
const LAST = '253402300799999999';

/** Whole numbers stay whole; a fraction is taken to the microsecond. */
function scaled(c: string, factor: number): string {
  return `CASE typeof(${c}) WHEN 'integer' THEN ${c} * ${factor} ELSE CAST(round(${c} * ${factor}.0) AS INTEGER) END`;
}

/** Where the multiplication of a whole number cannot overflow. */
const inRange = (c: string, factor: number) => `abs(CAST(${c} AS REAL)) < ${Math.floor(9e18 / factor)}.0`;

interface Form {
  micros: (c: string) => string;
  /** Whether the conversion loses nothing. */
  exact: (c: string) => string;
}

function counting(factor: number, shift = '0'): Form {
  const micros = (c: string) => `(${scaled(c, factor)} + ${shift})`;
  return {
    micros,
    exact: (c) =>
      `${inRange(c, factor)} AND (typeof(${c}) = 'integer' OR (${scaled(c, factor)}) / ${factor}.0 = ${c})`,
  };
}

const FORMS: Record<TimeForm, Form> = {
  'unix-seconds': counting(1_000_000),
  'unix-milliseconds': counting(1000),
  'unix-microseconds': counting(1),
  'chrome-microseconds': counting(1, `-${CHROME_EPOCH}`),
  'apple-seconds': counting(1_000_000, `${APPLE_EPOCH}000000`),
  // SQLite's julianday() gives whole milliseconds.
  'julian-day': {
    micros: (c) => `((CAST(round(${c} * 86400000.0) AS INTEGER) - 210866760000000) * 1000)`,
    exact: (c) =>
      `abs(CAST(${c} AS REAL)) < 6e6 AND CAST(round(${c} * 86400000.0) AS INTEGER) / 86400000.0 = ${c}`,
  },
};

/** `2021-03-04 05:06:07.000000+00`; only for values that isTime() is true of. */
export function timeText(form: TimeForm, c: string): string {
  const micros = FORMS[form].micros(c);
  const fraction = `((${micros}) % 1000000 + 1000000) % 1000000`;
  const seconds = `((${micros}) - (${fraction})) / 1000000`;
  return `strftime('%Y-%m-%d %H:%M:%S', ${seconds}, 'unixepoch') || printf('.%06d+00', ${fraction})`;
}

/** Whether a value is a number that stands for a time of the type, and for nothing finer. */
export function isTime(form: TimeForm, type: string, c: string): string {
  const { micros, exact } = FORMS[form];
  const conditions = [
    `typeof(${c}) IN ('integer', 'real')`,
    exact(c),
    `(${micros(c)}) BETWEEN ${FIRST} AND ${LAST}`,
  ];
  const digits = /\((\d)\) with/.exec(type)?.[1];
  if (digits !== undefined) conditions.push(`(${micros(c)}) % ${10 ** (6 - Number(digits))} = 0`);
  if (type === 'date') conditions.push(`(${micros(c)}) % 86400000000 = 0`);
  // CASE, because AND may compute its sides in any order and an overflow would be an error.
  return `CASE WHEN ${conditions[0]} THEN CASE WHEN ${conditions[1]} THEN ${conditions.slice(2).join(' AND ')} ELSE 0 END ELSE 0 END`;
}
