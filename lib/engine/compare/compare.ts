/** Compares tables on both sides, several at a time, and names the first differences where there are any. */
import { rowsTaken } from '../plan/rows-taken.ts';
import type { ChunkRange } from '../source/extract.ts';
import type { Connections } from '../target/connections.ts';
import { Together } from '../target/together.ts';
import { Turns } from '../turns.ts';
import type { TablePlan, TableVerification } from '../types.ts';
import { addDigest, countOf, type Digest, differingBuckets, emptyDigest } from './digest.ts';
import { loadKeys } from './keys.ts';
import { type Ask, nameDifferences, type Threads } from './name-differences.ts';
import { countSql, digestOf, digestSql, ONE_PART, pagesOf, requireSameHash } from './target-digest.ts';
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
  const { connections, parts } = comparing;
  await connections.use(requireSameHash);
  const queue = [...pairs].sort((a, b) => b.plan.bytes - a.plan.bytes);
  const turns = new Turns(TABLES_AT_ONCE);
  const there: There = {
    ask: (work) => connections.use(work),
    together: new Together(connections, { alone: parts === 1 }),
    parts,
  };
  await Promise.all(
    queue.map(async (pair) => {
      await comparing.ready(pair.plan);
      await turns.take(async () => comparing.onTable(await comparePair(pair, there, comparing)));
    }),
  );
}

/** The target's side. */
interface There {
  ask: Ask;
  together: Together;
  parts: number;
}

function comparePair(pair: ComparePair, there: There, comparing: Comparing): Promise<TableVerification> {
  const { plan, compare } = pair;
  const { threads, connections, onStart } = comparing;
  if (compare.onlyKeys && !comparing.countsOnly) {
    // The keys stand in a table of the session.
    return connections.use(async (client) => {
      onStart(plan.source);
      await loadKeys(client, compare, threads);
      const ask: Ask = (work) => work(client);
      return compareBy(pair, { ask, together: new Together({ use: ask }), parts: 1 }, threads);
    });
  }
  onStart(plan.source);
  return comparing.countsOnly ? countPair(pair, there, threads) : compareBy(pair, there, threads);
}

async function countPair(
  { plan, compare }: ComparePair,
  { together }: There,
  threads: Threads,
): Promise<TableVerification> {
  const [sourceRows, { results }] = await Promise.all([
    threads.run<number>({ do: 'count', table: plan }),
    together.run({ sql: [countSql(compare)], table: compare.target, weight: plan.bytes }),
  ]);
  const targetRows = Number(results[0]?.rows[0]?.count);
  const count = sourceRows === targetRows ? 'match' : 'differs';
  return { table: plan.source, sourceRows, targetRows, count, content: 'not-checked', mismatches: [] };
}

async function compareBy(
  { plan, compare }: ComparePair,
  there: There,
  threads: Threads,
): Promise<TableVerification> {
  const ranges = await threads.run<ChunkRange[]>({ do: 'chunks', table: plan });
  const [source, target] = await Promise.all([
    digestSource(threads, compare, ranges),
    digestThere(there, compare, plan.bytes),
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
    const sides = { threads, ask: there.ask, table: compare, ranges };
    verification.mismatches = await nameDifferences(sides, source, target);
  }
  return verification;
}

function digestSource(threads: Threads, table: CompareTable, ranges: ChunkRange[]): Promise<Digest> {
  return sumOf(table, ranges, (range) => threads.run<Digest>({ do: 'digest', table, range }));
}

async function digestThere(
  { ask, together, parts }: There,
  table: CompareTable,
  bytes: number,
): Promise<Digest> {
  const whole = parts === 1 || bytes < ONE_PART;
  const ranges = whole ? [undefined] : await ask((client) => pagesOf(client, table, parts));
  return sumOf(table, ranges, async (pages) => {
    const errand = { sql: [digestSql(table, pages)], table: table.target, weight: bytes / ranges.length };
    const { results } = await together.run(errand);
    return digestOf(table, results[0]);
  });
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
