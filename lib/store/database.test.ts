import { expect, test } from 'vitest';
import { testDatabase } from '../testing/database.ts';
import { openDatabase } from './database.ts';

test('a process that stands still in a transaction does not hold its rows for ever', async () => {
  const fresh = await testDatabase();
  const database = openDatabase(fresh.url);
  try {
    const { rows } = await database.pool.query('SHOW idle_in_transaction_session_timeout');
    expect(rows).toEqual([{ idle_in_transaction_session_timeout: '10s' }]);
  } finally {
    await database.close();
    await fresh.drop();
  }
});
