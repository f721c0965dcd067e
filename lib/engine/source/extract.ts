/** Reads the rows of a chunk as COPY text, put together inside SQLite. */
import type { ColumnPlan, TablePlan } from '../types.ts';
import { copyField } from './codecs.ts';
import { utf8Cast } from './functions.ts';
import { type KeyRange, keyConditions, keyRanges } from './key-ranges.ts';
import { extractLargeRow, hasLargeRows, largeRows, largestTogether } from './large-rows.ts';
import { quoteSqlite, type SqliteHandle } from './open.ts';
import { throwIfStopping } from './stopping.ts';
import { takenConditions, takenWhere } from './taken.ts';
import { type Block, concatWs, MIN_ROWID, walkRowids } from './walk.ts';

/** A chunk covers the rowids behind `after` up to `last`, or the keys of a table without rowid. */
export interface ChunkRange {
  number: number;
  after: bigint | null;
  last: bigint | null;
  keys?: KeyRange;
}

export const WHOLE: ChunkRange = { number: 0, after: null, last: null };

const CHUNK_BYTES = 16 << 20;
const BLOCK_BYTES = 512 << 10;
/** No block may come near SQLite's limit of 1 GB for a value, even if all its rows were as large as the largest. */
const BLOCK_LIMIT = 128 << 20;

/** PostgreSQL computes generated columns itself. */
export function copiedColumns(table: TablePlan): ColumnPlan[] {
  return table.columns.filter((column) => column.generated === null);
}

function lineOf(table: TablePlan): string {
  const fields = copiedColumns(table).map((column) => copyField(column));
  return concatWs('char(9)', fields);
}

/** COPY text of a chunk, block by block. A block ends in a line feed, unless it is a piece of a large row. */
export function* extractChunk(db: SqliteHandle, table: TablePlan, range: ChunkRange): Generator<Block> {
  if (!hasLargeRows(db, table)) return yield* extractRows(db, table, range);
  let { after } = range;
  for (const rowid of largeRows(db, table, range)) {
    if (after === null ? rowid > MIN_ROWID : rowid > after + 1n)
      yield* extractRows(db, table, { ...range, after, last: rowid - 1n });
    yield* extractLargeRow(db, table, copiedColumns(table), rowid);
    after = rowid;
  }
  if (after === range.after || range.last === null || (after ?? MIN_ROWID) < range.last)
    yield* extractRows(db, table, { ...range, after });
}

function* extractRows(db: SqliteHandle, table: TablePlan, range: ChunkRange): Generator<Block> {
  const line = lineOf(table);
  const average = Math.max(1, table.bytes / Math.max(1, table.rows));
  const largest = largestTogether(db, table);
  const rows = Math.max(
    1,
    Math.floor(Math.min(5000, BLOCK_BYTES / average, BLOCK_LIMIT / Math.max(1, 2 * largest))),
  );
  if (table.rowid !== null) {
    const source = { name: table.source, rowid: table.rowid };
    for (const block of walkRowids(db, source, `${line} || char(10)`, `''`, {
      ...range,
      rows,
      conditions: takenConditions(table),
    }))
      yield block;
    return;
  }
  yield* gather(
    db
      .prepare(
        `SELECT ${utf8Cast(db, `${line} || char(10)`)} FROM ${quoteSqlite(table.source)}
         ${takenWhere(table, ...(range.keys ? keyConditions(table, range.keys) : []))}`,
      )
      .pluck()
      .iterate() as IterableIterator<Buffer>,
  );
}

function* gather(lines: IterableIterator<Buffer>): Generator<Block> {
  let pending: Buffer[] = [];
  let bytes = 0;
  for (const line of lines) {
    pending.push(line);
    bytes += line.length;
    if (bytes < BLOCK_BYTES) continue;
    throwIfStopping();
    yield { rows: pending.length, text: Buffer.concat(pending) };
    pending = [];
    bytes = 0;
  }
  if (pending.length > 0) yield { rows: pending.length, text: Buffer.concat(pending) };
}

/**
 * Cuts a table into chunks of about 16 MB by its rowids or its key. The same snapshot gives the same chunks each time:
 * an interrupted run relies on it.
 */
export function chunksOf(db: SqliteHandle, table: TablePlan): ChunkRange[] {
  if (table.rows === 0) return [WHOLE];
  const average = Math.max(1, table.bytes / table.rows);
  const rows = Math.min(250_000, Math.max(1000, Math.round(CHUNK_BYTES / average)));
  if (table.rowid === null) {
    return keyRanges(db, table, rows).map((keys, number) => ({ ...WHOLE, number, keys }));
  }
  const key = quoteSqlite(table.rowid);
  const name = quoteSqlite(table.source);
  const next = db
    .prepare(`SELECT ${key} FROM ${name} WHERE ${key} > @after ORDER BY ${key} LIMIT 1 OFFSET @skip`)
    .pluck();
  const first = db.prepare(`SELECT ${key} FROM ${name} ORDER BY ${key} LIMIT 1 OFFSET @skip`).pluck();
  const chunks: ChunkRange[] = [];
  let after: bigint | null = null;
  for (;;) {
    const last: unknown =
      after === null ? first.get({ skip: rows - 1 }) : next.get({ after, skip: rows - 1 });
    const end = typeof last === 'bigint' ? last : null;
    chunks.push({ number: chunks.length, after, last: end });
    if (end === null) return chunks;
    after = end;
  }
}
