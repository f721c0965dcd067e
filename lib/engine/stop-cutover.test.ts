/** Stopping a run at its cutover, while an application's transaction stands in its way. */
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { newRunId } from './run.ts';
import { Cancelled, Paused } from './stop-reasons.ts';
import { MemoryRunStore } from './store.ts';
import { migrate, rowsOf, sourceFrom, temporaryFolder } from './testing.ts';

let folder: ReturnType<typeof temporaryFolder>;
let database: TestDatabase;
let source: string;
let application: pg.Client;

beforeEach(async () => {
  folder = temporaryFolder();
  database = await testDatabase();
  source = sourceFrom(
    folder.path,
    "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT); INSERT INTO t VALUES (1, 'new')",
  );
  application = new pg.Client(database.url);
  await application.connect();
  await application.query("CREATE TABLE t (a text); INSERT INTO t VALUES ('old')");
  await application.query('BEGIN; LOCK TABLE t IN ACCESS SHARE MODE');
});
afterEach(async () => {
  await application.end();
  folder[Symbol.dispose]();
  await database.drop();
});

/** Aborts once the server says that the cutover waits for the lock. */
function stopWhileWaiting(reason: Error) {
  const controller = new AbortController();
  const store = new MemoryRunStore('full', (event) => {
    const begun = event.type === 'stage-started' && event.stage === 'cutover';
    if (begun && !controller.signal.aborted) void watch();
  });
  const watch = async () => {
    const waits = `SELECT FROM pg_locks l JOIN pg_class c ON c.oid = l.relation WHERE c.relname = 't' AND NOT l.granted`;
    while ((await application.query(waits)).rows.length === 0);
    controller.abort(reason);
  };
  return { store, signal: controller.signal };
}

const schemas = async () =>
  (await rowsOf(database.url, "SELECT nspname FROM pg_namespace WHERE nspname ~ '^howdah'")).flat();

it('a cancel ends the waiting at once, and what stood there stands there', async () => {
  const { report } = await migrate(source, database.url, {
    ...stopWhileWaiting(new Cancelled('cancelled')),
    plan: { replace: true },
  });
  expect(report).toMatchObject({ outcome: 'cancelled', error: null });
  expect(await schemas()).toEqual([]);
  expect(await rowsOf(database.url, 'SELECT a FROM t')).toEqual([['old']]);
});

it('a pause leaves it before the cutover, holds nobody up, and the cutover is made when it is resumed', async () => {
  const runId = newRunId();
  const { store, signal } = stopWhileWaiting(new Paused('paused'));
  const options = { store, plan: { replace: true }, input: { runId, resumes: true } };
  await expect(migrate(source, database.url, { ...options, signal })).rejects.toBeInstanceOf(Paused);
  expect(await rowsOf(database.url, 'SELECT a FROM t')).toEqual([['old']]);
  expect(await schemas()).toEqual([`howdah_${runId}_stage`]);
  await application.query('ROLLBACK');
  const { report } = await migrate(source, database.url, options);
  expect(report).toMatchObject({ outcome: 'succeeded', error: null });
  expect(await rowsOf(database.url, 'SELECT a FROM t')).toEqual([['new']]);
});
