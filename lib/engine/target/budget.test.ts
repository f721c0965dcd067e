import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/database.ts';
import { affordableJobs, connectionsFor } from './budget.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

async function budgetWith(limit: string, wanted: number) {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    await client.query(`ALTER DATABASE ${pg.escapeIdentifier(database.name)} ${limit}`);
    return await affordableJobs(client, wanted);
  } finally {
    await client.end();
  }
}

test('takes what is wanted where there is room', async () => {
  expect(await budgetWith('CONNECTION LIMIT -1', 4)).toMatchObject({
    jobs: 4,
    connections: connectionsFor(4),
  });
});

test('leaves connections to others', async () => {
  const { jobs, connections, free } = await budgetWith('CONNECTION LIMIT 9', 8);
  expect(jobs).toBe(2);
  expect(connections).toBeLessThanOrEqual(free - 3);
});

test('one job is the least: the server says when there is no room at all', async () => {
  expect(await budgetWith('CONNECTION LIMIT 2', 8)).toMatchObject({ jobs: 1 });
});
