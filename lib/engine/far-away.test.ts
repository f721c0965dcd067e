/** To a server far away every answer is waited for: there must be few to wait for, however many small tables there are. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { type FaultProxy, startProxy } from '../testing/faults/proxy.ts';
import { migrate, rowsOf, sourceFrom, temporaryFolder } from './testing.ts';

const TABLES = 80;
const READY_FOR_QUERY = 'Z';

let target: TestDatabase;
let folder: ReturnType<typeof temporaryFolder>;
let proxy: FaultProxy;
let answers = 0;
beforeEach(async () => {
  target = await testDatabase();
  folder = temporaryFolder();
  proxy = await startProxy(Number(new URL(target.url).port));
  answers = 0;
  proxy.hooks.add({
    when: 'after',
    matches: ({ side, type }) => side === 'server' && type === READY_FOR_QUERY,
    act: () => {
      answers++;
    },
  });
});
afterEach(async () => {
  await proxy.close();
  await target.drop();
  folder[Symbol.dispose]();
});

function throughProxy(): string {
  const url = new URL(target.url);
  url.port = String(proxy.port);
  return url.href;
}

/** Each with a row, an index, and a foreign key to the one before. */
function manyTables(): string {
  return Array.from({ length: TABLES }, (_, at) => {
    const before = at === 0 ? '' : `REFERENCES t${at - 1}`;
    return `CREATE TABLE t${at} (id INTEGER PRIMARY KEY, name TEXT UNIQUE, before INTEGER ${before});
      CREATE INDEX i${at} ON t${at} (before); INSERT INTO t${at} VALUES (1, 'row of ${at}', 1);`;
  }).join('\n');
}

test('many small tables need few answers, and all of them arrive whole', async () => {
  const source = sourceFrom(folder.path, manyTables());
  const { report } = await migrate(source, throughProxy());
  expect(report.outcome).toBe('succeeded');
  expect(report.tables.every(({ verification }) => verification.content === 'match')).toBe(true);
  expect(answers).toBeLessThan(2 * TABLES);
  expect(await rowsOf(target.url, `SELECT name FROM t7`)).toEqual([['row of 7']]);
  expect(
    await rowsOf(
      target.url,
      `SELECT contype, count(*) FROM pg_constraint WHERE conname !~ 'not_null' AND connamespace = 'public'::regnamespace
       GROUP BY 1 ORDER BY 1`,
    ),
  ).toEqual([
    ['f', String(TABLES - 1)],
    ['p', String(TABLES)],
    ['u', String(TABLES)],
  ]);
});

test('a cutover that replaces many tables holds them for few answers', async () => {
  const source = sourceFrom(folder.path, manyTables());
  await migrate(source, target.url);
  await rowsOf(target.url, 'GRANT SELECT ON ALL TABLES IN SCHEMA public TO PUBLIC');
  let holding = 0;
  let isHolding = false;
  proxy.hooks.add({
    when: 'after',
    matches: () => true,
    act: ({ side, type, link }) => {
      // From the first table that is moved aside to the end of the transaction.
      if (side === 'client' && /SET SCHEMA/.test(link.statement)) isHolding = true;
      if (isHolding && side === 'server' && type === READY_FOR_QUERY) holding++;
      if (side === 'client' && link.statement === 'COMMIT') isHolding = false;
    },
  });
  const { report } = await migrate(source, throughProxy(), { plan: { replace: true } });
  expect(report.outcome).toBe('succeeded');
  expect(holding).toBeGreaterThan(0);
  expect(holding).toBeLessThan(15);
  expect(await rowsOf(target.url, `SELECT has_table_privilege('public', 't7', 'select')`)).toEqual([['t']]);
});
