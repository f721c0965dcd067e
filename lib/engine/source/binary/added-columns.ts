/** What a row says of a column that was added after it: its default, as SQLite reads it, in the shape of a record's value. */
import { quoteSqlite, type SqliteHandle } from '../open.ts';
import { WIDE } from '../records/integers.ts';
import { REAL } from '../records/record.ts';

export interface StoredValue {
  serial: number;
  bytes: Buffer;
}

/** @param rowid a row that has no value of its own for the column: all of these have the same. */
export function defaultIn(
  db: SqliteHandle,
  table: { source: string; rowid: string },
  column: string,
  rowid: bigint,
): StoredValue {
  const c = quoteSqlite(column);
  const [type, value] = db
    .prepare(
      `SELECT typeof(${c}), CASE typeof(${c}) WHEN 'text' THEN CAST(${c} AS BLOB) ELSE ${c} END
       FROM ${quoteSqlite(table.source)} WHERE ${quoteSqlite(table.rowid)} = ?`,
    )
    .raw()
    .get(rowid) as [string, bigint | number | Buffer | null];
  const eight = Buffer.alloc(8);
  if (typeof value === 'bigint') {
    eight.writeBigInt64BE(value);
    return { serial: WIDE, bytes: eight };
  }
  if (typeof value === 'number') {
    eight.writeDoubleBE(value);
    return { serial: REAL, bytes: eight };
  }
  if (value === null) return { serial: 0, bytes: Buffer.alloc(0) };
  return { serial: (type === 'text' ? 13 : 12) + 2 * value.length, bytes: value };
}
