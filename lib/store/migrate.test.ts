import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { migrate, pendingMigrations } from './migrate.ts';
import { MIGRATIONS } from './testing.ts';

let database: TestDatabase;
let dir: string;
let client: pg.Client;

beforeEach(async () => {
  database = await testDatabase();
  dir = await mkdtemp(path.join(os.tmpdir(), 'howdah-migrate-'));
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});

afterEach(async () => {
  await client.end();
  await database.drop();
  await rm(dir, { recursive: true });
});

async function write(name: string, sql: string) {
  await mkdir(path.join(dir, name), { recursive: true });
  await writeFile(path.join(dir, name, 'migration.sql'), sql);
}

test('the panel’s own migrations apply once, and all tables are there', async () => {
  const names = await pendingMigrations(client, MIGRATIONS);
  expect(names.length).toBeGreaterThan(0);
  expect(await migrate(database.url, MIGRATIONS)).toEqual(names);
  expect(await migrate(database.url, MIGRATIONS)).toEqual([]);
  const { rows } = await client.query(`SELECT to_regclass('run_events') AS t`);
  expect(rows[0].t).toBe('run_events');
});

test('two processes at once: each migration is applied by one of them', async () => {
  await write('1_a', 'CREATE TABLE a (x int)');
  const applied = await Promise.all([migrate(database.url, dir), migrate(database.url, dir)]);
  expect(applied.flat()).toEqual(['1_a']);
});

test('new ones are added in order', async () => {
  await write('2_b', 'CREATE TABLE b (x int)');
  await write('1_a', 'CREATE TABLE a (x int)');
  expect(await migrate(database.url, dir)).toEqual(['1_a', '2_b']);
  await write('3_c', 'ALTER TABLE b ADD y int');
  expect(await pendingMigrations(client, dir)).toEqual(['3_c']);
  expect(await migrate(database.url, dir)).toEqual(['3_c']);
});

test('one that fails leaves nothing of itself and stops the next start', async () => {
  await write('1_a', 'CREATE TABLE a (x int); SELECT 1/0;');
  await expect(migrate(database.url, dir)).rejects.toThrow('division by zero');
  const { rows } = await client.query(`SELECT to_regclass('a') AS t`);
  expect(rows[0].t).toBeNull();
  await expect(migrate(database.url, dir)).rejects.toThrow('1_a failed earlier');
});

test('an edited one is refused, and so is a database from the future', async () => {
  await write('1_a', 'CREATE TABLE a (x int)');
  await migrate(database.url, dir);
  await write('1_a', 'CREATE TABLE a (x bigint)');
  await expect(migrate(database.url, dir)).rejects.toThrow('edited');
  await rm(path.join(dir, '1_a'), { recursive: true });
  await expect(migrate(database.url, dir)).rejects.toThrow('newer version');
});
