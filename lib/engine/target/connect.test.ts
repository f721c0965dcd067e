import { createServer, type Server } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/database.ts';
import { parseTarget, type TargetConfig } from './config.ts';
import { connect, connectionError, type PgClient } from './connect.ts';
import { probeTarget } from './probe.ts';
import { requireServer } from './requirements.ts';

let database: TestDatabase;
let target: TargetConfig;
beforeAll(async () => {
  database = await testDatabase();
  target = parseTarget(database.url);
});
afterAll(() => database.drop());

const listening = (server: Server) =>
  new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
  );

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test.each([
  ['TGT-DNS', () => ({ host: 'no-such-host.invalid' })],
  ['TGT-REFUSED', async () => ({ port: await freePort() })],
  ['TGT-AUTH-28P01', () => ({ password: 'canary' })],
  ['TGT-AUTH-28P01', () => ({ password: '' })],
  ['TGT-DATABASE-3D000', () => ({ database: 'nowhere' })],
  ['TGT-TLS-UNSUPPORTED', () => ({ tls: 'require' as const })],
])('%s', async (code, change) => {
  const failure = await connect({ ...target, ...(await change()) }, 'test').catch((error) => error);
  expect(failure).toMatchObject({ code });
  expect(failure.remedy).not.toBe('');
  expect(JSON.stringify([failure.message, failure.remedy, failure.context])).not.toContain('canary');
});

test('a server that lets nobody in without TLS says so', () => {
  const error = Object.assign(
    new Error('no pg_hba.conf entry for host "10.0.0.1", user "x", database "y", no encryption'),
    { code: '28000' },
  );
  expect(connectionError(error, target)).toMatchObject({ code: 'TGT-TLS-REQUIRED' });
});

test.each([
  [{ number: 130_014, version: '13.14', encoding: 'UTF8', readonly: false }, 'TGT-VERSION'],
  [{ number: 160_000, version: '16.0', encoding: 'SQL_ASCII', readonly: false }, 'TGT-ENCODING'],
  [{ number: 160_000, version: '16.0', encoding: 'UTF8', readonly: true }, 'TGT-READ-ONLY'],
])('a server of %o is refused', async (answer, code) => {
  const client = { query: async () => ({ rows: [answer] }) } as unknown as PgClient;
  await expect(requireServer(client)).rejects.toMatchObject({ code });
});

test('a database of another encoding is refused', async () => {
  const admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  const name = `latin_${Date.now()}`;
  await admin
    .query(`CREATE DATABASE ${name} ENCODING 'LATIN1' LOCALE 'C' LOCALE_PROVIDER 'libc' TEMPLATE template0`)
    .catch(
      // PostgreSQL 14 knows no LOCALE_PROVIDER.
      () =>
        admin.query(
          `CREATE DATABASE ${name} ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0`,
        ),
    );
  const client = await connect({ ...target, database: name }, 'test');
  await expect(requireServer(client)).rejects.toMatchObject({ code: 'TGT-ENCODING' });
  await client.end();
  await admin.query(`DROP DATABASE ${name}`);
  await admin.end();
});

test('a probe goes step by step and stops at the first failure', async () => {
  const good = await probeTarget(target, 'public');
  expect(good.map(({ step, status }) => `${step} ${status}`)).toEqual([
    'resolve ok',
    'port ok',
    'tls ok',
    'password ok',
    'version ok',
    'privileges ok',
    'room ok',
  ]);
  const bad = await probeTarget({ ...target, password: 'wrong' }, 'public');
  expect(bad.map(({ status }) => status)).toEqual([
    'ok',
    'ok',
    'ok',
    'failed',
    'skipped',
    'skipped',
    'skipped',
  ]);
  expect(bad[3]?.code).toBe('TGT-AUTH-28P01');
});

test('a role without CREATE is told what to grant', async () => {
  const admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  const role = `reader_${Date.now()}`;
  await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD 'reader'`);
  const steps = await probeTarget({ ...target, user: role, password: 'reader' }, 'public');
  expect(steps.find(({ step }) => step === 'privileges')).toMatchObject({
    status: 'failed',
    code: 'TGT-PRIVILEGE',
  });
  await admin.query(`DROP ROLE ${role}`);
  await admin.end();
});

test.each([
  ['http://x', 'it does not begin with postgres://'],
  ['not a url', 'it is not a URL'],
  ['postgres://u:p@h', 'it names no database'],
  ['postgres://h/db', 'it names no user'],
  ['postgres://u:s3cret@h/db?sslmode=maybe', 'sslmode=maybe'],
])('the address %s is refused without being repeated', (url, why) => {
  let failure: { code?: string; message?: string } = {};
  try {
    parseTarget(url);
  } catch (error) {
    failure = error as typeof failure;
  }
  expect(failure).toMatchObject({ code: 'TGT-URL' });
  expect(failure.message).toContain(why);
  expect(failure.message).not.toContain('s3cret');
});

test('an address in percent form is read as meant', () => {
  expect(parseTarget('postgresql://us%40er:p%3Aw%2F@[::1]:6543/my%20db?sslmode=verify-ca')).toEqual({
    host: '::1',
    port: 6543,
    database: 'my db',
    user: 'us@er',
    password: 'p:w/',
    tls: 'verify-full',
  });
});
