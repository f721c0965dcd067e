import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/database.ts';
import { migrate, rowsOf, sourceFrom, temporaryFolder } from '../testing.ts';
import { translateDefault } from './defaults.ts';

test.each([
  ['0', 'boolean', 'false'],
  ["'true'", 'boolean', 'true'],
  ['2', 'boolean', null],
  ['-1.5', 'double precision', '-1.5'],
  ['(0)', 'numeric', '0'],
  ['5', 'text', "'5'"],
  ["'it''s'", 'text', "'it''s'"],
  ["'x'", 'bigint', null],
  ['99999999999999999999', 'bigint', null],
  ['current_timestamp', 'timestamp without time zone', "date_trunc('second', timezone('UTC', now()))"],
  ['CURRENT_TIMESTAMP', 'bigint', null],
  ["'2024-01-02'", 'date', "'2024-01-02'::date"],
  [
    "datetime('now')",
    'timestamp without time zone',
    'howdah_sqlite.to_timestamp(howdah_sqlite.datetime(howdah_sqlite.now()))',
  ],
  ["strftime('%s', 'now')", 'bigint', "(howdah_sqlite.strftime('%s', howdah_sqlite.now()))::bigint"],
  ['none', 'text', "'none'"],
  ['"a""b"', 'text', `'a"b'`],
  ['1e3', 'text', "'1000.0'"],
  ['.5', 'text', "'0.5'"],
  ['1.0', 'bigint', '1'],
  ['9223372036854775807', 'bigint', '9223372036854775807'],
  ['0.005', 'numeric(8,2)', null],
  ["'longer'", 'character varying(5)', null],
  ["'2024-02-30'", 'date', null],
  ['CURRENT_TIMESTAMP', 'date', null],
  ["'a'", 'bytea', "'\\x61'::bytea"],
  ["('a') || ('b')", 'text', "('a' || 'b')"],
  ['1 + 2', 'bigint', '(1 + 2)'],
  ['0x10', 'bigint', '16'],
  ["x'00'", 'bytea', "'\\x00'::bytea"],
  ['my_function()', 'text', null],
])('DEFAULT %s of a %s', (text, type, expected) => {
  expect(translateDefault(text, { type })).toEqual({ sql: expected, leftOut: expected === null });
});

test('NULL and no default are the same thing and nothing is left out', () => {
  expect(translateDefault('NULL', { type: 'text' })).toEqual({ sql: null, leftOut: false });
  expect(translateDefault(null, { type: 'text' })).toEqual({ sql: null, leftOut: false });
});

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

/** Declaration with its default, a value that settles the type, and how PostgreSQL prints what SQLite prints. */
const DEFAULTS: [declared: string, value: string, shown?: string][] = [
  ['BOOLEAN DEFAULT 0', '1', 'int'],
  ["BOOLEAN DEFAULT 'true'", "'false'"],
  ['INTEGER DEFAULT -5', '1'],
  ['INTEGER DEFAULT 0x1F', '1'],
  ['INTEGER DEFAULT (1 + 2 * 3)', '1'],
  ["INTEGER DEFAULT '12'", '1'],
  ['INTEGER DEFAULT TRUE', '1'],
  ['REAL DEFAULT 1.5e3', '1.5'],
  ['DECIMAL(8,2) DEFAULT 9.99', '1'],
  ["TEXT DEFAULT 'it''s'", "'x'"],
  ['TEXT DEFAULT 5', "'x'"],
  ['TEXT DEFAULT 5.0', "'x'"],
  ["TEXT DEFAULT ''", "'x'"],
  ['TEXT DEFAULT none', "'x'"],
  ["TEXT DEFAULT ('a' || 'b' || 1.0)", "'x'"],
  ["TEXT DEFAULT (upper('abc'))", "'x'"],
  ["BLOB DEFAULT x'00ff'", "x'01'", 'hex'],
  ["JSON DEFAULT '{}'", "'[1]'"],
  ["DATE DEFAULT '2024-02-29'", "'2024-01-01'"],
  ["DATETIME DEFAULT '2024-02-29 10:00:00'", "'2024-01-01 00:00:00'"],
  ["TEXT DEFAULT (date('2024-01-31', '+1 month'))", "'x'"],
  ["DATETIME DEFAULT (datetime(1709200800, 'unixepoch'))", "'2024-01-01 00:00:00'"],
  ["DATETIME DEFAULT (strftime('%Y-%m-%d %H:%M:%S', '2024-02-29'))", "'2024-01-01 00:00:00'"],
  ['DATETIME DEFAULT 0', '1709200800', 'epoch'],
  ['DATETIME DEFAULT (1709200800 + 1)', '1709200800', 'epoch'],
];

const SHOWN = {
  int: (c: string) => `${c}::int`,
  hex: (c: string) => `upper(encode(${c}, 'hex'))`,
  epoch: (c: string) => `extract(epoch FROM ${c})::bigint`,
};

test('an INSERT of defaults gives the same values on both sides', async () => {
  const columns = DEFAULTS.map(([declared], at) => `c${at} ${declared}`);
  const source = sourceFrom(
    folder.path,
    `CREATE TABLE t (id INTEGER PRIMARY KEY, ${columns.join(', ')});
     INSERT INTO t VALUES (1, ${DEFAULTS.map(([, value]) => value).join(', ')});`,
  );
  const { report } = await migrate(source, target.url);
  expect(report.error).toBeNull();
  expect(report.objects.filter(({ kind }) => kind === 'default')).toEqual([]);
  const here = new Database(source);
  here.exec('INSERT INTO t (id) VALUES (2)');
  await rowsOf(target.url, 'INSERT INTO t (id) VALUES (2)');
  const ours = DEFAULTS.map(([, , shown], at) => (shown === 'hex' ? `hex(c${at})` : `CAST(c${at} AS TEXT)`));
  const theirs = DEFAULTS.map(
    ([, , shown], at) => `CAST(${shown ? SHOWN[shown as keyof typeof SHOWN](`c${at}`) : `c${at}`} AS TEXT)`,
  );
  const expected = here
    .prepare(`SELECT ${ours.join(', ')} FROM t WHERE id = 2`)
    .raw()
    .get() as string[];
  const [found = []] = await rowsOf(target.url, `SELECT ${theirs.join(', ')} FROM t WHERE id = 2`);
  const named = (values: (string | null)[]) =>
    values.map((value, at) => {
      const declared = DEFAULTS[at]?.[0] ?? '';
      const isNumber = !declared.startsWith('TEXT') && value !== '' && !Number.isNaN(Number(value));
      return `${declared}: ${isNumber ? Number(value) : value}`;
    });
  expect(named(found)).toEqual(named(expected));
  here.close();
});

const MOMENTS = [
  ['DATETIME DEFAULT current_timestamp', "'2024-01-01 00:00:00'"],
  ["DATETIME DEFAULT (datetime('now'))", "'2024-01-01 00:00:00'"],
  ["DATETIME DEFAULT (strftime('%Y-%m-%d %H:%M:%S', 'now'))", "'2024-01-01 00:00:00'"],
  ["DATETIME DEFAULT (datetime('now'))", "'2024-01-01T00:00:00Z'"],
  ['DATETIME DEFAULT CURRENT_TIMESTAMP', "'2024-01-01T00:00:00+02:00'"],
  ['TEXT DEFAULT CURRENT_TIMESTAMP', "'x'"],
  ['INTEGER DEFAULT (unixepoch())', '1'],
  ["INTEGER DEFAULT (strftime('%s', 'now'))", '1'],
  ["INTEGER DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000)", '1'],
  ['DATETIME DEFAULT (unixepoch())', '1709200800'],
  ['DATETIME DEFAULT (unixepoch() * 1000)', '1709200800000'],
  ["REAL DEFAULT (julianday('now'))", '2460000.5'],
  ["TEXT DEFAULT (datetime('now', 'localtime'))", "'x'"],
] as const;

test('a default of the current time is the current time in every type', async () => {
  const columns = MOMENTS.map(([declared], at) => `c${at} ${declared}`);
  const source = sourceFrom(
    folder.path,
    `CREATE TABLE t (id INTEGER PRIMARY KEY, ${columns.join(', ')});
     INSERT INTO t VALUES (1, ${MOMENTS.map(([, value]) => value).join(', ')});`,
  );
  const { report } = await migrate(source, target.url);
  expect(report.error).toBeNull();
  expect(report.objects.filter(({ kind }) => kind === 'default')).toEqual([]);
  const local = report.findings.filter(({ code }) => code === 'TIME-LOCAL');
  expect(local.map(({ object }) => object)).toEqual([`t.c${MOMENTS.length - 1}`]);
  await rowsOf(target.url, 'INSERT INTO t (id) VALUES (2)');
  const seconds = MOMENTS.map(([declared], at) => {
    const c = `c${at}`;
    if (declared.startsWith('TEXT')) return `extract(epoch FROM ${c}::timestamp)`;
    if (declared.startsWith('REAL')) return `(${c} - 2440587.5) * 86400`;
    if (declared.startsWith('INTEGER')) return declared.includes('1000') ? `${c} / 1000.0` : c;
    return `extract(epoch FROM ${c})`;
  });
  const [found = []] = await rowsOf(
    target.url,
    `SELECT ${seconds.map((sql) => `abs(${sql} - extract(epoch FROM timezone('UTC', now()))) < 60`).join(', ')} FROM t WHERE id = 2`,
  );
  expect(found.map((near, at) => `${MOMENTS[at]?.[0]}: ${near}`)).toEqual(
    MOMENTS.map(([declared]) => `${declared}: t`),
  );
});
