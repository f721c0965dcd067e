/** Rows into tables of an application, from the command line, as a role that owns none of them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { rowsOf, sourceFrom } from '../engine/testing.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { howdah, howdahReport } from './testing.ts';

let folder: string;
let source: string;
let target: TestDatabase;
let url: string;
let role: string;
const there = (sql: string) => rowsOf(target.url, sql);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'howdah-match-'));
  source = sourceFrom(
    folder,
    `CREATE TABLE Orders (id INTEGER PRIMARY KEY, total REAL, note TEXT, paidAt DATETIME, spare TEXT);
     INSERT INTO Orders VALUES (1, 9.5, 'n', '2024-01-02 03:04:05', 's'), (2, 0.25, NULL, NULL, NULL)`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(async () => {
  target = await testDatabase();
  role = `m_${target.name}`;
  await there(
    `CREATE ROLE "${role}" LOGIN PASSWORD 'm'; GRANT CREATE ON DATABASE "${target.name}" TO "${role}";
     CREATE TABLE orders (id serial PRIMARY KEY, total numeric(10,2) NOT NULL, paid_at timestamptz, shop text NOT NULL);
     INSERT INTO orders (total, shop) VALUES (7, 'a'), (8, 'b'), (9, 'c');
     GRANT SELECT, INSERT, UPDATE, DELETE ON orders TO "${role}"; GRANT SELECT, UPDATE ON SEQUENCE orders_id_seq TO "${role}"`,
  );
  const made = new URL(target.url);
  made.username = role;
  made.password = 'm';
  url = made.href;
});
afterEach(async () => {
  await there(`DROP OWNED BY "${role}" CASCADE; DROP ROLE "${role}"`);
  await target.drop();
});

const work = () => ['--work-dir', join(folder, 'work')];

it('plan says what differs, and what stands in the way', async () => {
  const { status, stdout } = await howdah(['plan', source, url, '--match', 'upsert', ...work()]);
  expect(status).toBe(0);
  expect(stdout).toContain('rows go into orders (about 3 rows there), by id');
  for (const line of [
    'total: numeric(10,2) there, double precision here',
    'shop: text there, missing here',
    'blocker MAT-COLUMN-MISSING',
    'Orders.note has no counterpart: orders has no column note there.',
    'Orders.spare has no counterpart: orders has no column spare there.',
    'blocker MAT-EXTRA-REQUIRED',
    'blocker MAT-ZONE',
    'Orders.total is numeric(10,2) there, double precision here.',
  ]) {
    expect(stdout).toContain(line);
  }
  const refused = await howdahReport(['migrate', source, url, '--match', 'fail', ...work()]);
  expect([refused.status, refused.report.outcome]).toEqual([1, 'failed']);
  expect(refused.report.findings.map(({ code }) => code)).toContain('TGT-ROWS');
});

it('the flag wins over the file; upsert twice is the same; verify; and back', async () => {
  await there(`ALTER TABLE orders ADD note text, ALTER shop SET DEFAULT 'new'`);
  const overrides = join(folder, 'overrides.json');
  const columns = { spare: { exclude: true } };
  writeFileSync(overrides, JSON.stringify({ match: 'fail', zone: 'UTC', tables: { Orders: { columns } } }));
  const options = ['--match', 'upsert', '--overrides', overrides, ...work()];
  const rows = () => there('SELECT id, total, paid_at::text, shop, note FROM orders ORDER BY id');
  const before = await rows();
  const first = await howdahReport(['migrate', source, url, ...options]);
  expect([first.status, first.report.error]).toEqual([0, null]);
  const stands = [
    ['1', '9.50', '2024-01-02 03:04:05+00', 'a', 'n'],
    ['2', '0.25', null, 'b', null],
    ['3', '9.00', null, 'c', null],
  ];
  expect(await rows()).toEqual(stands);
  expect((await howdah(['migrate', source, url, ...options])).status).toBe(0);
  expect(await rows()).toEqual(stands);
  expect((await howdah(['verify', source, url, ...options])).status).toBe(0);

  const runs = await howdah(['runs', url, '--json']);
  const [second] = JSON.parse(runs.stdout) as { run: string }[];
  expect((await howdah(['rollback', second?.run ?? '', url])).status).toBe(0);
  await there(`UPDATE orders SET note = 'later' WHERE id = 1`);
  const unasked = await howdah(['rollback', first.report.run, url]);
  expect(unasked.stderr).toContain('RUN-WRITTEN-SINCE');
  const preview = await howdah(['rollback', first.report.run, url, '--dry-run']);
  expect(preview.stdout).toMatch(/orders +put back +2 +3 +3 +1\n/);
  expect((await howdah(['rollback', first.report.run, url, '--yes'])).status).toBe(0);
  expect(await rows()).toEqual(before);
});

it('a table that the role may not write to is named beforehand', async () => {
  await there(`REVOKE DELETE ON orders FROM "${role}"`);
  const { report } = await howdahReport(['plan', source, url, '--match', 'upsert', ...work()]);
  expect(report.findings.map(({ code }) => code)).toContain('TGT-MATCH-PRIVILEGE');
  await there(`GRANT DELETE ON orders TO "${role}"; REVOKE UPDATE ON SEQUENCE orders_id_seq FROM "${role}"`);
  const again = await howdahReport(['plan', source, url, '--match', 'upsert', ...work()]);
  expect(again.report.findings.map(({ code }) => code)).toContain('TGT-MATCH-PRIVILEGE');
});
