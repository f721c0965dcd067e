/** Pausing and resuming with the real engine: what is held meanwhile, who may take it up, what it ends with. */
import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { RunState } from '../engine/events.ts';
import * as engine from '../engine/index.ts';
import { generateSample } from '../sample/generate.ts';
import { acquireLease, waitingRuns } from '../store/lease.ts';
import { ownerOf } from '../store/secrets.ts';
import { type PanelDatabase, panelDatabase, someRun } from '../store/testing.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import type { WorkerContext } from './context.ts';
import { leftovers } from './leftovers.ts';
import { Runs } from './runs.ts';
import { workerContext } from './testing.ts';

let folder: string;
let database: PanelDatabase;
let target: TestDatabase;
let outside: pg.Client;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'howdah-pause-')));
  await generateSample(path.join(folder, 'a.db'), { client: 'A', rows: 60_000, seed: 1 });
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  [database, target] = await Promise.all([panelDatabase(), testDatabase()]);
  outside = new pg.Client(target.url);
  await outside.connect();
});
afterEach(async () => {
  await outside.end();
  await Promise.all([database.drop(), target.drop()]);
});

/** A worker of its own, as after a restart. */
async function worker(): Promise<{ runs: Runs; context: WorkerContext }> {
  const base = workerContext(database, engine);
  const context = {
    ...base,
    folders: { ...base.folders, snapshots: path.join(folder, 'snapshots'), sourceRoots: [folder] },
  };
  await database.prisma.worker.create({ data: { id: context.id, role: 'worker', host: 'test', pid: 1 } });
  return { runs: new Runs(context), context };
}

async function fullRun(): Promise<string> {
  const { prisma } = database;
  const run = await someRun(prisma);
  await prisma.source.updateMany({ data: { path: path.join(folder, 'a.db') } });
  const { password, ...place } = engine.parseTarget(target.url);
  const [row] = await prisma.target.findMany();
  if (!row) throw new Error('no target');
  const { secrets } = workerContext(database, {});
  const sealed = secrets.seal(password, ownerOf(row.id));
  await prisma.target.update({ where: { id: row.id }, data: { ...place, password: sealed } });
  return run.id;
}

const rowOf = (id: string) => database.prisma.run.findUniqueOrThrow({ where: { id } });

async function until(id: string, holds: (run: Awaited<ReturnType<typeof rowOf>>) => boolean) {
  for (let run = await rowOf(id); ; run = await rowOf(id)) {
    if (holds(run)) return run;
    if (run.pending === null) throw new Error(`it ended before: ${JSON.stringify(run.error ?? run.status)}`);
    await sleep(5);
  }
}

const wish = (id: string, data: { pauseRequestedAt?: Date | null; cancelRequestedAt?: Date }) =>
  database.prisma.run.update({ where: { id }, data });

/** Paused in the middle of the copy, by its worker. */
async function paused(): Promise<string> {
  const { runs } = await worker();
  const id = await fullRun();
  const done = runs.take(id);
  await until(id, (run) => run.stage === 'copy' && run.copiedBytes > 0n);
  await wish(id, { pauseRequestedAt: new Date() });
  await runs.look(id);
  await done;
  return id;
}

const staging = async () =>
  (await outside.query(`SELECT nspname FROM pg_namespace WHERE nspname LIKE 'howdah%stage'`)).rows.length;

test('a paused run holds nothing, is taken up by nobody, and goes on from where it stood when resumed', async () => {
  const id = await paused();
  expect(await rowOf(id)).toMatchObject({
    status: 'paused',
    pending: 'run',
    leaseUntil: null,
    workerId: null,
  });
  const sessions = async () =>
    (
      await outside.query(
        `SELECT application_name FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'howdah%'`,
      )
    ).rows;
  // The connection that asked the server to stop a statement closes by itself.
  await expect.poll(sessions, { timeout: 10_000 }).toEqual([]);
  expect(await staging()).toBe(1);

  const { runs, context } = await worker();
  expect(await waitingRuns(database.prisma)).toEqual([]);
  expect(await acquireLease(database.prisma, id, context.id)).toBeNull();
  await runs.take(id);
  expect((await rowOf(id)).status).toBe('paused');

  await wish(id, { pauseRequestedAt: null });
  expect(await waitingRuns(database.prisma)).toEqual([{ id, pending: 'run' }]);
  await runs.take(id);
  const row = await rowOf(id);
  expect(row).toMatchObject({ status: 'succeeded', pending: null, differences: 0 });
  const state = row.state as unknown as RunState;
  expect(state.resumed).toBe(0);
  expect(state.pausedMs).toBeGreaterThan(0);
  expect(Number(row.pausedMs)).toBe(Math.trunc(state.pausedMs ?? 0));
  for (const table of state.tables) {
    const counted = await outside.query(
      `SELECT count(*)::int AS n FROM ${pg.escapeIdentifier(table.target)}`,
    );
    expect(counted.rows[0].n).toBe(table.rows);
  }
});

test('what a paused run has in the target is no leftover; cancelled, nothing of it stays', async () => {
  const id = await paused();
  const { runs, context } = await worker();
  const [row] = await database.prisma.target.findMany();
  if (!row) throw new Error('no target');
  const looked = await leftovers(context, row, [id]);
  expect(looked).toMatchObject({ found: [{ run: id, state: 'alive' }], removed: [] });
  expect(await staging()).toBe(1);

  await wish(id, { cancelRequestedAt: new Date() });
  await runs.take(id);
  expect(await rowOf(id)).toMatchObject({ status: 'cancelled', pending: null, pauseRequestedAt: null });
  expect(await staging()).toBe(0);
  const files = await readdir(path.join(folder, 'snapshots'));
  expect(files.filter((name) => name.startsWith(id))).toEqual([]);
});

test('a run paused before anybody began it says so, and nothing is begun', async () => {
  const id = await fullRun();
  await wish(id, { pauseRequestedAt: new Date() });
  const { runs } = await worker();
  await runs.take(id);
  expect(await rowOf(id)).toMatchObject({ status: 'paused', pending: 'run', startedAt: null, seq: 1 });
  await wish(id, { pauseRequestedAt: null });
  await runs.take(id);
  expect(await rowOf(id)).toMatchObject({ status: 'succeeded', pending: null });
});

test('a worker that died before it could say that the run is paused: the next one says it', async () => {
  const id = await fullRun();
  const { runs, context } = await worker();
  const dead = await acquireLease(database.prisma, id, context.id, 0);
  expect(dead).not.toBeNull();
  await database.prisma.run.update({
    where: { id },
    data: { status: 'running', pauseRequestedAt: new Date() },
  });
  expect(await waitingRuns(database.prisma)).toEqual([{ id, pending: 'run' }]);
  await runs.take(id);
  expect(await rowOf(id)).toMatchObject({ status: 'paused', leaseUntil: null });
  expect(await waitingRuns(database.prisma)).toEqual([]);
});

test('finalising goes through the engine, opens no second time, and is refused a way back', async () => {
  const id = await fullRun();
  const { runs } = await worker();
  await runs.take(id);
  const { revertUntil, cutOverAt } = await rowOf(id);
  expect(Number(revertUntil) - Number(cutOverAt)).toBe(7 * 24 * 3600_000);
  await database.prisma.run.update({ where: { id }, data: { pending: 'finalise' } });
  await runs.take(id);
  expect(await rowOf(id)).toMatchObject({ status: 'finalised', pending: null, error: null });
  expect((await rowOf(id)).finalisedAt).toBeInstanceOf(Date);
  await database.prisma.run.update({ where: { id }, data: { pending: 'rollback' } });
  await runs.take(id);
  expect(await rowOf(id)).toMatchObject({ status: 'rollback-failed', error: { code: 'RUN-FINALISED' } });
});

test('what a person can mend holds a run up: nothing is lost, and resumed it goes on from where it stands', async () => {
  // The cutover is refused as a server refuses whom it does not allow something, until somebody has mended that.
  await outside.query(`
    CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
      IF current_query() LIKE '%SET SCHEMA%' THEN RAISE insufficient_privilege USING MESSAGE = 'not yet'; END IF; END $$;
    CREATE EVENT TRIGGER refuse ON ddl_command_start WHEN TAG IN ('ALTER TABLE') EXECUTE FUNCTION refuse()`);
  const id = await fullRun();
  const { runs } = await worker();
  await runs.take(id);
  const held = await rowOf(id);
  expect(held).toMatchObject({
    status: 'paused',
    pending: 'run',
    leaseUntil: null,
    error: { code: 'TGT-PRIVILEGE' },
  });
  expect(held.pauseRequestedAt).not.toBeNull();
  expect(await staging()).toBe(1);
  expect(await waitingRuns(database.prisma)).toEqual([]);
  const [entry] = await database.prisma.auditEntry.findMany({ where: { action: 'run.held' } });
  expect(entry).toMatchObject({ subject: id, outcome: 'failed', code: 'TGT-PRIVILEGE' });

  await outside.query('DROP EVENT TRIGGER refuse');
  await wish(id, { pauseRequestedAt: null });
  await runs.take(id);
  expect(await rowOf(id)).toMatchObject({ status: 'succeeded', pending: null, error: null, differences: 0 });
  const copied = await database.prisma.$queryRaw<{ n: bigint }[]>`
    SELECT count(*) AS n FROM run_events WHERE run_id = ${id} AND body->>'type' = 'stage-done' AND body->>'stage' = 'copy'`;
  expect(copied).toEqual([{ n: 1n }]);
});

test('in a batch it ends instead, so that the others go on', async () => {
  await outside.query(`
    CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
      IF current_query() LIKE '%SET SCHEMA%' THEN RAISE insufficient_privilege USING MESSAGE = 'not yet'; END IF; END $$;
    CREATE EVENT TRIGGER refuse ON ddl_command_start WHEN TAG IN ('ALTER TABLE') EXECUTE FUNCTION refuse()`);
  const id = await fullRun();
  const project = await database.prisma.project.create({ data: { id: 'p1', name: 'p1' } });
  const batch = await database.prisma.batch.create({
    data: { id: 'b1', projectId: project.id, kind: 'full' },
  });
  await database.prisma.run.update({ where: { id }, data: { batchId: batch.id } });
  const { runs } = await worker();
  await runs.take(id);
  expect(await rowOf(id)).toMatchObject({
    status: 'failed',
    pending: null,
    error: { code: 'TGT-PRIVILEGE' },
  });
  expect(await staging()).toBe(0);
});
