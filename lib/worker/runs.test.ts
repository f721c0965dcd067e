import { afterEach, beforeEach, expect, test } from 'vitest';
import { MigrationError } from '../engine/errors.ts';
import type { RunEventBody } from '../engine/events.ts';
import { Cancelled, Shutdown } from '../engine/stop-reasons.ts';
import type { RunStore } from '../engine/store.ts';
import type { Report } from '../engine/types.ts';
import { acquireLease, waitingRuns } from '../store/lease.ts';
import { type PanelDatabase, panelDatabase, someRun, someWorker } from '../store/testing.ts';
import type { Engine } from './engine.ts';
import { Runs } from './runs.ts';
import { workerContext } from './testing.ts';

let database: PanelDatabase;
beforeEach(async () => {
  database = await panelDatabase();
});
afterEach(() => database.drop());

async function worker(engine: Partial<Engine>) {
  const context = workerContext(database, engine);
  await database.prisma.worker.create({ data: { id: context.id, role: 'worker', host: 'test', pid: 1 } });
  return new Runs(context);
}

const say = (store: RunStore, run: string, ...bodies: RunEventBody[]) =>
  store.append(
    run,
    bodies.map((body) => ({ ...body, at: Date.now() })),
  );
const END: RunEventBody = { type: 'run-ended', outcome: 'succeeded', error: null };
const runRow = (id: string) => database.prisma.run.findUniqueOrThrow({ where: { id } });

/** Goes on until its signal is aborted, as an engine in the middle of a copy would. */
function endless(): { engine: Partial<Engine>; begun: Promise<AbortSignal> } {
  let begin: (signal: AbortSignal) => void = () => {};
  const begun = new Promise<AbortSignal>((resolve) => {
    begin = resolve;
  });
  return {
    begun,
    engine: {
      runMigration: async ({ runId, kind }, { store, signal }) => {
        await say(store, runId, { type: 'run-started', kind, resumed: false });
        begin(signal);
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
        if (signal.reason instanceof Shutdown) throw signal.reason;
        await say(store, runId, { type: 'run-ended', outcome: 'cancelled', error: null });
        return {} as Report;
      },
    },
  };
}

test('a run is carried with its path, target and options, ended, given back and audited', async () => {
  const run = await someRun(database.prisma);
  let path = '';
  const runs = await worker({
    runMigration: async (input, { store }) => {
      path = input.sourcePath;
      expect(input).toMatchObject({
        runId: run.id,
        kind: 'full',
        target: { database: 'shop', password: '' },
      });
      await say(store, input.runId, { type: 'run-started', kind: 'full', resumed: false }, END);
      return {} as Report;
    },
  });
  await runs.take(run.id);
  expect(path).toBe('/srv/shop.db');
  expect(await runRow(run.id)).toMatchObject({ status: 'succeeded', pending: null, leaseUntil: null });
  const [entry] = await database.prisma.auditEntry.findMany();
  expect(entry).toMatchObject({ action: 'run.ended', subject: run.id, outcome: 'done' });
});

test.each([
  [null, { revertByHand: false }, 7],
  [30, { revertByHand: false }, 30],
  [0, { revertByHand: true, revertUntil: null }, null],
])('the revert window is the migration’s own (%s), else the setting', async (revertDays, expected, days) => {
  const run = await someRun(database.prisma);
  await database.prisma.migration.update({ where: { id: run.migrationId }, data: { revertDays } });
  const cutOverAt = new Date('2026-01-01T00:00:00Z');
  const runs = await worker({
    runMigration: async (input, { store }) => {
      await say(store, input.runId, { type: 'run-started', kind: 'full', resumed: false });
      await database.prisma.run.update({ where: { id: input.runId }, data: { cutOverAt } });
      await say(store, input.runId, END);
      return {} as Report;
    },
  });
  await runs.take(run.id);
  const row = await runRow(run.id);
  expect(row).toMatchObject(expected);
  if (days !== null) expect(Number(row.revertUntil) - Number(row.cutOverAt)).toBe(days * 24 * 3600_000);
});

test('a run of a worker that died is taken up with the same id, and the dead one is locked out', async () => {
  const run = await someRun(database.prisma);
  const dead = await someWorker(database.prisma);
  const old = await acquireLease(database.prisma, run.id, dead.id, 0);
  const seen: string[] = [];
  const runs = await worker({
    runMigration: async ({ runId }, { store }) => {
      seen.push(runId);
      await say(store, runId, { type: 'run-started', kind: 'full', resumed: true }, END);
      return {} as Report;
    },
  });
  await runs.take(run.id);
  expect(seen).toEqual([run.id]);
  const row = await runRow(run.id);
  expect(row.status).toBe('succeeded');
  expect(row.leaseToken).toBe((old?.token ?? 0) + 1);
});

test('a run that another worker holds is left alone', async () => {
  const run = await someRun(database.prisma);
  const other = await someWorker(database.prisma);
  await acquireLease(database.prisma, run.id, other.id);
  const runs = await worker({});
  await runs.take(run.id);
  expect((await runRow(run.id)).workerId).toBe(other.id);
});

test('a wish to cancel reaches the engine as such', async () => {
  const run = await someRun(database.prisma);
  const { engine, begun } = endless();
  const runs = await worker(engine);
  const done = runs.take(run.id);
  const signal = await begun;
  await database.prisma.run.update({ where: { id: run.id }, data: { cancelRequestedAt: new Date() } });
  await runs.look(run.id);
  expect(signal.reason).toBeInstanceOf(Cancelled);
  await done;
  expect(await runRow(run.id)).toMatchObject({ status: 'cancelled', pending: null });
});

test('a worker that stops leaves its run for the next one, which may have it at once', async () => {
  const run = await someRun(database.prisma);
  const { engine, begun } = endless();
  const runs = await worker(engine);
  const done = runs.take(run.id);
  await begun;
  runs.stopAll();
  await done;
  expect(await runRow(run.id)).toMatchObject({ status: 'running', pending: 'run' });
  expect(await waitingRuns(database.prisma)).toEqual([{ id: run.id, pending: 'run' }]);
  await runs.take(run.id);
  expect((await runRow(run.id)).leaseUntil).toBeNull();
});

test('a worker whose lease was taken stops at its next renewal and writes nothing more', async () => {
  const run = await someRun(database.prisma);
  const other = await someWorker(database.prisma);
  const { engine, begun } = endless();
  const runs = await worker(engine);
  const done = runs.take(run.id);
  const signal = await begun;
  await database.prisma.run.update({ where: { id: run.id }, data: { leaseUntil: new Date(0) } });
  const theirs = await acquireLease(database.prisma, run.id, other.id);
  await done;
  expect(signal.reason).toBeInstanceOf(Shutdown);
  expect(await runRow(run.id)).toMatchObject({
    workerId: other.id,
    leaseToken: theirs?.token,
    pending: 'run',
    seq: 1,
  });
});

test('what the engine throws ends the run as failed, with its code', async () => {
  const run = await someRun(database.prisma);
  await database.prisma.source.updateMany({ data: { path: '/etc/passwd' } });
  await (await worker({})).take(run.id);
  expect(await runRow(run.id)).toMatchObject({
    status: 'failed',
    pending: null,
    error: { code: 'SRC-OUTSIDE' },
  });
});

const toRollBack = { pending: 'rollback', status: 'succeeded', rollbackReason: 'wrong data' };

test('a rollback goes through the engine with its reason', async () => {
  const run = await someRun(database.prisma);
  await database.prisma.run.update({ where: { id: run.id }, data: toRollBack });
  const runs = await worker({
    rollbackRun: async (runId, _target, reason, { store }) => {
      if (!store) throw new Error('no store');
      await say(store, runId, { type: 'rollback-started', reason }, { type: 'rollback-done', restored: 1 });
      return { restored: [reason], removed: [], standing: [] };
    },
  });
  await runs.take(run.id);
  expect(await runRow(run.id)).toMatchObject({ status: 'rolled-back', pending: null });
});

test('a rollback that had happened already counts as one; any other failure is told', async () => {
  const run = await someRun(database.prisma);
  await database.prisma.run.update({ where: { id: run.id }, data: toRollBack });
  const refuse = (code: string) =>
    worker({ rollbackRun: () => Promise.reject(new MigrationError(code, 'm', 'r')) });
  await (await refuse('TGT-REFUSED')).take(run.id);
  expect(await runRow(run.id)).toMatchObject({ status: 'rollback-failed', error: { code: 'TGT-REFUSED' } });
  await database.prisma.run.update({ where: { id: run.id }, data: { pending: 'rollback' } });
  await (await refuse('RUN-ROLLED-BACK')).take(run.id);
  expect(await runRow(run.id)).toMatchObject({ status: 'rolled-back', error: null });
});
