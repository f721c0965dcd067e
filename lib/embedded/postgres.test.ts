import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type EmbeddedPostgres, removeCluster, startPostgres } from './postgres.ts';

let home: string;
let dataDir: string;
let running: EmbeddedPostgres[];

beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'howdah-embedded-'));
  dataDir = path.join(home, 'postgres');
  running = [];
});

afterEach(async () => {
  await Promise.all(running.map((server) => server.stop()));
  await removeCluster(dataDir);
  await rm(home, { recursive: true });
});

async function start(password = 'a/b c%d') {
  const server = await startPostgres({ dataDir, password, fsync: false });
  running.push(server);
  return server;
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('keeps data and port over a restart, and databases are made once', async () => {
  const first = await start();
  await first.createDatabase('it "is"');
  await first.createDatabase('it "is"');
  await ask(first.url('it "is"'), 'CREATE TABLE kept AS SELECT 42 AS answer');
  await first.stop();

  const second = await start();
  expect(second.port).toBe(first.port);
  expect(await ask(second.url('it "is"'), 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
});

test('listens on the loopback only, sorts by code point and asks for the password', async () => {
  const server = await start();
  const rows = await ask(
    server.url(),
    `SELECT current_setting('listen_addresses') AS listen, datlocprovider AS provider, datlocale AS locale,
      pg_encoding_to_char(encoding) AS encoding FROM pg_database WHERE datname = 'postgres'`,
  );
  expect(rows).toEqual([{ listen: '127.0.0.1', provider: 'b', locale: 'C.UTF-8', encoding: 'UTF8' }]);
  const wrong = server.url().replace(/:[^:@]+@/, ':wrong@');
  await expect(ask(wrong, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  expect((await stat(dataDir)).mode & 0o077).toBe(0);
});

test('says so when the password is not the one of the cluster', async () => {
  await (await start('one')).stop();
  await expect(start('two')).rejects.toThrow(/password/);
});

test('starts after kill -9 of the server', async () => {
  const first = await start();
  await ask(first.url(), 'CREATE TABLE kept AS SELECT 42 AS answer');
  process.kill(first.pid, 'SIGKILL');
  await first.exited;

  const second = await start();
  expect(await ask(second.url(), 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
});

test('ends a server that an earlier owner left running', async () => {
  const orphan = await start();
  const next = await start();
  await orphan.exited;
  expect(await readFile(path.join(dataDir, '18', 'postmaster.pid'), 'utf8')).toMatch(`${next.pid}\n`);
});

test('takes another port when the last one is taken', async () => {
  const first = await start();
  await first.stop();
  const squatter = createServer();
  await new Promise<void>((resolve) => squatter.listen(first.port, '127.0.0.1', resolve));
  try {
    const second = await start();
    expect(second.port).not.toBe(first.port);
  } finally {
    await new Promise((resolve) => squatter.close(resolve));
  }
});
