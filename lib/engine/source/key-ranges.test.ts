import { expect, test } from 'vitest';
import { sourceFrom, temporaryFolder } from '../testing.ts';
import type { TablePlan } from '../types.ts';
import { keyConditions, keyRanges } from './key-ranges.ts';
import { openSnapshot } from './open.ts';

const ROWS = 3000;

/** How many rows each range of a table holds, and how many rows are in no range or in two. */
function cut(create: string, key: string[], values: string): { counts: number[]; wrong: number } {
  using folder = temporaryFolder();
  const path = sourceFrom(
    folder.path,
    `${create}; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ROWS})
       INSERT INTO t SELECT ${values} FROM n`,
  );
  const db = openSnapshot(path);
  const plan = { source: 't', sourceKey: key, rows: ROWS } as TablePlan;
  const conditions = keyRanges(db, plan, 700).map((range) => keyConditions(plan, range).join(' AND ') || '1');
  const count = (where: string) => Number(db.prepare(`SELECT count(*) FROM t WHERE ${where}`).pluck().get());
  const counts = conditions.map(count);
  const wrong = count(`${conditions.map((condition) => `(${condition})`).join(' + ')} <> 1`);
  db.close();
  return { counts, wrong };
}

const EVENLY = [700, 700, 700, 700, 200];

test.each([
  [
    'integers, sparse',
    'CREATE TABLE t (k INTEGER PRIMARY KEY, v) WITHOUT ROWID',
    ['k'],
    'i * i * 1000003 - 9000000000, i',
  ],
  ['texts', 'CREATE TABLE t (k TEXT PRIMARY KEY, v) WITHOUT ROWID', ['k'], `'ключ ''' || i, i`],
  ['no Unicode', 'CREATE TABLE t (k TEXT PRIMARY KEY) WITHOUT ROWID', ['k'], `CAST(x'ff00' || i AS TEXT)`],
  ['blobs', 'CREATE TABLE t (k BLOB PRIMARY KEY) WITHOUT ROWID', ['k'], `CAST('k' || i AS BLOB)`],
  [
    'no case',
    'CREATE TABLE t (k TEXT COLLATE NOCASE PRIMARY KEY) WITHOUT ROWID',
    ['k'],
    `CASE i % 2 WHEN 0 THEN 'A' ELSE 'a' END || i`,
  ],
  [
    'anything',
    'CREATE TABLE t (k PRIMARY KEY) WITHOUT ROWID',
    ['k'],
    `CASE i % 3 WHEN 0 THEN i WHEN 1 THEN 't' || i ELSE CAST('b' || i AS BLOB) END`,
  ],
  [
    'two columns, the second first',
    'CREATE TABLE t (a INT, b TEXT, PRIMARY KEY (b, a)) WITHOUT ROWID',
    ['b', 'a'],
    `i, 'group ' || (i % 5)`,
  ],
])('ranges of %s hold each row once', (_, create, key, values) => {
  expect(cut(create, key, values)).toEqual({ counts: EVENLY, wrong: 0 });
});

test.each([
  [
    'a key that falls',
    'CREATE TABLE t (a INT, b INT, PRIMARY KEY (a, b DESC)) WITHOUT ROWID',
    ['a', 'b'],
    'i, i',
  ],
  ['reals', 'CREATE TABLE t (k REAL PRIMARY KEY) WITHOUT ROWID', ['k'], 'i / 7.0'],
  [
    'rows kept by a rowid',
    'CREATE TABLE t (rowid TEXT, oid TEXT, _rowid_ TEXT PRIMARY KEY)',
    ['_rowid_'],
    'i, i, i',
  ],
])('%s: one range', (_, create, key, values) => {
  expect(cut(create, key, values)).toEqual({ counts: [ROWS], wrong: 0 });
});
