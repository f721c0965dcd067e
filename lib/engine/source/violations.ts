/** Rows that violate their table's CHECKs: SQLite can be told not to look at them. */
import { readTableClauses } from '../sql/parse-table.ts';
import { countWhere } from './ask.ts';
import type { CatalogTable } from './catalog.ts';
import type { SqliteHandle } from './open.ts';
import { askPatiently } from './patience.ts';
import type { Piece } from './pieces.ts';

/** How many rows violate each CHECK, in their order; null where SQLite cannot say, or not soon. */
export function countViolations(db: SqliteHandle, table: CatalogTable, piece: Piece): (number | null)[] {
  const { checks } = readTableClauses(table.sql);
  const counts = new Array<number | null>(checks.length).fill(null);
  const expressions = checks.map(({ expression }) => expression);
  const questions = checks.map(({ expression }, at) =>
    countWhere(`NOT (${expression}\n)`, (count) => (counts[at] = count)),
  );
  try {
    askPatiently(db, table, piece, expressions, questions);
  } catch {
    counts.fill(null);
    for (const [at, question] of questions.entries()) {
      try {
        askPatiently(db, table, piece, expressions.slice(at, at + 1), [question]);
      } catch {
        // It calls a function of the application, or fails on a value.
      }
    }
  }
  return counts;
}
