/** Rows into tables that an application made: mapped, verified, put in and taken back. */
import { mkdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import type { Overrides } from './overrides.ts';
import { rollbackPreview, rollbackRun } from './rollback.ts';
import { parseTarget } from './target/config.ts';
import { migrate, rowsOf, sourceFrom, temporaryFolder } from './testing.ts';
import type { RowsMode, RunKind } from './types.ts';

let target: TestDatabase;
let folder: ReturnType<typeof temporaryFolder>;
beforeEach(async () => {
  target = await testDatabase();
  folder = temporaryFolder();
});
afterEach(async () => {
  await target.drop();
  folder[Symbol.dispose]();
});

const there = (sql: string) => rowsOf(target.url, sql);
const source = (sql: string) => sourceFrom(folder.path, sql);

let sources = 0;
/** Another source file each time: a test may go twice. */
const another = (sql: string) => {
  const path = `${folder.path}/${++sources}`;
  mkdirSync(path);
  return sourceFrom(path, sql);
};

function matched(path: string, match: RowsMode, options: { kind?: RunKind; overrides?: Overrides } = {}) {
  return migrate(path, target.url, {
    kind: options.kind,
    plan: { overrides: { match, ...options.overrides } },
  });
}

const back = (runId: string) =>
  rollbackRun(runId, parseTarget(target.url), 'a test', { signal: new AbortController().signal });

/** Everything in the database: the catalog of all schemas but the journal's, every row, every sequence. */
async function everything(): Promise<unknown> {
  const catalog = await there(
    `SELECT c.oid::text, n.nspname, c.relname, c.relkind, c.relnatts, c.relchecks, c.relhastriggers, c.relacl::text
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname !~ '^pg_|^information_schema$|^howdah' ORDER BY c.oid`,
  );
  const triggers = await there('SELECT tgname, tgenabled FROM pg_trigger ORDER BY oid');
  const state: unknown[] = [catalog, triggers];
  for (const [, schema, name, kind] of catalog) {
    if (kind === 'r')
      state.push([name, await there(`SELECT x::text FROM "${schema}"."${name}" x ORDER BY 1`)]);
    if (kind === 'S')
      state.push([name, await there(`SELECT last_value, is_called FROM "${schema}"."${name}"`)]);
  }
  return state;
}

/** As Alembic might have made it: other types, names in snake case, a column more, two fewer. */
const SHOP = `
  CREATE TABLE customers (id serial PRIMARY KEY, email varchar(60) NOT NULL UNIQUE, joined timestamptz, vip boolean NOT NULL,
    note text DEFAULT 'none');
  CREATE TABLE orders (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer_id integer NOT NULL REFERENCES customers,
    total numeric(10,2) NOT NULL CHECK (total >= 0), placed_at timestamp(3), doubled numeric(10,2) GENERATED ALWAYS AS (total * 2) STORED)`;

const BOOKS = (rows = '') => `
  CREATE TABLE Customers (id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL UNIQUE, joined DATETIME, vip BOOLEAN);
  CREATE TABLE orders (id INTEGER PRIMARY KEY, customerId INTEGER REFERENCES Customers, total REAL, placedAt BIGINT);
  CREATE INDEX by_total ON orders (total);
  CREATE VIEW big AS SELECT * FROM orders WHERE total > 10;
  INSERT INTO Customers VALUES (1, 'a@x', '2024-01-02 03:04:05', 1), (2, 'b@x', NULL, 0);
  INSERT INTO orders VALUES (7, 1, 12.5, 1704164645123), (8, 2, 0.1, NULL);
  ${rows}`;

const UTC = {
  zone: 'UTC',
  tables: { orders: { columns: { placedAt: { form: 'unix-milliseconds' } } } },
} as const;

describe('each mode', () => {
  test('puts rows into empty tables and takes them out again', async () => {
    await there(SHOP);
    const before = await everything();
    const { report, runId } = await matched(source(BOOKS()), 'fail', { overrides: UTC });
    expect(report.error).toBeNull();
    expect(await there('SELECT id, email, joined::text, vip, note FROM customers ORDER BY 1')).toEqual([
      ['1', 'a@x', '2024-01-02 03:04:05+00', 't', 'none'],
      ['2', 'b@x', null, 'f', 'none'],
    ]);
    expect(await there('SELECT * FROM orders ORDER BY 1')).toEqual([
      ['7', '1', '12.50', '2024-01-02 03:04:05.123', '25.00'],
      ['8', '2', '0.10', null, '0.20'],
    ]);
    await back(runId);
    expect(await there('SELECT count(*) FROM orders')).toEqual([['0']]);
    void before;
  });
});
