import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RunEvent } from '../engine/events.ts';
import type { Report } from '../engine/types.ts';
import { jobSender } from '../jobs.ts';
import { PROBE_CHANNEL, RUN_CHANNEL } from '../store/channels.ts';
import { newId } from '../store/ids.ts';
import { acquireLease } from '../store/lease.ts';
import { listen } from '../store/listener.ts';
import { type PanelDatabase, panelDatabase, someMigration, someRun, someWorker } from '../store/testing.ts';
import type { Engine } from './engine.ts';
import { workerContext } from './testing.ts';
import { startWorker, type Worker } from './worker.ts';

let database: PanelDatabase;
let worker: Worker | null;
beforeEach(async () => {
  database = await panelDatabase();
  worker = null;
});
afterEach(async () => {
  await worker?.stop();
  await database.drop();
});

const stats = {
  version: '18.4',
  maxConnections: 100,
  byState: { idle: 3 },
  databaseBytes: 1,
  own: { total: 0, idle: 0, waiting: 0 },
};
const engine: Partial<Engine> = {
  serverStats: async () => stats,
  runMigration: async ({ runId, kind }, { store }) => {
    const at = Date.now();
    const events: RunEvent[] = [
      { type: 'run-started', kind, resumed: false, at },
      { type: 'run-ended', outcome: 'succeeded', error: null, at },
    ];
    await store.append(runId, events);
    return {} as Report;
  },
};

/** Listens from now on; what it gives resolves when something was told of a row, also before it was asked for. */
async function listening(channel: string): Promise<(id: string) => Promise<void>> {
  const heard: string[] = [];
  const told = new EventTarget();
  const ready = Promise.withResolvers<void>();
  const listener = listen({
    connectionString: database.connectionString,
    name: 'test',
    channels: {
      [channel]: (payload) => {
        heard.push(payload);
        told.dispatchEvent(new Event('told'));
      },
    },
    onReady: ready.resolve,
  });
  await ready.promise;
  return async (id) => {
    while (!heard.some((payload) => payload.startsWith(id))) {
      await new Promise((resolve) => told.addEventListener('told', resolve, { once: true }));
    }
    await listener.close();
  };
}

test('a job that is sent is done; the worker shows itself while it lives', async () => {
  worker = await startWorker(workerContext(database, engine));
  expect(await database.prisma.worker.count({ where: { role: 'worker' } })).toBe(1);
  const told = await listening(RUN_CHANNEL);
  const run = await someRun(database.prisma);
  const jobs = jobSender(database.pool);
  await jobs.send('run', run.id);
  await told(run.id);
  await jobs.close();
  await worker.stop();
  worker = null;
  expect(await database.prisma.run.findUniqueOrThrow({ where: { id: run.id } })).toMatchObject({
    status: 'succeeded',
    pending: null,
  });
  expect(await database.prisma.worker.count()).toBe(0);
});

test('what no job tells of is found: a run whose worker died, a probe whose job was lost', async () => {
  const run = await someRun(database.prisma);
  const dead = await someWorker(database.prisma);
  await acquireLease(database.prisma, run.id, dead.id, 1);
  const { sourceId } = await someMigration(database.prisma);
  const probe = {
    id: newId(),
    kind: 'source' as const,
    sourceId,
    state: 'running' as const,
    workerId: 'gone',
  };
  await database.prisma.probe.create({ data: { ...probe, requestedAt: new Date(Date.now() - 60_000) } });
  const told = await Promise.all([listening(RUN_CHANNEL), listening(PROBE_CHANNEL)]);
  const steps = [{ step: 'file', status: 'failed' as const, ms: 1, detail: 'no', code: 'SRC-MISSING' }];
  worker = await startWorker(workerContext(database, { ...engine, probeSource: async () => steps }));
  await Promise.all([told[0](run.id), told[1](probe.id)]);
  expect(await database.prisma.probe.findUniqueOrThrow({ where: { id: probe.id } })).toMatchObject({
    state: 'done',
    passed: false,
    result: steps,
  });
});
