/** The first page: what needs attention, what goes on, how servers and pools are. */
import type { PrismaClient } from '../store/database.ts';
import { documentOf } from '../store/json.ts';
import { ALIVE_MS } from '../store/workers.ts';
import { reader } from './access.ts';
import { attention } from './attention.ts';
import type { Overview } from './dto/overview.ts';
import type { Pool, TargetHealth, WorkerRow } from './dto/server.ts';
import { NAMED, RUN_SELECT, runRow } from './rows.ts';
import { healthOfSamples, poolSeries, SERIES_MS, stateSeries } from './server-health.ts';

const LIVE = { removedAt: null } as const;

export async function getOverview(): Promise<Overview> {
  const { db } = await reader('overview.read');
  return readOverview(db);
}

/** For callers that have authorised: the stream asks every two seconds. */
export async function readOverview(db: PrismaClient, now = Date.now()): Promise<Overview> {
  const samplesSince = { at: { gte: new Date(now - SERIES_MS) } };
  const [running, latest, processes, targets, samples, counts] = await Promise.all([
    db.run.findMany({ where: { pending: { not: null } }, orderBy: { queuedAt: 'asc' }, ...RUN_SELECT }),
    db.run.findMany({
      where: { pending: null, kind: { not: 'plan' } },
      orderBy: { endedAt: { sort: 'desc', nulls: 'last' } },
      take: 8,
      ...RUN_SELECT,
    }),
    db.worker.findMany({
      orderBy: { startedAt: 'asc' },
      include: { runs: { where: { pending: { not: null } }, select: { id: true, migration: NAMED } } },
    }),
    db.target.findMany({ where: LIVE, orderBy: { createdAt: 'asc' }, ...NAMED }),
    db.serverSample.findMany({ where: samplesSince, orderBy: { at: 'asc' } }),
    countThings(db),
  ]);
  const alive = processes.filter((process) => now - process.heartbeatAt.getTime() < ALIVE_MS);
  const workers: WorkerRow[] = processes
    .filter((process) => process.role === 'worker')
    .map((worker) => ({
      id: worker.id,
      host: worker.host,
      pid: worker.pid,
      startedAt: worker.startedAt.getTime(),
      heartbeatAt: worker.heartbeatAt.getTime(),
      alive: alive.includes(worker),
      memoryBytes: Number(worker.memoryBytes),
      runs: worker.runs.map((run) => ({ id: run.id, name: run.migration.name })),
    }));
  const own = samples.filter((sample) => sample.targetId === null);
  const healths: TargetHealth[] = targets.map((target) => {
    const ofTarget = samples.filter((sample) => sample.targetId === target.id);
    return {
      ...target,
      server: healthOfSamples(ofTarget),
      pools: documentOf<Pool[]>(ofTarget.at(-1)?.pools ?? []),
      series: stateSeries(ofTarget),
    };
  });
  return {
    at: now,
    attention: await attention(db, { workers, targets: healths, now }),
    running: running.map(runRow),
    latest: latest.map(runRow),
    workers,
    panel: {
      server: healthOfSamples(own),
      pools: alive.flatMap((process) => documentOf<Pool[]>(process.pools)),
      series: poolSeries(own),
    },
    targets: healths,
    counts,
  };
}

async function countThings(db: PrismaClient): Promise<Overview['counts']> {
  const [projects, sources, targets, migrations, runs] = await Promise.all([
    db.project.count({ where: LIVE }),
    db.source.count({ where: LIVE }),
    db.target.count({ where: LIVE }),
    db.migration.count({ where: LIVE }),
    db.run.count({ where: { kind: { not: 'plan' } } }),
  ]);
  return { projects, sources, targets, migrations, runs };
}
