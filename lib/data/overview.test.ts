import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { acquireLease } from '../store/lease.ts';
import { type PanelDatabase, panelDatabase, someRun, someWorker } from '../store/testing.ts';
import { heartbeat } from '../store/workers.ts';
import { readOverview } from './overview.ts';

vi.mock('../auth/current.ts', () => ({ currentSession: async () => null }));

let database: PanelDatabase;
beforeEach(async () => {
  database = await panelDatabase();
});
afterEach(() => database.drop());

const kinds = async () => (await readOverview(database.prisma)).attention.map((item) => item.kind);

test('no worker is said, and is no longer said once one beats', async () => {
  expect(await kinds()).toEqual(['worker-away']);
  const self = { id: 'w', role: 'worker' as const, host: 'h', pid: 1 };
  await heartbeat(database.prisma, self, [{ name: 'worker w', total: 3, idle: 2, waiting: 0, max: 10 }]);
  const overview = await readOverview(database.prisma);
  expect(overview.attention).toEqual([]);
  expect(overview.workers).toMatchObject([{ id: 'w', alive: true, runs: [] }]);
  expect(overview.panel.pools).toEqual([{ name: 'worker w', total: 3, idle: 2, waiting: 0, max: 10 }]);
  const later = await readOverview(database.prisma, Date.now() + 60_000);
  expect(later.attention.map((item) => item.kind)).toEqual(['worker-away']);
  expect(later.panel.pools).toEqual([]);
});

test('a run whose lease ran out is interrupted, a failed one failed, until a later one makes it good', async () => {
  const { prisma } = database;
  const worker = await someWorker(prisma);
  const run = await someRun(prisma);
  await acquireLease(prisma, run.id, worker.id, 0);
  await prisma.run.update({ where: { id: run.id }, data: { status: 'running' } });
  expect(await kinds()).toEqual(['run-interrupted']);
  const ended = { pending: null, status: 'failed', endedAt: new Date(), error: { code: 'SRC-BUSY' } };
  await prisma.run.update({ where: { id: run.id }, data: ended });
  expect(await kinds()).toEqual(['run-failed']);
  await prisma.run.create({
    data: {
      id: 'later',
      migrationId: run.migrationId,
      kind: 'full',
      status: 'succeeded',
      options: {},
      state: {},
      endedAt: new Date(),
    },
  });
  expect(await kinds()).toEqual([]);
});

test('servers keep their last good figures beside why the latest sample failed', async () => {
  const { prisma } = database;
  const run = await someRun(prisma, { pending: null });
  const { targetId } = await prisma.migration.findUniqueOrThrow({ where: { id: run.migrationId } });
  const full = { version: '18.4', maxConnections: 10, byState: { active: 2, idle: 7 } };
  await prisma.serverSample.create({ data: { targetId, at: new Date(Date.now() - 20_000), ...full } });
  await prisma.serverSample.create({
    data: { targetId, error: { code: 'TGT-REFUSED', message: 'm', remedy: 'r' } },
  });
  const overview = await readOverview(prisma);
  expect(overview.targets[0]?.server).toMatchObject({
    version: '18.4',
    maxConnections: 10,
    error: { code: 'TGT-REFUSED' },
  });
  expect(overview.targets[0]?.series.lines).toEqual([
    { name: 'active', values: [2, null] },
    { name: 'idle', values: [7, null] },
  ]);
  expect(overview.attention.map((item) => item.kind)).toContain('target-connections');
});

test('a paused run is said, and so is a revert window that closes or has closed, until it is finalised', async () => {
  const { prisma } = database;
  const run = await someRun(prisma);
  const update = (data: object) => prisma.run.update({ where: { id: run.id }, data });
  const said = async () => (await kinds()).filter((kind) => kind !== 'worker-away');
  await update({ status: 'paused', pauseRequestedAt: new Date() });
  expect(await said()).toEqual(['run-paused']);
  const hour = 3600_000;
  const until = (ms: number) => ({ revertUntil: new Date(Date.now() + ms) });
  const done = { status: 'succeeded', pending: null, pauseRequestedAt: null, cutOverAt: new Date() };
  await update({ ...done, ...until(48 * hour) });
  expect(await said()).toEqual([]);
  await update(until(hour));
  expect(await said()).toEqual(['window-closing']);
  await update(until(-hour));
  expect(await said()).toEqual(['window-closed']);
  await update({ status: 'finalised', finalisedAt: new Date() });
  expect(await said()).toEqual([]);
  // Of an earlier version, which set no window.
  await update({ status: 'succeeded', revertUntil: null, cutOverAt: new Date(Date.now() - 8 * 24 * hour) });
  expect(await said()).toEqual(['window-closed']);
});

test('several runs of one batch that ended badly are told as one; a single one by itself; what is grave comes first', async () => {
  const { prisma } = database;
  await someWorker(prisma);
  const project = await prisma.project.create({ data: { id: 'clients', name: 'Clients' } });
  await prisma.batch.create({ data: { id: 'night', projectId: project.id, kind: 'full' } });
  const failed = async (batchId: string | null) => {
    const { id } = await someRun(prisma, { pending: null });
    await prisma.run.update({ where: { id }, data: { status: 'failed', endedAt: new Date(), batchId } });
    return id;
  };
  const first = await failed('night');
  expect(await kinds()).toEqual(['run-failed']);
  await failed('night');
  const alone = await failed(null);
  const paused = await someRun(prisma);
  await prisma.run.update({
    where: { id: paused.id },
    data: { status: 'paused', pauseRequestedAt: new Date(Date.now() + 60_000) },
  });
  const { attention } = await readOverview(prisma);
  expect(attention.map(({ kind, subject, count }) => [kind, subject?.id, count])).toEqual([
    ['run-failed', alone, undefined],
    ['batch-failed', 'night', 2],
    ['run-paused', paused.id, undefined],
  ]);
  expect(attention[1]?.subject).toEqual({
    type: 'batch',
    id: 'night',
    name: 'Clients',
    projectId: 'clients',
  });
  await prisma.run.update({ where: { id: first }, data: { status: 'succeeded' } });
  expect(await kinds()).toEqual(['run-failed', 'run-failed', 'run-paused']);
});

test('differences that a comparison found are said until the tables were taken back', async () => {
  const { prisma } = database;
  await someWorker(prisma);
  const run = await someRun(prisma, { pending: null });
  const at = (seconds: number) => new Date(Date.now() + seconds * 1000);
  await prisma.run.update({ where: { id: run.id }, data: { status: 'succeeded', finalisedAt: at(0) } });
  const compared = { kind: 'verify', status: 'succeeded', differences: 1, queuedAt: at(1), endedAt: at(2) };
  const rest = { migrationId: run.migrationId, options: {}, state: {} };
  await prisma.run.create({ data: { id: 'compared', ...compared, ...rest } });
  expect(await kinds()).toEqual(['run-differs']);
  const back = (seconds: number) => ({ status: 'rolled-back', rollbackRequestedAt: at(seconds) });
  await prisma.run.update({ where: { id: run.id }, data: back(-60) });
  expect(await kinds()).toEqual(['run-differs']);
  await prisma.run.update({ where: { id: run.id }, data: back(3) });
  expect(await kinds()).toEqual([]);
});

test('a target that does not answer is said once, whether by its test or by the samples', async () => {
  const { prisma } = database;
  await someWorker(prisma);
  const run = await someRun(prisma, { pending: null });
  const { targetId } = await prisma.migration.findUniqueOrThrow({ where: { id: run.migrationId } });
  const error = { code: 'TGT-REFUSED', message: 'm', remedy: 'r' };
  await prisma.serverSample.create({ data: { targetId, error } });
  expect(await kinds()).toEqual(['target-unreachable']);
  await prisma.probe.create({
    data: { id: 'p', kind: 'target', state: 'done', passed: false, targetId, endedAt: new Date() },
  });
  expect(await kinds()).toEqual(['target-failed']);
});

test('why a test failed is said with its facts, so that it can be said in any language', async () => {
  const { prisma } = database;
  await someWorker(prisma);
  const run = await someRun(prisma, { pending: null });
  const { targetId } = await prisma.migration.findUniqueOrThrow({ where: { id: run.migrationId } });
  const step = { step: 'login', status: 'failed', ms: 1, detail: 'm', code: 'TGT-AUTH-28P01', remedy: 'r' };
  const steps = [{ ...step, params: { user: 'ada' } }];
  const ended = { state: 'done' as const, passed: false, endedAt: new Date() };
  await prisma.probe.create({ data: { id: 'p', kind: 'target', ...ended, targetId, result: steps } });
  const [item] = (await readOverview(prisma)).attention;
  expect(item?.error).toEqual({ code: 'TGT-AUTH-28P01', message: 'm', remedy: 'r', params: { user: 'ada' } });
});
