/** What is counted before planning is what the next plan says, for every kind of type and choice. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import {
  type ColumnChoices,
  type ColumnTrial,
  MemoryRunStore,
  newRunId,
  type Overrides,
  type Plan,
  PlanOptions,
  parseTarget,
  runMigration,
  tryColumns,
} from './index.ts';

/** More than one piece. */
const ROWS = 120_000;

let folder: string;
let target: TestDatabase;
let snapshotPath: string;
let plan: Plan;
const signal = new AbortController().signal;

async function planWith(overrides: Overrides, withTarget = false) {
  const store = new MemoryRunStore('plan');
  const runId = newRunId();
  const report = await runMigration(
    {
      runId,
      kind: 'plan',
      sourcePath: path.join(folder, 'dirty.db'),
      target: withTarget ? parseTarget(target.url) : null,
      options: PlanOptions.parse({ overrides }),
      expectedPlanHash: null,
      workDir: folder,
      jobs: 1,
      keepProfiles: true,
    },
    { store, signal },
  );
  if (!store.artefacts.plan) throw new Error(report.error?.message);
  return { plan: store.artefacts.plan, snapshotPath: path.join(folder, `${runId}.sqlite`) };
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'howdah-trial-'));
  target = await testDatabase();
  const db = new Database(path.join(folder, 'dirty.db'));
  db.exec(`CREATE TABLE odd (id INTEGER PRIMARY KEY, mixed, whole INTEGER, day DATE, at DATETIME, short VARCHAR(3),
      flag BOOLEAN, doc JSON, uid UUID, price DECIMAL(6,2), epoch INTEGER, note TEXT, half GENERATED ALWAYS AS (whole / 2));
    CREATE TABLE "two keys" (a TEXT, b BLOB, v TEXT CHECK (v <> ''), PRIMARY KEY (a, b)) WITHOUT ROWID;
    CREATE TABLE plain (v TEXT);`);
  const odd = db.prepare('INSERT INTO odd VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const blob = Buffer.from('0061', 'hex');
  db.transaction(() => {
    for (let i = 0; i < ROWS; i += 1) {
      odd.run(
        i,
        [1, 2.5, 'x', blob, null][i % 5],
        i % 7 === 0 ? 'seven' : i % 11 === 0 ? 3_000_000_000 : i,
        i % 1000 === 3 ? 'someday' : i % 1000 === 4 ? '' : '2024-01-05',
        i % 3 === 0 ? '2024-01-05 10:00:00.123456' : i % 3 === 1 ? '2024-01-05T10:00:00Z' : '2024-01-05',
        i % 100 === 0 ? 'longer' : 'abc',
        i % 50 === 0 ? 2 : i % 2,
        i % 90 === 0 ? '{' : '{"a": 1}',
        i % 80 === 0 ? 'no uuid' : '6f1c2f0e-9d3a-4c6f-8d59-0d9a4a8b2c10',
        i % 70 === 0 ? 12345.678 : 1.25,
        i % 60 === 0 ? 'never' : 1_700_000_000 + i,
        i % 40 === 0 ? 'nul\0inside' : 'note',
      );
    }
  })();
  db.exec(`INSERT INTO "two keys" VALUES ('x', x'00ff', 'one'), ('y', x'01', '2'), ('z', x'02', '3');
    INSERT INTO plain VALUES ('1'), ('two'), ('3');`);
  db.close();
  ({ plan, snapshotPath } = await planWith({}));
}, 60_000);
afterAll(async () => {
  await target.drop();
  await rm(folder, { recursive: true });
});

const ofOdd = (columns: Record<string, ColumnChoices>): Overrides => ({ tables: { odd: { columns } } });

const tried = async (overrides: Overrides, column: string, table = 'odd') => {
  const [result] = await tryColumns(
    { snapshotPath, plan, overrides, columns: [{ table, column }], limitMs: 60_000 },
    signal,
  );
  return result as ColumnTrial;
};

/** Each document chooses for many columns at once: a plan takes its time. */
it.each<[string, Overrides, string[]]>([
  [
    'types alone',
    ofOdd({
      mixed: { type: 'integer' },
      whole: { type: 'smallint' },
      at: { type: 'timestamptz' },
      short: { type: 'varchar(3)' },
      doc: { type: 'jsonb' },
      note: { text: 'strip', type: 'text' },
    }),
    [],
  ],
  [
    'NULL',
    ofOdd({
      mixed: { type: 'text', misfits: 'null' },
      whole: { misfits: 'null' },
      day: { type: 'date', misfits: 'null', empty: 'null' },
      flag: { type: 'boolean', misfits: 'null' },
      uid: { type: 'uuid', misfits: 'null' },
      epoch: { type: 'timestamptz', form: 'unix-seconds', misfits: 'null' },
      note: { type: 'text', misfits: 'null' },
      half: { type: 'smallint', misfits: 'null' },
    }),
    [],
  ],
  [
    'quarantine',
    ofOdd({
      whole: { type: 'integer', misfits: 'quarantine' },
      price: { type: 'numeric(6,2)', misfits: 'quarantine' },
      at: { misfits: 'quarantine' },
      note: { text: 'quarantine' },
    }),
    [],
  ],
  [
    'choices for the whole database',
    { zone: 'Europe/Moscow', ...ofOdd({ day: { misfits: 'stop' }, at: { type: 'timestamptz' } }) },
    [],
  ],
  ['types that hold all', ofOdd({ mixed: { type: 'bytea' }, whole: { type: 'text' } }), []],
  ['a condition', { misfits: 'quarantine', tables: { odd: { where: 'id % 2 = 0' } } }, ['whole', 'day']],
])(
  '%s: every count is the plan’s',
  async (_, overrides, more) => {
    const names = [...Object.keys(overrides.tables?.odd?.columns ?? {}), ...more];
    const columns = names.map((column) => ({ table: 'odd', column }));
    const results = await tryColumns({ snapshotPath, plan, overrides, columns, limitMs: 60_000 }, signal);
    const next = await planWith(overrides);
    for (const { column, trial, error } of results) {
      const planned = next.plan.tables[0]?.columns.find(({ source }) => source === column);
      const { misfits } = planned ?? {};
      expect({ column, error, count: trial?.count, type: trial?.tried.type }).toEqual({
        column,
        error: null,
        count: misfits?.count ?? 0,
        type: planned?.type,
      });
      if (misfits) expect(trial?.tried.policy).toBe(misfits.policy);
      expect(trial?.samples).toHaveLength(Math.min(5, trial?.count ?? 0));
      expect(trial?.looked).toBe(ROWS);
    }
  },
  60_000,
);

it('tells the first values with their keys, as rows in quarantine are named', async () => {
  const first = await tried(ofOdd({ whole: { type: 'integer' } }), 'whole');
  expect(first.trial?.samples).toEqual([
    { key: 'id=0', value: 'seven' },
    { key: 'id=7', value: 'seven' },
    { key: 'id=11', value: '3000000000' },
    { key: 'id=14', value: 'seven' },
    { key: 'id=21', value: 'seven' },
  ]);
  const two = await tried(
    { tables: { 'two keys': { columns: { v: { type: 'integer' } } } } },
    'v',
    'two keys',
  );
  expect(two.trial?.count).toBe(3);
  expect(two.trial?.samples[0]).toEqual({ key: `a=x, b=x'00FF'`, value: 'one' });
  const plain = await tried({ tables: { plain: { columns: { v: { type: 'integer' } } } } }, 'v', 'plain');
  expect(plain.trial?.samples[0]?.key).toBe('rowid=1');
});

it('says what is wrong with a choice in place of a count', async () => {
  expect((await tried(ofOdd({ whole: { type: 'circle' } }), 'whole')).error?.code).toBe('PLN-OVERRIDE');
  const where = { tables: { odd: { where: 'no_such > 1', columns: { whole: { type: 'integer' } } } } };
  expect((await tried(where, 'whole')).error?.context).toEqual({ place: 'tables.odd.where' });
  expect((await tried(ofOdd({ id: { misfits: 'null' } }), 'id')).error?.context?.place).toBe(
    'tables.odd.columns.id.misfits',
  );
  expect((await tried({}, 'gone')).error?.code).toBe('RUN-NO-SUCH-COLUMN');
});

it('ends in time, and says how far it came', async () => {
  const overrides = ofOdd({ at: { type: 'timestamptz' } });
  const columns = [{ table: 'odd', column: 'at' }];
  const [late] = await tryColumns({ snapshotPath, plan, overrides, columns, limitMs: 0 }, signal);
  expect(late?.trial).toMatchObject({ count: 0, rows: ROWS, looked: 0 });
});

it('ends when it is stopped', async () => {
  const stop = new AbortController();
  const work = tryColumns(
    {
      snapshotPath,
      plan,
      overrides: ofOdd({ at: { type: 'timestamptz' } }),
      columns: Array.from({ length: 50 }, () => ({ table: 'odd', column: 'at' })),
      limitMs: 600_000,
    },
    stop.signal,
  );
  stop.abort(new Error('enough'));
  await expect(work).rejects.toThrow('enough');
});

it('says so when the snapshot is gone', async () => {
  const gone = tryColumns(
    { snapshotPath: path.join(folder, 'gone.sqlite'), plan, overrides: {}, columns: [], limitMs: 1 },
    signal,
  );
  await expect(gone).rejects.toMatchObject({ code: 'RUN-SNAPSHOT-GONE' });
});

it('counts against the type that stands in the target', async () => {
  const client = new pg.Client({ connectionString: target.url });
  await client.connect();
  await client.query('CREATE TABLE plain (v integer)');
  await client.end();
  const only = (misfits: 'null' | 'quarantine'): Overrides => ({
    tables: {
      odd: { exclude: true },
      'two keys': { exclude: true },
      plain: { match: 'fail', columns: { v: { misfits } } },
    },
  });
  const before = await planWith(only('null'), true);
  const [result] = await tryColumns(
    { ...before, overrides: only('quarantine'), columns: [{ table: 'plain', column: 'v' }], limitMs: 10_000 },
    signal,
  );
  const next = await planWith(only('quarantine'), true);
  expect(result?.trial?.tried).toMatchObject({ type: 'integer', policy: 'quarantine' });
  expect(result?.trial?.count).toBe(next.plan.tables[0]?.columns[0]?.misfits?.count);
});
