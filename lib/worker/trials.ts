/** How many values choices would not fit, counted on the snapshot that a plan run left here. */
import { stat } from 'node:fs/promises';
import { type ColumnTrial, snapshotGone } from '../engine/index.ts';
import type { Overrides, Plan } from '../engine/types.ts';
import type { Run, Source } from '../store/generated/client.ts';
import { documentOf } from '../store/json.ts';
import type { WorkerContext } from './context.ts';
import { every } from './every.ts';
import { sourcePath } from './places.ts';

export interface TrialDetail {
  overrides: Overrides;
  columns: { table: string; column: string }[];
}

export interface TrialResult {
  columns: ColumnTrial[];
  /** The source was written to since: the next plan may count otherwise. */
  sourceChanged: boolean;
}

/** Somebody waits in front of a page. */
const LIMIT_MS = 15_000;
const LOOK_MS = 300;

/** Ends early when the probe's row is no longer that of a running one: something else was asked for since. */
export async function tryOut(
  context: WorkerContext,
  probeId: string,
  detail: unknown,
  run: Run & { migration: { source: Source } },
): Promise<TrialResult> {
  const { engine, database, log } = context;
  const { overrides, columns } = documentOf<TrialDetail>(detail);
  const plan = documentOf<Plan | null>(run.plan);
  if (!run.snapshotPath || !plan) throw snapshotGone();
  const stop = new AbortController();
  const watch = every(
    LOOK_MS,
    async () => {
      const goes = await database.prisma.probe.count({ where: { id: probeId, state: 'running' } });
      if (goes === 0) stop.abort(new Error('nobody waits for it any more'));
    },
    (err) => log.warn({ err, probe: probeId }, 'not known whether the count is still wanted'),
  );
  try {
    const { snapshotPath } = run;
    return {
      columns: await engine.tryColumns(
        { snapshotPath, plan, overrides, columns, limitMs: LIMIT_MS },
        stop.signal,
      ),
      sourceChanged: await changedSince(context, run.migration.source, run.startedAt),
    };
  } finally {
    await watch.stop();
  }
}

/** By the file's own times and those of its write-ahead log. One that is not there has changed, too. */
async function changedSince(context: WorkerContext, source: Source, since: Date | null): Promise<boolean> {
  const file = await sourcePath(context, source).catch(() => null);
  if (file === null || since === null) return true;
  const times = await Promise.all([
    stat(file).then(
      ({ mtimeMs }) => mtimeMs,
      () => Number.POSITIVE_INFINITY,
    ),
    stat(`${file}-wal`).then(
      ({ mtimeMs, size }) => (size > 0 ? mtimeMs : 0),
      () => 0,
    ),
  ]);
  return Math.max(...times) > since.getTime();
}
