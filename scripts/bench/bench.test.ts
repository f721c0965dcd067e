/** The command as a person calls it; what is looked at is that it is right, never how long it took. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import type { ShapeResult } from './results.ts';

/** It starts many programs, one after another. */
const LONG = { timeout: 180_000 };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'howdah-bench-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** With nothing installed: only what comes along may be needed. */
function bench(args: string[], target = inject('postgresUrl'), more: Record<string, string> = {}) {
  const { npm_lifecycle_event: _event, ...env } = process.env;
  const main = join(import.meta.dirname, 'main.ts');
  const child = spawn(process.execPath, [main, ...args, '--target', target], {
    env: { ...env, TMPDIR: folder, PATH: dirname(process.execPath), ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { child, stdout: text(child.stdout), stderr: text(child.stderr), ended: once(child, 'exit') };
}

/** Databases and files that the benchmark of this process has left. */
async function leftovers(pid: number | undefined): Promise<string[]> {
  const client = new pg.Client(inject('postgresUrl'));
  await client.connect();
  try {
    const { rows } = await client.query(
      `SELECT datname FROM pg_database WHERE datname LIKE 'howdah_bench_${pid}_%'`,
    );
    const files = readdirSync(folder).filter((name) => name.startsWith('howdah-bench-'));
    return [...rows.map(({ datname }) => datname), ...files];
  } finally {
    await client.end();
  }
}

test('carries the reference by howdah, the floor and a script, and counts what arrived', LONG, async () => {
  const file = join(folder, 'found.json');
  const only = 'howdah,floor,pgloader,row-by-row';
  const { child, stdout, stderr, ended } = bench([
    '--shapes',
    'reference',
    '--rows',
    '3000',
    '--runs',
    '1',
    '--only',
    only,
    '--json',
    file,
  ]);
  const [status] = await ended;
  expect(await stderr).toContain('round 1 of 1');
  expect(status).toBe(0);
  const { shapes, server }: { shapes: ShapeResult[]; server: object } = JSON.parse(
    readFileSync(file, 'utf8'),
  );
  expect(server).toMatchObject({ settings: { fsync: 'off' } });
  const [shape] = shapes;
  expect(shape).toMatchObject({ shape: 'reference', tables: 2, rows: 3300 });
  const seen = shape?.results.map(({ name, missing, rows, attempts }) => [
    name,
    missing,
    rows,
    attempts.map(({ wrong }) => wrong),
  ]);
  expect(seen).toEqual([
    ['howdah', null, 3300, [null]],
    ['floor', null, 3300, [null]],
    ['pgloader', 'pgloader not installed', 3300, []],
    ['row-by-row', null, 3300, [null]],
  ]);
  expect(Object.keys(shape?.results[0]?.attempts[0]?.parts ?? {})).toContain('copy');
  const printed = await stdout;
  expect(printed).toContain('our own COPY feed');
  expect(printed).toMatch(/howdah, all in, every value verified +[\d.]+ +.*all rows arrived/);
  expect(printed).toMatch(/all in, verified: [\d.]+× of the floor, may be 2.00×: (met|missed)/);
  expect(await leftovers(child.pid)).toEqual([]);
});

test('takes the password from PGPASSWORD, and Ctrl-C in the middle leaves nothing behind', LONG, async () => {
  const url = new URL(inject('postgresUrl'));
  const PGPASSWORD = decodeURIComponent(url.password);
  url.password = '';
  const args = ['--shapes', 'narrow', '--rows', '2000', '--runs', '50', '--only', 'howdah'];
  const { child, stderr, ended } = bench(args, url.href, { PGPASSWORD });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
    // While howdah runs, and more than once: as it comes from a terminal through npm.
    if (/warm-up/.test(said)) child.kill('SIGINT');
  });
  const [status] = await ended;
  expect(await stderr).toContain('Stopping');
  expect(status).toBe(130);
  expect(await leftovers(child.pid)).toEqual([]);
});

test('a server that cannot be used is told from the first, with what to do and without its password', async () => {
  const url = new URL(inject('postgresUrl'));
  url.password = '';
  const { child, stderr, ended } = bench(['--shapes', 'narrow'], url.href, { PGPASSWORD: 'hush-hush' });
  const [status] = await ended;
  expect(status).toBe(1);
  expect(await stderr).toMatch(/^The server of --target cannot be used \(password .* must be able to create/);
  expect(await stderr).not.toContain('hush-hush');
  expect(await leftovers(child.pid)).toEqual([]);
});
