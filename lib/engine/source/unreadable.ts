/** Generated columns that SQLite computes on reading can fail on a value; nothing else of their rows is lost by it. */
import { readTableClauses } from '../sql/parse-table.ts';
import type { CatalogTable } from './catalog.ts';
import { quoteSqlite, type SqliteHandle } from './open.ts';
import { askPatiently } from './patience.ts';
import type { Piece } from './pieces.ts';

/** SQLite's message for each column that cannot be read in this piece. */
export function unreadableColumns(db: SqliteHandle, table: CatalogTable, piece: Piece): Map<string, string> {
  const messages = new Map<string, string>();
  const columns = table.columns.filter(({ generated }) => generated === 'virtual');
  const questions = columns.map(({ name }) => ({
    sql: `count(${quoteSqlite(name)})`,
    answer: () => {},
  }));
  if (columns.length === 0) return messages;
  const clauses = readTableClauses(table.sql).columns;
  // Of one, or of all: an expression may use another generated column.
  const expressions = clauses.map(({ generated }) => generated ?? '');
  const read = (some: typeof questions) =>
    failureOf(() => {
      if (!askPatiently(db, table, piece, expressions, some)) throw new TooSlow();
    });
  if (read(questions) === null) return messages;
  questions.forEach((question, at) => {
    const failure = read([question]);
    if (failure !== null) messages.set(columns[at]?.name ?? '', failure);
  });
  return messages;
}

class TooSlow extends Error {
  readonly code = 'HOWDAH_SLOW';
  override readonly message = 'its expression takes too long';
}

/** The message of an error in the expression. A damaged file is another matter. */
function failureOf(work: () => void): string | null {
  try {
    work();
    return null;
  } catch (error) {
    const { code, message } = error as { code?: unknown; message: string };
    if (typeof code !== 'string' || /^SQLITE_(CORRUPT|IOERR|NOTADB|CANTOPEN|FULL)/.test(code)) throw error;
    return message;
  }
}
