import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/database.ts';
import type { WaitingReason } from '../waiting.ts';
import { parseTarget, type TargetConfig } from './config.ts';
import { connect, type PgClient } from './connect.ts';
import { endEarlierSessions, inShortTransaction } from './locks.ts';

let database: TestDatabase;
let target: TargetConfig;
let client: PgClient;
let application: pg.Client;

beforeEach(async () => {
  database = await testDatabase();
  target = parseTarget(database.url);
  client = await connect(target, 'run locks00001');
  application = new pg.Client({ connectionString: database.url, application_name: 'the shop' });
  application.on('error', () => {});
  await application.connect();
  await application.query('CREATE TABLE orders (id int)');
});
afterEach(async () => {
  await client.end();
  await application.end().catch(() => {});
  await database.drop();
});

const pidOf = async (one: pg.Client) => (await one.query('SELECT pg_backend_pid() AS pid')).rows[0].pid;
const move = () => client.query('ALTER TABLE public.orders RENAME TO taken');

test('while a session holds the table it is named, and when it lets go the work is done', async () => {
  const pid = await pidOf(application);
  await application.query('BEGIN; SELECT * FROM orders');
  const reasons: (WaitingReason | null)[] = [];
  await inShortTransaction(
    client,
    {
      target,
      signal: new AbortController().signal,
      onWaiting: (reason) => {
        reasons.push(reason);
        if (reason) void application.query('COMMIT');
      },
    },
    move,
  );
  expect(reasons).toHaveLength(2);
  expect(reasons[0]).toMatchObject({
    kind: 'lock',
    object: 'orders',
    holders: [{ pid, who: 'the shop', state: 'idle in transaction' }],
  });
  expect(reasons[1]).toBeNull();
});

test('between attempts nothing is held; after the last one the error says whom to end', async () => {
  const pid = await pidOf(application);
  await application.query('BEGIN; SELECT * FROM orders');
  let held: unknown = null;
  const options = {
    target,
    attempts: 2,
    signal: new AbortController().signal,
    onWaiting: (reason: WaitingReason | null) => {
      if (reason) held = application.query('SELECT count(*)::int AS locks FROM pg_locks WHERE NOT granted');
    },
  };
  await expect(inShortTransaction(client, options, move)).rejects.toMatchObject({
    code: 'TGT-LOCKED',
    message: expect.stringContaining(`orders is held by the shop (pid ${pid}`),
    remedy: expect.stringContaining(`pg_terminate_backend(${pid})`),
    context: { pid, session: 'the shop', table: 'orders' },
  });
  expect(((await held) as pg.QueryResult).rows).toEqual([{ locks: 0 }]);
  expect((await client.query("SELECT to_regclass('public.orders') AS there")).rows[0].there).toBe(
    'public.orders',
  );
});

test('a transaction of ours that stands still lets its locks go by itself', async () => {
  const shown = await inShortTransaction(
    client,
    { target, signal: new AbortController().signal, onWaiting: () => {} },
    async () => (await client.query('SHOW idle_in_transaction_session_timeout')).rows[0],
  );
  expect(shown).toEqual({ idle_in_transaction_session_timeout: '15s' });
});

test('sessions that an earlier process left are ended before anything is looked at, others are not', async () => {
  const copier = await connect(target, 'run locks00001 copy');
  const other = await connect(target, 'run locks00002 copy');
  await copier.query('BEGIN; LOCK public.orders');
  await endEarlierSessions(client, 'run locks00001');
  await expect(copier.query('SELECT 1')).rejects.toThrow();
  expect((await other.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  await other.end();
});

test('limits that a role has for its applications do not hold for our sessions', async () => {
  const role = `limited_${database.name}`;
  await application.query(
    `CREATE ROLE ${role} LOGIN PASSWORD 'x'; ALTER ROLE ${role} SET idle_session_timeout = '1s';
     ALTER ROLE ${role} SET statement_timeout = '1s'; ALTER ROLE ${role} SET lock_timeout = '1s'`,
  );
  const ours = await connect({ ...target, user: role, password: 'x' }, 'run locks00003');
  try {
    const names = ['idle_session_timeout', 'statement_timeout', 'lock_timeout'];
    const { rows } = await ours.query('SELECT setting FROM pg_settings WHERE name = ANY ($1)', [names]);
    expect(rows).toEqual([{ setting: '0' }, { setting: '0' }, { setting: '0' }]);
  } finally {
    await ours.end();
    await application.query(`DROP ROLE ${role}`);
  }
});
