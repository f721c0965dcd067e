/**
 * Rows joined inside SQLite: a block of texts crosses into JavaScript faster than a value at a time. Only columns whose
 * values are known to hold no NUL are in it, each ended by one. A column that may be NULL has a mark before its value.
 */
import { isUtf16 } from '../source/functions.ts';
import { quoteSqlite, type SqliteHandle } from '../source/open.ts';
import { throwIfStopping } from '../source/stopping.ts';
import { takenConditions } from '../source/taken.ts';
import { isReadAsStored, type Kind, kindOf } from './encodings.ts';
import { type Bounds, readValue } from './source-rows.ts';
import type { CompareColumn, CompareTable } from './types.ts';

export const MARK = 0x3d;
const BLOCK_BYTES = 256 << 10;
const MOST_ROWS = 2000;
/** Rows that may be larger than this are read one by one. */
const LARGE_ROW = 1 << 20;
/** A function takes at most 1,000 arguments. */
const MOST_PARTS = 400;

/** Kinds whose values come as themselves, since a text would have to be trusted to say the same. */
const NUMBERS: ReadonlySet<Kind> = new Set(['float', 'bytea']);
/** Ways out of SQLite that only values without a NUL take. */
const CLEAN = new Set(['integer', 'decimal', 'boolean', 'plain', 'text', 'any-text']);

export interface Block {
  rows: number;
  text: Buffer;
  first: bigint;
  last: bigint;
}

export function isPackable(db: SqliteHandle, { plan }: CompareTable): boolean {
  return plan.rowid !== null && plan.maxRowBytes < LARGE_ROW && !isUtf16(db);
}

export function isPacked(column: CompareColumn): boolean {
  const { plan, type } = column;
  const kind = kindOf(type);
  // SQLite writes both zeros the same.
  const zeros = kind === 'text' && plan.values.reals > 0;
  return !NUMBERS.has(kind) && !zeros && CLEAN.has(plan.codec) && isReadAsStored(column);
}

/** Whether a mark stands before the column's values. */
export function isMarked({ plan }: CompareColumn): boolean {
  return plan.values.nulls > 0 || plan.emptyIsNull || plan.misfits !== null;
}

export function* packedRows(
  db: SqliteHandle,
  table: CompareTable,
  columns: CompareColumn[],
  bounds: Bounds,
): Generator<Block> {
  const { plan } = table;
  const key = quoteSqlite(plan.rowid ?? 'rowid');
  const conditions = takenConditions(plan).map((condition) => ` AND ${condition}`);
  const next = db
    .prepare(
      `SELECT max(k), count(*), CAST(group_concat(line, '') AS BLOB) FROM (
         SELECT ${key} AS k, ${lineOf(columns)} AS line FROM ${quoteSqlite(table.source)}
         WHERE ${key} BETWEEN @first AND @last${conditions.join('')} ORDER BY ${key} LIMIT @rows)`,
    )
    .raw();
  const average = Math.max(1, plan.bytes / Math.max(1, plan.rows));
  const rows = Math.max(1, Math.floor(Math.min(MOST_ROWS, BLOCK_BYTES / average)));
  for (let { first } = bounds; first <= bounds.last; ) {
    throwIfStopping();
    const found = next.get({ first, last: bounds.last, rows }) as [bigint | null, bigint, Buffer | null];
    const [last, count, text] = found;
    if (last === null) return;
    yield { rows: Number(count), text: text ?? Buffer.alloc(0), first, last };
    first = last + 1n;
  }
}

/** Each value as SQLite writes it, ended by a NUL. */
function lineOf(columns: CompareColumn[]): string {
  const parts = columns.map((column) => {
    const value = readValue(column, (c) => c);
    return isMarked(column) ? `ifnull('=' || ${value}, '')` : value;
  });
  return `${joined(parts)} || char(0)`;
}

function joined(parts: string[]): string {
  if (parts.length <= MOST_PARTS) return `concat_ws(char(0), ${parts.join(', ')})`;
  const groups: string[] = [];
  for (let from = 0; from < parts.length; from += MOST_PARTS) {
    groups.push(joined(parts.slice(from, from + MOST_PARTS)));
  }
  return joined(groups);
}
