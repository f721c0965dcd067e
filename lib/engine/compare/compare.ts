/** Compares tables on both sides, several at a time, and names the first differences where there are any. */
import type { ChunkRange } from '../source/extract.ts';
import type { TargetConfig } from '../target/config.ts';
import { connect, type PgClient } from '../target/connect.ts';
import type { ThreadPool } from '../threads/pool.ts';
import type { SourceResult, SourceTask } from '../threads/source-thread.ts';
import type { TablePlan, TableVerification } from '../types.ts';
import { loadKeys } from './keys.ts';
import { namedMismatches } from './mismatches.ts';
import type { BucketRow } from './source-digest.ts';
import { digestTarget, requireSameHash, targetRowsOfBuckets } from './target-digest.ts';
import { addDigests, type CompareTable, countOf, type Digest, differingBuckets } from './types.ts';

const MISMATCHES = 20;
/** Buckets looked into, and rows read of them: enough to name what differs, never a whole large table. */
const BUCKETS_NAMED = 8;
const ROWS_NAMED = 20_000;

type Threads = ThreadPool<SourceTask, SourceResult>;

export interface ComparePair {
  plan: TablePlan;
  compare: CompareTable;
}

export async function compareTables(
  pairs: ComparePair[],
  options: {
    target: TargetConfig;
    threads: Threads;
    jobs: number;
    signal: AbortSignal;
    onTable: (verification: TableVerification) => void;
    onStart: (table: string) => void;
  },
): Promise<void> {
  const queue = [...pairs].sort((a, b) => b.plan.bytes - a.plan.bytes);
  const work = async () => {
    const client = await connect(options.target, 'verify');
    await requireSameHash(client);
    const abort = () => void client.end().catch(() => {});
    options.signal.addEventListener('abort', abort, { once: true });
    try {
      for (let pair = queue.shift(); pair; pair = queue.shift()) {
        options.signal.throwIfAborted();
        options.onStart(pair.plan.source);
        options.onTable(await comparePair(client, pair, options.threads));
      }
    } finally {
      options.signal.removeEventListener('abort', abort);
      await client.end().catch(() => {});
    }
  };
  const workers = Array.from({ length: Math.min(options.jobs, pairs.length) }, work);
  const outcomes = await Promise.allSettled(workers);
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
}

async function comparePair(
  client: PgClient,
  { plan, compare }: ComparePair,
  threads: Threads,
): Promise<TableVerification> {
  if (compare.onlyKeys) await loadKeys(client, compare, threads);
  const ranges = await threads.run<ChunkRange[]>({ do: 'chunks', table: plan });
  const [source, target] = await Promise.all([
    digestSource(threads, compare, ranges),
    digestTarget(client, compare),
  ]);
  const differing = differingBuckets(source, target);
  const sourceRows = countOf(source);
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
    const buckets = differing.slice(0, BUCKETS_NAMED);
    const [here, there] = await Promise.all([
      sourceRowsOfBuckets(threads, compare, ranges, buckets),
      targetRowsOfBuckets(client, compare, buckets, ROWS_NAMED),
    ]);
    verification.mismatches = namedMismatches(compare, here, there, MISMATCHES);
  }
  return verification;
}

async function digestSource(threads: Threads, table: CompareTable, ranges: ChunkRange[]): Promise<Digest> {
  const pieces = ranges.map((range) => threads.run<Digest>({ do: 'digest', table, range }));
  return addDigests(await Promise.all(pieces));
}

async function sourceRowsOfBuckets(
  threads: Threads,
  table: CompareTable,
  ranges: ChunkRange[],
  buckets: number[],
): Promise<BucketRow[]> {
  const pieces = ranges.map((range) =>
    threads.run<BucketRow[]>({ do: 'rows', table, range, buckets, limit: ROWS_NAMED }),
  );
  return (await Promise.all(pieces)).flat();
}
