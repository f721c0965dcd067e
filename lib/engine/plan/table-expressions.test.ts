import Database from 'better-sqlite3';
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

const GENERATED = [
  'day DATE AS (date(at)) VIRTUAL',
  "month TEXT AS (strftime('%Y-%m', at))",
  "next DATETIME AS (datetime(at, '+1 day')) STORED",
  "name TEXT AS (json_extract(data, '$.name'))",
  "age INTEGER AS (data ->> 'age')",
  "tags TEXT AS (json_extract(data, '$.tags'))",
  'half INTEGER AS (qty / 2)',
  "label TEXT AS (qty || ' x ' || price)",
  'big BOOLEAN AS (qty > 5)',
  "padded TEXT AS (printf('%05d', qty))",
  "epoch_day TEXT AS (date(seen, 'unixepoch'))",
];

const SCHEMA = `CREATE TABLE t (id INTEGER PRIMARY KEY, at DATETIME, data JSON, qty INTEGER, price REAL, seen DATETIME,
    kind TEXT DEFAULT 'a', flag BOOLEAN DEFAULT 1,
    ${GENERATED.join(',\n')},
    CHECK (kind IN ('a', 'b') OR kind GLOB 'x-[0-9]*'), CHECK (flag IN (0, 1)), CHECK (json_valid(data)),
    CHECK (qty BETWEEN 0 AND 100 AND (price IS NULL OR price >= 0)), CHECK (typeof(qty) = 'integer'),
    CHECK (date(at) IS NOT NULL AND length(at) = 19));
  CREATE INDEX by_name ON t (json_extract(data, '$.name'), lower(kind)) WHERE flag;
  CREATE UNIQUE INDEX by_month ON t (strftime('%Y-%m', at), qty DESC) WHERE price > 0;
  INSERT INTO t (id, at, data, qty, price, seen) VALUES
    (1, '2024-02-29 10:20:30', '{"name": "Ann", "age": 42, "tags": ["x", 1.50]}', 7, 1.5, 1709200800),
    (2, '2023-12-31 23:59:59', '{"name": null, "tags": {}}', 0, NULL, NULL);`;

const INSERTS = [
  `(3, '2024-03-01 00:00:00', '{"name":"Ёлка","age":7,"tags":"one"}', 11, 2, 'x-1', true)`,
  `(4, '2024-03-01 00:00:00', '[]', 11, 2, 'a', true)`,
  `(5, '2024-03-01 00:00:00', '[]', 12, 2, 'c', true)`,
  `(6, '2024-03-01 00:00:00', '[]', 101, 2, 'a', true)`,
  `(7, '2024-03-01 00:00:00', '[]', 1, -2, 'a', true)`,
  `(8, '2024-03-01 00:00:00', '[]', 11, 0, 'b', false)`,
];

test('generated columns, CHECKs and indexes over expressions mean the same on both sides', async () => {
  const source = sourceFrom(folder.path, SCHEMA);
  const { report } = await migrate(source, target.url);
  expect(report.error).toBeNull();
  const kinds = ['generated-column', 'check', 'index'];
  const reasons = report.objects
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ name, outcome, reason }) => `${name} ${reason ?? outcome}`);
  expect(reasons.filter((line) => !/ (migrated|stored rather than virtual)$/.test(line))).toEqual([]);
  const here = new Database(source);
  const columns = GENERATED.map((text) => text.split(' ')[0] ?? '');
  const plain = (value: unknown) =>
    value === null ? null : value === 't' ? '1' : value === 'f' ? '0' : String(value);
  for (const values of INSERTS) {
    const sql = `INSERT INTO t (id, at, data, qty, price, kind, flag) VALUES ${values}`;
    let ours = 'done';
    try {
      here.exec(sql);
    } catch {
      ours = 'refused';
    }
    const theirs = await rowsOf(target.url, sql).then(
      () => 'done',
      () => 'refused',
    );
    expect(`${values}: ${theirs}`).toBe(`${values}: ${ours}`);
  }
  const query = `SELECT id, ${columns.join(', ')} FROM t ORDER BY id`;
  const expected = (here.prepare(query).raw().all() as unknown[][]).map((row) => row.map(plain));
  expect((await rowsOf(target.url, query)).map((row) => row.map(plain))).toEqual(expected);
  here.close();
});
