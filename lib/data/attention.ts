/** What somebody should look at: things that went wrong and nothing has made good since. */
import type { PrismaClient } from '../store/database.ts';
import type { Attention } from './dto/overview.ts';
import type { TargetHealth, WorkerRow } from './dto/server.ts';
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
  const lists = await Promise.all([
    badRuns(db, facts.now),
    badProbes(db),
    interruptedRuns(db),
    pausedRuns(db),
    revertWindows(db, facts.now),
  ]);
  return [...workersAway(facts), ...lists.flat(), ...nearlyFull(facts)].sort((a, b) => b.at - a.at);
}

/** The latest run of each migration, when it ended badly. */
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
  return latest.map(runRow).flatMap((run): Attention[] => {
    const kind =
      run.status === 'rollback-failed'
        ? 'rollback-failed'
        : (run.differences ?? 0) > 0
          ? 'run-differs'
          : run.status === 'failed'
            ? 'run-failed'
            : null;
    const subject = { type: 'run' as const, id: run.id, name: run.migration.name };
    return kind ? [{ kind, subject, at: run.endedAt ?? run.queuedAt, error: run.error }] : [];
  });
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
      const error =
        probe.error ??
        (step ? { code: step.code ?? step.step, message: step.detail, remedy: step.remedy ?? '' } : null);
      const subject = { type, id: thing.id, name: thing.name };
      return [{ kind: `${type}-failed`, subject, at: probe.endedAt ?? probe.requestedAt, error }];
    });
  return [...of('source', sources), ...of('target', targets)];
}

function workersAway({ workers, now }: Facts): Attention[] {
  if (workers.some((worker) => worker.alive)) return [];
  const last = Math.max(0, ...workers.map((worker) => worker.heartbeatAt));
  return [{ kind: 'worker-away', subject: null, at: last || now, error: null }];
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
