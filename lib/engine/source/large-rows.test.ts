import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import { migrate, rowsOf, sourceFrom, temporaryFolder } from '../testing.ts';

/** What COPY escapes and characters of several bytes, so that they lie on the border of every piece. */
const PATTERN = 'a\\\t🐘\n\r\\N.é';

const md5 = (value: string | Buffer) => createHash('md5').update(value).digest('hex');

test.each([
  ['UTF-8', 9 << 20],
  ['UTF-16le', 5 << 20],
])('cells of many megabytes arrive as they are, among small ones: %s', async (encoding, bytes) => {
  using folder = temporaryFolder();
  const target = await testDatabase();
  const text = PATTERN.repeat(Math.ceil(bytes / Buffer.byteLength(PATTERN)));
  const blob = Buffer.alloc(bytes + 1, PATTERN);
  const source = sourceFrom(folder.path, `PRAGMA encoding = '${encoding}'`, (db: Database.Database) => {
    db.exec('CREATE TABLE big (id INTEGER PRIMARY KEY, t TEXT, b BLOB)');
    const insert = db.prepare('INSERT INTO big VALUES (?, ?, ?)');
    for (let id = 1; id <= 40; id++) insert.run(id, `small ${id}`, null);
    insert.run(10_000, text, blob);
    insert.run(10_001, 'the last', Buffer.from('b'));
  });
  try {
    const { report } = await migrate(source, target.url);
    expect(report).toMatchObject({ outcome: 'succeeded', error: null });
    expect(report.tables[0]?.rows).toMatchObject({ source: 42, copied: 42 });
    expect(
      await rowsOf(
        target.url,
        `SELECT md5(convert_to(t, 'UTF8')), md5(b) FROM big WHERE id >= 10000 ORDER BY id`,
      ),
    ).toEqual([
      [md5(text), md5(blob)],
      [md5('the last'), md5('b')],
    ]);
  } finally {
    await target.drop();
  }
});
