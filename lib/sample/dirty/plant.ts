/** Puts the defects into a database that the ordinary generator has filled. */
import type { Database } from 'better-sqlite3';
import { DATES } from './dates.ts';
import type { Defect } from './defect.ts';
import { KEYS } from './keys.ts';
import { NAMES } from './names.ts';
import { NUMBERS } from './numbers.ts';
import { OBJECTS } from './objects.ts';
import { TEXTS } from './texts.ts';

/** In an order in which everything referred to exists; what each is stands in its `what`. */
export const DEFECTS: readonly Defect[] = [...NUMBERS, ...DATES, ...TEXTS, ...NAMES, ...KEYS, ...OBJECTS];

/**
 * Ordinary tables do not stay clean either: a few rows of each, however large the tables are.
 * Only `id IN (…)` conditions, so that no table is read through.
 */
const IN_ORDINARY_TABLES = [
  "UPDATE bookings SET starts_at = '' WHERE id = 3",
  "UPDATE bookings SET ends_at = '0000-00-00 00:00:00' WHERE id = 4",
  'UPDATE bookings SET created_at = 1709200800000 WHERE id = 5',
  'UPDATE bookings SET user_id = 987654321 WHERE id = 6',
  "UPDATE payments SET amount = 'н/д' WHERE id = 2",
  'UPDATE payments SET amount = 10.005 WHERE id = 3',
  `UPDATE payments SET payload = '{"ok":true' WHERE id = 4`,
  'UPDATE users SET is_active = 2 WHERE id = 2',
  "UPDATE users SET name = CAST(x'd090ff' AS TEXT) WHERE id = 3",
  "UPDATE users SET language = 'deutsch' WHERE id = 4",
];

/**
 * Foreign keys and checks must be off, and the ordinary triggers not made yet.
 *
 * @param cell bytes of the one large cell
 */
export function plantDefects(db: Database, cell: number): void {
  for (const statement of IN_ORDINARY_TABLES) db.exec(statement);
  for (const { sql, rows = [], after } of DEFECTS) {
    db.exec(sql);
    for (const { insert, values } of rows) {
      const statement = db.prepare(insert);
      for (const row of values) statement.run(...row);
    }
    if (after) db.exec(after);
  }
  db.exec('CREATE TABLE dirty_large_cell (id INTEGER PRIMARY KEY, body BLOB, copy TEXT)');
  db.prepare("INSERT INTO dirty_large_cell VALUES (1, zeroblob(?), 'one very large value')").run(cell);
  // Leaves sqlite_stat1 and sqlite_stat4 behind, as a database that was looked after has them.
  db.pragma('analysis_limit = 1000');
  db.exec('ANALYZE');
}
