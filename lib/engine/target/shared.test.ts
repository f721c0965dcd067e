/** Two runs in one database, each into a schema of its own: what they share is made and dropped by one at a time. */
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/database.ts';
import { parseTarget } from './config.ts';
import { collationToMake, createFunctions, dropFunctions, keepFunctions } from './functions.ts';
import { createJournal } from './journal.ts';
import { inShortTransaction } from './locks.ts';
import { dropStaging, functionsComment } from './staging.ts';

let target: TestDatabase;
let one: pg.Client;
let two: pg.Client;
beforeEach(async () => {
  target = await testDatabase();
  [one, two] = [new pg.Client(target.url), new pg.Client(target.url)];
  await Promise.all([one.connect(), two.connect()]);
});
afterEach(async () => {
  await Promise.all([one.end(), two.end()]);
  await target.drop();
});

/** Resolves once the second waits for the first. */
async function waits(): Promise<void> {
  for (;;) {
    const { rows } = await one.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if (rows.length > 0) return;
  }
}

async function functionsOf(client: pg.Client): Promise<string | null> {
  const { rows } = await client.query(
    `SELECT obj_description(oid, 'pg_namespace') AS comment FROM pg_namespace WHERE nspname = 'howdah_sqlite'`,
  );
  return rows[0]?.comment ?? null;
}

const FIRST = 'aaaaaaaaaa';
const SECOND = 'bbbbbbbbbb';

test.each([
  ['the journal', (client: pg.Client) => createJournal(client)],
  ['the functions', (client: pg.Client) => createFunctions(client, 'x')],
  [
    'the collation',
    async (client: pg.Client) => {
      for (const sql of await collationToMake(client)) await client.query(sql);
    },
  ],
])('%s: whoever comes second finds it made', async (what, make) => {
  if (what === 'the collation') await createFunctions(one, 'x');
  await Promise.all([one.query('BEGIN'), two.query('BEGIN')]);
  await make(one);
  const second = make(two);
  await waits();
  await one.query('COMMIT');
  await second;
  await two.query('COMMIT');
});

test('a session that remembers that there was no journal tries once more', async () => {
  let attempts = 0;
  const options = {
    target: parseTarget(target.url),
    signal: new AbortController().signal,
    onWaiting: () => {},
  };
  await inShortTransaction(two, options, async () => {
    attempts += 1;
    await two.query(`SELECT to_regclass('howdah.journal')`);
    if (attempts === 1) await createJournal(one);
    await two.query('CREATE SCHEMA IF NOT EXISTS howdah');
    await createJournal(two);
  });
  expect(attempts).toBeLessThanOrEqual(2);
});

test('a run that ends leaves the functions to one that goes on beside it, which removes them in its turn', async () => {
  await one.query(`CREATE SCHEMA howdah_${FIRST}_stage; CREATE SCHEMA howdah_${SECOND}_stage`);
  await createFunctions(one, functionsComment(FIRST));
  await dropStaging(one, FIRST);
  expect(await functionsOf(one)).toContain(SECOND);
  await dropStaging(two, SECOND);
  expect(await functionsOf(one)).toBeNull();
});

test('functions that a run beside it made stay for good once a run that needs them is cut over', async () => {
  await createFunctions(one, functionsComment(FIRST));
  await keepFunctions(two);
  await dropFunctions(one, functionsComment(FIRST), async () => []);
  expect(await functionsOf(one)).not.toBeNull();
});
