/** Narrows a difference down: from buckets that differ to rows, columns and both values. */
import type { ChunkRange } from '../source/extract.ts';
import type { PgClient } from '../target/connect.ts';
import type { ThreadPool } from '../threads/pool.ts';
import type { SourceResult, SourceTask } from '../threads/source-thread.ts';
import type { Mismatch } from '../types.ts';
import { type Digest, differingBuckets } from './digest.ts';
import { hasKey, keyOf, namedMismatches, without } from './mismatches.ts';
import { type BucketRow, hashOfTexts, type Which } from './source-digest.ts';
import { targetRowsOf } from './target-digest.ts';
import type { CompareTable } from './types.ts';

const MISMATCHES = 20;
/** Buckets looked into, and rows read of them: enough to name what differs, never a whole large table. */
const BUCKETS_NAMED = 8;
const ROWS_NAMED = 50_000;
/** Of the rows that share a key with one of either side's first: a key that is none may be shared by many. */
const PARTNERS = 5 * MISMATCHES;

export type Threads = ThreadPool<SourceTask, SourceResult>;
export type Ask = <T>(work: (client: PgClient) => Promise<T>) => Promise<T>;

interface Sides {
  threads: Threads;
  ask: Ask;
  table: CompareTable;
  ranges: ChunkRange[];
}

/** The first differences; none where no bucket that differs has few enough rows to look at. */
export async function nameDifferences(sides: Sides, source: Digest, target: Digest): Promise<Mismatch[]> {
  const differing = differingBuckets(source, target);
  const buckets = someOf(differing, source, target);
  if (buckets.length === 0) return [];
  const [here, there] = await bothSides(sides, sides.table, { buckets }, ROWS_NAMED);
  const onlyHere = without(here, there);
  const onlyThere = without(there, here);
  // The same row, changed, has another hash: its other half may be in a bucket that was not looked into.
  if (buckets.length < differing.length && sides.table.key.length > 0) {
    await addPartners(sides, onlyHere, onlyThere);
  }
  return namedMismatches(sides.table, onlyHere, onlyThere, MISMATCHES);
}

/** As many buckets as have few rows together. */
function someOf(differing: number[], source: Digest, target: Digest): number[] {
  const buckets: number[] = [];
  let rows = 0;
  for (const bucket of differing) {
    const more = Math.max(source.rows[bucket] as number, target.rows[bucket] as number);
    if (rows + more > ROWS_NAMED) continue;
    rows += more;
    if (buckets.push(bucket) === BUCKETS_NAMED) break;
  }
  return buckets;
}

/** Adds to either side the rows that have the keys of the other side's first ones. */
async function addPartners(sides: Sides, onlyHere: BucketRow[], onlyThere: BucketRow[]): Promise<void> {
  const { table } = sides;
  const byKey = { ...table, hashed: table.key };
  const keysHere = new Set(onlyHere.map((row) => keyOf(table, row)));
  const keysThere = new Set(onlyThere.map((row) => keyOf(table, row)));
  const lacks = (keys: Set<string>) => (row: BucketRow) => hasKey(table, row) && !keys.has(keyOf(table, row));
  const aloneHere = onlyHere.filter(lacks(keysThere)).slice(0, MISMATCHES);
  const aloneThere = onlyThere.filter(lacks(keysHere)).slice(0, MISMATCHES);
  if (aloneHere.length + aloneThere.length === 0) return;
  const hashes = [...aloneHere, ...aloneThere].map((row) => hashOfTexts(byKey, row.values));
  const [here, there] = await bothSides(sides, byKey, { hashes }, PARTNERS);
  const missingHere = new Set(aloneThere.map((row) => keyOf(table, row)));
  const missingThere = new Set(aloneHere.map((row) => keyOf(table, row)));
  onlyHere.push(...here.filter((row) => missingHere.has(keyOf(table, row))));
  onlyThere.push(...there.filter((row) => missingThere.has(keyOf(table, row))));
}

async function bothSides(
  { threads, ask, ranges }: Sides,
  table: CompareTable,
  which: Which,
  limit: number,
): Promise<[BucketRow[], BucketRow[]]> {
  const [here, there] = await Promise.all([
    Promise.all(ranges.map((range) => threads.run<BucketRow[]>({ do: 'rows', table, range, which, limit }))),
    ask((client) => targetRowsOf(client, table, which, limit)),
  ]);
  return [here.flat(), there];
}
