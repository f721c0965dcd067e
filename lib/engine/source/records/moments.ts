/** Days and times of day as texts, by the rules of `forms.ts`. */

const ZERO = 0x30;
const DASH = 0x2d;
const COLON = 0x3a;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export type Moment = 'date' | 'timestamp' | 'timestamptz' | 'time';

/** What the bytes say if they are a moment; null otherwise. */
export function momentOf(bytes: Uint8Array, at: number, end: number): Moment | null {
  const length = end - at;
  if (length < 5 || length > 35) return null;
  if (bytes[at + 2] === COLON) return isClock(bytes, at, end) ? 'time' : null;
  if (length < 10 || !isDay(bytes, at)) return null;
  if (length === 10) return 'date';
  const between = bytes[at + 10];
  if (between !== 0x20 && between !== 0x54) return null;
  if (bytes[end - 1] === 0x5a) return length >= 17 && isClock(bytes, at + 11, end - 1) ? 'timestamptz' : null;
  if (isClock(bytes, at + 11, end)) return 'timestamp';
  return length >= 22 && isZone(bytes, end - 6) && isClock(bytes, at + 11, end - 6) ? 'timestamptz' : null;
}

/** Two digits as a number; -1 where they are none. */
function two(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] as number) - ZERO;
  const ones = (bytes[at + 1] as number) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

/** YYYY-MM-DD, a day that exists, from year 1 on. */
function isDay(bytes: Uint8Array, at: number): boolean {
  const century = two(bytes, at);
  const years = two(bytes, at + 2);
  const month = two(bytes, at + 5);
  const day = two(bytes, at + 8);
  if (bytes[at + 4] !== DASH || bytes[at + 7] !== DASH) return false;
  if (century < 0 || years < 0 || month < 1 || month > 12 || day < 1) return false;
  const year = century * 100 + years;
  if (year === 0) return false;
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (DAYS[month - 1] as number) + (leap ? 1 : 0);
}

/** HH:MM, HH:MM:SS, or with one to six digits of a fraction. */
function isClock(bytes: Uint8Array, at: number, end: number): boolean {
  const length = end - at;
  if (length !== 5 && length !== 8 && (length < 10 || length > 15)) return false;
  const hour = two(bytes, at);
  const minute = two(bytes, at + 3);
  if (hour < 0 || hour > 23 || bytes[at + 2] !== COLON || minute < 0 || minute > 59) return false;
  if (length === 5) return true;
  const second = two(bytes, at + 6);
  if (bytes[at + 5] !== COLON || second < 0 || second > 59) return false;
  if (length === 8) return true;
  if (bytes[at + 8] !== 0x2e) return false;
  for (let digit = at + 9; digit < end; digit++) {
    const value = bytes[digit] as number;
    if (value < ZERO || value > ZERO + 9) return false;
  }
  return true;
}

/** Sign, hours up to 19, minutes. */
function isZone(bytes: Uint8Array, at: number): boolean {
  const sign = bytes[at];
  const hours = two(bytes, at + 1);
  const minutes = two(bytes, at + 4);
  return (
    (sign === 0x2b || sign === DASH) &&
    hours >= 0 &&
    hours <= 19 &&
    bytes[at + 3] === COLON &&
    minutes >= 0 &&
    minutes <= 59
  );
}
