import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/database.ts';
import { type FaultProxy, startProxy } from '../../testing/faults/proxy.ts';
import { parseTarget, type TargetConfig } from './config.ts';
import { connect } from './connect.ts';
import { isLost, serverError } from './errors.ts';

let database: TestDatabase;
let proxy: FaultProxy;
let target: TargetConfig;

beforeEach(async () => {
  database = await testDatabase();
  proxy = await startProxy(Number(new URL(database.url).port));
  target = { ...parseTarget(database.url), port: proxy.port, tls: 'disable', watchMs: 50 };
});
afterEach(async () => {
  await proxy.close();
  await database.drop();
});

const stallAll = () => {
  for (const link of proxy.links) link.stall();
};

test('a connection on which nothing comes through any more is given up, with a code of its own', async () => {
  const client = await connect(target, 'watched');
  proxy.hooks.add({
    when: 'before',
    matches: ({ side, text }) => side === 'server' && text.startsWith('SELECT'),
    act: stallAll,
  });
  const failure = await client.query('SELECT 1').catch((error) => error);
  expect(isLost(failure)).toBe(true);
  expect(serverError(failure, 'trying')).toMatchObject({
    code: 'TGT-STALLED',
    message: expect.stringMatching(
      /^The connection to the target stalled while trying: nothing came through/,
    ),
  });
  await client.end().catch(() => {});
});

test('a server that works for long in silence is waited for', async () => {
  const client = await connect(target, 'watched');
  // Long enough for the watch to ask many times.
  const { rows } = await client.query('SELECT pg_sleep(1.5), 1 AS done');
  expect(rows[0].done).toBe(1);
  await client.end();
});

test('saying goodbye on a connection that stalled does not wait for ever', async () => {
  const client = await connect(target, 'watched');
  stallAll();
  await client.end().catch(() => {});
});
