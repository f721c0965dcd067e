/** A batch as it is shown: every migration once, by its latest run there or the reason why there is none. */
import type { RunKind } from '../engine/types.ts';
import type { PrismaClient } from '../store/database.ts';
import type { Prisma } from '../store/generated/client.ts';
import { documentOf } from '../store/json.ts';
import type { BatchRefusal } from './batch-queue.ts';
import type { BatchCounts, BatchDetail, BatchItem, BatchRow } from './dto/batch.ts';
import type { RunRow } from './dto/run.ts';
import { schemaOf } from './migration-rows.ts';
import { readinessOf } from './readiness.ts';
import { at, NAMED, RUN_SELECT, runRow, runState, shown } from './rows.ts';

const RUNS = {
  select: { ...RUN_SELECT.select, pending: true, migrationId: true },
  orderBy: { queuedAt: 'asc' },
} as const satisfies Prisma.Batch$runsArgs;

export const BATCH_SELECT = {
  include: { project: { select: { id: true, name: true, concurrency: true } }, createdBy: NAMED, runs: RUNS },
} as const satisfies Prisma.BatchDefaultArgs;
type BatchRecord = Prisma.BatchGetPayload<typeof BATCH_SELECT>;

export function batchRow(batch: BatchRecord): BatchRow {
  const latest = latestRuns(batch);
  const refused = refusalsOf(batch);
  const states = [...latest.entries()]
    .filter(([migration]) => !refused.has(migration))
    .map(([, run]) => countedAs(run));
  const count = (state: keyof BatchCounts) => states.filter((one) => one === state).length;
  const active = batch.runs.some(({ pending }) => pending !== null);
  const ends = batch.runs.map((run) => run.endedAt?.getTime() ?? 0);
  return {
    id: batch.id,
    kind: batch.kind as RunKind,
    by: batch.createdBy,
    at: batch.createdAt.getTime(),
    endedAt: active ? null : Math.max(batch.createdAt.getTime(), ...ends),
    counts: {
      waiting: count('waiting'),
      running: count('running'),
      succeeded: count('succeeded'),
      failed: count('failed'),
      cancelled: count('cancelled'),
      rolledBack: count('rolledBack'),
      refused: refused.size,
    },
  };
}

/** Without what the person may do. */
export async function readBatch(
  db: PrismaClient,
  id: string,
): Promise<Omit<BatchDetail, 'permissions'> | null> {
  const batch = await db.batch.findUnique({
    where: { id },
    include: { ...BATCH_SELECT.include, cancelledBy: NAMED },
  });
  if (!batch) return null;
  const latest = latestRuns(batch);
  const refused = refusalsOf(batch);
  const migrations = await db.migration.findMany({
    where: { id: { in: [...new Set([...latest.keys(), ...refused.keys()])] } },
    orderBy: { createdAt: 'asc' },
    include: { source: NAMED, target: { select: { id: true, name: true, schema: true } } },
  });
  const [readiness, progress] = await Promise.all([readinessOf(db, migrations), progressOf(db, batch)]);
  const items = migrations.map((migration): BatchItem => {
    const run = latest.get(migration.id) ?? null;
    const refusal = refused.get(migration.id);
    return {
      migration: { id: migration.id, name: migration.name },
      source: migration.source,
      target: { id: migration.target.id, name: migration.target.name },
      schema: schemaOf(migration),
      run,
      attempts: batch.runs.filter(({ migrationId }) => migrationId === migration.id).length,
      error: refusal ? shown(refusal.error) : (run?.error ?? null),
      refused: refusal !== undefined,
      waitsFor: null,
      progress: run ? (progress.get(run.id) ?? null) : null,
      ready: readiness.get(migration.id) ?? NOT_READY,
    };
  });
  return {
    ...batchRow(batch),
    project: { id: batch.project.id, name: batch.project.name },
    concurrency: batch.project.concurrency,
    replace: batch.replace,
    cancelledBy: batch.cancelledBy,
    cancelRequestedAt: at(batch.cancelRequestedAt),
    items: items.map((item) => ({ ...item, waitsFor: waitsFor(item, items, batch) })),
  };
}

const NOT_READY = { state: 'none', hash: null, blockers: 0, replaces: false, active: null } as const;

function waitsFor(item: BatchItem, items: BatchItem[], batch: BatchRecord): BatchItem['waitsFor'] {
  if (item.refused || item.run?.status !== 'queued') return null;
  const running = items.filter(({ run }) => run && countedAs(run) === 'running');
  const there = running.find(
    ({ target, schema }) => target.id === item.target.id && schema === item.schema && batch.kind !== 'plan',
  );
  if (there) return 'target';
  return running.length >= batch.project.concurrency ? 'turn' : 'worker';
}

/** Only of those that go on: their states are large, and they are few. */
async function progressOf(db: PrismaClient, batch: BatchRecord): Promise<Map<string, BatchItem['progress']>> {
  const going = batch.runs
    .filter((run) => run.pending !== null && run.status !== 'queued')
    .map(({ id }) => id);
  if (going.length === 0) return new Map();
  const runs = await db.run.findMany({
    where: { id: { in: going } },
    select: { id: true, kind: true, state: true },
  });
  return new Map(
    runs.map((run) => {
      const { stages, tables, waiting } = runState(run);
      const copiedRows = tables.reduce((sum, table) => sum + table.copiedRows, 0);
      return [run.id, { stages, copiedRows, waiting }];
    }),
  );
}

function latestRuns(batch: BatchRecord): Map<string, RunRow> {
  return new Map(batch.runs.map((run) => [run.migrationId, runRow(run)]));
}

function refusalsOf(batch: BatchRecord): Map<string, BatchRefusal> {
  return new Map(documentOf<BatchRefusal[]>(batch.refused).map((one) => [one.migrationId, one]));
}

/** Whether another try makes sense. */
export function canBeRetried({ refused, run }: Pick<BatchItem, 'refused' | 'run'>): boolean {
  return refused || (run !== null && ['failed', 'cancelled'].includes(countedAs(run)));
}

function countedAs({ status, differences, endedAt }: RunRow): keyof BatchCounts {
  if (status === 'queued') return 'waiting';
  if (status === 'cancelled') return 'cancelled';
  if (status === 'rolled-back') return 'rolledBack';
  if (status === 'failed' || status === 'rollback-failed') return 'failed';
  if (endedAt === null || status === 'rolling-back') return 'running';
  return (differences ?? 0) > 0 ? 'failed' : 'succeeded';
}
