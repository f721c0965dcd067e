/** Many questions about a table's rows in few scans. */
import type { SqliteHandle } from './open.ts';
import { throwIfStopping } from './stopping.ts';

export type Answer = bigint | number | string | Buffer | null;

/** An aggregate over the rows, and what to do with its result. */
export interface Question {
  sql: string;
  answer: (value: Answer) => void;
}

/** SQLite allows 2,000 result columns; fewer keep the compiled statement small. */
const PER_SCAN = 400;

export function ask(db: SqliteHandle, from: string, questions: Question[]): void {
  for (let at = 0; at < questions.length; at += PER_SCAN) {
    throwIfStopping();
    const group = questions.slice(at, at + PER_SCAN);
    const row = db
      .prepare(`SELECT ${group.map(({ sql }) => sql).join(', ')} ${from}`)
      .raw()
      .get() as Answer[];
    group.forEach(({ answer }, index) => {
      answer(row[index] ?? null);
    });
  }
}

/** How many rows fulfil a condition. */
export function countWhere(condition: string, take: (count: number) => void): Question {
  return { sql: `count(*) FILTER (WHERE ${condition})`, answer: (value) => take(Number(value)) };
}

/** A sum of many terms, nested evenly: SQLite allows expressions 1,000 levels deep. */
export function sumOf(terms: string[]): string {
  if (terms.length <= 8) return terms.length === 0 ? '0' : terms.join(' + ');
  const half = terms.length >> 1;
  return `(${sumOf(terms.slice(0, half))}) + (${sumOf(terms.slice(half))})`;
}
