/** What somebody should look at: things that went wrong and nothing has made good since. */
import type { PrismaClient } from '../store/database.ts';
import { type Attention, isMild } from './dto/overview.ts';
import type { ProbeStep } from './dto/probe.ts';
import type { RunRow } from './dto/run.ts';
import type { TargetHealth, WorkerRow } from './dto/server.ts';
import type { ShownError } from './dto/shared.ts';
import { healthOf, LATEST_PROBE, NAMED, probeRow, RUN_SELECT, runRow, shown } from './rows.ts';

const RUNS_LOOKED_AT_MS = 7 * 24 * 3600_000;
const CLOSES_SOON_MS = 24 * 3600_000;
/** Share of max_connections from which a server is nearly full. */
const NEARLY_FULL = 0.9;

interface Facts {
  workers: WorkerRow[];
  targets: TargetHealth[];
  now: number;
}

export async function attention(db: PrismaClient, facts: Facts): Promise<Attention[]> {
  const [bad, probes, ...others] = await Promise.all([
    badRuns(db, facts.now),
    badProbes(db),
    interruptedRuns(db),
    pausedRuns(db),
    revertWindows(db, facts.now),
  ]);
  const failed = probes.flatMap(({ subject }) => subject?.id ?? []);
  const away = unreachable(facts).filter(({ subject }) => !failed.includes(subject?.id ?? ''));
  const items = [...workersAway(facts), ...bad, ...probes, ...away, ...others.flat(), ...nearlyFull(facts)];
  return items.sort((a, b) => Number(isMild(a)) - Number(isMild(b)) || b.at - a.at);
}

/** The latest run of each migration, when it ended badly; several of one batch are told as one. */
async function badRuns(db: PrismaClient, now: number): Promise<Attention[]> {
  const latest = await db.run.findMany({
    where: {
      kind: { not: 'plan' },
      pending: null,
      queuedAt: { gte: new Date(now - RUNS_LOOKED_AT_MS) },
      migration: { removedAt: null },
    },
    orderBy: [{ migrationId: 'asc' }, { queuedAt: 'desc' }],
    distinct: ['migrationId'],
    ...RUN_SELECT,
  });
  const undone = await takenBack(
    db,
    latest.map(({ migration }) => migration.id),
  );
  const bad = latest.map(runRow).flatMap((run): (Attention & { batch: RunRow['batch'] })[] => {
    const kind =
      run.status === 'rollback-failed'
        ? 'rollback-failed'
        : (run.differences ?? 0) > 0
          ? 'run-differs'
          : run.status === 'failed'
            ? 'run-failed'
            : null;
    const subject = { type: 'run' as const, id: run.id, name: run.migration.name };
    const { batch, endedAt, queuedAt, error } = run;
    // What a comparison found is of no more interest once the tables were taken back.
    if (kind === 'run-differs' && (undone.get(run.migration.id) ?? 0) > (endedAt ?? queuedAt)) return [];
    return kind ? [{ kind, subject, at: endedAt ?? queuedAt, error, batch }] : [];
  });
  const batches = new Map<string, typeof bad>();
  for (const item of bad) {
    if (item.batch) batches.set(item.batch.id, [...(batches.get(item.batch.id) ?? []), item]);
  }
  const several = [...batches.values()].filter(({ length }) => length > 1);
  const alone = bad.filter((item) => !several.some((items) => items.includes(item)));
  return [...several.flatMap(asBatch), ...alone.map(({ batch: _batch, ...item }) => item)];
}

/** When each migration's tables were last asked to be taken back, and were. */
async function takenBack(db: PrismaClient, migrationIds: string[]): Promise<Map<string, number>> {
  const runs = await db.run.groupBy({
    by: ['migrationId'],
    where: { migrationId: { in: migrationIds }, status: 'rolled-back' },
    _max: { rollbackRequestedAt: true },
  });
  return new Map(
    runs.map(({ migrationId, _max }) => [migrationId, _max.rollbackRequestedAt?.getTime() ?? 0]),
  );
}

function asBatch(items: (Attention & { batch: RunRow['batch'] })[]): Attention[] {
  const batch = items[0]?.batch;
  if (!batch) return [];
  const { id, project } = batch;
  const subject = { type: 'batch' as const, id, name: project.name, projectId: project.id };
  const at = Math.max(...items.map((item) => item.at));
  return [{ kind: 'batch-failed', subject, count: items.length, at, error: null }];
}

async function interruptedRuns(db: PrismaClient): Promise<Attention[]> {
  const runs = await db.run.findMany({
    where: {
      pending: { not: null },
      status: { in: ['running', 'rolling-back'] },
      OR: [{ leaseUntil: null }, { leaseUntil: { lt: new Date() } }],
    },
    select: { id: true, leaseUntil: true, queuedAt: true, migration: NAMED },
  });
  return runs.map((run) => ({
    kind: 'run-interrupted',
    subject: { type: 'run', id: run.id, name: run.migration.name },
    at: (run.leaseUntil ?? run.queuedAt).getTime(),
    error: null,
  }));
}

/** The latest of each migration: earlier ones cannot be rolled back before it. */
async function revertWindows(db: PrismaClient, now: number): Promise<Attention[]> {
  const runs = await db.run.findMany({
    where: { kind: 'full', pending: null, cutOverAt: { not: null }, migration: { removedAt: null } },
    orderBy: [{ migrationId: 'asc' }, { cutOverAt: 'desc' }],
    distinct: ['migrationId'],
    ...RUN_SELECT,
  });
  return runs.map(runRow).flatMap((run): Attention[] => {
    if (run.revertUntil === null || run.revertUntil - now > CLOSES_SOON_MS) return [];
    const kind = run.revertUntil <= now ? 'window-closed' : 'window-closing';
    const subject = { type: 'run' as const, id: run.id, name: run.migration.name };
    return [{ kind, subject, at: run.revertUntil, error: null }];
  });
}

async function pausedRuns(db: PrismaClient): Promise<Attention[]> {
  const runs = await db.run.findMany({
    where: { pending: 'run', status: 'paused', pauseRequestedAt: { not: null }, cancelRequestedAt: null },
    select: { id: true, pauseRequestedAt: true, queuedAt: true, error: true, migration: NAMED },
  });
  return runs.map((run) => ({
    kind: 'run-paused',
    subject: { type: 'run', id: run.id, name: run.migration.name },
    at: (run.pauseRequestedAt ?? run.queuedAt).getTime(),
    error: shown(run.error),
  }));
}

async function badProbes(db: PrismaClient): Promise<Attention[]> {
  const find = {
    where: { removedAt: null },
    select: { id: true, name: true, probes: LATEST_PROBE },
  } as const;
  const [sources, targets] = await Promise.all([db.source.findMany(find), db.target.findMany(find)]);
  const of = (type: 'source' | 'target', things: typeof sources) =>
    things.flatMap((thing): Attention[] => {
      const probe = thing.probes[0] ? probeRow(thing.probes[0]) : null;
      if (!probe || healthOf(probe) !== 'failed') return [];
      const step = probe.steps.find(({ status }) => status === 'failed');
      const error = probe.error ?? (step ? errorOf(step) : null);
      const subject = { type, id: thing.id, name: thing.name };
      return [{ kind: `${type}-failed`, subject, at: probe.endedAt ?? probe.requestedAt, error }];
    });
  return [...of('source', sources), ...of('target', targets)];
}

function errorOf({ code, step, detail, remedy, params }: ProbeStep): ShownError {
  return { code: code ?? step, message: detail, remedy: remedy ?? '', ...(params ? { params } : {}) };
}

function workersAway({ workers, now }: Facts): Attention[] {
  if (workers.some((worker) => worker.alive)) return [];
  const last = Math.max(0, ...workers.map((worker) => worker.heartbeatAt));
  return [{ kind: 'worker-away', subject: null, at: last || now, error: null }];
}

/** The last time that somebody asked. */
function unreachable({ targets }: Facts): Attention[] {
  return targets.flatMap(({ id, name, server }): Attention[] =>
    server?.error
      ? [
          {
            kind: 'target-unreachable',
            subject: { type: 'target', id, name },
            at: server.at,
            error: server.error,
          },
        ]
      : [],
  );
}

function nearlyFull({ targets }: Facts): Attention[] {
  return targets.flatMap(({ id, name, server }): Attention[] => {
    if (!server || server.maxConnections === 0) return [];
    const used = Object.values(server.byState).reduce((sum, count) => sum + count, 0);
    if (used < server.maxConnections * NEARLY_FULL) return [];
    return [
      { kind: 'target-connections', subject: { type: 'target', id, name }, at: server.at, error: null },
    ];
  });
}
