/** Times and short texts as an application would have written them. */
import type { Random } from './random.ts';
import { BLAME, FIRST_NAMES, LAST_NAMES, LATIN, type Language, PRAISE, REQUESTS } from './words.ts';

const DAY = 86_400;
const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));
/** Days since 1970 as dates: some thousands at most, and far cheaper than asking Date each time. */
const days = new Map<number, string>();

/** `2024-05-01 09:30:00` of Unix seconds, as SQLite's CURRENT_TIMESTAMP writes it. */
export function dateTime(seconds: number): string {
  const time = ((seconds % DAY) + DAY) % DAY;
  const hours = TWO_DIGITS[Math.floor(time / 3600)];
  return `${date(seconds)} ${hours}:${TWO_DIGITS[Math.floor(time / 60) % 60]}:${TWO_DIGITS[time % 60]}`;
}

/** `2024-05-01` of Unix seconds. */
export function date(seconds: number): string {
  const day = Math.floor(seconds / DAY);
  let text = days.get(day);
  if (text === undefined) {
    text = new Date(day * DAY * 1000).toISOString().slice(0, 10);
    days.set(day, text);
  }
  return text;
}

export function personName(random: Random, language: Language): string {
  return `${random.pick(FIRST_NAMES[language])} ${random.pick(LAST_NAMES[language])}`;
}

/** An address that nobody else has, because `number` is in it. */
export function emailOf(name: string, number: number): string {
  let local = '';
  for (const letter of name.toLowerCase()) {
    local += LATIN[letter] ?? (letter === ' ' ? '.' : letter >= 'a' && letter <= 'z' ? letter : '');
  }
  return `${local}.${number}@example.com`;
}

/** One to three wishes, in the language of the one who books. */
export function request(random: Random, language: Language): string {
  return several(random, REQUESTS[language], random.integer(1, 3), '; ');
}

/** A review that fits its number of stars, now and then in two lines. */
export function reviewText(random: Random, language: Language, stars: number): string {
  const pool = stars >= 4 ? PRAISE[language] : BLAME[language];
  return several(random, pool, random.integer(1, 4), random.chance(0.1) ? '.\n' : '. ');
}

function several(random: Random, pool: readonly string[], count: number, separator: string): string {
  let text = random.pick(pool);
  for (let i = 1; i < count; i++) text += separator + random.pick(pool);
  return text;
}
