import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { finalisePreview, finaliseRun } from './finalise.ts';
import { listRuns, rollbackPreview, rollbackRun } from './rollback.ts';
import { MemoryRunStore } from './store.ts';
import { parseTarget } from './target/config.ts';
import { migrate, rowsOf, sourceFrom, temporaryFolder } from './testing.ts';

let folder: ReturnType<typeof temporaryFolder>;
let database: TestDatabase;
let source: string;
const signal = new AbortController().signal;

beforeEach(async () => {
  folder = temporaryFolder();
  database = await testDatabase();
  source = sourceFrom(
    folder.path,
    "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT); INSERT INTO t VALUES (1, 'one')",
  );
});
afterEach(async () => {
  folder[Symbol.dispose]();
  await database.drop();
});

const target = () => parseTarget(database.url);
const replacing = () => migrate(source, database.url, { plan: { replace: true } });
const kept = async () =>
  (
    await rowsOf(database.url, "SELECT nspname FROM pg_namespace WHERE nspname ~ '^howdah_' ORDER BY 1")
  ).flat();

async function sql(text: string): Promise<void> {
  const client = new pg.Client(database.url);
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

it('drops what was replaced, keeps the journal, the tables and the snapshot, and ends the way back', async () => {
  await sql('CREATE TABLE t (id int); INSERT INTO t VALUES (7)');
  const { runId } = await replacing();
  const preview = await finalisePreview(runId, target());
  expect(preview).toMatchObject({
    revertible: true,
    schemas: [{ name: `howdah_${runId}_before`, tables: [{ name: 't' }] }],
  });
  expect(preview.schemas[0]?.bytes).toBeGreaterThan(0);

  const store = new MemoryRunStore('full');
  const { dropped } = await finaliseRun(runId, target(), { store, signal });
  expect(dropped.map(({ name }) => name)).toEqual([`howdah_${runId}_before`]);
  expect(store.events).toMatchObject([{ type: 'finalised', tables: 1 }]);
  expect(await kept()).toEqual([]);
  expect(await rowsOf(database.url, 'SELECT * FROM t')).toEqual([['1', 'one']]);
  expect(readdirSync(join(folder.path, 'snapshots'))).toEqual([`${runId}.sqlite`]);
  expect(await listRuns(target())).toMatchObject([{ run: runId, status: 'finalised' }]);

  for (const again of [
    () => rollbackPreview(runId, target()),
    () => rollbackRun(runId, target(), 'too late', { signal }),
    () => finaliseRun(runId, target(), { signal }),
  ])
    await expect(again()).rejects.toMatchObject({ code: 'RUN-FINALISED' });
});

it('refuses while something elsewhere relies on what is kept, and drops nothing', async () => {
  await sql('CREATE TABLE t (id int PRIMARY KEY)');
  const { runId } = await replacing();
  const old = `howdah_${runId}_before.t`;
  await sql(`CREATE SCHEMA app; CREATE VIEW app.v AS SELECT id FROM ${old};
    CREATE TABLE app.child (t int REFERENCES ${old})`);
  const refused = await finaliseRun(runId, target(), { signal }).catch((error) => error);
  expect(refused).toMatchObject({ code: 'TGT-DEPENDS' });
  expect(refused.message).toMatch(/view app\.v/);
  expect(refused.message).toMatch(/app\.child/);
  expect(await kept()).toEqual([`howdah_${runId}_before`]);
  await sql('DROP SCHEMA app CASCADE');
  await finaliseRun(runId, target(), { signal });
  expect(await kept()).toEqual([]);
});

it('of a run that was rolled back its own tables go, and it stays rolled back', async () => {
  const { runId } = await replacing();
  await rollbackRun(runId, target(), 'a test', { signal });
  expect(await finalisePreview(runId, target())).toMatchObject({ revertible: false });
  await finaliseRun(runId, target(), { signal });
  expect(await kept()).toEqual([]);
  expect(await listRuns(target())).toMatchObject([{ status: 'rolled-back', finalisedAt: expect.any(Date) }]);
});

it('runs one upon the other: the later is rolled back first, and once it is finalised none below it can be', async () => {
  await sql('CREATE TABLE t (id int)');
  const first = await replacing();
  const second = await replacing();
  const back = (run: string) => rollbackRun(run, target(), 'a test', { signal });
  await expect(back(first.runId)).rejects.toMatchObject({ code: 'RUN-NOT-LATEST' });
  await finaliseRun(second.runId, target(), { signal });
  const refused = await back(first.runId).catch((error) => error);
  expect(refused).toMatchObject({ code: 'RUN-NOT-LATEST', remedy: expect.stringContaining('was finalised') });
  expect(await kept()).toEqual([`howdah_${first.runId}_before`]);
});

it('finalising the earlier of two does not take the way back of the later one', async () => {
  await sql('CREATE TABLE t (id int)');
  const first = await replacing();
  const second = await replacing();
  await finaliseRun(first.runId, target(), { signal });
  const { standing } = await rollbackRun(second.runId, target(), 'a test', { signal });
  expect(standing).toEqual([{ table: 't', rowsBefore: 1, rowsNow: 1 }]);
  await expect(rollbackRun(first.runId, target(), 'further', { signal })).rejects.toMatchObject({
    code: 'RUN-FINALISED',
  });
});

it('a journal that an earlier version made is read, and gains what it lacks', async () => {
  const { runId } = await replacing();
  await sql('ALTER TABLE howdah.journal DROP COLUMN finalised_at');
  expect(await listRuns(target())).toMatchObject([{ run: runId, finalisedAt: null }]);
  await finaliseRun(runId, target(), { signal });
  expect(await listRuns(target())).toMatchObject([{ status: 'finalised' }]);
});
