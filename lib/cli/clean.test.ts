import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { generateSample } from '../sample/generate.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { howdah, howdahReport, start } from './testing.ts';

let folder: string;
let work: string;
let source: string;
let target: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'howdah-clean-'));
  source = join(folder, 'bookings.db');
  await generateSample(source, { rows: 60_000 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(async () => {
  target = await testDatabase();
  client = new pg.Client(target.url);
  await client.connect();
  work = mkdtempSync(join(folder, 'work-'));
});
afterEach(async () => {
  await client.end();
  await target.drop();
});

const staging = async () =>
  (await client.query("SELECT nspname FROM pg_namespace WHERE nspname ~ '_stage$'")).rows.map(
    (row) => row.nspname,
  );
const clean = (...options: string[]) => howdah(['clean', target.url, '--work-dir', work, ...options]);

it('while a run goes on nothing of it is removed; once it was killed everything is', async () => {
  const { child, saw, ended } = start(['migrate', source, target.url, '--work-dir', work]);
  await saw('schema  done');
  const [schema] = await staging();
  // Keys cannot be made meanwhile: it stays under way however fast it is.
  await client.query(`BEGIN; SELECT count(*) FROM ${pg.escapeIdentifier(schema ?? '')}.settings`);
  const going = await clean('--yes', '--json');
  expect(going.status).toBe(0);
  expect(JSON.parse(going.stdout)).toMatchObject({ found: [{ state: 'alive' }], removed: [] });
  child.kill('SIGKILL');
  await ended;
  await client.query('ROLLBACK');
  const run = schema?.split('_')[1] ?? '';
  expect(readdirSync(work)).toContain(`${run}.sqlite`);

  const unasked = await clean();
  // What it was doing on the server may go on for a moment: then it is not listed as dead yet.
  if (unasked.status !== 0) expect(unasked.stderr).toContain('RUN-LEFTOVERS');
  const listed = await clean('--dry-run');
  expect([listed.status, listed.stdout]).toEqual([0, expect.stringContaining(run)]);
  expect(await staging()).toEqual([schema]);

  // A COPY that was broken off ends by itself: until then it counts as work.
  for (let removed = ''; !removed.includes(run); ) removed = (await clean('--yes')).stdout;
  expect(await staging()).toEqual([]);
  expect(readdirSync(work)).toEqual([]);
  expect((await clean()).stdout).toBe('No run left anything behind.\n');
});

it('stopping at once says which command removes what is left, without the password', async () => {
  const { child, saw, ended } = start(['migrate', source, target.url, '--work-dir', work]);
  await saw('schema  done');
  const [schema] = await staging();
  await client.query(`BEGIN; SELECT count(*) FROM ${pg.escapeIdentifier(schema ?? '')}.settings`);
  const pressing = setInterval(() => child.kill('SIGINT'), 100);
  const { status, stderr } = await ended;
  clearInterval(pressing);
  expect(status).toBe(130);
  expect(stderr).toContain('Remove it with: howdah clean postgres://');
  expect(stderr).toContain(`--work-dir "${work}"`);
  const { password } = new URL(target.url);
  if (password) expect(stderr).not.toContain(`:${password}@`);
  await client.query('ROLLBACK');
});

it('finalise says what it would drop, wants to be meant, drops it, and ends the way back', async () => {
  await client.query('CREATE TABLE settings (id int)');
  const options = ['--work-dir', work, '--yes', '--include', 'settings'];
  const { report } = await howdahReport(['migrate', source, target.url, ...options]);
  const finalise = (...more: string[]) => howdah(['finalise', report.run, target.url, ...more]);
  const dry = await finalise('--dry-run', '--json');
  expect(JSON.parse(dry.stdout)).toMatchObject({
    outcome: 'dry-run',
    revertible: true,
    schemas: [{ name: `howdah_${report.run}_before` }],
  });
  const unasked = await finalise();
  expect([unasked.status, unasked.stdout]).toEqual([1, '']);
  expect(unasked.stderr).toContain('RUN-NOT-MEANT');
  expect((await howdah(['runs', target.url])).stdout).toContain('what it replaced');

  const done = await finalise('--yes');
  expect([done.status, done.stdout]).toEqual([0, expect.stringContaining(`howdah_${report.run}_before`)]);
  const back = await howdah(['rollback', report.run, target.url, '--yes']);
  expect([back.status, back.stderr.split(':')[0]]).toEqual([1, 'RUN-FINALISED']);
  expect((await howdah(['runs', target.url])).stdout).toMatch(/finalised .* dropped 20/);
});

it('the snapshot of a migration stays until its run is finalised and somebody means it', async () => {
  const options = ['--work-dir', work, '--yes', '--include', 'settings'];
  const { report } = await howdahReport(['migrate', source, target.url, ...options]);
  const snapshot = `${report.run}.sqlite`;
  expect((await clean('--snapshots', '--yes')).stdout).toBe('No run left anything behind.\n');
  await howdah(['finalise', report.run, target.url, '--yes']);
  await clean('--yes');
  expect(readdirSync(work)).toContain(snapshot);

  const listed = await clean('--snapshots', '--dry-run', '--json');
  expect(JSON.parse(listed.stdout).snapshots).toMatchObject([
    { run: report.run, sha256: report.source.sha256 },
  ]);
  const unasked = await clean('--snapshots');
  expect([unasked.status, unasked.stderr]).toEqual([
    1,
    expect.stringContaining('The last copy of the source'),
  ]);
  expect(readdirSync(work)).toContain(snapshot);
  const done = await clean('--snapshots', '--yes');
  expect([done.status, done.stdout]).toEqual([0, expect.stringContaining(snapshot)]);
  expect(readdirSync(work)).not.toContain(snapshot);
});
