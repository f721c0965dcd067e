/** Rows whose foreign key points to nothing. SQLite checks keys only when told to, so old files are full of them. */
import { sameName } from '../sql/fold.ts';
import type { CatalogForeignKey, CatalogTable } from './catalog.ts';
import { quoteSqlite, type SqliteHandle } from './open.ts';

/** By the key's id; null where the parent has no unique key on these columns, so that the key never bound anything. */
export function countOrphans(db: SqliteHandle, table: CatalogTable): Record<number, number | null> {
  return Object.fromEntries(table.foreignKeys.map((key) => [key.id, countFor(db, table, key)]));
}

function countFor(db: SqliteHandle, table: CatalogTable, key: CatalogForeignKey): number | null {
  const parent = parentKey(db, key);
  if (!parent) return null;
  // The parent's column stands on the left: its affinity and collation decide, as in SQLite's own check.
  const same = key.from.map((column, at) => `p.${quoteSqlite(parent[at] ?? '')} = c.${quoteSqlite(column)}`);
  const given = key.from.map((column) => `c.${quoteSqlite(column)} IS NOT NULL`);
  const count = db
    .prepare(
      `SELECT count(*) FROM ${quoteSqlite(table.name)} AS c WHERE ${given.join(' AND ')}
         AND NOT EXISTS (SELECT 1 FROM ${quoteSqlite(key.table)} AS p WHERE ${same.join(' AND ')})`,
    )
    .pluck()
    .get();
  return Number(count);
}

/** The referenced columns, if the parent is an ordinary table with a unique key on exactly these. */
function parentKey(db: SqliteHandle, key: CatalogForeignKey): string[] | null {
  const columns = db
    .prepare<[string], { name: string; pk: bigint }>('SELECT name, pk FROM pragma_table_xinfo(?)')
    .all(key.table);
  const primary = columns.filter(({ pk }) => pk > 0n).sort((a, b) => Number(a.pk - b.pk));
  const wanted = key.to.length > 0 ? key.to : primary.map(({ name }) => name);
  if (wanted.length !== key.from.length) return null;
  const sameSet = (names: (string | null)[]) =>
    names.length === wanted.length &&
    wanted.every((name) => names.some((other) => other !== null && sameName(other, name)));
  if (primary.length > 0 && sameSet(primary.map(({ name }) => name))) return wanted;
  const indexes = db
    .prepare<[string], string>('SELECT name FROM pragma_index_list(?) WHERE "unique" = 1 AND partial = 0')
    .pluck()
    .all(key.table);
  const parts = db.prepare<[string], string | null>('SELECT name FROM pragma_index_info(?)').pluck();
  return indexes.some((index) => sameSet(parts.all(index))) ? wanted : null;
}
