import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { attempt, type Ground } from './attempt.ts';
import type { Contestant, Job } from './contestants/contestant.ts';
import { openServer } from './server.ts';
import { generate } from './shapes/generate.ts';

const { signal } = new AbortController();
let ground: Ground;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'howdah-attempt-'));
  const server = await openServer({ signal, undo: () => {} }, folder, inject('postgresUrl'));
  const source = await generate(join(folder, 'source.db'), 'reference', 1000, signal);
  ground = { source, small: source, model: { tables: [], constraints: [] }, server, folder, signal };
});
afterAll(() => rmSync(ground.folder, { recursive: true }));

/** Does with the database what `does` says, by a program that is told nothing. */
function pretending(does: (job: Job) => Promise<unknown>, program = 'true'): Contestant {
  const command = async (job: Job) => {
    await does(job);
    return { program, args: [] };
  };
  return { name: 'pretender', label: 'pretender', missing: async () => null, command };
}

test('rows that did not arrive are seen, whatever the program says of itself', async () => {
  const short = pretending(({ server, database }) =>
    server.query(database, 'CREATE TABLE orders AS SELECT generate_series(1, 999)'),
  );
  const made = await attempt(short, ground);
  expect(made.wrong).toBe('wrong in 2 of 2 tables: customers absent of 100 rows, orders 999 of 1000 rows');
});

test('a program that fails does not count, and its database is gone', async () => {
  let database = '';
  const failing = pretending(async (job) => {
    database = job.database;
  }, 'false');
  expect((await attempt(failing, ground)).wrong).toMatch(/^failed with status 1/);
  const left = await ground.server.query('postgres', 'SELECT FROM pg_database WHERE datname = $1', [
    database,
  ]);
  expect(left).toEqual([]);
});
