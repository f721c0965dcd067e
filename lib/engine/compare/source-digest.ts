/** The source's side of a comparison: reads values as SQLite holds them, encodes and hashes them here. */
import type { ChunkRange } from '../source/extract.ts';
import type { SqliteHandle } from '../source/open.ts';
import { throwIfStopping } from '../source/stopping.ts';
import { BucketSums } from './bucket-sums.ts';
import type { Digest } from './digest.ts';
import { type Encoding, encodingOf, kindOf, type Value } from './encodings.ts';
import { feedText, SHORT_WAYS, type ShortWay } from './feed.ts';
import { type Block, isMarked, isPackable, isPacked, MARK, packedRows } from './packed-rows.ts';
import { RowHash } from './row-hash.ts';
import { boundsOf, rowReader } from './source-rows.ts';
import { type CompareTable, isHashed } from './types.ts';

/** Rows by the buckets that their hashes fall into, or by the hashes. */
export type Which = { buckets: number[] } | { hashes: string[] };

export interface BucketRow {
  /** The row's hash, as the target's side prints it. */
  digest: string;
  /** Canonical texts, one a column. */
  values: (string | null)[];
}

/** How one column of a row is hashed; `packed` columns come in a block of text, the others as values. */
interface Field {
  packed: boolean;
  /** Part of the row's hash. */
  hashed: boolean;
  marked: boolean;
  encoding: Encoding;
  shortWay: ShortWay;
}

export function digestRows(db: SqliteHandle, table: CompareTable, range: ChunkRange): Digest {
  const sums = new BucketSums(table.buckets);
  hashRows(db, table, range, (hash) => sums.add(hash));
  return sums.digest();
}

/** The rows of a range that are asked for, `limit` at most, with their canonical values, to name the differences. */
export function rowsOf(
  db: SqliteHandle,
  table: CompareTable,
  range: ChunkRange,
  which: Which,
  limit: number,
): BucketRow[] {
  const found: BucketRow[] = [];
  const isAskedFor = 'buckets' in which ? inBuckets(table, which.buckets) : withHashes(which.hashes);
  hashRows(db, table, range, (hash, values) => {
    if (found.length < limit && isAskedFor(hash)) found.push({ digest: printed(hash), values: values() });
  });
  return found;
}

function inBuckets({ buckets }: CompareTable, asked: number[]): (hash: RowHash) => boolean {
  const numbers = new Set(asked);
  return ({ low }) => numbers.has(low & (buckets - 1));
}

function withHashes(asked: string[]): (hash: RowHash) => boolean {
  const hashes = new Set(asked);
  // Most rows are told apart by half of it, without printing them.
  const lows = new Set(asked.map((hash) => Number(BigInt.asUintN(32, BigInt(hash)))));
  return (hash) => lows.has(hash.low) && hashes.has(printed(hash));
}

/** Told of each row: its hash, good for now, and how its canonical texts are had. */
type OnRow = (hash: RowHash, values: () => (string | null)[]) => void;

function hashRows(db: SqliteHandle, table: CompareTable, range: ChunkRange, onRow: OnRow): void {
  const packable = isPackable(db, table);
  const fields = table.columns.map((column) => ({
    packed: packable && isPacked(column),
    hashed: isHashed(table, column),
    marked: isMarked(column),
    encoding: encodingOf(column),
    shortWay: SHORT_WAYS[kindOf(column.type)],
  }));
  const packed = table.columns.filter((_, at) => fields[at]?.packed);
  const others = table.columns.filter((_, at) => !fields[at]?.packed);
  const bounds = boundsOf(range);
  const reader = others.length > 0 ? rowReader(db, table, others) : null;
  if (packed.length === 0) {
    if (reader) hashValues(reader.iterate(bounds), fields, onRow);
    return;
  }
  for (const block of packedRows(db, table, packed, bounds)) {
    hashBlock(block, reader?.all(block) ?? null, fields, onRow);
  }
}

function hashValues(rows: IterableIterator<(Value | null)[]>, fields: Field[], onRow: OnRow): void {
  const hash = new RowHash();
  let count = 0;
  for (const row of rows) {
    hash.reset();
    for (let at = 0; at < fields.length; at++) {
      const { hashed, encoding } = fields[at] as Field;
      if (hashed) feedValue(hash, encoding, row[at]);
    }
    hash.end();
    onRow(hash, () => row.map((value, at) => textOf(fields[at] as Field, value)));
    if (++count % 1024 === 0) throwIfStopping();
  }
}

function hashBlock(
  { text, rows }: Block,
  values: (Value | null)[][] | null,
  fields: Field[],
  onRow: OnRow,
): void {
  const hash = new RowHash();
  const view = new DataView(text.buffer, text.byteOffset, text.length);
  if (values && values.length !== rows) throw new Error('a block has other rows than its range');
  let from = 0;
  for (let row = 0; row < rows; row++) {
    hash.reset();
    const begin = from;
    const others = values?.[row];
    let other = 0;
    for (let at = 0; at < fields.length; at++) {
      const { packed, hashed, marked, encoding, shortWay } = fields[at] as Field;
      if (!packed) {
        const value = others?.[other++];
        if (hashed) feedValue(hash, encoding, value);
        continue;
      }
      const end = endOf(text, from);
      if (!hashed) {
        from = end + 1;
        continue;
      }
      if (marked && text[from] !== MARK) hash.none();
      else {
        const start = marked ? from + 1 : from;
        if (!shortWay(hash, text, view, start, end)) {
          feedText(hash, encoding, encoding.encode(text.toString('utf8', start, end)));
        }
      }
      from = end + 1;
    }
    hash.end();
    onRow(hash, () => textsOf(text, begin, others ?? [], fields));
  }
  if (from !== text.length) throw new Error('a value holds a NUL where the profile found none');
}

/** The canonical texts of the row that begins there. */
function textsOf(text: Buffer, begin: number, others: (Value | null)[], fields: Field[]): (string | null)[] {
  let from = begin;
  let other = 0;
  return fields.map((field) => {
    if (!field.packed) return textOf(field, others[other++]);
    const end = endOf(text, from);
    const isNull = field.marked && text[from] !== MARK;
    const value = text.toString('utf8', field.marked ? from + 1 : from, end);
    from = end + 1;
    return isNull ? null : field.encoding.encode(value);
  });
}

function textOf({ encoding }: Field, value: Value | null | undefined): string | null {
  return value === null || value === undefined ? null : encoding.encode(value);
}

/** The next NUL: most values are short, for others the search in native code is faster. */
function endOf(text: Buffer, from: number): number {
  const near = Math.min(from + 48, text.length);
  let end = from;
  while (end < near && text[end] !== 0) end++;
  if (end < near) return end;
  const found = text.indexOf(0, end);
  if (found < 0) throw new Error('a value holds a NUL where the profile found none');
  return found;
}

function feedValue(hash: RowHash, encoding: Encoding, value: Value | null | undefined): void {
  feedCanonical(hash, encoding, value === null || value === undefined ? null : encoding.encode(value));
}

/** The hash of a row by its canonical texts, one a column, as the target's side prints it. */
export function hashOfTexts(table: CompareTable, texts: (string | null)[]): string {
  const hash = new RowHash();
  for (const [at, column] of table.columns.entries()) {
    if (isHashed(table, column)) feedCanonical(hash, encodingOf(column), texts[at]);
  }
  hash.end();
  return printed(hash);
}

function feedCanonical(hash: RowHash, encoding: Encoding, text: string | null | undefined): void {
  if (text === null || text === undefined) hash.none();
  else feedText(hash, encoding, text);
}

/** As PostgreSQL prints a bigint. */
function printed({ high, low }: RowHash): string {
  return String(BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low)));
}
