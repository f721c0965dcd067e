/** What a person can choose, each tried from the source's values to those in PostgreSQL. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import type { Overrides } from './overrides.ts';
import { listQuarantined, putIn } from './put-in.ts';
import { exitStatus } from './report.ts';
import { parseTarget } from './target/config.ts';
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

async function run(sql: string, overrides: Overrides = {}) {
  const { report, runId } = await migrate(sourceFrom(folder.path, sql), target.url, { plan: { overrides } });
  const codes = report.findings.map(({ code }) => code);
  const types = Object.fromEntries(
    report.tables.flatMap((table) => table.columns.map(({ source, type }) => [source, type])),
  );
  return { report, runId, codes, types, status: exitStatus(report) };
}

const column = (choices: object): Overrides => ({ tables: { t: { columns: { c: choices } } } });
const values = (sql = 'SELECT c FROM t ORDER BY id') =>
  rowsOf(target.url, sql).then((rows) => rows.map((row) => row[0]));

describe('numbers that stand for times', () => {
  const cases: [string, string, object, string[]][] = [
    ['seconds', '1577836800, 1609459199', {}, ['2020-01-01 00:00:00+00', '2020-12-31 23:59:59+00']],
    ['milliseconds', '1577836800123', {}, ['2020-01-01 00:00:00.123+00']],
    ['microseconds', '1577836800123456', {}, ['2020-01-01 00:00:00.123456+00']],
    ["Chrome's", '13222310400000001', {}, ['2020-01-01 00:00:00.000001+00']],
    [
      "Apple's",
      '599529600, -1',
      { form: 'apple-seconds' },
      ['2020-01-01 00:00:00+00', '2000-12-31 23:59:59+00'],
    ],
    ['Julian days', '2458849.5', { form: 'julian-day' }, ['2020-01-01 00:00:00+00']],
    [
      'fractions',
      '1577836800.25, -0.5',
      { form: 'unix-seconds' },
      ['2020-01-01 00:00:00.25+00', '1969-12-31 23:59:59.5+00'],
    ],
    ['days', '1577836800', { type: 'date', form: 'unix-seconds' }, ['2020-01-01']],
    ['no zone', '1577836800', { type: 'timestamp', form: 'unix-seconds' }, ['2020-01-01 00:00:00']],
  ];
  test.each(cases)('%s', async (_, numbers, choices, expected) => {
    const rows = numbers.split(', ').map((value, at) => `(${at}, ${value})`);
    const { report, codes } = await run(
      `CREATE TABLE t (id INTEGER PRIMARY KEY, c DATETIME); INSERT INTO t VALUES ${rows.join(', ')};`,
      column(choices),
    );
    expect(report.error).toBeNull();
    expect(await values()).toEqual(expected);
    expect(codes).toContain('COL-EPOCH');
  });

  test('a year is not a time', async () => {
    const { types, codes } = await run(
      'CREATE TABLE t (id INTEGER PRIMARY KEY, c DATETIME); INSERT INTO t VALUES (1, 2021);',
    );
    expect(types.c).toBe('bigint');
    expect(codes).toContain('COL-WIDENED');
  });
});

test('local times of a zone become instants, the zoned ones among them too', async () => {
  const { report, types } = await run(
    `CREATE TABLE t (id INTEGER PRIMARY KEY, c DATETIME);
     INSERT INTO t VALUES (1, '2024-07-01 12:00:00'), (2, '2024-01-01 12:00:00.5'), (3, '2024-01-01T12:00:00Z'),
       (4, '2024-10-27 02:30:00'), (5, '2024-03-31 02:30:00');`,
    { zone: 'Europe/Berlin' },
  );
  expect(report.error).toBeNull();
  expect(types.c).toBe('timestamp with time zone');
  expect(await values()).toEqual([
    '2024-07-01 10:00:00+00',
    '2024-01-01 11:00:00.5+00',
    '2024-01-01 12:00:00+00',
    '2024-10-27 01:30:00+00',
    '2024-03-31 01:30:00+00',
  ]);
});

describe('values that do not fit', () => {
  const SQL = `CREATE TABLE t (id INTEGER PRIMARY KEY, c INTEGER NOT NULL);
    INSERT INTO t VALUES (1, 7), (2, 'seven'), (3, x'00ff'), (4, 1.5);`;

  test('stop the run where a type is chosen and nothing else', async () => {
    const { report, status } = await run(SQL, column({ type: 'bigint' }));
    expect(report.error?.code).toBe('COL-MISFITS-STOP');
    expect(report.error?.message).toContain('3 values');
    expect(status).toBe(1);
  });

  test('become NULL', async () => {
    const { report, codes, status } = await run(SQL, column({ type: 'int8', misfits: 'null' }));
    expect(report.error).toBeNull();
    expect(codes).toEqual(expect.arrayContaining(['COL-MISFITS-NULL', 'COL-NULLS']));
    expect(await values()).toEqual(['7', null, null, null]);
    expect(status).toBe(0);
  });

  test('go into quarantine with their rows, whole', async () => {
    const { report, runId, status } = await run(SQL, { misfits: 'quarantine' });
    expect(report.error).toBeNull();
    expect(report.tables[0]?.rows).toEqual({ source: 4, copied: 1, quarantined: 3, leftOut: 0 });
    expect(status).toBe(3);
    // The list of them has served its purpose; the snapshot stays as the backup.
    expect(readdirSync(join(folder.path, 'snapshots'))).toEqual([`${runId}.sqlite`]);
    expect(await values()).toEqual(['7']);
    expect(
      await rowsOf(
        target.url,
        `SELECT run = '${runId}', "table", key, "column", reason, "row" FROM howdah.quarantine ORDER BY number`,
      ),
    ).toEqual([
      [
        't',
        't',
        'id=2',
        'c',
        'does not fit bigint',
        '{"c": {"type": "text", "value": "seven"}, "id": {"type": "integer", "value": "2"}}',
      ],
      [
        't',
        't',
        'id=3',
        'c',
        'does not fit bigint',
        '{"c": {"hex": "00ff", "type": "blob"}, "id": {"type": "integer", "value": "3"}}',
      ],
      [
        't',
        't',
        'id=4',
        'c',
        'does not fit bigint',
        '{"c": {"type": "real", "value": "1.5"}, "id": {"type": "integer", "value": "4"}}',
      ],
    ]);
  });

  test('the same without a rowid, with dates and an empty text', async () => {
    const { report, types, status } = await run(
      `CREATE TABLE t (a TEXT, b, c DATE, PRIMARY KEY (b, a)) WITHOUT ROWID;
       INSERT INTO t VALUES ('x', 1, '2024-01-01'), ('x', '1', '0000-00-00'), ('y', x'31', ''), ('z', 2, NULL);`,
      { tables: { t: { columns: { c: { misfits: 'quarantine', empty: 'null' } } } } },
    );
    expect(report.error).toBeNull();
    expect(types.c).toBe('date');
    expect(report.tables[0]?.rows).toEqual({ source: 4, copied: 3, quarantined: 1, leftOut: 0 });
    expect(status).toBe(3);
  });
});

test('rows in quarantine make orphans of their children, by choice as far down as it goes', async () => {
  const { report, status } = await run(
    `PRAGMA foreign_keys = OFF;
     CREATE TABLE a (id INTEGER PRIMARY KEY, c INTEGER);
     CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INTEGER REFERENCES a);
     CREATE TABLE c (id INTEGER PRIMARY KEY, b_id INTEGER REFERENCES b);
     INSERT INTO a VALUES (1, 1), (2, 'two');
     INSERT INTO b VALUES (10, 1), (20, 2), (30, NULL), (40, 99);
     INSERT INTO c VALUES (100, 10), (200, 20), (300, 40);`,
    { misfits: 'quarantine', tables: { b: { orphans: 'quarantine' } } },
  );
  expect(report.error).toBeNull();
  const rows = Object.fromEntries(report.tables.map((table) => [table.source, table.rows]));
  expect(rows.a).toMatchObject({ copied: 1, quarantined: 1 });
  expect(rows.b).toMatchObject({ copied: 2, quarantined: 2 });
  expect(rows.c).toMatchObject({ copied: 3, quarantined: 0 });
  expect(status).toBe(3);
  const keys = report.objects.filter(({ kind }) => kind === 'foreign-key');
  expect(keys.map(({ name, outcome, reason }) => [name, outcome, reason])).toEqual([
    ['b(a_id)', 'migrated', null],
    ['c(b_id)', 'adapted', 'NOT VALID: 2 rows have no parent'],
  ]);
});

test('rows in quarantine are put in later: as the target was mended, or with another choice', async () => {
  const { report, runId } = await run(
    `PRAGMA foreign_keys = OFF;
     CREATE TABLE a (id INTEGER PRIMARY KEY, c INTEGER, at DATETIME, b BLOB);
     CREATE TABLE k (id INTEGER PRIMARY KEY, a_id INTEGER REFERENCES a);
     INSERT INTO a VALUES (1, 5, 1700000000000, NULL), (2, 'two', 1700000000001, x'00'), (3, 'III', NULL, 'blob');
     INSERT INTO k VALUES (7, 2), (8, 99);`,
    { misfits: 'quarantine', orphans: 'quarantine' },
  );
  expect(report.error).toBeNull();
  expect(report.tables.map(({ rows }) => rows.quarantined)).toEqual([2, 2]);
  const config = parseTarget(target.url);
  const signal = new AbortController().signal;
  const first = await putIn(runId, config, { overrides: {}, signal });
  expect(first.putIn).toBe(0);
  expect(first.left.map(({ reason }) => reason)).toEqual([
    'invalid input syntax for type bigint: "two"',
    'invalid input syntax for type bigint: "III"',
    expect.stringContaining('violates foreign key'),
    expect.stringContaining('violates foreign key'),
  ]);
  const second = await putIn(runId, config, {
    overrides: { tables: { a: { columns: { c: { misfits: 'null' } } } } },
    signal,
  });
  expect(second.putIn).toBe(3);
  expect(second.left).toMatchObject([{ table: 'k', key: 'id=8' }]);
  expect(await rowsOf(target.url, 'SELECT * FROM a ORDER BY id')).toEqual([
    ['1', '5', '2023-11-14 22:13:20+00', null],
    ['2', null, '2023-11-14 22:13:20.001+00', '\\x00'],
    ['3', null, null, '\\x626c6f62'],
  ]);
  const kept = await listQuarantined(runId, config);
  expect(kept.map(({ key, putInAt }) => [key, putInAt === null])).toEqual([
    ['id=2', false],
    ['id=3', false],
    ['id=7', false],
    ['id=8', true],
  ]);
});

test('putting in twice at once puts no row in twice', async () => {
  const { runId } = await run(`CREATE TABLE t (c INTEGER); INSERT INTO t VALUES (1), ('two'), ('three');`, {
    misfits: 'quarantine',
  });
  const put = () =>
    putIn(runId, parseTarget(target.url), {
      overrides: { misfits: 'null' },
      signal: new AbortController().signal,
    }).then(
      ({ putIn: rows }) => rows,
      (error) => error.code,
    );
  const results = await Promise.all([put(), put(), put()]);
  expect(results.filter((result) => result !== 0 && result !== 'RUN-TARGET-BUSY')).toEqual([2]);
  expect(await rowsOf(target.url, 'SELECT count(*) FROM t')).toEqual([['3']]);
});

test('orphans can stop the run', async () => {
  const { report } = await run(
    `PRAGMA foreign_keys = OFF; CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a_id REFERENCES a); INSERT INTO b VALUES (1);`,
    { orphans: 'stop' },
  );
  expect(report.error?.code).toBe('ROW-ORPHANS-STOP');
});

describe('text that PostgreSQL cannot hold', () => {
  const SQL = `CREATE TABLE t (id INTEGER PRIMARY KEY, c TEXT);
    INSERT INTO t VALUES (1, 'a\\b'), (2, CAST(x'61005c62' AS TEXT)), (3, CAST(x'c3a9ff' AS TEXT));`;
  test.each([
    ['strip', ['a\\b', 'a\\b', 'é']],
    ['replace', ['a\\b', 'a\uFFFD\\b', 'é\uFFFD']],
    ['escape', ['a\\b', 'a\\x00\\\\b', 'é\\xff']],
    ['bytes', ['\\x615c62', '\\x61005c62', '\\xc3a9ff']],
  ] as const)('%s', async (text, expected) => {
    const { report } = await run(SQL, { text });
    expect(report.error).toBeNull();
    expect(await values()).toEqual(expected);
  });

  test('quarantine', async () => {
    const { report, types, status } = await run(SQL, { text: 'quarantine' });
    expect(report.error).toBeNull();
    expect(types.c).toBe('text');
    expect(await values()).toEqual(['a\\b']);
    expect(status).toBe(3);
    expect(await values(`SELECT "row"->'c'->>'hex' FROM howdah.quarantine ORDER BY number`)).toEqual([
      '61005c62',
      'c3a9ff',
    ]);
  });
});

test('the smallest integers, texts without a length, uuid from bytes, a default of one’s own', async () => {
  const { report, types } = await run(
    `CREATE TABLE t (id INTEGER PRIMARY KEY, a INT, b INT, c VARCHAR(5), u BLOB, d INT DEFAULT 5);
     INSERT INTO t VALUES (1, 32767, -32769, 'abc', x'00112233445566778899aabbccddeeff', 1);`,
    {
      integers: 'smallest',
      lengths: 'text',
      tables: { t: { columns: { u: { type: 'uuid' }, d: { default: '6 + 1' } } } },
    },
  );
  expect(report.error).toBeNull();
  expect(types).toEqual({
    id: 'bigint',
    a: 'smallint',
    b: 'integer',
    c: 'text',
    u: 'uuid',
    d: 'smallint',
  });
  expect(await values('INSERT INTO t (id) VALUES (2) RETURNING d')).toEqual(['7']);
  expect(await values('SELECT u FROM t WHERE id = 1')).toEqual(['00112233-4455-6677-8899-aabbccddeeff']);
});

test('some rows, some columns, rows alone', async () => {
  const { report, status } = await run(
    `CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT UNIQUE);
     CREATE INDEX ia ON t (a);
     CREATE TABLE r (id INTEGER PRIMARY KEY, t_id REFERENCES t, CHECK (id > 0));
     INSERT INTO t VALUES (1, 'x', 'p'), (2, 'y', 'q'), (3, NULL, 'r');
     INSERT INTO r VALUES (5, 1);`,
    {
      tables: {
        t: { where: "a = 'x' -- only these", columns: { b: { exclude: true } } },
        r: { rowsOnly: true },
      },
    },
  );
  expect(report.error).toBeNull();
  expect(status).toBe(0);
  expect(report.tables[0]?.rows).toEqual({ source: 3, copied: 1, quarantined: 0, leftOut: 2 });
  expect(await rowsOf(target.url, 'SELECT * FROM t')).toEqual([['1', 'x']]);
  const outcomes = report.objects.map(({ kind, outcome }) => `${kind} ${outcome}`);
  expect(outcomes).toEqual(expect.arrayContaining(['unique left-out', 'index migrated', 'check left-out']));
  expect(
    await rowsOf(
      target.url,
      `SELECT count(*) FROM pg_constraint WHERE conrelid = 'r'::regclass AND contype <> 'n'`,
    ),
  ).toEqual([['0']]);
});

test.each([
  ['tables.t.where', { tables: { t: { where: '1) OR (1' } } }],
  ['tables.t.where', { tables: { t: { where: 'no_such = 1' } } }],
  ['tables.t.columns.c.type', column({ type: 'money' })],
  ['tables.t.columns.c.form', column({ type: 'text', form: 'unix-seconds' })],
  ['tables.t.columns.id.misfits', { tables: { t: { columns: { id: { misfits: 'null' } } } } }],
  ['tables.t.columns.id.exclude', { tables: { t: { columns: { id: { exclude: true } } } } }],
] as [string, Overrides][])(
  'a choice that cannot be is answered with its place: %s',
  async (place, overrides) => {
    const { report } = await run('CREATE TABLE t (id INTEGER PRIMARY KEY, c INT)', overrides);
    expect(report.error?.code).toBe('PLN-OVERRIDE');
    expect(report.error?.message).toContain(place);
  },
);

test('keys that are different in SQLite and the same in PostgreSQL keep their rows, not their uniqueness', async () => {
  const { report, codes } = await run(
    `CREATE TABLE t (k PRIMARY KEY, at DATETIME UNIQUE, n TEXT UNIQUE);
     CREATE TABLE r (t_k REFERENCES t (k));
     INSERT INTO t VALUES (1, '2024-01-01T00:00:00Z', 'a'),
       ('1', '2024-01-01 01:00:00.0+01:00', 'b');
     INSERT INTO r VALUES (1), ('1');`,
  );
  expect(report.error).toBeNull();
  expect(codes.filter((code) => code === 'KEY-COLLIDES')).toHaveLength(2);
  expect(codes).toContain('FK-LEFT-OUT');
  expect(await rowsOf(target.url, 'SELECT k, at, n FROM t ORDER BY n')).toEqual([
    ['1', '2024-01-01 00:00:00+00', 'a'],
    ['1', '2024-01-01 00:00:00+00', 'b'],
  ]);
  const unique = `SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass AND indisunique`;
  expect(await rowsOf(target.url, unique)).toEqual([['1']]);
});

test('the sign of a zero among texts and blobs', async () => {
  const { report } = await run(
    `CREATE TABLE t (id INTEGER PRIMARY KEY, c, d);
     INSERT INTO t VALUES (1, -0.0, -0.0), (2, 0.0, 0.0), (3, 'x', x'00'), (4, 0, 0);`,
  );
  expect(report.error).toBeNull();
  expect(
    await rowsOf(target.url, `SELECT c, convert_from(d, 'UTF8') FROM t WHERE id <> 3 ORDER BY id`),
  ).toEqual([
    ['-0.0', '-0.0'],
    ['0.0', '0.0'],
    ['0', '0'],
  ]);
});
