import { expect, test } from 'vitest';
import { testDatabase } from '../testing/database.ts';
import { migrate, rowsOf, sourceFrom, temporaryFolder } from './testing.ts';

test('a database without tables comes to its end: its view arrives', async () => {
  using folder = temporaryFolder();
  const target = await testDatabase();
  try {
    const source = sourceFrom(folder.path, 'CREATE VIEW v AS SELECT 1 AS one');
    const { report } = await migrate(source, target.url);
    expect(report).toMatchObject({ outcome: 'succeeded', error: null, tables: [] });
    expect(await rowsOf(target.url, 'SELECT one FROM v')).toEqual([['1']]);
  } finally {
    await target.drop();
  }
});
