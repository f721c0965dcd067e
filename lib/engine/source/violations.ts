/** Rows that violate their table's CHECKs: SQLite can be told not to look at them. */
import { readTableClauses } from '../sql/parse-table.ts';
import { ask, countWhere } from './ask.ts';
import type { CatalogTable } from './catalog.ts';
import type { SqliteHandle } from './open.ts';
import { fromPiece, type Piece } from './pieces.ts';

/** How many rows violate each CHECK, in their order; null where SQLite cannot say. */
export function countViolations(db: SqliteHandle, table: CatalogTable, piece: Piece): (number | null)[] {
  const { checks } = readTableClauses(table.sql);
  const counts = new Array<number | null>(checks.length).fill(null);
  const from = fromPiece(table, piece);
  const questions = checks.map(({ expression }, at) =>
    countWhere(`NOT (${expression}\n)`, (count) => (counts[at] = count)),
  );
  try {
    ask(db, from, questions);
  } catch {
    counts.fill(null);
    for (const question of questions) {
      try {
        ask(db, from, [question]);
      } catch {
        // It calls a function of the application, or fails on a value.
      }
    }
  }
  return counts;
}
