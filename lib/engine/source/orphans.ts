/** Rows whose foreign key points to nothing. SQLite checks keys only when told to, so old files are full of them. */
import { sameName } from '../sql/fold.ts';
import type { CatalogForeignKey, CatalogTable } from './catalog.ts';
import { quoteSqlite, type SqliteHandle } from './open.ts';
import { fromPiece, type Piece } from './pieces.ts';
import type { ColumnProfile } from './table-profile.ts';

/** By the key's id; null where the parent has no unique key on these columns, so that the key never bound anything. */
export function countOrphans(
  db: SqliteHandle,
  table: CatalogTable,
  piece: Piece,
  columns: Record<string, ColumnProfile>,
): Record<number, number | null> {
  return Object.fromEntries(
    table.foreignKeys.map((key) => [key.id, countFor(db, table, piece, key, columns)]),
  );
}

function countFor(
  db: SqliteHandle,
  table: CatalogTable,
  piece: Piece,
  key: CatalogForeignKey,
  columns: Record<string, ColumnProfile>,
): number | null {
  const found = parentKey(db, key);
  if (!found) return null;
  const profiles = Object.entries(columns);
  const own = key.from.map((name) => profiles.find(([other]) => sameName(other, name))?.[1]);
  if (own.some((profile) => !profile || profile.unreadable !== null)) return null;
  const [first] = own;
  const integers = own.length === 1 && first && first.reals + first.texts + first.blobs === 0 ? first : null;
  if (integers && found.isRowid && areAmong(integers, allRowids(db, key.table, found.columns[0] ?? 'rowid')))
    return 0;
  // The parent's column stands on the left: its affinity and collation decide, as in SQLite's own check.
  const same = key.from.map(
    (column, at) => `p.${quoteSqlite(found.columns[at] ?? '')} = c.${quoteSqlite(column)}`,
  );
  const orphan = `NOT EXISTS (SELECT 1 FROM ${quoteSqlite(key.table)} AS p WHERE ${same.join(' AND ')})`;
  const given = key.from.map((column) => `${quoteSqlite(column)} IS NOT NULL`);
  const rows = fromPiece(table, piece, ...given);
  const names = key.from.map(quoteSqlite).join(', ');
  // Sorted, and each number once: then the parent is read from one end to the other.
  const sql = integers
    ? `SELECT sum(n) FROM (SELECT ${names}, count(*) AS n ${rows} GROUP BY 1) AS c WHERE ${orphan}`
    : `SELECT count(*) FROM (SELECT ${names} ${rows}) AS c WHERE ${orphan}`;
  return Number(db.prepare(sql).pluck().get() ?? 0);
}

/** A parent's rowids from smallest to largest, if none is missing between them. */
type Run = { least: bigint; most: bigint } | null;

/** A snapshot does not change, so this is asked once of each parent. */
const runs = new WeakMap<SqliteHandle, Map<string, Run>>();

function allRowids(db: SqliteHandle, table: string, column: string): Run {
  const known = runs.get(db) ?? new Map<string, Run>();
  runs.set(db, known);
  const run = known.get(table);
  if (run !== undefined) return run;
  const name = quoteSqlite(table);
  const key = quoteSqlite(column);
  // Each is answered by itself from the tree of rowids, without a look at the rows.
  const [least, most, count] = db
    .prepare(
      `SELECT (SELECT min(${key}) FROM ${name}), (SELECT max(${key}) FROM ${name}), (SELECT count(*) FROM ${name})`,
    )
    .raw()
    .get() as [bigint | null, bigint | null, bigint];
  const dense = least !== null && most !== null && most - least + 1n === count;
  known.set(table, dense ? { least, most } : null);
  return dense ? { least, most } : null;
}

function areAmong({ minInteger, maxInteger }: ColumnProfile, run: Run): boolean {
  if (minInteger === null || maxInteger === null) return true;
  return run !== null && BigInt(minInteger) >= run.least && BigInt(maxInteger) <= run.most;
}

interface ParentKey {
  columns: string[];
  /** It is the rowid itself. */
  isRowid: boolean;
}

/** The referenced columns, if the parent is an ordinary table with a unique key on exactly these. */
function parentKey(db: SqliteHandle, key: CatalogForeignKey): ParentKey | null {
  const columns = db
    .prepare<[string], { name: string; type: string; pk: bigint }>(
      'SELECT name, type, pk FROM pragma_table_xinfo(?)',
    )
    .all(key.table);
  const primary = columns.filter(({ pk }) => pk > 0n).sort((a, b) => Number(a.pk - b.pk));
  const wanted = key.to.length > 0 ? key.to : primary.map(({ name }) => name);
  if (wanted.length !== key.from.length) return null;
  const sameSet = (names: (string | null)[]) =>
    names.length === wanted.length &&
    wanted.every((name) => names.some((other) => other !== null && sameName(other, name)));
  const indexes = db
    .prepare<[string], { name: string; origin: string }>(
      'SELECT name, origin FROM pragma_index_list(?) WHERE "unique" = 1 AND partial = 0',
    )
    .all(key.table);
  if (primary.length > 0 && sameSet(primary.map(({ name }) => name))) {
    const declared = primary[0]?.type.toUpperCase() === 'INTEGER' && primary.length === 1;
    return { columns: wanted, isRowid: declared && indexes.every(({ origin }) => origin !== 'pk') };
  }
  const parts = db.prepare<[string], string | null>('SELECT name FROM pragma_index_info(?)').pluck();
  return indexes.some(({ name }) => sameSet(parts.all(name))) ? { columns: wanted, isRowid: false } : null;
}
