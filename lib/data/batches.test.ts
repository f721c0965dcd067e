/** Projects with a real worker and the real engine: eight files into one database; one that fails holds nobody up. */
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import pg from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CurrentSession } from '../auth/current.ts';
import * as engine from '../engine/index.ts';
import { jobSender } from '../jobs.ts';
import { replacePanel } from '../panel.ts';
import { newId } from '../store/ids.ts';
import { ownerOf, Secrets } from '../store/secrets.ts';
import { type PanelDatabase, panelDatabase, someUser } from '../store/testing.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { workerContext } from '../worker/testing.ts';
import { startWorker, type Worker } from '../worker/worker.ts';
import { cancelBatch, getBatch, retryBatch, startBatch } from './batches.ts';
import type { BatchDetail, BatchItem } from './dto/batch.ts';
import { changeMembers, createProject, getProject, removeProject } from './projects.ts';
import { listRuns } from './runs.ts';
import { addSeveral } from './several.ts';

const who = vi.hoisted(() => ({ session: null as CurrentSession | null }));
vi.mock('../auth/current.ts', () => ({ currentSession: async () => who.session }));

const secrets = new Secrets(Buffer.alloc(32, 1));
let folder: string;
let database: PanelDatabase;
let target: TestDatabase;
let worker: Worker | null;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'howdah-batches-')));
  [database, target] = await Promise.all([panelDatabase(), testDatabase()]);
  worker = null;
  replacePanel({ database, secrets, jobs: jobSender(database.pool) });
  const user = await someUser(database.prisma, 'admin');
  who.session = { id: 's', user: { ...user, locale: null, theme: 'system' } };
});
afterEach(async () => {
  await worker?.stop();
  replacePanel(undefined);
  await Promise.all([database.drop(), target.drop()]);
  await rm(folder, { recursive: true });
});

async function work() {
  const context = workerContext(database, engine);
  worker = await startWorker({
    ...context,
    folders: { ...context.folders, snapshots: folder, sourceRoots: [folder] },
  });
}

async function someSource(name: string, sql: string): Promise<string> {
  const file = path.join(folder, `${name}.db`);
  const sqlite = new Database(file);
  sqlite.exec(sql);
  sqlite.close();
  const id = newId();
  await database.prisma.source.create({ data: { id, name, kind: 'path', path: file } });
  return id;
}

async function someTarget(name: string, password?: string, schema = 'public'): Promise<string> {
  const place = engine.parseTarget(target.url);
  const id = newId();
  const sealed = secrets.seal(password ?? place.password, ownerOf(id));
  await database.prisma.target.create({ data: { ...place, id, name, schema, password: sealed } });
  return id;
}

async function ended(id: string): Promise<BatchDetail> {
  for (;;) {
    const batch = await getBatch(id);
    if (batch?.endedAt) return batch;
    await sleep(20);
  }
}

async function planned(id: string | null): Promise<{ batch: BatchDetail; plans: Record<string, string> }> {
  const batch = await ended(id ?? '');
  return { batch, plans: plansOf(batch.items) };
}

function plansOf(items: BatchItem[]): Record<string, string> {
  return Object.fromEntries(
    items.flatMap(({ migration, ready }) => (ready.hash ? [[migration.id, ready.hash]] : [])),
  );
}

async function inTarget<T extends pg.QueryResultRow>(sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: target.url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

test('eight files go into one database as eight schemas, all at once', async () => {
  const { id: projectId } = await createProject({ name: 'one server', note: '' });
  const targetId = await someTarget('server');
  const names = ['main', 'advert', 'contract', 'django', 'bot', 'tokens', 'audio', 'messages'];
  const entries: { sourceId: string; targetId: string; schema: string }[] = [];
  for (const [i, schema] of names.entries()) {
    // A NOCASE column makes every run need the shared functions and collation of the database.
    const sql = `CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT COLLATE NOCASE, flag BOOLEAN, at DATETIME);
      INSERT INTO things SELECT value, 'n' || value, value % 2, '2024-01-01 10:00:00' FROM generate_series(1, ${100 + i})`;
    entries.push({ sourceId: await someSource(schema, seriesOf(sql)), targetId, schema });
  }
  await database.prisma.project.update({ where: { id: projectId }, data: { concurrency: 8 } });
  await work();
  const { plans, batch } = await planned((await addSeveral({ projectId, entries })).batchId);
  expect(batch.counts).toMatchObject({ succeeded: 8, failed: 0 });
  expect(batch.items.map(({ schema }) => schema)).toEqual(names);
  const { id } = await startBatch({ projectId, kind: 'full', replace: false, plans });
  const done = await ended(id);
  expect(done.items.map(({ error }) => error)).toEqual(names.map(() => null));
  expect(done.counts).toMatchObject({ succeeded: 8 });
  for (const [i, schema] of names.entries()) {
    const [row] = await inTarget<{ n: number }>(`SELECT count(*)::int AS n FROM "${schema}".things`);
    expect(row?.n).toBe(100 + i);
  }
  // The history says which batch each belonged to.
  const { runs } = await listRuns({ kind: ['full'] });
  expect(runs.every((run) => run.batch?.id === id && run.batch.project.name === 'one server')).toBe(true);
  // The same schema a second time is refused, with who has it.
  await expect(addSeveral({ projectId, entries: entries.slice(0, 1) })).rejects.toMatchObject({
    code: 'PNL-SCHEMA-TAKEN',
    context: { schema: 'main' },
  });
});

/** better-sqlite3 comes without generate_series. */
function seriesOf(sql: string): string {
  return sql.replace(
    /FROM generate_series\(1, (\d+)\)/,
    'FROM (WITH RECURSIVE s(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM s WHERE value < $1) SELECT value FROM s)',
  );
}

test('one whose target refuses holds nobody up; after the fix a retry runs that one alone', async () => {
  const { id: projectId } = await createProject({ name: 'three clients', note: '' });
  const entries: { sourceId: string; targetId: string; schema: string }[] = [];
  for (const client of ['a', 'b', 'c']) {
    const sourceId = await someSource(
      client,
      `CREATE TABLE t (id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1)`,
    );
    entries.push({ sourceId, targetId: await someTarget(client, undefined, client), schema: '' });
  }
  await work();
  const { plans } = await planned((await addSeveral({ projectId, entries })).batchId);
  const broken = entries[1]?.targetId ?? '';
  const good = (await database.prisma.target.findUniqueOrThrow({ where: { id: broken } })).password;
  const wrong = secrets.seal('wrong', ownerOf(broken));
  await database.prisma.target.update({ where: { id: broken }, data: { password: wrong } });

  const { id } = await startBatch({ projectId, kind: 'full', replace: false, plans });
  const first = await ended(id);
  expect(first.items.map(({ error }) => error)).toEqual([
    null,
    expect.objectContaining({ code: 'TGT-AUTH-28P01' }),
    null,
  ]);
  expect(first.counts).toMatchObject({ succeeded: 2, failed: 1, refused: 0 });
  const failed = first.items.find(({ error }) => error);
  expect(failed).toMatchObject({ target: { name: 'b' }, error: { code: 'TGT-AUTH-28P01' } });
  expect(first.permissions.retry.allowed).toBe(true);

  await database.prisma.target.update({ where: { id: broken }, data: { password: good } });
  await retryBatch({ id, replace: false, plans: plansOf(first.items) });
  const second = await ended(id);
  expect(second.counts).toMatchObject({ succeeded: 3, failed: 0 });
  expect(second.items.map(({ attempts }) => attempts)).toEqual([1, 2, 1]);
  expect(second.items.map(({ ready }) => ready.state)).toEqual(['done', 'done', 'done']);
  // Started once more nothing happens: what is public stays as it is until it is planned again.
  const again = { projectId, kind: 'full' as const, replace: true, plans: plansOf(second.items) };
  await expect(startBatch(again)).rejects.toMatchObject({ code: 'PNL-PLAN-DONE' });
  expect(second.permissions.retry).toEqual({ allowed: false, why: 'nothing-to-retry' });
  await expect(retryBatch({ id, replace: false, plans: {} })).rejects.toMatchObject({
    code: 'PNL-BATCH-DONE',
  });
});

test('what has no plan, an outdated one or another than was looked at is told and not started', async () => {
  const { id: projectId } = await createProject({ name: 'p', note: '' });
  const table = 'CREATE TABLE t (id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1)';
  const targetId = await someTarget('t');
  const entries: { sourceId: string; targetId: string; schema: string }[] = [];
  for (const schema of ['none', 'outdated', 'changed', 'stands', 'good']) {
    entries.push({ sourceId: await someSource(schema, table), targetId, schema });
  }
  await inTarget('CREATE SCHEMA stands; CREATE TABLE stands.t (id int)');
  await work();
  const { ids, batchId } = await addSeveral({ projectId, entries });
  const { plans, batch } = await planned(batchId);
  const { prisma } = database;
  await prisma.run.updateMany({ where: { migrationId: ids[0] ?? '' }, data: { kind: 'verify' } });
  await prisma.migration.update({ where: { id: ids[1] ?? '' }, data: { editedAt: new Date() } });
  plans[ids[2] ?? ''] = 'another';
  expect(batch.items[3]?.ready).toMatchObject({ state: 'ready', replaces: true, blockers: 0 });

  const { id } = await startBatch({ projectId, kind: 'full', replace: false, plans });
  await expect(startBatch({ projectId, kind: 'dry', replace: false, plans })).rejects.toMatchObject({
    code: 'PNL-BATCH-ACTIVE',
  });
  await expect(removeProject(projectId)).rejects.toMatchObject({ code: 'PNL-BATCH-ACTIVE' });
  const done = await ended(id);
  expect(done.items.map(({ error }) => error?.code ?? null)).toEqual([
    'PNL-PLAN-MISSING',
    'PNL-PLAN-OUTDATED',
    'PNL-PLAN-CHANGED',
    'PNL-REPLACE-NEEDED',
    null,
  ]);
  expect(done.counts).toMatchObject({ refused: 4, succeeded: 1 });

  // With leave to replace, the one that stood in the way goes; the others still say why not.
  await retryBatch({ id, replace: true, plans });
  expect((await ended(id)).counts).toMatchObject({ refused: 3, succeeded: 2 });
});

test('cancelling ends what waits without a worker having to run it', async () => {
  const { id: projectId } = await createProject({ name: 'p', note: '' });
  const targetId = await someTarget('t');
  const entries: { sourceId: string; targetId: string; schema: string }[] = [];
  for (const schema of ['x', 'y', 'z']) {
    entries.push({ sourceId: await someSource(schema, 'CREATE TABLE t (id INTEGER)'), targetId, schema });
  }
  const { batchId } = await addSeveral({ projectId, entries });
  expect(await cancelBatch(batchId ?? '')).toEqual({ runs: 3 });
  await expect(cancelBatch(batchId ?? '')).rejects.toMatchObject({ code: 'PNL-BATCH-ENDED' });
  await work();
  expect((await ended(batchId ?? '')).counts).toMatchObject({ cancelled: 3 });
});

test('a thing belongs to one project at most, and stays when the project goes', async () => {
  const one = await createProject({ name: 'one', note: '' });
  const two = await createProject({ name: 'two', note: '' });
  await expect(createProject({ name: 'two', note: '' })).rejects.toMatchObject({ code: 'PNL-EXISTS' });
  const sourceId = await someSource('s', 'CREATE TABLE t (id INTEGER)');
  const none = { sources: [], targets: [], migrations: [] };
  await changeMembers({ id: one.id, join: { ...none, sources: [sourceId] }, leave: none });
  const steal = { id: two.id, join: { ...none, sources: [sourceId] }, leave: none };
  await expect(changeMembers(steal)).rejects.toMatchObject({
    code: 'PNL-IN-PROJECT',
    context: { name: 's' },
  });
  expect((await getProject(one.id))?.sources).toHaveLength(1);
  await removeProject(one.id);
  expect(await getProject(one.id)).toBeNull();
  await changeMembers(steal);
  expect((await getProject(two.id))?.counts).toEqual({ sources: 1, targets: 0, migrations: 0 });
  await changeMembers({ id: two.id, join: none, leave: { ...none, sources: [sourceId] } });
  expect((await getProject(two.id))?.free.sources.map(({ id }) => id)).toEqual([sourceId]);
});
