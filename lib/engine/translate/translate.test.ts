import Database from 'better-sqlite3';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/database.ts';
import { affinityOf } from '../source/catalog.ts';
import {
  COMMON_QUERIES,
  DATE_QUERIES,
  GROUP_QUERIES,
  JOIN_QUERIES,
  JSON_QUERIES,
  TEXT_QUERIES,
} from './fixtures/queries.ts';
import { newScope, translateQuery } from './index.ts';
import type { ScopeColumn } from './scope.ts';
import { FUNCTIONS_SQL } from './sqlite-functions.ts';
import { kindOf, Untranslatable } from './typed.ts';

// One table on both sides; every query must give the same rows in the same order.
const SQLITE = `CREATE TABLE t (id INTEGER PRIMARY KEY, i INTEGER, r REAL, s TEXT, n TEXT COLLATE NOCASE, b BOOLEAN, d DATE,
    ts DATETIME, x BLOB, m DECIMAL(8,2), j JSON, jt TEXT, e DATETIME);
  CREATE TABLE u (id INTEGER PRIMARY KEY, t_id INTEGER, word TEXT);`;
const POSTGRES = `CREATE TABLE t (id bigint, i bigint, r double precision, s text, n text, b boolean, d date,
    ts timestamp, x bytea, m numeric(8,2), j jsonb, jt text, e timestamptz);
  CREATE TABLE u (id bigint, t_id bigint, word text);`;
const ROWS = `INSERT INTO t VALUES
  (1, 7, 1.5, 'Abc', 'Abc', @1, '2024-02-29', '2024-02-29 10:20:30', @x, 10.25, '{"a":1,"b":{"c":[10,20,{"d":"deep"}],"t":true,"n":null},"s":"five"}',
    '{"name": "Ann", "tags": ["x","y"], "age": 42, "ratio": 1.50, "a b": "sp\u0061ce"}', @e1),
  (2, -7, -2.5, 'abd', 'abc', @0, '2023-12-31', '2023-12-31 23:59:59', NULL, 0.05, '{"a":5,"b":"x"}', '[1, 2.50, "three", null, true]', @e2),
  (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  (4, 0, 100.0, 'Ёлка 5%', 'яблоко', @1, '2024-03-01', '2024-03-01 00:00:00', NULL, 3, '[]', '{}', NULL),
  (5, 9007199254740993, 1e20, '', 'ABC', @0, '1997-07-04', '1997-07-04 12:00:00', @x, 99.99, '3', '"text"', @e1);
  INSERT INTO u VALUES (1, 1, 'one'), (2, 1, 'uno'), (3, 2, 'two'), (4, 99, 'none')`;

let database: TestDatabase;
let client: pg.Client;
const sqlite = new Database(':memory:');
sqlite.defaultSafeIntegers(true);

beforeAll(async () => {
  database = await testDatabase();
  client = new pg.Client({
    connectionString: database.url,
    types: { getTypeParser: () => (text: string) => text },
  });
  await client.connect();
  await client.query(`CREATE SCHEMA howdah_sqlite; ${FUNCTIONS_SQL}; ${POSTGRES}`);
  await client.query(
    ROWS.replaceAll('@e1', 'to_timestamp(1709200800)')
      .replaceAll('@e2', 'to_timestamp(0)')
      .replaceAll('@1', 'true')
      .replaceAll('@0', 'false')
      .replaceAll('@x', `'\\x00ff'`),
  );
  sqlite.exec(SQLITE);
  sqlite.exec(
    ROWS.replaceAll('@e1', '1709200800')
      .replaceAll('@e2', '0')
      .replaceAll('@1', '1')
      .replaceAll('@0', '0')
      .replaceAll('@x', `x'00ff'`),
  );
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

const TYPES: Record<string, Record<string, [declared: string, type: string]>> = {
  t: {
    id: ['INTEGER', 'bigint'],
    i: ['INTEGER', 'bigint'],
    r: ['REAL', 'double precision'],
    s: ['TEXT', 'text'],
    n: ['TEXT', 'text'],
    b: ['BOOLEAN', 'boolean'],
    d: ['DATE', 'date'],
    ts: ['DATETIME', 'timestamp without time zone'],
    x: ['BLOB', 'bytea'],
    m: ['DECIMAL(8,2)', 'numeric(8,2)'],
    j: ['JSON', 'jsonb'],
    jt: ['TEXT', 'text'],
    e: ['DATETIME', 'timestamp with time zone'],
  },
  u: { id: ['INTEGER', 'bigint'], t_id: ['INTEGER', 'bigint'], word: ['TEXT', 'text'] },
};

function translate(sql: string): string {
  const scope = newScope((name) => {
    const columns = Object.entries(TYPES[name.toLowerCase()] ?? {}).map(
      ([column, [declared, type]]): ScopeColumn => ({
        name: column,
        target: column,
        value: {
          kind: kindOf(type),
          affinity: affinityOf(declared),
          collation: column === 'n' ? 'NOCASE' : undefined,
          form: column === 'e' ? 'unix-seconds' : undefined,
        },
      }),
    );
    return { target: name, columns, keys: [['id']] };
  });
  return translateQuery(sql, scope).sql;
}

/** Both sides' values in one form: numbers by value, booleans as 1 and 0, bytes in hex. */
function plain(value: unknown): string | null {
  if (value === null) return null;
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`;
  const text = String(value);
  if (text === 't') return '1';
  if (text === 'f') return '0';
  return /^-?\d*\.?\d+(e[+-]?\d+)?$/i.test(text) && !/^-?\d+$/.test(text) ? String(Number(text)) : text;
}

const QUERIES = [
  "SELECT s + 1, d + 1, '12abc' + 1, s * ts FROM t ORDER BY id",
  "SELECT id FROM t WHERE s OR '5x' ORDER BY id",
  'SELECT * FROM u ORDER BY id',
  'SELECT u.*, 1 AS one FROM u ORDER BY 1 DESC',
  'SELECT id, i = 7, i <> 7, i IS NULL, i IS NOT 7, NOT i, b, NOT b FROM t ORDER BY id',
  'SELECT id FROM t WHERE b ORDER BY id',
  'SELECT id FROM t WHERE b = 1 OR b = 0 ORDER BY id DESC',
  'SELECT id FROM t WHERE i ORDER BY id',
  'SELECT id, i / 2, i % 4, i / 0, r / 4, i * 1.5, -i, +i, i + b FROM t WHERE id < 5 ORDER BY id',
  "SELECT id, s || '-' || i || '/' || r || b FROM t ORDER BY id",
  "SELECT id FROM t WHERE s LIKE 'AB%' ORDER BY id",
  "SELECT id FROM t WHERE s NOT LIKE '%5\\%' ORDER BY id",
  "SELECT id FROM t WHERE s LIKE '%5!%' ESCAPE '!' ORDER BY id",
  "SELECT id FROM t WHERE s GLOB 'A*' OR s GLOB '[^A-Z]b?' ORDER BY id",
  "SELECT id FROM t WHERE n = 'abc' ORDER BY id",
  'SELECT n, count(*) FROM t GROUP BY n COLLATE BINARY HAVING count(*) > 0 ORDER BY n COLLATE BINARY',
  'SELECT s FROM t ORDER BY s',
  'SELECT s FROM t ORDER BY s DESC',
  'SELECT n FROM t ORDER BY n, id',
  "SELECT id FROM t WHERE s > 'B' AND s < 'Z' ORDER BY id",
  "SELECT id FROM t WHERE d >= '2024-01-01' AND d < '2024-03-01' ORDER BY id",
  "SELECT id FROM t WHERE ts > '2024-02-29' ORDER BY id",
  "SELECT id FROM t WHERE ts <= '2024-03-01' ORDER BY id",
  "SELECT id FROM t WHERE ts BETWEEN '2023-01-01 00:00:00' AND '2024-02-29 10:20:30' ORDER BY id",
  "SELECT strftime('%Y', d), strftime('%m/%d %H:%M:%S %j %w %W %U %s %f %J', ts) FROM t ORDER BY id",
  "SELECT date(ts), time(ts), datetime(d), date(d, '+1 month'), date(d, 'start of year', '-1 day'), date(ts, 'weekday 0') FROM t ORDER BY id",
  "SELECT julianday(d), unixepoch(ts), datetime(1709200800, 'unixepoch'), date('2024-01-31', '+1 month'), time('12:30', '+90 minutes') FROM t ORDER BY id",
  "SELECT date('now') = date(CURRENT_TIMESTAMP), datetime('nonsense'), date(2460369.5)",
  'SELECT coalesce(i, 5), ifnull(s, 0 || 1), nullif(i, 7), iif(b, 1, 2), iif(i > 0, s, n) FROM t ORDER BY id',
  "SELECT length(s), upper(s), lower(s), substr(s, 2), substr(s, -2), substr(s, -3, 2), substr(s, 2, -1), substr(s, 0, 2), instr(s, 'b') FROM t ORDER BY id",
  "SELECT trim('  x '), ltrim('xxy', 'x'), rtrim('yxx', 'x'), replace(s, 'b', 'BB'), hex(s), hex(x), length(x), unicode(s) FROM t ORDER BY id",
  'SELECT round(r), round(2.5), round(-2.5), round(1.005, 2), abs(i), sign(r), ceil(r), floor(r) FROM t WHERE id < 5 ORDER BY id',
  'SELECT min(i, 3), max(i, r), min(s), max(s), max(b), min(d) FROM t GROUP BY i, r ORDER BY i, r',
  'SELECT typeof(i), typeof(r), typeof(s), typeof(x), typeof(NULL), typeof(d) FROM t ORDER BY id',
  'SELECT count(*), count(i), sum(i), avg(i), total(r), max(ts), count(DISTINCT b) FROM t WHERE id < 5',
  'SELECT count(*) FILTER (WHERE i > 0), sum(i > 0), total(i) FROM t WHERE id > 100',
  "SELECT t_id, group_concat(word ORDER BY word DESC), group_concat(word, '; ' ORDER BY id) FROM u GROUP BY t_id ORDER BY t_id",
  "SELECT CASE i WHEN 7 THEN 'seven' WHEN 0 THEN 'zero' ELSE 'other' END, CASE WHEN b THEN i END FROM t ORDER BY id",
  'SELECT t.id, word FROM t JOIN u ON u.t_id = t.id ORDER BY t.id, word',
  'SELECT t.id, u.word FROM t LEFT JOIN u ON u.t_id = t.id AND u.id > 1 ORDER BY t.id, u.id',
  'SELECT a.id, b.id FROM t a, t b WHERE a.id < b.id AND a.b = b.b ORDER BY 1, 2',
  'SELECT * FROM (SELECT id, s FROM t) JOIN u USING (id) ORDER BY id',
  'SELECT id, (SELECT count(*) FROM u WHERE u.t_id = t.id) AS words FROM t ORDER BY words DESC, id',
  'SELECT id FROM t WHERE id IN (SELECT t_id FROM u) AND i IN (7, 8, NULL) ORDER BY id',
  'SELECT id FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.t_id = t.id) AND NOT EXISTS (SELECT 1 FROM u WHERE u.id = 99) ORDER BY id',
  'SELECT id AS k FROM t WHERE k > 2 GROUP BY k HAVING k < 5 ORDER BY k',
  'SELECT id FROM t UNION SELECT t_id FROM u ORDER BY 1 DESC LIMIT 3 OFFSET 1',
  'SELECT word FROM u UNION ALL SELECT s FROM t ORDER BY word',
  'SELECT DISTINCT b FROM t ORDER BY b',
  'SELECT id FROM t EXCEPT SELECT t_id FROM u ORDER BY id',
  'WITH RECURSIVE n(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < 5), w AS (SELECT * FROM u) SELECT k, word FROM n JOIN w ON w.id = n.k ORDER BY k',
  'SELECT id, row_number() OVER (PARTITION BY b ORDER BY id DESC), sum(id) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t ORDER BY id',
  'SELECT id, lag(id) OVER w, first_value(s) OVER w FROM t WINDOW w AS (ORDER BY id) ORDER BY id',
  "SELECT CAST(r AS INTEGER), CAST(i AS TEXT), CAST(s AS INTEGER), CAST('12abc' AS REAL), CAST(r AS TEXT), CAST(b AS TEXT) FROM t WHERE id < 5 ORDER BY id",
  "SELECT i FROM t WHERE i = '7'",
  'SELECT id FROM t WHERE s = 5 ORDER BY id',
  'SELECT x FROM t WHERE x IS NOT NULL ORDER BY id',
  'SELECT id, m * 2, m + r, sum(m) OVER () FROM t WHERE id < 5 ORDER BY id',
  'SELECT i & 3, i | 8, ~i, i << 2, i >> 1 FROM t WHERE id < 5 ORDER BY id',
  'SELECT 0x1F, 1_000, TRUE, FALSE, x\'00\', NULL, "id" FROM t ORDER BY id LIMIT 1',
  "SELECT [id], `s`, 'it''s' FROM [t] ORDER BY id LIMIT -1",
  "VALUES (1, 'a'), (2, 'b')",
];

test.each([
  ...QUERIES,
  ...COMMON_QUERIES,
  ...JSON_QUERIES,
  ...DATE_QUERIES,
  ...TEXT_QUERIES,
  ...GROUP_QUERIES,
  ...JOIN_QUERIES,
])('%s', async (query) => {
  const expected = (sqlite.prepare(query).raw().all() as unknown[][]).map((row) => row.map(plain));
  const { rows } = await client.query({ text: translate(query), rowMode: 'array' });
  expect(rows.map((row: unknown[]) => row.map(plain))).toEqual(expected);
});

test.each([
  'SELECT my_function(i) FROM t',
  "SELECT i FROM t WHERE s REGEXP 'x'",
  'SELECT * FROM json_each(s)',
  'SELECT nope FROM t',
  "SELECT id FROM t WHERE s COLLATE my_collation = 'x'",
])('%s is not given another meaning', (query) => {
  expect(() => translate(query)).toThrow(Untranslatable);
});
