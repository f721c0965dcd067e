/** The source's side of a comparison: reads values as SQLite holds them, encodes and digests them here. */
import { hash } from 'node:crypto';
import type { ChunkRange } from '../source/extract.ts';
import { misfitCondition } from '../source/fits.ts';
import { quoteSqlite, type SqliteHandle } from '../source/open.ts';
import { throwIfStopping } from '../source/stopping.ts';
import { takenWhere } from '../source/taken.ts';
import { MAX_ROWID, MIN_ROWID } from '../source/walk.ts';
import { encodingOf } from './encodings.ts';
import { BUCKETS, type CompareColumn, type CompareTable, type Digest } from './types.ts';

type Value = string | number | bigint | Buffer | null;

export interface BucketRow {
  digest: string;
  /** Canonical texts, one a column. */
  values: (string | null)[];
}

export function digestRows(db: SqliteHandle, table: CompareTable, range: ChunkRange): Digest {
  const sums = new BucketSums();
  const encodings = table.columns.map((column) => encodingOf(column));
  const free = encodings.map((encoding) => encoding.free === true);
  let rows = 0;
  for (const row of readRows(db, table, range)) {
    let line = '';
    for (let at = 0; at < row.length; at++) {
      const value = row[at];
      line += framed(value === null || value === undefined ? null : encodings[at]?.encode(value), free[at]);
    }
    sums.add(hash('md5', line, 'buffer'));
    if (++rows % 1024 === 0) throwIfStopping();
  }
  return sums.digest();
}

/** `-,` for NULL, `text,`, or `bytes:text,` where the text may contain anything. Target-digest.ts does the same in SQL. */
function framed(text: string | null | undefined, free: boolean | undefined): string {
  if (text === null || text === undefined) return '-,';
  return free ? `${Buffer.byteLength(text)}:${text},` : `${text},`;
}

/** The rows that fall into some buckets, with their canonical values, to name the differences. */
export function rowsOfBuckets(
  db: SqliteHandle,
  table: CompareTable,
  buckets: Set<number>,
  limit: number,
): BucketRow[] {
  const encodings = table.columns.map((column) => encodingOf(column));
  const found: BucketRow[] = [];
  for (const row of readRows(db, table, { number: 0, after: null, last: null })) {
    const values = row.map((value, at) => (value === null ? null : (encodings[at]?.encode(value) ?? null)));
    const line = values.map((value, at) => framed(value, encodings[at]?.free)).join('');
    const digest = hash('md5', line, 'buffer');
    if (!buckets.has(digest[0] as number)) continue;
    found.push({ digest: digest.toString('hex'), values });
    if (found.length >= limit) break;
  }
  return found;
}

/** What the choices make NULL is NULL here as well. */
function readValue(column: CompareColumn): string {
  const c = quoteSqlite(column.source);
  const value = encodingOf(column).read(c);
  const nulls: string[] = [];
  if (column.plan.emptyIsNull) nulls.push(`(typeof(${c}) = 'text' AND ${c} = '')`);
  if (column.plan.misfits?.policy === 'null') nulls.push(misfitCondition(column.plan, c));
  return nulls.length === 0 ? value : `CASE WHEN ${nulls.join(' OR ')} THEN NULL ELSE ${value} END`;
}

function readRows(db: SqliteHandle, table: CompareTable, range: ChunkRange): IterableIterator<Value[]> {
  const columns = table.columns.map((column) => readValue(column));
  const select = `SELECT ${columns.join(', ')} FROM ${quoteSqlite(table.source)}`;
  const { rowid } = table.plan;
  if (rowid === null) {
    const all = db.prepare(`${select} ${takenWhere(table.plan)}`);
    return all.raw().iterate() as IterableIterator<Value[]>;
  }
  const key = quoteSqlite(rowid);
  const bounds = {
    first: range.after === null ? MIN_ROWID : range.after + 1n,
    last: range.last ?? MAX_ROWID,
  };
  return db
    .prepare(`${select} ${takenWhere(table.plan, `${key} BETWEEN @first AND @last`)}`)
    .raw()
    .iterate(bounds) as IterableIterator<Value[]>;
}

/** Adds up 56-bit halves of digests as plain numbers, in two parts each so that no bit is lost below 2^21 rows. */
class BucketSums {
  readonly #counts = new Array<number>(BUCKETS).fill(0);
  readonly #parts = new Float64Array(BUCKETS * 4);
  readonly #sums = new Array<bigint>(BUCKETS * 2).fill(0n);
  #pending = 0;

  add(digest: Buffer): void {
    const bucket = digest[0] as number;
    const parts = this.#parts;
    const at = bucket * 4;
    this.#counts[bucket] = (this.#counts[bucket] as number) + 1;
    parts[at] = (parts[at] as number) + digest.readUIntBE(1, 3);
    parts[at + 1] = (parts[at + 1] as number) + digest.readUInt32BE(4);
    parts[at + 2] = (parts[at + 2] as number) + digest.readUIntBE(8, 3);
    parts[at + 3] = (parts[at + 3] as number) + digest.readUInt32BE(11);
    if (++this.#pending === 1 << 20) this.#settle();
  }

  digest(): Digest {
    this.#settle();
    return this.#counts.map(
      (count, bucket) => `${count}:${this.#sums[bucket * 2]}:${this.#sums[bucket * 2 + 1]}`,
    );
  }

  #settle(): void {
    for (let half = 0; half < BUCKETS * 2; half++) {
      const high = BigInt(this.#parts[half * 2] as number);
      const low = BigInt(this.#parts[half * 2 + 1] as number);
      this.#sums[half] = (this.#sums[half] as bigint) + (high << 32n) + low;
    }
    this.#parts.fill(0);
    this.#pending = 0;
  }
}

/** The digest of a table from those of its pieces. */
export function addDigests(pieces: Digest[]): Digest {
  return Array.from({ length: BUCKETS }, (_, bucket) => {
    const sum = [0n, 0n, 0n];
    for (const piece of pieces) {
      for (const [at, part] of (piece[bucket] ?? '0:0:0').split(':').entries()) {
        sum[at] = (sum[at] ?? 0n) + BigInt(part);
      }
    }
    return sum.join(':');
  });
}

export function countOf(digest: Digest): number {
  return digest.reduce((sum, bucket) => sum + Number(bucket.split(':')[0]), 0);
}
