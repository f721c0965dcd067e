import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sourceFrom, temporaryFolder } from '../testing.ts';
import { readCatalog } from './catalog.ts';
import { firstDamage } from './check.ts';
import { openSnapshot, type SqliteHandle } from './open.ts';
import { piecesOf } from './pieces.ts';
import { profileTable, type TableProfile } from './profile.ts';

let folder: ReturnType<typeof temporaryFolder>;
let db: SqliteHandle | undefined;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => {
  db?.close();
  folder[Symbol.dispose]();
});

function profiled(sql: string, name = 't', size?: number): TableProfile {
  db = openSnapshot(sourceFrom(folder.path, `PRAGMA foreign_keys = OFF; ${sql}`));
  const table = readCatalog(db).tables.find((candidate) => candidate.name === name);
  if (!table) throw new Error(`no table ${name}`);
  return profileTable(db, table, size === undefined ? undefined : piecesOf(db, table, size));
}

test('a generated column that fails on a value leaves the others as they are', () => {
  const profile = profiled(`
    CREATE TABLE t (a INTEGER CHECK (a <> 7));
    PRAGMA ignore_check_constraints = ON;
    INSERT INTO t (a) VALUES (1), (2), (-9223372036854775808), (7);
    WITH RECURSIVE r(i) AS (SELECT 8 UNION ALL SELECT i + 1 FROM r WHERE i < 507) INSERT INTO t SELECT i FROM r;
    ALTER TABLE t ADD COLUMN bad AS (abs(a));
    ALTER TABLE t ADD COLUMN good AS (a + 0);`);
  expect(profile.columns.bad?.unreadable).toBe('integer overflow');
  expect(profile.columns.a).toMatchObject({
    integers: 504,
    unreadable: null,
    samples: ['1', '2', '-9223372036854775808'],
  });
  expect(profile.columns.good).toMatchObject({ integers: 504, unreadable: null });
  expect(profile.violations).toEqual([1]);
});

test('CHECKs that call what SQLite does not have are unknown, the others are counted', () => {
  const path = join(folder.path, 'source.db');
  const writer = new Database(path);
  writer.function('own', (value) => value);
  writer.exec(`CREATE TABLE t (a CHECK (own(a) > 0), b CHECK (b IN (1, 2)));
    PRAGMA ignore_check_constraints = ON;
    INSERT INTO t VALUES (1, 1), (1, 3), (1, NULL)`);
  writer.close();
  db = openSnapshot(path);
  const [table] = readCatalog(db).tables;
  expect(table && profileTable(db, table).violations).toEqual([null, 1]);
});

test('2,000 columns, each with its own values', () => {
  const names = Array.from({ length: 2000 }, (_, at) => `c${at}`);
  const declared = ['INTEGER', 'TEXT', 'DATETIME', 'DECIMAL(8,2)'];
  const values = ['1', "'яя'", "'2024-02-29 10:00:00'", '1.25'];
  const profile = profiled(`
    CREATE TABLE t (${names.map((name, at) => `${name} ${declared[at % 4]}`).join(', ')});
    INSERT INTO t VALUES (${names.map((_, at) => values[at % 4]).join(', ')});
    INSERT INTO t VALUES (${names.map((_, at) => (at % 4 === 1 ? `hex(zeroblob(${1000 + at}))` : 'NULL')).join(', ')});`);
  expect(profile.rows).toBe(2);
  expect(profile.columns.c0).toMatchObject({ integers: 1, minInteger: '1' });
  expect(profile.columns.c1).toMatchObject({ texts: 2, maxChars: 2002, maxBytes: 2002, sample: 'яя' });
  expect(profile.columns.c1998).toMatchObject({ texts: 1, forms: { timestamp: 1, date: 0 } });
  expect(profile.columns.c1999).toMatchObject({ reals: 1, decimals: 2, forms: { 'decimal(8,2)': 1 } });
  const largest = names.reduce((sum, _, at) => sum + (at % 4 === 1 ? 2 * (1000 + at) : 0), 0);
  expect(profile.maxRowBytes).toBeGreaterThanOrEqual(largest);
  expect(profile.maxRowBytes).toBeLessThan(largest + 2000 * 20);
});

const FAMILY = `
  CREATE TABLE p (id INTEGER PRIMARY KEY, code TEXT UNIQUE COLLATE NOCASE, gone INTEGER);
  CREATE TABLE keyed (id INTEGER PRIMARY KEY DESC);
  CREATE TABLE t (dense INTEGER REFERENCES p, code TEXT REFERENCES p (code), keyed REFERENCES keyed,
    none REFERENCES p (gone), FOREIGN KEY (dense, code) REFERENCES p (id, code));
  INSERT INTO p (id, code) VALUES (1, 'a'), (2, 'b'), (3, 'c');
  INSERT INTO keyed VALUES (-5), (9);
  INSERT INTO t (dense, code, keyed) VALUES (1, 'A', -5), (3, 'b', 9), (3, 'z', 8), (NULL, NULL, NULL)`;

test.each([1, 2, 100])('orphans are counted the same in pieces of %i rows', (size) => {
  const dense = profiled(FAMILY, 't', size).orphans;
  expect(Object.values(dense).sort()).toEqual([0, 1, 1, null, null].sort());
});

test.each([1, 2, 100])('orphans of a parent with gaps, and outside of it, in pieces of %i rows', (size) => {
  const { orphans } = profiled(
    `CREATE TABLE p (id INTEGER PRIMARY KEY);
     CREATE TABLE t (a INTEGER REFERENCES p, b REFERENCES p, c TEXT REFERENCES p);
     INSERT INTO p VALUES (1), (2), (4);
     INSERT INTO t VALUES (1, 1, '1'), (3, '2', '3'), (3, 'x', 'y'), (5, 2.0, '4'), (0, 2.5, NULL), (4, x'34', '4')`,
    't',
    size,
  );
  expect(orphans).toEqual({ 0: 2, 1: 3, 2: 4 });
});

test('the texts and the misfits of a sparse column are found wherever they are', () => {
  const profile = profiled(
    `CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER, at DATETIME);
     WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 3000)
       INSERT INTO t SELECT i, CASE WHEN i % 2 THEN i END, '2024-01-01 00:00:00' FROM r;
     UPDATE t SET n = 'seven', at = 'soon' WHERE id = 2900;
     UPDATE t SET at = '0000-00-00' WHERE id = 2901;`,
    't',
    500,
  );
  expect(profile.columns.n).toMatchObject({
    nulls: 1499,
    integers: 1500,
    texts: 1,
    misfits: ['seven'],
    misfit: 'seven',
  });
  expect(profile.columns.n?.samples).toEqual(['1', '3', '5']);
  expect(profile.columns.at).toMatchObject({
    forms: { timestamp: 2998, date: 0, timestamptz: 0, time: 0 },
    zeroDates: 1,
    misfits: ['soon', '0000-00-00'],
  });
});

test('rows that break the rules of their table are no damage', () => {
  const path = join(folder.path, 'source.db');
  const writer = new Database(path).unsafeMode();
  writer.exec(`
    CREATE TABLE t (a CHECK (a > 0)); CREATE TABLE s (b);
    INSERT INTO t VALUES (1); INSERT INTO s VALUES (NULL);
    PRAGMA ignore_check_constraints = ON; INSERT INTO t VALUES (-1);
    PRAGMA writable_schema = ON;
    UPDATE sqlite_schema SET sql = 'CREATE TABLE s (b NOT NULL)' WHERE name = 's';`);
  writer.close();
  const plain = new Database(path);
  expect(plain.pragma('quick_check')).toEqual([
    { quick_check: 'NULL value in s.b' },
    { quick_check: 'CHECK constraint failed in t' },
  ]);
  plain.close();
  db = openSnapshot(path);
  expect(firstDamage(db)).toBeNull();
});

test('expressions that never end are given up, in all pieces after one', () => {
  const began = performance.now();
  const endless = 'length(hex(zeroblob(200000000 + a)))';
  const profile = profiled(
    `CREATE TABLE t (a INTEGER CHECK (${endless} > 0), plain TEXT);
     PRAGMA ignore_check_constraints = ON;
     WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 2000) INSERT INTO t SELECT i, 'x' FROM r;
     ALTER TABLE t ADD COLUMN slow AS (${endless});`,
    't',
    100,
  );
  expect(performance.now() - began).toBeLessThan(30_000);
  expect(profile.violations).toEqual([null]);
  expect(profile.columns.slow?.unreadable).toBe('its expression takes too long');
  expect(profile.columns.plain).toMatchObject({ texts: 2000, unreadable: null });
}, 60_000);
