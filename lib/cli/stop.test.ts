import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { Report } from '../engine/index.ts';
import { generateSample } from '../sample/generate.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { start } from './testing.ts';

let folder: string;
let source: string;
let target: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'howdah-stop-'));
  source = join(folder, 'bookings.db');
  await generateSample(source, { rows: 100_000 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(async () => {
  target = await testDatabase();
  client = new pg.Client(target.url);
  await client.connect();
});
afterEach(async () => {
  await client.end();
  await target.drop();
});

const staging = async () =>
  (await client.query("SELECT nspname FROM pg_namespace WHERE nspname ~ '^howdah'")).rows.map(
    (row) => row.nspname,
  );

it('the first Ctrl-C cleans up, however often one press arrives', async () => {
  const work = join(folder, 'first');
  const { child, saw, ended } = start(['migrate', source, target.url, '--json', '--work-dir', work]);
  await saw('schema  done');
  for (let press = 0; press < 3; press++) child.kill('SIGINT');
  const { status, stdout, stderr } = await ended;
  expect(status).toBe(130);
  expect(Report.parse(JSON.parse(stdout)).outcome).toBe('cancelled');
  expect(stderr).toContain('stands there unchanged');
  expect(await staging()).toEqual([]);
  expect(readdirSync(work)).toEqual([]);
});

it('SIGTERM cleans up too, and says so in the status', async () => {
  const { child, saw, ended } = start(['migrate', source, target.url, '--work-dir', join(folder, 'term')]);
  await saw('schema  done');
  child.kill('SIGTERM');
  expect((await ended).status).toBe(143);
  expect(await staging()).toEqual([]);
});

it('the second Ctrl-C does not wait for the cleaning up', async () => {
  const { child, saw, ended } = start(['migrate', source, target.url, '--work-dir', join(folder, 'second')]);
  await saw('schema  done');
  // A reader of the staged table holds its removal up for as long as it likes.
  const [schema] = await staging();
  await client.query(`BEGIN; SELECT count(*) FROM ${pg.escapeIdentifier(schema)}.settings`);
  const pressing = setInterval(() => child.kill('SIGINT'), 100);
  const { status, stderr } = await ended;
  clearInterval(pressing);
  expect(status).toBe(130);
  expect(stderr).not.toContain('stands there unchanged');
  expect(await staging()).toContain(schema);
  await client.query('ROLLBACK');
});
