import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { migrate, rowsOf, sourceFrom, temporaryFolder } from './testing.ts';

let target: TestDatabase;
let folder: ReturnType<typeof temporaryFolder>;
beforeEach(async () => {
  target = await testDatabase();
  folder = temporaryFolder();
});
afterEach(async () => {
  await target.drop();
  folder[Symbol.dispose]();
});

/** A high surrogate without its other half, as bytes of a text. */
const LONE = { 'UTF-16le': '00d8', 'UTF-16be': 'd800' };

test.each(['UTF-16le', 'UTF-16be'] as const)('a database in %s arrives in UTF-8', async (encoding) => {
  const source = sourceFrom(
    folder.path,
    `PRAGMA encoding = '${encoding}';
     CREATE TABLE plain (id INTEGER PRIMARY KEY, name TEXT, n DECIMAL(8,2), at DATETIME, meta JSON);
     INSERT INTO plain VALUES (1, 'Анна 🐘', 1.5, '2024-02-29 10:00:00', '{"ключ":"🐘"}'),
       (2, 'tab	back\\slash', 2, NULL, '[]'), (3, '', NULL, NULL, NULL), (4, NULL, NULL, NULL, NULL);
     CREATE TABLE keyed (k TEXT PRIMARY KEY, v) WITHOUT ROWID;
     INSERT INTO keyed VALUES ('я', 'ж'), ('z', 1), ('é', NULL);
     CREATE TABLE bad (id INTEGER PRIMARY KEY, lone TEXT, nul TEXT, good TEXT);
     INSERT INTO bad VALUES (1, 'a' || CAST(x'${LONE[encoding]}' AS TEXT), 'b' || char(0) || 'c', 'ю'), (2, 'ok', 'ok', '');`,
  );
  const { report } = await migrate(source, target.url);
  expect(report.error).toBeNull();
  expect(report.outcome).toBe('succeeded');
  for (const table of report.tables) {
    expect(table.verification).toMatchObject({ count: 'match', content: 'match' });
  }
  expect(await rowsOf(target.url, 'SELECT * FROM plain ORDER BY id')).toEqual([
    ['1', 'Анна 🐘', '1.50', '2024-02-29 10:00:00', '{"ключ": "🐘"}'],
    ['2', 'tab\tback\\slash', '2.00', null, '[]'],
    ['3', '', null, null, null],
    ['4', null, null, null, null],
  ]);
  expect(await rowsOf(target.url, 'SELECT * FROM keyed ORDER BY k COLLATE "C"')).toEqual([
    ['z', '1'],
    ['é', null],
    ['я', 'ж'],
  ]);
  expect(await rowsOf(target.url, 'SELECT * FROM bad ORDER BY id')).toEqual([
    ['1', '\\x61eda080', '\\x620063', 'ю'],
    ['2', '\\x6f6b', '\\x6f6b', ''],
  ]);
  const bytes = report.findings.filter(({ code }) => code === 'COL-BYTES');
  expect(bytes.map(({ object, params }) => [object, params.count])).toEqual([
    ['bad.lone', 1],
    ['bad.nul', 1],
  ]);
});
