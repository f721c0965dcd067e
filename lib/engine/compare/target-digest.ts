/** The target's side of a comparison: PostgreSQL encodes and digests, only sums travel. */
import { type PgClient, quote } from '../target/connect.ts';
import { encodingOf } from './encodings.ts';
import { comparedRows } from './keys.ts';
import type { BucketRow } from './source-digest.ts';
import { BUCKETS, type CompareTable, type Digest } from './types.ts';

/** A function takes at most 100 arguments. */
const MAX_ARGUMENTS = 90;

export async function digestTarget(client: PgClient, table: CompareTable): Promise<Digest> {
  // OFFSET 0 keeps the planner from computing the digest again for every use of it.
  const { rows } = await client.query<{ bucket: string; sum: string }>(
    `SELECT substr(d, 1, 2) AS bucket, format('%s:%s:%s', count(*), sum(${bits(3)}), sum(${bits(17)})) AS sum
     FROM (SELECT md5(${line(table)}) AS d FROM ${comparedRows(table)} OFFSET 0) AS rows GROUP BY 1`,
  );
  const digest: Digest = new Array(BUCKETS).fill('0:0:0');
  for (const row of rows) digest[Number.parseInt(row.bucket, 16)] = row.sum;
  return digest;
}

/** Seven bytes of the digest, from the hex digit `at` on, as a number. */
function bits(at: number): string {
  return `('x' || substr(d, ${at}, 14))::bit(56)::bigint`;
}

export async function targetRowsOfBuckets(
  client: PgClient,
  table: CompareTable,
  buckets: number[],
  limit: number,
): Promise<BucketRow[]> {
  const values = table.columns.map((column) => encodingOf(column).target(quote(column.target)));
  const { rows } = await client.query<{ digest: string; values: (string | null)[] }>(
    `SELECT digest, values FROM (
       SELECT md5(${line(table)}) AS digest, ARRAY[${values.join(', ')}]::text[] AS values
       FROM ${comparedRows(table)} OFFSET 0) AS rows
     WHERE get_byte(decode(digest, 'hex'), 0) = ANY ($1) LIMIT $2`,
    [buckets, limit],
  );
  return rows;
}

function line(table: CompareTable): string {
  const fields = table.columns.map((column) => {
    const { target, free } = encodingOf(column);
    const text = target(quote(column.target));
    return free
      ? `coalesce(octet_length(${text}) || ':' || ${text}, '-') || ','`
      : `coalesce(${text}, '-') || ','`;
  });
  return concat(fields);
}

function concat(parts: string[]): string {
  if (parts.length <= MAX_ARGUMENTS) return `concat(${parts.join(', ')})`;
  const groups: string[] = [];
  for (let from = 0; from < parts.length; from += MAX_ARGUMENTS) {
    groups.push(`concat(${parts.slice(from, from + MAX_ARGUMENTS).join(', ')})`);
  }
  return concat(groups);
}
