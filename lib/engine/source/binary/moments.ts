/** Days and times of day as PostgreSQL keeps them: days, or microseconds, since 2000-01-01. */
import { type Moment, momentOf } from '../records/moments.ts';
import { NeedsText, type Output } from './output.ts';

const DAY = 86_400_000_000;
/** Within these days a double holds the microseconds: from 1716 to 2284. */
const MOST_DAYS = 103_000;

export function writeDate(out: Output, bytes: Buffer, at: number, length: number): void {
  expect('date', bytes, at, length);
  out.int32(daysAt(bytes, at));
}

export function writeTime(out: Output, bytes: Buffer, at: number, length: number): void {
  expect('time', bytes, at, length);
  out.int64(clockAt(bytes, at, at + length));
}

export function writeTimestamp(out: Output, bytes: Buffer, at: number, length: number): void {
  expect('timestamp', bytes, at, length);
  writeMicros(out, daysAt(bytes, at), clockAt(bytes, at + 11, at + length));
}

/** With a zone: kept in UTC. */
export function writeZoned(out: Output, bytes: Buffer, at: number, length: number): void {
  expect('timestamptz', bytes, at, length);
  const end = at + length;
  const utc = bytes[end - 1] === 0x5a;
  const offset = utc ? 0 : (two(bytes, end - 5) * 60 + two(bytes, end - 2)) * 60_000_000;
  const local = clockAt(bytes, at + 11, utc ? end - 1 : end - 6);
  writeMicros(out, daysAt(bytes, at), bytes[end - 6] === 0x2d ? local + offset : local - offset);
}

function writeMicros(out: Output, days: number, micros: number): void {
  if (Math.abs(days) < MOST_DAYS) out.int64(days * DAY + micros);
  else out.wide(BigInt(days) * BigInt(DAY) + BigInt(micros));
}

function expect(moment: Moment, bytes: Buffer, at: number, length: number): void {
  if (momentOf(bytes, at, at + length) !== moment) throw new NeedsText();
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
