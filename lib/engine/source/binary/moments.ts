/** Days and times of day as PostgreSQL keeps them: days, and microseconds, since 2000-01-01. */
import { type Moment, momentOf } from '../records/moments.ts';
import { NeedsText } from './output.ts';

const DAY = 86_400_000_000;
/** Beyond these days a double does not hold the microseconds: before 1715 and behind 2285. */
const MOST_DAYS = 104_000;

/** Days since 2000-01-01. */
export function dayOf(bytes: Buffer, at: number, length: number): number {
  expect('date', bytes, at, length);
  return daysAt(bytes, at);
}

/** Microseconds since midnight. */
export function timeOfDay(bytes: Buffer, at: number, length: number): number {
  expect('time', bytes, at, length);
  return clockAt(bytes, at, at + length);
}

export function timestampOf(bytes: Buffer, at: number, length: number): number {
  expect('timestamp', bytes, at, length);
  return within(daysAt(bytes, at)) * DAY + clockAt(bytes, at + 11, at + length);
}

export function zonedOf(bytes: Buffer, at: number, length: number): number {
  expect('timestamptz', bytes, at, length);
  const end = at + length;
  const days = within(daysAt(bytes, at));
  if (bytes[end - 1] === 0x5a) return days * DAY + clockAt(bytes, at + 11, end - 1);
  const offset = (two(bytes, end - 5) * 60 + two(bytes, end - 2)) * 60_000_000;
  const local = days * DAY + clockAt(bytes, at + 11, end - 6);
  return bytes[end - 6] === 0x2d ? local + offset : local - offset;
}

function expect(moment: Moment, bytes: Buffer, at: number, length: number): void {
  if (momentOf(bytes, at, at + length) !== moment) throw new NeedsText();
}

function within(days: number): number {
  if (Math.abs(days) > MOST_DAYS) throw new NeedsText();
  return days;
}

function two(bytes: Buffer, at: number): number {
  return (bytes[at] as number) * 10 + (bytes[at + 1] as number) - 528;
}

/** Of the Gregorian calendar, counted in years that begin in March: then the leap day is the last. */
function daysAt(bytes: Buffer, at: number): number {
  const month = two(bytes, at + 5);
  const year = two(bytes, at) * 100 + two(bytes, at + 2) - (month < 3 ? 1 : 0);
  const leaps = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  const ofYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + two(bytes, at + 8);
  return year * 365 + leaps + ofYear - 730_426;
}

/** HH:MM, with seconds, with a fraction of up to six digits. */
function clockAt(bytes: Buffer, at: number, end: number): number {
  let seconds = two(bytes, at) * 3600 + two(bytes, at + 3) * 60;
  if (end - at >= 8) seconds += two(bytes, at + 6);
  let micros = 0;
  for (let digit = 0; digit < 6; digit++) {
    const place = at + 9 + digit;
    micros = micros * 10 + (place < end ? (bytes[place] as number) - 0x30 : 0);
  }
  return seconds * 1_000_000 + micros;
}
