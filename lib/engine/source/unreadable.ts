/** Generated columns that SQLite computes on reading can fail on a value; nothing else of their rows is lost by it. */
import { ask } from './ask.ts';
import type { CatalogTable } from './catalog.ts';
import { quoteSqlite, type SqliteHandle } from './open.ts';
import { fromPiece, type Piece } from './pieces.ts';

/** SQLite's message for each column that cannot be read in this piece. */
export function unreadableColumns(db: SqliteHandle, table: CatalogTable, piece: Piece): Map<string, string> {
  const messages = new Map<string, string>();
  const columns = table.columns.filter(({ generated }) => generated === 'virtual');
  const questions = columns.map(({ name }) => ({
    sql: `count(${quoteSqlite(name)})`,
    answer: () => {},
  }));
  const from = fromPiece(table, piece);
  if (!failureOf(() => ask(db, from, questions))) return messages;
  questions.forEach((question, at) => {
    const failure = failureOf(() => ask(db, from, [question]));
    if (failure !== null) messages.set(columns[at]?.name ?? '', failure);
  });
  return messages;
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
