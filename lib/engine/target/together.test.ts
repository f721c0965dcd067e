import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/database.ts';
import { parseTarget } from './config.ts';
import { Connections } from './connections.ts';
import { CopyRefused, copyTogether } from './copy-together.ts';
import { Together } from './together.ts';

let target: TestDatabase;
let connections: Connections;
let client: pg.Client;
let trips: number;
beforeEach(async () => {
  target = await testDatabase();
  connections = new Connections(parseTarget(target.url), 'test', 1, new AbortController().signal);
  client = new pg.Client(target.url);
  await client.connect();
  await client.query('CREATE TABLE a (n int); CREATE TABLE b (n int); CREATE TABLE c (n int)');
  trips = 0;
});
afterEach(async () => {
  await Promise.all([connections.close(), client.end()]);
  await target.drop();
});

/** Of one connection, whose statements are counted. */
function together(): Together {
  return new Together({
    use: (work) =>
      connections.use((own) => {
        const query = (sql: string) => {
          trips++;
          return own.query(sql);
        };
        const counting = new Proxy(own, {
          get: (of, name) => (name === 'query' ? query : Reflect.get(of, name)),
        });
        return work(counting);
      }),
  });
}

const numbers = (sql: string) =>
  client.query({ text: sql, rowMode: 'array' }).then(({ rows }) => rows.flat());

test('what waits at the same time goes in one trip, and everybody has an answer of their own', async () => {
  const way = together();
  const errands = ['a', 'b', 'c'].map((table, at) =>
    way.run({ sql: [`INSERT INTO public.${table} VALUES (1)`, `SELECT ${at} AS n`], table, weight: 1 }),
  );
  const done = await Promise.all(errands);
  expect(done.map(({ results }) => results[1]?.rows)).toEqual([[{ n: 0 }], [{ n: 1 }], [{ n: 2 }]]);
  expect(trips).toBe(1);
});

test('large ones go alone', async () => {
  const way = together();
  await Promise.all(['a', 'b', 'c'].map((table) => way.run({ sql: ['SELECT 1'], table, weight: 6 << 20 })));
  expect(trips).toBe(3);
});

test('one that fails fails alone, with its own error', async () => {
  const way = together();
  const outcomes = await Promise.allSettled([
    way.run({ sql: ['INSERT INTO public.a VALUES (1)'], table: 'a', weight: 1 }),
    way.run({ sql: [`INSERT INTO public.b VALUES (1 / 0)`], table: 'b', weight: 1 }),
    way.run({ sql: ['INSERT INTO public.c VALUES (1)'], table: 'c', weight: 1 }),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect((outcomes[1] as PromiseRejectedResult).reason).toMatchObject({ code: '22012' });
  expect(await numbers('SELECT (SELECT count(*) FROM a), (SELECT count(*) FROM b)')).toEqual(['1', '0']);
});

test('a lost connection is told to all of them as that', async () => {
  const way = together();
  await expect(
    Promise.all([
      way.run({ sql: ['SELECT pg_terminate_backend(pg_backend_pid())'], table: 'a', weight: 1 }),
      way.run({ sql: ['SELECT 1'], table: 'b', weight: 1 }),
    ]),
  ).rejects.toMatchObject({ code: '57P01' });
});

test('a connection that is being opened while all are closed does not stay', async () => {
  const others = new Connections(parseTarget(target.url), 'late', 2, new AbortController().signal);
  const late = others.use(async () => {}).catch(() => {});
  await others.close();
  await late;
  await expect(others.use(async () => {})).rejects.toThrow('closed');
  await expect
    .poll(() => numbers(`SELECT count(*) FROM pg_stat_activity WHERE application_name = 'howdah late'`))
    .toEqual(['0']);
});

test('rows of several tables go in one trip, counted by the server', async () => {
  const blocks = (text: string) => (text === '' ? [] : [Buffer.from(text)]);
  expect(
    await copyTogether(client, [
      { sql: 'COPY a FROM STDIN', blocks: [...blocks('1\n2\n'), ...blocks('3\n')] },
      { sql: 'COPY b FROM STDIN', blocks: blocks('') },
      { sql: 'COPY c FROM STDIN', blocks: blocks('4\n') },
    ]),
  ).toEqual([3, 0, 1]);
  expect(await numbers('SELECT n FROM a UNION ALL SELECT n FROM c')).toEqual([1, 2, 3, 4]);
});

test('a refused row is told with its table, and the connection goes on', async () => {
  await client.query('BEGIN');
  const refused = await copyTogether(client, [
    { sql: 'COPY a FROM STDIN', blocks: [Buffer.from('1\n')] },
    { sql: 'COPY b FROM STDIN', blocks: [Buffer.from('two\n')] },
    { sql: 'COPY c FROM STDIN', blocks: [Buffer.from('3\n')] },
  ]).catch((error) => error);
  expect(refused).toBeInstanceOf(CopyRefused);
  expect(refused).toMatchObject({ at: 1, cause: { code: '22P02' } });
  await client.query('ROLLBACK');
  expect(await numbers('SELECT count(*) FROM a')).toEqual(['0']);
});
