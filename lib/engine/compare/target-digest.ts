/** The target's side of a comparison: PostgreSQL encodes and hashes, only sums travel. */
import type pg from 'pg';
import { MigrationError } from '../errors.ts';
import { type PgClient, qualified, quote } from '../target/connect.ts';
import { addBucket, type Digest, emptyDigest } from './digest.ts';
import { encodingOf } from './encodings.ts';
import { comparedRows } from './keys.ts';
import type { BucketRow, Which } from './source-digest.ts';
import { type CompareTable, isHashed } from './types.ts';

/** Pages of a table from `first` up to before `end`; null: to its end. */
export interface Pages {
  first: number;
  end: number | null;
}

/** A smaller part is not worth a statement. */
const LEAST_PAGES = 8192;
/** So that what has to go ahead need not wait long, and no connection is left with a large part at the end. */
const PARTS_A_CONNECTION = 4;

/** Of so many bytes of values a table is one part, without a look at it. */
export const ONE_PART = (LEAST_PAGES * 8192) / 2;

/** Cuts a table that nobody writes to into parts for several connections; one part where it is small. */
export async function pagesOf(client: PgClient, table: CompareTable, connections: number): Promise<Pages[]> {
  const { rows } = await client.query<{ pages: number }>(
    `SELECT (pg_relation_size($1::regclass) / current_setting('block_size')::int)::int AS pages`,
    [qualified(table.schema, table.target)],
  );
  const pages = rows[0]?.pages ?? 0;
  const each = Math.max(LEAST_PAGES, Math.ceil(pages / (connections * PARTS_A_CONNECTION)));
  const ranges: Pages[] = [];
  for (let first = 0; first === 0 || first < pages; first += each) ranges.push({ first, end: first + each });
  return ranges.map((range, at) => (at === ranges.length - 1 ? { ...range, end: null } : range));
}

/** Beside a table's own columns, so it is called as none of them is likely to be. */
const HASH = '"howdah hash"';

/** OFFSET 0 keeps the planner from computing the hash again for every use of it. */
function hashes(table: CompareTable, more: { columns?: string; where?: string } = {}): string {
  const { columns = '', where = '' } = more;
  return `(SELECT ${rowHash(table)} AS ${HASH}${columns} FROM ${comparedRows(table)}${where} OFFSET 0) AS hashed`;
}

const bucketOf = ({ buckets }: CompareTable) => `(${HASH} & ${buckets - 1})::int`;

/** Asks for the digest of the whole table, or of some of its pages: see digestOf. */
export function digestSql(table: CompareTable, pages?: Pages): string {
  const from = pages && pages.first > 0 ? [`ctid >= '(${pages.first},0)'`] : [];
  const to = pages?.end ? [`ctid < '(${pages.end},0)'`] : [];
  const where = from.length + to.length > 0 ? ` WHERE ${[...from, ...to].join(' AND ')}` : '';
  return `SELECT ${bucketOf(table)} AS bucket, count(*) AS rows, sum(${HASH}) AS sum FROM ${hashes(table, { where })} GROUP BY 1`;
}

export function digestOf(table: CompareTable, answer: pg.QueryResult | undefined): Digest {
  const digest = emptyDigest(table.buckets);
  for (const { bucket, rows, sum } of (answer?.rows ?? []) as {
    bucket: number;
    rows: string;
    sum: string;
  }[]) {
    addBucket(digest, bucket, Number(rows), BigInt(sum));
  }
  return digest;
}

export function countSql(table: CompareTable): string {
  return `SELECT count(*) FROM ${comparedRows(table)}`;
}

/** The rows that are asked for, `limit` at most, with their canonical values. */
export async function targetRowsOf(
  client: PgClient,
  table: CompareTable,
  which: Which,
  limit: number,
): Promise<BucketRow[]> {
  const values = table.columns.map((column) => encodingOf(column).target(quote(column.target)));
  const [asked, list] =
    'buckets' in which
      ? [`${bucketOf(table)} = ANY ($1::int[])`, which.buckets]
      : [`${HASH} = ANY ($1::bigint[])`, which.hashes];
  // The texts are made only of the rows that are asked for.
  const { rows } = await client.query<BucketRow>(
    `SELECT ${HASH}::text AS digest, ARRAY[${values.join(', ')}]::text[] AS values
     FROM ${hashes(table, { columns: ', *' })} WHERE ${asked} LIMIT $2`,
    [list, limit],
  );
  return rows;
}

/** As row-hash.ts computes it: each value's bytes in their order, and the row once more. */
function rowHash(table: CompareTable): string {
  const hashed = table.columns.filter((column) => isHashed(table, column));
  const fields = hashed.map((column) => {
    const { target, hashed: bytes } = encodingOf(column);
    const c = quote(column.target);
    // Bytes count, whatever the column's collation takes for equal.
    return bytes ? bytes.target(c) : `(${target(c)})::text COLLATE "C"`;
  });
  return `hash_record_extended(ROW(int8send(hash_record_extended(ROW(${fields.join(', ')}), 0))), 0)`;
}

/** What row-hash.ts makes of this text: a server whose machine orders bytes the other way gives another hash. */
const KNOWN = { text: 'the seat on an elephant', hash: '5273703930666171644' };

export async function requireSameHash(client: PgClient): Promise<void> {
  const { rows } = await client.query<{ hash: string }>(
    `SELECT hash_record_extended(ROW($1::text COLLATE "C"), 0)::text AS hash`,
    [KNOWN.text],
  );
  if (rows[0]?.hash === KNOWN.hash) return;
  throw new MigrationError(
    'TGT-HASH',
    'The server computes hashes in another way than Howdah: it runs on a big-endian machine, or is no PostgreSQL.',
    'Use a PostgreSQL server on a little-endian machine, such as x86-64 or ARM.',
  );
}
