import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { migrate, rowsOf, sourceFrom, temporaryFolder } from './testing.ts';

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

test('a generated column that fails on a value is left out with all that stands on it; the rows arrive', async () => {
  const source = sourceFrom(
    folder.path,
    `CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);
     INSERT INTO t VALUES (1, -9223372036854775808), (2, 2);
     ALTER TABLE t ADD COLUMN bad AS (abs(a));
     ALTER TABLE t ADD COLUMN good AS (id + 1);`,
  );
  const { report } = await migrate(source, target.url);
  expect(report.error).toBeNull();
  expect(report.outcome).toBe('succeeded');
  expect(await rowsOf(target.url, 'SELECT * FROM t ORDER BY id')).toEqual([
    ['1', '-9223372036854775808', '2'],
    ['2', '2', '3'],
  ]);
  expect(report.findings.find(({ code }) => code === 'COL-UNREADABLE')).toMatchObject({
    object: 't.bad',
    params: { reason: 'integer overflow' },
  });
  expect(
    report.objects.find(({ kind, name }) => kind === 'generated-column' && name === 'bad'),
  ).toMatchObject({
    outcome: 'left-out',
    reason: 'SQLite cannot compute its values: integer overflow',
  });
});
