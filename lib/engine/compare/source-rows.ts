/** Reading the source for a comparison. Nothing here is used to copy, so that no mistake can be made on both ways. */
import type { ChunkRange } from '../source/extract.ts';
import { misfitCondition } from '../source/fits.ts';
import { type KeyRange, keyConditions } from '../source/key-ranges.ts';
import { quoteSqlite, type SqliteHandle } from '../source/open.ts';
import { takenWhere } from '../source/taken.ts';
import type { TablePlan } from '../types.ts';
import { encodingOf, type Value } from './encodings.ts';
import type { CompareColumn, CompareTable } from './types.ts';

const FIRST_ROWID = -(2n ** 63n);
const LAST_ROWID = 2n ** 63n - 1n;

export interface Bounds {
  /** The smallest and the largest rowid. */
  first: bigint;
  last: bigint;
  keys?: KeyRange;
}

export function boundsOf({ after, last, keys }: ChunkRange): Bounds {
  return { first: after === null ? FIRST_ROWID : after + 1n, last: last ?? LAST_ROWID, keys };
}

/** What is read of a column, by `read` or as its encoding wants it; what the choices make NULL is NULL here as well. */
export function readValue(column: CompareColumn, read = encodingOf(column).read): string {
  const c = quoteSqlite(column.source);
  const value = read(c);
  const nulls: string[] = [];
  if (column.plan.emptyIsNull) nulls.push(`(typeof(${c}) = 'text' AND ${c} = '')`);
  if (column.plan.misfits?.policy === 'null') nulls.push(misfitCondition(column.plan, c));
  return nulls.length === 0 ? value : `CASE WHEN ${nulls.join(' OR ')} THEN NULL ELSE ${value} END`;
}

/** Reads rows of a range, in the rowid's order where there is one: one by one, or all at once where they are few. */
export interface RowReader {
  iterate(bounds: Bounds): IterableIterator<(Value | null)[]>;
  all(bounds: Bounds): (Value | null)[][];
}

export function rowReader(db: SqliteHandle, table: CompareTable, columns: CompareColumn[]): RowReader {
  const select = `SELECT ${columns.map((column) => readValue(column)).join(', ')} FROM ${quoteSqlite(table.source)}`;
  const { rowid } = table.plan;
  if (rowid === null) {
    const within = ({ keys }: Bounds) => {
      const conditions = keys ? keyConditions(table.plan, keys) : [];
      return db.prepare(`${select} ${takenWhere(table.plan, ...conditions)}`).raw();
    };
    return {
      iterate: (bounds) => within(bounds).iterate() as IterableIterator<(Value | null)[]>,
      all: (bounds) => within(bounds).all() as (Value | null)[][],
    };
  }
  const key = quoteSqlite(rowid);
  const where = takenWhere(table.plan, `${key} BETWEEN @first AND @last`);
  const rows = db.prepare(`${select} ${where} ORDER BY ${key}`).raw();
  return {
    iterate: ({ first, last }) => rows.iterate({ first, last }) as IterableIterator<(Value | null)[]>,
    all: ({ first, last }) => rows.all({ first, last }) as (Value | null)[][],
  };
}

/** The rows that the plan takes along, counted without reading them. */
export function countRows(db: SqliteHandle, table: TablePlan): number {
  const count = db.prepare(`SELECT count(*) FROM ${quoteSqlite(table.source)} ${takenWhere(table)}`).pluck();
  return Number(count.get());
}
