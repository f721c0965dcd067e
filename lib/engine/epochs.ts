/** Numbers that stand for times, in JavaScript: for samples shown to people, and for verification apart from the copy's SQL. */

/** How a number stands for a time. Chrome counts microseconds since 1601, Apple seconds since 2001, both in UTC. */
export const TIME_FORMS = [
  'unix-seconds',
  'unix-milliseconds',
  'unix-microseconds',
  'julian-day',
  'chrome-microseconds',
  'apple-seconds',
] as const;
export type TimeForm = (typeof TIME_FORMS)[number];

/** Of a column's codec, which is a form itself where its numbers stand for times. */
export function timeFormOf(codec: string): TimeForm | undefined {
  return TIME_FORMS.find((form) => form === codec);
}

const MICROS_PER_UNIT: Partial<Record<TimeForm, bigint>> = {
  'unix-seconds': 1_000_000n,
  'unix-milliseconds': 1000n,
  'unix-microseconds': 1n,
  'chrome-microseconds': 1n,
  'apple-seconds': 1_000_000n,
};
/** Microseconds from each form's zero to 1970. */
const SHIFT: Partial<Record<TimeForm, bigint>> = {
  'chrome-microseconds': -11_644_473_600_000_000n,
  'apple-seconds': 978_307_200_000_000n,
};
const UNIX_EPOCH_MS_IN_JULIAN = 210_866_760_000_000;

/** Microseconds since 1970; fractions of a microsecond (of a millisecond in Julian days) are rounded. */
export function microsOf(form: TimeForm, value: number | bigint): bigint {
  if (form === 'julian-day') {
    return BigInt(Math.round(Number(value) * 86_400_000) - UNIX_EPOCH_MS_IN_JULIAN) * 1000n;
  }
  const unit = MICROS_PER_UNIT[form] ?? 1n;
  const micros = typeof value === 'bigint' ? value * unit : BigInt(Math.round(value * Number(unit)));
  return micros + (SHIFT[form] ?? 0n);
}

/** `2021-03-04 05:06:07.5`, in UTC: without trailing zeros, as PostgreSQL prints a timestamp. */
export function utcText(micros: bigint): string {
  const fraction = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const seconds = Number((micros - fraction) / 1_000_000n);
  const text = new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
  return fraction === 0n ? text : `${text}.${String(fraction).padStart(6, '0').replace(/0+$/, '')}`;
}

/** Whole numbers of each form from 2000 to 2100. Apple's are left out: they look like seconds since 1970 of other years. */
const PLAUSIBLE: [TimeForm, bigint, bigint][] = [
  ['unix-seconds', 946_684_800n, 4_102_444_800n],
  ['unix-milliseconds', 946_684_800_000n, 4_102_444_800_000n],
  ['unix-microseconds', 946_684_800_000_000n, 4_102_444_800_000_000n],
  ['chrome-microseconds', 12_591_158_400_000_000n, 15_746_918_400_000_000n],
];

/** The form that all whole numbers between the two plausibly have; null where there is none, or doubt. */
export function formOfRange(min: string | null, max: string | null): TimeForm | null {
  if (min === null || max === null) return null;
  const found = PLAUSIBLE.find(([, from, to]) => BigInt(min) >= from && BigInt(max) < to);
  return found?.[0] ?? null;
}

/** The instant in microseconds of a local time in a zone, as PostgreSQL reads it where clocks change. */
export function microsInZone(local: bigint, zone: string): bigint {
  const day = 86_400_000_000n;
  const before = offsetAt(local - day, zone);
  const after = offsetAt(local + day, zone);
  if (before === after) return local - before;
  const [early, late] = [local - before, local - after];
  // Twice there: the later one. Never there: as if clocks had not changed yet.
  return offsetAt(late, zone) === after ? late : early;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function offsetAt(micros: bigint, zone: string): bigint {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  const ms = Number(micros / 1000n);
  const parts = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]));
  const year = parts.era === 'BC' ? 1 - Number(parts.year) : Number(parts.year);
  const there = new Date(0);
  there.setUTCFullYear(year, Number(parts.month) - 1, Number(parts.day));
  there.setUTCHours(Number(parts.hour), Number(parts.minute), Number(parts.second));
  return BigInt(there.getTime() - Math.floor(ms / 1000) * 1000) * 1000n;
}
