import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { takeClaim } from './claim.ts';
import { listLeftovers, removeLeftovers } from './leftovers.ts';
import { newRunId } from './run.ts';
import { Cancelled, Paused } from './stop-reasons.ts';
import { MemoryRunStore } from './store.ts';
import { parseTarget } from './target/config.ts';
import { connect } from './target/connect.ts';
import { tryRunLock } from './target/liveness.ts';
import { migrate, rowsOf, sourceFrom, temporaryFolder } from './testing.ts';

let folder: ReturnType<typeof temporaryFolder>;
let database: TestDatabase;
let source: string;
let outside: pg.Client;
const never = new AbortController().signal;

beforeEach(async () => {
  folder = temporaryFolder();
  database = await testDatabase();
  outside = new pg.Client(database.url);
  await outside.connect();
  source = sourceFrom(
    folder.path,
    `CREATE TABLE t (id INTEGER PRIMARY KEY, day TEXT DEFAULT (date('now')));
     WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
     INSERT INTO t SELECT i, 'x' FROM n; CREATE VIEW v AS SELECT date(day) AS day FROM t`,
  );
});
afterEach(async () => {
  await outside.end();
  folder[Symbol.dispose]();
  await database.drop();
});

const target = () => parseTarget(database.url);
const work = () => join(folder.path, 'snapshots');
const schemas = async () =>
  (
    await rowsOf(database.url, "SELECT nspname FROM pg_namespace WHERE nspname ~ '^howdah' ORDER BY 1")
  ).flat();

/** Aborts with the reason as soon as the stage begins. */
function stopAt(stage: string, reason: Error, kind: 'full' | 'dry' = 'full') {
  const controller = new AbortController();
  const store = new MemoryRunStore(kind, (event) => {
    if (event.type === 'stage-started' && event.stage === stage) controller.abort(reason);
  });
  return { store, signal: controller.signal };
}

/** A run that stands interrupted after its schema was made, as after a kill. */
async function interrupted(resumes: boolean): Promise<{ runId: string; store: MemoryRunStore }> {
  const { store, signal } = stopAt('constraints', new Paused('paused'));
  const runId = newRunId();
  await expect(
    migrate(source, database.url, { store, signal, plan: { replace: true }, input: { runId, resumes } }),
  ).rejects.toBeInstanceOf(Paused);
  return { runId, store };
}

it('what a dead run left is found with its size, rows and files, and removed; others stay', async () => {
  const done = await migrate(source, database.url);
  const { runId } = await interrupted(false);
  const [found, ...others] = await listLeftovers(target(), work());
  expect(others).toEqual([]);
  expect(found).toMatchObject({
    run: runId,
    state: 'dead',
    schema: `howdah_${runId}_stage`,
    rows: 500,
    tables: 1,
  });
  expect(found?.since?.getTime()).toBeGreaterThan(Date.now() - 600_000);
  expect(found?.files.map(({ path }) => path)).toEqual([join(work(), `${runId}.sqlite`)]);

  const options = { workDir: work(), interrupted: false, signal: never };
  const { removed, left } = await removeLeftovers(target(), [runId, done.runId], options);
  expect([removed.map(({ run }) => run), left]).toEqual([[runId], []]);
  expect(await listLeftovers(target(), work())).toEqual([]);
  // The functions are permanent by now: the first run was cut over and relies on them.
  expect(await schemas()).toEqual(['howdah', 'howdah_sqlite']);
  expect(readdirSync(work())).toEqual([`${done.runId}.sqlite`]);
});

it('a run that somebody is at work on is never removed: by its lock, its sessions, its claim here', async () => {
  const { runId } = await interrupted(false);
  const options = { workDir: work(), interrupted: true, signal: never };
  const stays = async () => {
    expect(await listLeftovers(target(), work())).toMatchObject([{ run: runId, state: 'alive' }]);
    const { removed, left } = await removeLeftovers(target(), [runId], options);
    expect([removed, left]).toMatchObject([[], [{ run: runId }]]);
    expect(await schemas()).toContain(`howdah_${runId}_stage`);
    expect(existsSync(join(work(), `${runId}.sqlite`))).toBe(true);
  };
  const holder = await connect(target(), 'another machine');
  expect(await tryRunLock(holder, runId)).toBe(true);
  await stays();
  await holder.end();

  await outside.query(`BEGIN; SELECT FROM howdah_${runId}_stage.t LIMIT 1`);
  await stays();
  await outside.query('ROLLBACK');

  const claim = takeClaim(work(), { run: runId, kind: 'full', place: null, resumes: false });
  await stays();
  claim?.release(false);
  expect((await removeLeftovers(target(), [runId], options)).removed).toMatchObject([{ run: runId }]);
});

it('one that its panel goes on with stays unless that is meant, and begins anew where it was meant', async () => {
  const { runId, store } = await interrupted(true);
  expect(await listLeftovers(target(), work())).toMatchObject([{ run: runId, state: 'interrupted' }]);
  const options = { workDir: null, interrupted: false, signal: never };
  expect((await removeLeftovers(target(), [runId], options)).left).toMatchObject([{ run: runId }]);
  const meant = await removeLeftovers(target(), [runId], { ...options, interrupted: true });
  expect(meant.removed).toMatchObject([{ run: runId }]);
  const { report } = await migrate(source, database.url, { store, input: { runId, resumes: true } });
  expect(report.outcome).toBe('succeeded');
  expect(await rowsOf(database.url, 'SELECT count(*) FROM t')).toEqual([['500']]);
});

it('a schema of such a name that no run made, and snapshots of runs into other targets, are left alone', async () => {
  await outside.query('CREATE SCHEMA howdah_mine_stage; CREATE TABLE howdah_mine_stage.t ()');
  const other = { run: 'abc', kind: 'full' as const, place: 'elsewhere:5432/db', resumes: false };
  takeClaim(work(), other)?.release(false);
  writeFileSync(join(work(), 'abc.sqlite'), 'x');
  expect(await listLeftovers(target(), work())).toEqual([]);
  expect(existsSync(join(work(), 'abc.sqlite'))).toBe(true);
});

it('a run that was paused, and is cancelled before it is gone on with, leaves nothing', async () => {
  const { runId, store } = await interrupted(true);
  const cancelled = AbortSignal.abort(new Cancelled('cancelled'));
  const { report } = await migrate(source, database.url, {
    store,
    signal: cancelled,
    input: { runId, resumes: true },
  });
  expect(report.outcome).toBe('cancelled');
  expect(await schemas()).toEqual([]);
  expect(readdirSync(work()).filter((name) => name !== `${runId}.sqlite`)).toEqual([]);
});

it('what an earlier holder still does on the server is ended when the run is taken up again', async () => {
  const { runId, store } = await interrupted(true);
  const stray = new pg.Client({
    connectionString: database.url,
    application_name: `howdah run ${runId} load`,
  });
  stray.on('error', () => {});
  await stray.connect();
  // As an index build that goes on although its worker was killed: the cutover could not have its tables.
  await stray.query(`BEGIN; LOCK TABLE howdah_${runId}_stage.t IN SHARE MODE`);
  const { report } = await migrate(source, database.url, {
    store,
    plan: { replace: true },
    input: { runId, resumes: true },
  });
  expect(report).toMatchObject({ outcome: 'succeeded', error: null });
  await expect(stray.query('SELECT 1')).rejects.toThrow();
  await stray.end().catch(() => {});
});

it('an index that the server still builds for nobody is ended before the staging schema is dropped', async () => {
  const controller = new AbortController();
  const store = new MemoryRunStore('full', (event) => {
    if (event.type === 'stage-started' && event.stage === 'constraints') void wait();
  });
  const runId = newRunId();
  const wait = async () => {
    for (;;) {
      const { rows } = await outside.query(
        `SELECT FROM pg_stat_activity WHERE application_name LIKE 'howdah run % load' AND state = 'active' AND query LIKE 'CREATE%'`,
      );
      if (rows.length > 0) break;
    }
    controller.abort(new Cancelled('cancelled'));
  };
  const slow = sourceFrom(
    folder.path,
    `DROP VIEW v; DROP TABLE t; CREATE TABLE big (a TEXT);
     WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000)
     INSERT INTO big SELECT hex(randomblob(40)) FROM n; CREATE INDEX i ON big (a)`,
  );
  const { report } = await migrate(slow, database.url, {
    store,
    signal: controller.signal,
    input: { runId },
  });
  expect(report).toMatchObject({ outcome: 'cancelled', error: null });
  expect(await schemas()).toEqual([]);
});
