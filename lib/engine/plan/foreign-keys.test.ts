import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/database.ts';
import { migrate, rowsOf, sourceFrom, temporaryFolder } from '../testing.ts';

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

const SCHEMA = `
  CREATE TABLE p (id INTEGER PRIMARY KEY, code TEXT UNIQUE, guid UUID UNIQUE, price NUMERIC UNIQUE, a INT, b INT, UNIQUE (a, b));
  INSERT INTO p VALUES (1, 'x', '0b5c8f4e-3a7d-4b1e-9a53-0d7c2c1f9a11', 1.5, 1, 2), (2, 'y', NULL, 2, 3, 4);
  CREATE TABLE implicit (id INTEGER PRIMARY KEY, p REFERENCES p);
  INSERT INTO implicit VALUES (1, 2);
  CREATE TABLE composite (a INT, b INT, FOREIGN KEY (a, b) REFERENCES p (a, b) MATCH FULL ON UPDATE CASCADE ON DELETE SET NULL);
  INSERT INTO composite VALUES (1, 2), (NULL, 9);
  CREATE TABLE self (id INTEGER PRIMARY KEY, boss INT DEFAULT 1 REFERENCES self (id) ON DELETE SET DEFAULT DEFERRABLE INITIALLY DEFERRED);
  INSERT INTO self VALUES (1, 1), (2, 1), (3, 2);
  CREATE TABLE one (id INTEGER PRIMARY KEY, two INT REFERENCES two (id));
  CREATE TABLE two (id INTEGER PRIMARY KEY, one INT REFERENCES one (id));
  CREATE TABLE empty (id INTEGER PRIMARY KEY, p TEXT REFERENCES p (id));
  CREATE TABLE decimals (p NUMERIC REFERENCES p (id));
  INSERT INTO decimals VALUES (1), (2);
  CREATE TABLE guids (guid TEXT REFERENCES p (guid));
  INSERT INTO guids VALUES ('0b5c8f4e-3a7d-4b1e-9a53-0d7c2c1f9a11');
  CREATE TABLE prices (price INT REFERENCES p (price), code VARCHAR(5) REFERENCES p (code));
  INSERT INTO prices VALUES (2, 'x');
  CREATE TABLE texts (p TEXT REFERENCES p (id));
  INSERT INTO texts VALUES ('1');
  CREATE TABLE gone (x INT REFERENCES nowhere (id), y INT REFERENCES p (rowid), z INT REFERENCES p (a));
  CREATE TABLE words (word TEXT PRIMARY KEY COLLATE NOCASE);
  CREATE TABLE uses (word TEXT REFERENCES words);
  INSERT INTO words VALUES ('Abc');
  INSERT INTO uses VALUES ('ABC');`;

test('foreign keys of every kind, with types that fit', async () => {
  const source = sourceFrom(folder.path, `PRAGMA foreign_keys = OFF; ${SCHEMA}`);
  const { report } = await migrate(source, target.url);
  expect(report.error).toBeNull();
  const keys = report.objects.filter(({ kind }) => kind === 'foreign-key');
  expect(Object.fromEntries(keys.map(({ name, outcome, reason }) => [name, reason ?? outcome]))).toEqual({
    'implicit(p)': 'migrated',
    'composite(a, b)': 'migrated',
    'self(boss)': 'migrated',
    'one(two)': 'migrated',
    'two(one)': 'migrated',
    'empty(p)': 'migrated',
    'decimals(p)': 'migrated',
    'guids(guid)': 'migrated',
    'prices(price)': 'migrated',
    'prices(code)': 'migrated',
    'texts(p)': 'p is text, id is bigint',
    'gone(x)': 'there is no table nowhere',
    'gone(y)': 'it does not match a key of p (SQLite calls this a foreign key mismatch)',
    'gone(z)': 'it does not match a key of p (SQLite calls this a foreign key mismatch)',
    'uses(word)': 'NOT VALID: case counts here, in SQLite it did not',
  });
  expect(report.findings.filter(({ code }) => code === 'FK-TYPE').map(({ object }) => object)).toEqual([
    'empty.p',
    'decimals.p',
    'p.guid',
  ]);
  await rowsOf(target.url, 'DELETE FROM self WHERE id = 2');
  expect(await rowsOf(target.url, 'SELECT id, boss FROM self ORDER BY id')).toEqual([
    ['1', '1'],
    ['3', '1'],
  ]);
  await rowsOf(target.url, 'UPDATE p SET a = 7 WHERE id = 1');
  await rowsOf(target.url, 'BEGIN; INSERT INTO self VALUES (8, 9); INSERT INTO self VALUES (9, 9); COMMIT');
  expect(await rowsOf(target.url, 'SELECT a, b FROM composite ORDER BY b')).toEqual([
    ['7', '2'],
    [null, '9'],
  ]);
  await expect(rowsOf(target.url, `INSERT INTO uses VALUES ('none')`)).rejects.toMatchObject({
    code: '23503',
  });
});
