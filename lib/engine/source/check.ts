/** Whether a snapshot is damaged. Rows that break the rules of their own table are no damage: the profile counts them. */
import type { SqliteHandle } from './open.ts';

const BROKEN_RULE =
  /^(CHECK constraint failed in |NULL value in |non-\w+ value in |NUMERIC value in |TEXT value in )/;

/** What SQLite first finds wrong, or null. */
export function firstDamage(db: SqliteHandle): string | null {
  // An expression of the file could fail or take for ever.
  db.pragma('ignore_check_constraints = ON');
  const found = db.prepare('PRAGMA quick_check(2147483647)').pluck().iterate() as IterableIterator<string>;
  for (const message of found) if (message !== 'ok' && !BROKEN_RULE.test(message)) return message;
  return null;
}
