/** Many rows that differ at once, as after a wrong conversion or when an application went on writing. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/database.ts';
import { migrate, rowsOf, sourceFrom, temporaryFolder } from '../testing.ts';

const ROWS = 30_000;

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

/** Migrates, changes the target, and says what a comparison then finds. */
async function differences(create: string, change: string) {
  const source = sourceFrom(
    folder.path,
    `${create}; INSERT INTO t WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < ${ROWS})
     SELECT i, 'guest ' || i, i * 0.5 FROM n`,
  );
  expect((await migrate(source, target.url)).report.outcome).toBe('succeeded');
  await rowsOf(target.url, change);
  const { report } = await migrate(source, target.url, { kind: 'verify' });
  return report.tables[0]?.verification;
}

const KEYED = 'CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, price REAL)';

test('where every row was changed, columns are named and not rows', async () => {
  const found = await differences(KEYED, `UPDATE t SET name = upper(name)`);
  expect(found).toMatchObject({ count: 'match', content: 'differs' });
  expect(found?.mismatches).toHaveLength(20);
  for (const { key, column, source, target } of found?.mismatches ?? []) {
    const id = key.replace('id=', '');
    expect({ column, source, target }).toEqual({
      column: 'name',
      source: `guest ${id}`,
      target: `GUEST ${id}`,
    });
  }
});

test('a key of several columns, one of them a float, finds the other half as well', async () => {
  const found = await differences(
    'CREATE TABLE t (id INTEGER, name TEXT, price REAL, PRIMARY KEY (price, id)) WITHOUT ROWID',
    `UPDATE t SET name = upper(name)`,
  );
  expect(found?.mismatches.map(({ column }) => column)).toEqual(Array(20).fill('name'));
});

test('many rows that the other side lacks are not taken for changed ones, nor changed ones for lacking', async () => {
  const found = await differences(
    KEYED,
    `WITH gone AS (DELETE FROM t WHERE id <= 200), more AS (
       INSERT INTO t SELECT i, 'late guest', 1 FROM generate_series(100001, 100200) i)
     UPDATE t SET price = -1 WHERE id > 29000`,
  );
  for (const { key, column, source, target } of found?.mismatches ?? []) {
    const id = Number(key.replace('id=', ''));
    if (id <= 200) expect([column, source, target]).toEqual([null, `(${id}, guest ${id}, ${id / 2})`, null]);
    else if (id > 100_000) expect([column, source, target]).toEqual([null, null, `(${id}, late guest, 1)`]);
    else expect([column, source, target]).toEqual(['price', String(id / 2), '-1']);
  }
  expect(found?.mismatches.length).toBeGreaterThan(5);
});

test('rows without a key are named whole', async () => {
  const found = await differences(
    'CREATE TABLE t (id INTEGER, name TEXT, price REAL)',
    `UPDATE t SET name = upper(name)`,
  );
  expect(found?.mismatches).toHaveLength(20);
  for (const { column, source, target } of found?.mismatches ?? []) {
    expect(column).toBeNull();
    expect(source ?? target).toMatch(source === null ? /GUEST/ : /guest/);
    expect([source, target]).toContain(null);
  }
});

test('rows whose unique key is NULL are not taken for one another', async () => {
  const found = await differences(
    'CREATE TABLE t (code INTEGER UNIQUE, name TEXT, price REAL)',
    `UPDATE t SET code = NULL WHERE code <= 20000; UPDATE t SET name = upper(name) WHERE price <= 10000`,
  );
  expect(found?.mismatches).toHaveLength(20);
  for (const { key, column, source, target } of found?.mismatches ?? []) {
    if (key === 'code=NULL') expect([column, source]).toEqual([null, null]);
    if (column === 'name') expect(target).toBe(source?.toUpperCase());
  }
});

test('rows that only the target has are named as such', async () => {
  const found = await differences(
    KEYED,
    `INSERT INTO t SELECT i, 'late guest', 1 FROM generate_series(100001, 400000) i`,
  );
  expect(found).toMatchObject({ count: 'differs', content: 'differs' });
  expect(found?.mismatches).toHaveLength(20);
  for (const { source, target } of found?.mismatches ?? []) {
    expect(source).toBeNull();
    expect(target).toMatch(/late guest/);
  }
});
