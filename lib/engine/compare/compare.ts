/** Compares tables on both sides, several at a time, and names the first differences where there are any. */
import type { ChunkRange } from '../source/extract.ts';
import type { TargetConfig } from '../target/config.ts';
import { connect, type PgClient } from '../target/connect.ts';
import type { ThreadPool } from '../threads/pool.ts';
import type { SourceResult, SourceTask } from '../threads/source-thread.ts';
import type { TablePlan, TableVerification } from '../types.ts';
import { loadKeys } from './keys.ts';
import { namedMismatches } from './mismatches.ts';
import { addDigests, type BucketRow, countOf } from './source-digest.ts';
import { digestTarget, targetRowsOfBuckets } from './target-digest.ts';
import type { CompareTable, Digest } from './types.ts';

const MISMATCHES = 20;
/** Buckets looked into, and rows read of them: enough to name what differs, never a whole large table. */
const BUCKETS_NAMED = 4;
const ROWS_NAMED = 100_000;

export interface ComparePair {
  plan: TablePlan;
  compare: CompareTable;
}

export async function compareTables(
  pairs: ComparePair[],
  options: {
    target: TargetConfig;
    threads: ThreadPool<SourceTask, SourceResult>;
    jobs: number;
    signal: AbortSignal;
    onTable: (verification: TableVerification) => void;
    onStart: (table: string) => void;
  },
): Promise<void> {
  const queue = [...pairs].sort((a, b) => b.plan.bytes - a.plan.bytes);
  const work = async () => {
    const client = await connect(options.target, 'verify');
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
  threads: ThreadPool<SourceTask, SourceResult>,
): Promise<TableVerification> {
  if (compare.onlyKeys) await loadKeys(client, compare, threads);
  const [source, target] = await Promise.all([
    digestSource(threads, plan, compare),
    digestTarget(client, compare),
  ]);
  const differing = source.flatMap((bucket, number) => (bucket === target[number] ? [] : [number]));
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
      threads.run<BucketRow[]>({ do: 'rows', table: compare, buckets, limit: ROWS_NAMED }),
      targetRowsOfBuckets(client, compare, buckets, ROWS_NAMED),
    ]);
    verification.mismatches = namedMismatches(compare, here, there, MISMATCHES);
  }
  return verification;
}

async function digestSource(
  threads: ThreadPool<SourceTask, SourceResult>,
  plan: TablePlan,
  compare: CompareTable,
): Promise<Digest> {
  const ranges = await threads.run<ChunkRange[]>({ do: 'chunks', table: plan });
  const pieces = await Promise.all(
    ranges.map((range) => threads.run<Digest>({ do: 'digest', table: compare, range })),
  );
  return addDigests(pieces);
}
