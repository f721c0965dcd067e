/** What may happen around a run while it goes, apart from broken processes and connections. */
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import pg from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { startProxy } from '../testing/faults/proxy.ts';
import { noSmallDisk, SmallDisk } from '../testing/faults/small-disk.ts';
import type { RunEvent } from './events.ts';
import type { Artefacts } from './store.ts';
import { MemoryRunStore, StoreUnavailable } from './store.ts';
import { parseTarget } from './target/config.ts';
import { migrate, rowsOf, sourceFrom, temporaryFolder } from './testing.ts';

let target: TestDatabase;
let folder: ReturnType<typeof temporaryFolder>;
beforeEach(async () => {
  target = await testDatabase();
  folder = temporaryFolder();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await target.drop();
  folder[Symbol.dispose]();
});

const SMALL = `CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT);
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) INSERT INTO t SELECT i, 'v' || i FROM n`;

const stagingSchemas = () =>
  rowsOf(target.url, `SELECT nspname FROM pg_namespace WHERE nspname LIKE 'howdah%stage'`);

test('clocks that jump a day forward and back change nothing', async () => {
  const source = sourceFrom(folder.path, SMALL);
  const real = Date.now.bind(Date);
  let calls = 0;
  vi.spyOn(Date, 'now').mockImplementation(() => real() + (calls++ % 2 === 0 ? 86_400_000 : -86_400_000));
  const { report } = await migrate(source, target.url);
  expect(report).toMatchObject({ outcome: 'succeeded', error: null });
  expect(await rowsOf(target.url, 'SELECT count(*) FROM t')).toEqual([['500']]);
});

test('a source that is written to all the time arrives as it was at one moment', async () => {
  const source = sourceFrom(
    folder.path,
    `PRAGMA journal_mode = WAL; CREATE TABLE pairs (id INTEGER PRIMARY KEY, amount INTEGER NOT NULL);
     CREATE TABLE total (sum INTEGER NOT NULL); INSERT INTO total VALUES (0)`,
  );
  // Each transaction keeps the sum of all amounts in `total`: a copy of two moments would not agree with itself.
  const writer = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads');
     const db = new (require(workerData.sqlite))(workerData.source);
     const write = db.transaction(() => {
       const amount = Math.floor(Math.random() * 1000);
       for (let i = 0; i < 20; i++) db.prepare('INSERT INTO pairs (amount) VALUES (?)').run(amount + i);
       db.prepare('UPDATE total SET sum = (SELECT sum(amount) FROM pairs)').run();
     });
     parentPort.on('message', () => { clearInterval(timer); db.close(); parentPort.close(); });
     const timer = setInterval(() => write(), 1);
     write();
     parentPort.postMessage('writing');`,
    { eval: true, workerData: { source, sqlite: join(process.cwd(), 'node_modules/better-sqlite3') } },
  );
  await once(writer, 'message');
  try {
    const { report } = await migrate(source, target.url);
    expect(report).toMatchObject({ outcome: 'succeeded', error: null });
  } finally {
    writer.postMessage('stop');
    await once(writer, 'exit');
  }
  const [[rows, sum, total] = []] = await rowsOf(
    target.url,
    'SELECT count(*) % 20, sum(amount), (SELECT sum FROM total) FROM pairs',
  );
  expect(rows).toBe('0');
  expect(sum).toBe(total);
});

test('of two runs for one target the second waits, says for whom, and then finds what the first has made', async () => {
  const source = sourceFrom(folder.path, SMALL);
  class Slow extends MemoryRunStore {
    override async append(id: string, events: RunEvent[]): Promise<void> {
      await super.append(id, events);
      if (events.some((event) => event.type === 'stage-done' && event.stage === 'schema')) await waited;
    }
  }
  const first = new Slow('full');
  let goOn = () => {};
  const waited = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const second = new MemoryRunStore('full', (event) => {
    if (event.type === 'waiting' && event.reason !== null) goOn();
  });
  const running = migrate(source, target.url, { store: first, input: { runId: 'first00001' } });
  await vi.waitFor(async () => expect(await stagingSchemas()).toHaveLength(1), { timeout: 20_000 });
  const other = await migrate(source, target.url, { store: second, input: { runId: 'second0001' } });
  expect((await running).report.outcome).toBe('succeeded');
  expect(second.events).toContainEqual(
    expect.objectContaining({ type: 'waiting', reason: { kind: 'other-run' } }),
  );
  // Planned before the first was done, and not told to replace anything.
  expect(other.report).toMatchObject({ outcome: 'failed', error: { code: 'TGT-NOT-EMPTY' } });
  expect(await rowsOf(target.url, 'SELECT count(*) FROM t')).toEqual([['500']]);
  expect(await stagingSchemas()).toEqual([]);
});

test('a target that does not come back ends the run with what happened first', async () => {
  const source = sourceFrom(folder.path, SMALL);
  const proxy = await startProxy(Number(new URL(target.url).port));
  proxy.hooks.add({
    when: 'before',
    matches: ({ type, text }) => type === 'Q' && text.includes('COPY'),
    act: () => {
      proxy.deaf = true;
      for (const link of [...proxy.links]) link.cut();
      void proxy.close();
    },
  });
  const config = { ...parseTarget(target.url), port: proxy.port, tls: 'disable' as const };
  const { report, store } = await migrate(source, target.url, { input: { target: config, patienceMs: 1 } });
  expect(report.outcome).toBe('failed');
  expect(report.error?.code).toBe('TGT-LOST');
  expect(report.error?.message).toContain('Also failed');
  expect(store.events).toContainEqual(
    expect.objectContaining({
      type: 'waiting',
      reason: expect.objectContaining({ kind: 'target-away' }),
    }),
  );
  expect(await rowsOf(target.url, `SELECT to_regclass('public.t')`)).toEqual([[null]]);
});

test('a store that is away is not a run that failed: everything stays for whoever goes on', async () => {
  const source = sourceFrom(folder.path, SMALL);
  class Away extends MemoryRunStore {
    away = false;
    override async save(id: string, artefacts: Artefacts): Promise<void> {
      if (this.away && artefacts.plan) throw new Error('the database is away');
      await super.save(id, artefacts);
    }
  }
  const store = new Away('full');
  store.away = true;
  const input = { runId: 'away000001' };
  await expect(migrate(source, target.url, { store, input })).rejects.toBeInstanceOf(StoreUnavailable);
  expect(store.state.status).toBe('running');
  store.away = false;
  const { report } = await migrate(source, target.url, { store, input });
  expect(report).toMatchObject({ outcome: 'succeeded', error: null });
});

test('made public before it was interrupted, and rolled back since, a run does not say that it succeeded', async () => {
  const source = sourceFrom(folder.path, SMALL);
  const { runId, store } = await migrate(source, target.url);
  const client = new pg.Client({ connectionString: target.url });
  await client.connect();
  await client.query(`UPDATE howdah.journal SET status = 'rolled-back', rolled_back_at = now()`);
  await client.end();
  const { report } = await migrate(source, target.url, { store, input: { runId } });
  expect(report).toMatchObject({ outcome: 'failed', error: { code: 'RUN-ROLLED-BACK' } });
  expect(await stagingSchemas()).toEqual([]);
});

const why = noSmallDisk();
test.skipIf(why !== null)(
  `no room for the snapshot${why ? ` (left out: ${why})` : ''}: said so, and nothing is left on the disk`,
  async () => {
    const source = sourceFrom(folder.path, 'CREATE TABLE b (v BLOB)', (db) => {
      db.exec('INSERT INTO b SELECT randomblob(6000000)');
    });
    const disk = new SmallDisk(4);
    try {
      const { report } = await migrate(source, target.url, { input: { workDir: disk.folder } });
      expect(report).toMatchObject({ outcome: 'failed', error: { code: 'SRC-DISK-FULL' } });
      expect(readdirSync(disk.folder)).toEqual([]);
    } finally {
      disk.remove();
    }
  },
);
