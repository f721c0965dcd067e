/** The real worker process with the real engine: killed in the middle of a copy, cancelled, and asked to stop. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { initialRunState, type RunState } from '../engine/events.ts';
import { parseTarget } from '../engine/target/config.ts';
import { PlanOptions, type Report } from '../engine/types.ts';
import { generateSample } from '../sample/generate.ts';
import { INTENT_CHANNEL } from '../store/channels.ts';
import { newId } from '../store/ids.ts';
import { jsonValue } from '../store/json.ts';
import { ownerOf, Secrets } from '../store/secrets.ts';
import { type PanelDatabase, panelDatabase } from '../store/testing.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';

const ROWS = 60_000;
const KEY = Buffer.alloc(32, 3);
let folder: string;
let database: PanelDatabase;
let target: TestDatabase;
let workers: ChildProcess[];

beforeAll(async () => {
  folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'howdah-kill-')));
  await generateSample(path.join(folder, 'a.db'), { client: 'A', rows: ROWS, seed: 1 });
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  [database, target] = await Promise.all([panelDatabase(), testDatabase()]);
  workers = [];
});
afterEach(async () => {
  for (const worker of workers) await end(worker, 'SIGKILL');
  await Promise.all([database.drop(), target.drop()]);
});

function startWorker(): ChildProcess {
  const worker = spawn(process.execPath, [path.join(import.meta.dirname, 'main.ts')], {
    env: {
      NODE_ENV: 'test',
      DATABASE_URL: database.connectionString,
      APP_SECRET: 's'.repeat(32),
      ENCRYPTION_KEY: KEY.toString('hex'),
      HOWDAH_DATA: path.join(folder, 'data'),
      SOURCE_ROOTS: folder,
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  workers.push(worker);
  return worker;
}

async function end(worker: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (worker.exitCode !== null || worker.signalCode !== null) return worker.exitCode;
  const exited = once(worker, 'exit');
  worker.kill(signal);
  await exited;
  return worker.exitCode;
}

async function queueFullRun(): Promise<string> {
  const { prisma } = database;
  const { password, ...place } = parseTarget(target.url);
  const id = newId();
  const sealed = new Secrets(KEY).seal(password, ownerOf(id));
  await prisma.target.create({ data: { ...place, id, name: 'main', schema: 'public', password: sealed } });
  const source = { id: newId(), name: 'a', kind: 'path' as const, path: path.join(folder, 'a.db') };
  await prisma.source.create({ data: source });
  const options = jsonValue(PlanOptions.parse({}));
  const migration = { id: newId(), name: 'm', sourceId: source.id, targetId: id, options };
  await prisma.migration.create({ data: migration });
  const state = jsonValue(initialRunState('full'));
  const run = { id: newId(10), migrationId: migration.id, kind: 'full', options, state, pending: 'run' };
  await prisma.run.create({ data: run });
  return run.id;
}

const runRow = (id: string) => database.prisma.run.findUniqueOrThrow({ where: { id } });

async function until(id: string, holds: (run: Awaited<ReturnType<typeof runRow>>) => boolean) {
  for (;;) {
    const run = await runRow(id);
    if (holds(run)) return run;
    if (run.pending === null) throw new Error(`it ended before: ${JSON.stringify(run.error ?? run.status)}`);
    await sleep(5);
  }
}
const inTheMiddle = (id: string) => until(id, (run) => run.stage === 'copy' && run.copiedBytes > 0n);

async function rowsOf(table: string): Promise<number> {
  const client = new pg.Client({ connectionString: target.url });
  await client.connect();
  try {
    return Number((await client.query(`SELECT count(*) FROM ${pg.escapeIdentifier(table)}`)).rows[0].count);
  } finally {
    await client.end();
  }
}

async function schemasOfRuns(): Promise<string[]> {
  const client = new pg.Client({ connectionString: target.url });
  await client.connect();
  try {
    const { rows } = await client.query(`SELECT nspname FROM pg_namespace WHERE nspname LIKE 'howdah\\_%'`);
    return rows.map((row) => row.nspname);
  } finally {
    await client.end();
  }
}

test('killed in the middle of a copy, the run is taken up and ends verified, no row twice, none missing', async () => {
  const first = startWorker();
  const id = await queueFullRun();
  await inTheMiddle(id);
  await end(first, 'SIGKILL');
  const killedAt = Date.now();
  startWorker();
  await until(id, (run) => (run.state as unknown as RunState).resumed > 0);
  expect(Date.now() - killedAt).toBeLessThan(15_000);
  const run = await until(id, (row) => row.pending === null);
  expect(run.status).toBe('succeeded');
  const report = run.report as unknown as Report;
  for (const table of report.tables) {
    expect(table.verification).toMatchObject({ count: 'match', content: 'match' });
    expect(await rowsOf(table.target.table)).toBe(table.rows.source);
  }
  expect(report.tables.reduce((sum, table) => sum + table.rows.source, 0)).toBeGreaterThan(ROWS / 2);
});

test('asked to stop, the worker leaves the run, and the next one ends it', async () => {
  const first = startWorker();
  const id = await queueFullRun();
  await inTheMiddle(id);
  expect(await end(first, 'SIGTERM')).toBe(0);
  expect(await runRow(id)).toMatchObject({ status: 'running', pending: 'run', leaseUntil: null });
  expect(await database.prisma.worker.count()).toBe(0);
  startWorker();
  const run = await until(id, (row) => row.pending === null);
  expect(run).toMatchObject({ status: 'succeeded', differences: 0 });
});

test('cancelled in the middle, nothing of it is left in the target or on disk', async () => {
  startWorker();
  const id = await queueFullRun();
  await inTheMiddle(id);
  await database.prisma.run.update({ where: { id }, data: { cancelRequestedAt: new Date() } });
  await database.pool.query('SELECT pg_notify($1, $2)', [INTENT_CHANNEL, id]);
  const run = await until(id, (row) => row.pending === null);
  expect(run).toMatchObject({ status: 'cancelled', snapshotPath: null });
  expect(await schemasOfRuns()).toEqual([]);
  expect(await readdir(path.join(folder, 'data', 'snapshots'))).not.toContain(`${id}.sqlite`);
});
