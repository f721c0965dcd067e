/** Figures for Prometheus, read from the panel's database when asked for: the same whichever web process answers. */
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Database } from './store/database.ts';
import { documentOf } from './store/json.ts';
import { ALIVE_MS, type PoolFigures } from './store/workers.ts';

const SLOT = Symbol.for('howdah.process-metrics');
const slots = globalThis as { [SLOT]?: Registry };

/** CPU, memory, event loop of this process: collected from its first use on. */
function processMetrics(): Registry {
  if (!slots[SLOT]) {
    slots[SLOT] = new Registry();
    collectDefaultMetrics({ register: slots[SLOT], prefix: 'howdah_web_' });
  }
  return slots[SLOT];
}

export async function metrics(database: Database): Promise<{ text: string; contentType: string }> {
  const registry = new Registry();
  await Promise.all([
    runMetrics(registry, database),
    processFigures(registry, database),
    targetMetrics(registry, database),
  ]);
  const merged = Registry.merge([processMetrics(), registry]);
  return { text: await merged.metrics(), contentType: merged.contentType };
}

async function runMetrics(registry: Registry, { prisma }: Database): Promise<void> {
  const runs = gauge(registry, 'howdah_runs', 'Runs by kind and status.', ['kind', 'status']);
  const groups = await prisma.run.groupBy({ by: ['kind', 'status'], _count: true });
  for (const { kind, status, _count } of groups) runs.set({ kind, status }, _count);
  const waiting = gauge(registry, 'howdah_runs_pending', 'Runs and rollbacks that are not finished.', []);
  waiting.set(await prisma.run.count({ where: { pending: { not: null } } }));
  const copied = gauge(
    registry,
    'howdah_copied_bytes',
    'Bytes of values copied by all runs that are kept.',
    [],
  );
  const { _sum } = await prisma.run.aggregate({ _sum: { copiedBytes: true } });
  copied.set(Number(_sum.copiedBytes ?? 0));
}

async function processFigures(registry: Registry, { prisma }: Database): Promise<void> {
  const processes = await prisma.worker.findMany();
  const alive = processes.filter((process) => Date.now() - process.heartbeatAt.getTime() < ALIVE_MS);
  const workers = gauge(registry, 'howdah_workers', 'Workers that were heard of within ten seconds.', []);
  workers.set(alive.filter((process) => process.role === 'worker').length);
  const memory = gauge(registry, 'howdah_worker_memory_bytes', 'Resident memory.', ['worker']);
  const pools = gauge(
    registry,
    'howdah_pool_connections',
    'Connections of a pool, and requests that wait for one.',
    ['pool', 'state'],
  );
  for (const process of alive) {
    if (process.role === 'worker') memory.set({ worker: process.id }, Number(process.memoryBytes));
    for (const pool of documentOf<PoolFigures[]>(process.pools)) {
      for (const state of ['total', 'idle', 'waiting', 'max'] as const) {
        pools.set({ pool: pool.name, state }, pool[state]);
      }
    }
  }
}

async function targetMetrics(registry: Registry, { prisma }: Database): Promise<void> {
  const up = gauge(registry, 'howdah_target_up', 'Whether the last sample of the target succeeded.', [
    'target',
  ]);
  const connections = gauge(
    registry,
    'howdah_target_connections',
    'Client connections of the server by state.',
    ['target', 'state'],
  );
  const max = gauge(registry, 'howdah_target_max_connections', 'max_connections of the server.', ['target']);
  const bytes = gauge(registry, 'howdah_target_database_bytes', 'Size of the database.', ['target']);
  const targets = await prisma.target.findMany({
    where: { removedAt: null },
    select: { name: true, samples: { orderBy: { at: 'desc' }, take: 1 } },
  });
  for (const { name: target, samples } of targets) {
    const [sample] = samples;
    if (!sample) continue;
    up.set({ target }, sample.error === null ? 1 : 0);
    if (sample.error !== null) continue;
    for (const [state, count] of Object.entries(documentOf<Record<string, number>>(sample.byState))) {
      connections.set({ target, state }, count);
    }
    max.set({ target }, sample.maxConnections);
    bytes.set({ target }, Number(sample.databaseBytes));
  }
}

function gauge<L extends string>(registry: Registry, name: string, help: string, labelNames: L[]): Gauge<L> {
  return new Gauge({ name, help, labelNames, registers: [registry] });
}
