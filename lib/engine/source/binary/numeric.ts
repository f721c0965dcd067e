/** Numbers as numeric: what SQLite writes of them with fifteen digits, in groups of four. */
import { NeedsText, type Output } from './output.ts';

/** Beyond fifteen digits SQLite rounds what it writes. */
const MOST = 1e15;
/** The fraction in groups of four must be a whole number that a double holds. */
const MOST_PLACES = 12;
/** SQLite writes smaller ones with an exponent, which says more places than they have. */
const LEAST = 1e-4;
/** Four of fifteen digits before the point, three behind it, one that is cut by it. */
const GROUPS = new Int16Array(8);
const POWERS = Array.from({ length: MOST_PLACES + 1 }, (_, places) => 10 ** places);

/** @param scale as declared; null where none is: then a number has the places that it is written with. */
export function writeNumeric(out: Output, value: number, whole: boolean, scale: number | null): void {
  if (Object.is(value, -0)) throw new NeedsText();
  const places = scale ?? (whole ? 0 : placesOf(value));
  if (places > MOST_PLACES) throw new NeedsText();
  const power = POWERS[places] as number;
  const digits = Math.round(Math.abs(value) * power);
  if (!(digits < MOST) || digits / power !== Math.abs(value)) throw new NeedsText();
  const integer = Math.floor(digits / power);
  let weight = groupsBefore(integer);
  let count = weight + 1;
  // Padded with zeros to whole groups.
  const padded = Math.ceil(places / 4) * 4;
  let fraction = (digits - integer * power) * (POWERS[padded - places] as number);
  for (let left = padded - 4; fraction > 0; left -= 4) {
    const unit = POWERS[left] as number;
    const group = Math.floor(fraction / unit);
    fraction -= group * unit;
    if (count === 0 && group === 0) weight--;
    else GROUPS[count++] = group;
  }
  while (count > 0 && GROUPS[count - 1] === 0) count--;
  out.numeric(GROUPS, count, count === 0 ? 0 : weight, value < 0, places);
}

/** Fills in the groups of a whole number and says the weight of the first; -1 without any. */
function groupsBefore(integer: number): number {
  let weight = -1;
  for (let limit = 1; integer >= limit; limit *= 10_000) weight++;
  let rest = integer;
  for (let index = weight; index >= 0; index--) {
    GROUPS[index] = rest % 10_000;
    rest = Math.floor(rest / 10_000);
  }
  return weight;
}

/** SQLite writes a real with one place at least. */
function placesOf(value: number): number {
  if (value !== 0 && Math.abs(value) < LEAST) throw new NeedsText();
  for (let places = 1; places <= MOST_PLACES; places++) {
    const shifted = Math.abs(value) * (POWERS[places] as number);
    if (shifted >= MOST) break;
    if (Math.round(shifted) / (POWERS[places] as number) === Math.abs(value)) return places;
  }
  throw new NeedsText();
}
