import pg from 'pg';
import { expect, test } from 'vitest';
import { testDatabase } from './database.ts';

async function run(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('each test database is fresh, and dropping one ends its connections', async () => {
  const [one, two] = await Promise.all([testDatabase(), testDatabase()]);
  await run(one.url, 'CREATE TABLE t (a int)');
  expect(await run(two.url, `SELECT to_regclass('t') AS t`)).toEqual([{ t: null }]);

  const held = new pg.Client({ connectionString: one.url });
  const cut = new Promise((resolve) => held.on('error', resolve));
  await held.connect();
  await one.drop();
  await cut;
  await two.drop();
  await expect(run(one.url, 'SELECT 1')).rejects.toMatchObject({ code: '3D000' });
});

test('a template is prepared once and cloned', async () => {
  let prepared = 0;
  const template = {
    name: 'counted',
    prepare: async (url: string) => {
      prepared += 1;
      await run(url, 'CREATE TABLE t AS SELECT 7 AS a');
    },
  };
  const databases = await Promise.all([testDatabase({ template }), testDatabase({ template })]);
  for (const { url } of databases) expect(await run(url, 'SELECT a FROM t')).toEqual([{ a: 7 }]);
  expect(prepared).toBe(1);
  await Promise.all(databases.map((database) => database.drop()));
});

test('the server is of the major version asked for', async () => {
  const database = await testDatabase();
  const [row] = await run(database.url, 'SHOW server_version');
  expect(row?.server_version).toMatch(new RegExp(`^${process.env.TEST_POSTGRES ?? '18'}\\.`));
  await database.drop();
});
