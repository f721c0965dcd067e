/**
 * Keys that are different in SQLite and the same in PostgreSQL: 1 and '1' as text, two spellings of one instant,
 * a text and a blob of the same bytes. Only columns whose values are read otherwise than they are can collide.
 */
import type { ColumnPlan, IndexPlan, TablePlan } from '../types.ts';
import { copyField } from './codecs.ts';
import { quoteSqlite, type SqliteHandle } from './open.ts';
import { takenWhere } from './taken.ts';

/** A unique key of a table by its name in the target, with the columns it is made of. */
export interface UniqueKey {
  name: string;
  columns: ColumnPlan[];
}

/** The unique keys whose values may come to be the same. Those with conditions or expressions are PostgreSQL's to judge. */
export function keysThatMayCollide(table: TablePlan): UniqueKey[] {
  const columnsOf = (names: string[]) =>
    names.flatMap((name) => table.columns.filter((column) => column.target === name));
  const keys = table.indexes.filter(isPlainUnique).map(({ target, columns }) => ({
    name: target,
    columns: columnsOf(columns.map(({ name }) => name)),
  }));
  if (table.primaryKey) {
    keys.push({ name: table.primaryKey.name, columns: columnsOf(table.primaryKey.columns) });
  }
  return keys.filter((key) => key.columns.some(mayMerge));
}

function isPlainUnique({ unique, where, columns }: IndexPlan): boolean {
  return (
    unique && where === null && columns.every(({ expression, nocase }) => expression === null && !nocase)
  );
}

function mayMerge({ codec, type, values: { integers, reals, texts, blobs } }: ColumnPlan): boolean {
  const classes = [integers + reals, texts, blobs].filter((count) => count > 0).length;
  if (codec === 'any-text' || codec === 'bytes' || codec === 'boolean') return classes > 1;
  if (codec === 'plain') return type.startsWith('time');
  return codec === 'zoned' || codec.startsWith('text-');
}

/** Values of the key that several rows have once they are read for the target; NULLs are never the same. */
export function countCollisions(db: SqliteHandle, table: TablePlan, key: UniqueKey): number {
  const given = key.columns.map(({ source }) => `${quoteSqlite(source)} IS NOT NULL`);
  const values = key.columns.map(canonical);
  return Number(
    db
      .prepare(
        `SELECT count(*) FROM (SELECT 1 FROM ${quoteSqlite(table.source)} ${takenWhere(table, ...given)}
           GROUP BY ${values.join(', ')} HAVING count(*) > 1)`,
      )
      .pluck()
      .get(),
  );
}

/** The same for values that PostgreSQL takes for the same. */
function canonical(column: ColumnPlan): string {
  const c = quoteSqlite(column.source);
  if (column.codec === 'zoned' || (column.codec === 'plain' && column.type.startsWith('time'))) {
    const fraction = `CASE instr(${c}, '.') WHEN 0 THEN 0.0 ELSE CAST('0' || substr(${c}, instr(${c}, '.')) AS REAL) END`;
    return `strftime('%s', ${c}), ${fraction}`;
  }
  return copyField(column);
}
