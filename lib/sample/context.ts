import type { Random } from './random.ts';
import type { SampleTable } from './schema.ts';
import type { Language } from './words.ts';

export type SqlValue = string | number | bigint | Buffer | null;

/** What the writers of rows share. */
export interface Context {
  random: Random;
  client: string;
  /** Share of people who write Russian, 0 to 1. */
  russian: number;
  currency: string;
  rows: Record<SampleTable, number>;
  insert: (table: SampleTable, values: SqlValue[]) => void;
}

/** Writes rows and yields now and then the number of rows written since: a place to report, commit or stop. */
export type Writer = Generator<number, void>;

/** Unix seconds of 2023-01-01 and 2026-01-01: fixed, or the same seed would give another file tomorrow. */
export const BEGAN = 1_672_531_200;
export const ENDED = 1_767_225_600;

const BATCH = 2000;

/** Calls `write` for 1 … count. */
export function* each(count: number, write: (number: number) => void): Writer {
  for (let first = 1; first <= count; first += BATCH) {
    const last = Math.min(count, first + BATCH - 1);
    for (let number = first; number <= last; number++) write(number);
    yield last - first + 1;
  }
}

export function language(context: Context): Language {
  return context.random.chance(context.russian) ? 'ru' : 'en';
}
