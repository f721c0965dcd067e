import { overrideError } from '../errors.ts';
import { quoteSqlite, type SqliteHandle } from './open.ts';

/** What a table's condition means is SQLite's to say: a name that is not there, a function that it does not have. */
export function checkCondition(db: SqliteHandle, source: string, where: string | null): void {
  if (where === null) return;
  try {
    db.prepare(`SELECT 1 FROM ${quoteSqlite(source)} WHERE (${where}\n)`);
  } catch (error) {
    const remedy = "Write one condition in SQLite's SQL, as it would stand behind WHERE.";
    throw overrideError(`tables.${source}.where`, (error as Error).message, remedy);
  }
}
