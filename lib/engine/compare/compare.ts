/** Compares tables on both sides, several at a time, and names the first differences where there are any. */
import { rowsTaken } from '../plan/rows-taken.ts';
import type { ChunkRange } from '../source/extract.ts';
import type { Connections } from '../target/connections.ts';
import { Turns } from '../turns.ts';
import type { TablePlan, TableVerification } from '../types.ts';
import { addDigest, countOf, type Digest, differingBuckets, emptyDigest } from './digest.ts';
import { loadKeys } from './keys.ts';
import { type Ask, nameDifferences, type Threads } from './name-differences.ts';
import { countTarget, digestTarget, pagesOf, requireSameHash } from './target-digest.ts';
import type { CompareTable } from './types.ts';

/** Bounds the digests that are held: one side may be far ahead of the other. */
const TABLES_AT_ONCE = 32;

export interface ComparePair {
  plan: TablePlan;
  compare: CompareTable;
}

export interface Comparing {
  threads: Threads;
  connections: Connections;
  /** Resolves once a table can be compared. */
  ready: (table: TablePlan) => Promise<void>;
  onStart: (table: string) => void;
  onTable: (verification: TableVerification) => void;
  /** How many parts a table of the target may be read in at once: 1 where others write to it. */
  parts: number;
  /** Rows are counted, values left uncompared. */
  countsOnly: boolean;
}

/** The largest first. The server is asked first for a hash that both sides must agree on. */
export async function compareTables(pairs: ComparePair[], comparing: Comparing): Promise<void> {
  await comparing.connections.use(requireSameHash);
  const queue = [...pairs].sort((a, b) => b.plan.bytes - a.plan.bytes);
  const turns = new Turns(TABLES_AT_ONCE);
  await Promise.all(
    queue.map(async (pair) => {
      await comparing.ready(pair.plan);
      await turns.take(async () => comparing.onTable(await comparePair(pair, comparing)));
    }),
  );
}

async function countPair(
  { plan, compare }: ComparePair,
  { threads, connections, onStart }: Comparing,
): Promise<TableVerification> {
  onStart(plan.source);
  const [sourceRows, targetRows] = await Promise.all([
    threads.run<number>({ do: 'count', table: plan }),
    connections.use((client) => countTarget(client, compare)),
  ]);
  const count = sourceRows === targetRows ? 'match' : 'differs';
  return { table: plan.source, sourceRows, targetRows, count, content: 'not-checked', mismatches: [] };
}

function comparePair(pair: ComparePair, comparing: Comparing): Promise<TableVerification> {
  const { plan, compare } = pair;
  const { threads, connections, onStart } = comparing;
  if (comparing.countsOnly) return countPair(pair, comparing);
  if (!compare.onlyKeys) {
    onStart(plan.source);
    return compareBy((work) => connections.use(work), pair, comparing);
  }
  // The keys stand in a table of the session.
  return connections.use(async (client) => {
    onStart(plan.source);
    await loadKeys(client, compare, threads);
    return compareBy((work) => work(client), pair, { threads, parts: 1 });
  });
}

async function compareBy(
  ask: Ask,
  { plan, compare }: ComparePair,
  { threads, parts }: Pick<Comparing, 'threads' | 'parts'>,
): Promise<TableVerification> {
  const ranges = await threads.run<ChunkRange[]>({ do: 'chunks', table: plan });
  const [source, target] = await Promise.all([
    digestSource(threads, compare, ranges),
    digestThere(ask, compare, parts),
  ]);
  const differing = differingBuckets(source, target);
  const sourceRows = countOf(source);
  // The ranges are those of the copy: counted once more without them, no row between two of them goes unseen.
  if (sourceRows !== rowsTaken(plan)) {
    throw new Error(`the ranges of ${plan.source} hold ${sourceRows} rows of ${rowsTaken(plan)}`);
  }
  const targetRows = countOf(target);
  const verification: TableVerification = {
    table: plan.source,
    sourceRows,
    targetRows,
    count: sourceRows === targetRows ? 'match' : 'differs',
    content: differing.length === 0 ? 'match' : 'differs',
    mismatches: [],
  };
  if (differing.length > 0) {
    verification.mismatches = await nameDifferences({ threads, ask, table: compare, ranges }, source, target);
  }
  return verification;
}

function digestSource(threads: Threads, table: CompareTable, ranges: ChunkRange[]): Promise<Digest> {
  return sumOf(table, ranges, (range) => threads.run<Digest>({ do: 'digest', table, range }));
}

async function digestThere(ask: Ask, table: CompareTable, parts: number): Promise<Digest> {
  if (parts === 1) return ask((client) => digestTarget(client, table));
  const ranges = await ask((client) => pagesOf(client, table, parts));
  return sumOf(table, ranges, (pages) => ask((client) => digestTarget(client, table, pages)));
}

/** Each piece is added as it comes and then let go: a large table has hundreds of them. */
async function sumOf<Range>(
  { buckets }: CompareTable,
  ranges: Range[],
  digestOf: (range: Range) => Promise<Digest>,
): Promise<Digest> {
  const whole = emptyDigest(buckets);
  await Promise.all(ranges.map(async (range) => addDigest(whole, await digestOf(range))));
  return whole;
}
