/** What a plan says of tables that stand there: precisely, and before anything is written. */
import { describe, expect, test } from 'vitest';
import { stage, told } from './testing.ts';

const on = stage();

test('types that differ, two columns missing, one too many: each is named', async () => {
  await on.there(
    `CREATE TABLE orders (id integer PRIMARY KEY, total numeric(10,2), shop text NOT NULL);
     INSERT INTO orders VALUES (1, 1, 'x'); ANALYZE orders`,
  );
  const before = await on.everything();
  const path = on.source(
    `CREATE TABLE orders (id INTEGER PRIMARY KEY, total REAL, note TEXT, paid BOOLEAN);
     CREATE TABLE spare (x); CREATE INDEX by_note ON orders (note);
     INSERT INTO orders VALUES (1, 9.5, 'n', 1), (2, 0.125, NULL, 0)`,
  );
  const { report } = await on.run(path, 'fail', { kind: 'plan' });
  expect(report.outcome).toBe('succeeded');
  expect(told(report.findings)).toEqual([
    'blocker MAT-COLUMN-MISSING orders.note has no counterpart: orders has no column note there.',
    'blocker MAT-COLUMN-MISSING orders.paid has no counterpart: orders has no column paid there.',
    'blocker MAT-EXTRA-REQUIRED orders has a column shop (text) there that the source has not; it is NOT NULL without a default, so no row can come in.',
    'blocker MAT-TABLE-MISSING There is no table spare in the schema public for spare.',
    'blocker TGT-ROWS The table orders already has rows (about 1); those of orders go in only when it is empty.',
    'info MAT-TYPE orders.id is integer there, bigint here.',
    'info MAT-TYPE orders.total is numeric(10,2) there, double precision here.',
    'info MAT-SCHEMA-STAYS 2 keys, indexes, checks, views or triggers of the source are left to the schema public, which the application made.',
    'blocker MAT-MISFITS 1 value of orders.total does not fit numeric(10,2) there. For example: 0.125',
  ]);
  expect((await on.run(path, 'fail')).report.outcome).toBe('failed');
  expect(await on.everything()).toEqual(before);

  await on.there(`ALTER TABLE orders ADD note varchar(1), ALTER shop SET DEFAULT 'here'`);
  const overrides = {
    tables: {
      spare: { exclude: true },
      orders: { columns: { paid: { exclude: true }, total: { misfits: 'quarantine' } } },
    },
  } as const;
  const mended = await on.run(path, 'upsert', { overrides });
  expect(mended.report.error).toBeNull();
  expect(await on.there('SELECT * FROM orders')).toEqual([['1', '9.50', 'x', 'n']]);
  expect(mended.report.tables[0]?.rows).toMatchObject({ copied: 1, quarantined: 1 });
  const again = await on.run(path, 'upsert', { overrides });
  expect(again.report.plan?.hash).toBe(mended.report.plan?.hash);
  expect(await on.there('SELECT * FROM orders')).toEqual([['1', '9.50', 'x', 'n']]);
});

describe('types as Django, SQLAlchemy and Prisma make them', () => {
  test('values are read out for the type there', async () => {
    await on.there(
      `CREATE TYPE mood AS ENUM ('sad', 'glad'); CREATE DOMAIN price AS numeric(6,2) CHECK (VALUE >= 0); CREATE SCHEMA ext;
       CREATE TABLE item (id bigint PRIMARY KEY, code uuid, tag uuid, mood mood, price price, at timestamp(3), seen timestamptz(0),
         day date, clock time(0), ok boolean, few smallint, ratio real, name char(3), label varchar(5), meta jsonb, raw json, body bytea,
         free text, addr inet, CHECK (few < 100))`,
    );
    const path = on.source(
      `CREATE TABLE Item (id INTEGER PRIMARY KEY, code CHAR(32), tag BLOB, mood VARCHAR(10), price DECIMAL, at DATETIME, seen DATETIME,
         day DATE, clock TIME, ok INTEGER, few INTEGER, ratio REAL, name TEXT, label, meta TEXT, raw TEXT, body BLOB, free, addr TEXT);
       INSERT INTO Item VALUES (1, '0123456789ABCDEF0123456789abcdef', x'00112233445566778899aabbccddeeff', 'glad', 1.5, 1704164645123,
         '2024-01-02 03:04:05', '2024-02-29', '10:11', 1, 7, 0.5, 'abc', 12, '{"b":1,"a":[1.0]}', '[ 1 ]', x'00ff', 2.5, '10.0.0.1/32'),
         (2, NULL, NULL, 'sad', 2, 1704164645000, '2024-01-02T03:04:05Z', NULL, NULL, 0, NULL, NULL, NULL, 'five5', NULL, NULL, NULL, 'x', NULL)`,
    );
    const { report } = await on.run(path, 'fail', { overrides: { zone: 'Europe/Berlin' } });
    expect(report.error).toBeNull();
    expect(await on.there('SELECT * FROM item ORDER BY id')).toEqual([
      [
        ...[
          '1',
          '01234567-89ab-cdef-0123-456789abcdef',
          '00112233-4455-6677-8899-aabbccddeeff',
          'glad',
          '1.50',
        ],
        ...[
          '2024-01-02 03:04:05.123',
          '2024-01-02 02:04:05+00',
          '2024-02-29',
          '10:11:00',
          't',
          '7',
          '0.5',
          'abc',
          '12',
        ],
        ...['{"a": [1.0], "b": 1}', '[ 1 ]', '\\x00ff', '2.5', '10.0.0.1'],
      ],
      [
        ...['2', null, null, 'sad', '2.00', '2024-01-02 03:04:05', '2024-01-02 03:04:05+00', null, null, 'f'],
        ...[null, null, null, 'five5', null, null, null, 'x', null],
      ],
    ]);
  });

  test.each([
    ['integer', 'INTEGER', '3000000000', 'MAT-MISFITS'],
    ['smallint', 'TEXT', `'12'`, 'MAT-MISFITS'],
    ['real', 'REAL', '0.1', 'MAT-MISFITS'],
    ['char(3)', 'TEXT', `'ab '`, 'MAT-MISFITS'],
    ['varchar(2)', 'TEXT', `'abc'`, 'MAT-MISFITS'],
    ['timestamp(3)', 'DATETIME', `'2024-01-01 00:00:00.1234'`, 'MAT-MISFITS'],
    ['timestamp(0)', 'DATETIME', '1704164645123', 'MAT-MISFITS'],
    ['timestamptz', 'DATETIME', `'2024-01-01 00:00:00'`, 'MAT-ZONE'],
    ['timestamptz', 'DATETIME', '2021', 'MAT-FORM'],
    ['date', 'TEXT', `'2024-02-30'`, 'MAT-MISFITS'],
    ['uuid', 'TEXT', `'no'`, 'MAT-MISFITS'],
    ['jsonb', 'TEXT', `'{'`, 'MAT-MISFITS'],
    ['boolean', 'INTEGER', '2', 'MAT-MISFITS'],
    ['text', 'BLOB', `x'00'`, 'MAT-MISFITS'],
    ['mood', 'TEXT', `'bored'`, 'MAT-MISFITS'],
    ['text NOT NULL', 'TEXT', 'NULL', 'MAT-NULLS'],
  ])('%s: what does not fit is found when planning', async (type, declared, value, code) => {
    await on.there(`CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE t (id bigint PRIMARY KEY, v ${type})`);
    const path = on.source(
      `CREATE TABLE t (id INTEGER PRIMARY KEY, v ${declared}); INSERT INTO t VALUES (1, ${value})`,
    );
    const { report } = await on.run(path, 'fail', { kind: 'plan' });
    const blockers = report.findings.filter(({ severity }) => severity === 'blocker');
    expect(blockers.map((finding) => finding.code)).toEqual([code]);
    expect(blockers[0]?.params.count ?? 1).toBe(1);
  });
});

test('a column that is computed there is compared, not written', async () => {
  await on.there('CREATE TABLE t (id bigint PRIMARY KEY, a int, b int GENERATED ALWAYS AS (a * 2) STORED)');
  const same = on.source(
    'CREATE TABLE t (id INTEGER PRIMARY KEY, a INT, b INT); INSERT INTO t VALUES (1, 2, 4)',
  );
  const { report } = await on.run(same, 'fail');
  expect(report.error).toBeNull();
  expect(report.findings.map(({ code }) => code)).toContain('MAT-GENERATED');
  expect(await on.there('SELECT * FROM t')).toEqual([['1', '2', '4']]);
  const other = on.source(
    'CREATE TABLE t (id INTEGER PRIMARY KEY, a INT, b INT); INSERT INTO t VALUES (1, 2, 5)',
  );
  expect((await on.run(other, 'replace')).report.error?.code).toBe('VER-DIFFERS');
});

test('a CHECK there refuses a row in staging, so a dry run finds it', async () => {
  await on.there(
    'CREATE TABLE t (id bigint PRIMARY KEY, a int, kind text DEFAULT $$new$$, CHECK (kind <> $$new$$ OR a > 0))',
  );
  const path = on.source('CREATE TABLE t (id INTEGER PRIMARY KEY, a INT); INSERT INTO t VALUES (1, 0)');
  const { report } = await on.run(path, 'fail', { kind: 'dry' });
  expect(report.error).toMatchObject({ code: 'ROW-CAST', message: expect.stringContaining('t_check') });
});

test('upsert without a key, a view in the place of a table, a name that could mean two', async () => {
  await on.there(
    `CREATE TABLE a (x int UNIQUE, y int); CREATE VIEW b AS SELECT 1 AS x; CREATE TABLE "C" (x int); CREATE TABLE c (x int);
     CREATE TABLE d (id int UNIQUE DEFERRABLE)`,
  );
  const path = on.source(
    'CREATE TABLE a (x INT, y INT); CREATE TABLE b (x INT); CREATE TABLE "ç" (x INT); CREATE TABLE d (id INT)',
  );
  const { report } = await on.run(path, 'upsert', { kind: 'plan' });
  const blockers = report.findings.filter(({ severity }) => severity === 'blocker');
  expect(blockers.map(({ code, object }) => `${code} ${object}`)).toEqual([
    'MAT-NO-KEY a',
    'MAT-KIND b',
    'MAT-TABLE-MISSING ç',
    'MAT-NO-KEY d',
  ]);
});

test('only some tables are matched: the others are made anew beside them', async () => {
  await on.there(`CREATE TABLE users (id bigint PRIMARY KEY, name text)`);
  const path = on.source(
    `CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT); CREATE TABLE extra (id INTEGER PRIMARY KEY, u INTEGER REFERENCES users, v TEXT);
     CREATE VIEW names AS SELECT name FROM users; CREATE VIEW vs AS SELECT v FROM extra;
     INSERT INTO users VALUES (1, 'a'); INSERT INTO extra VALUES (5, 1, 'v')`,
  );
  const overrides = { match: undefined, tables: { users: { match: 'upsert' } } } as const;
  const { report, runId } = await on.run(path, 'upsert', { overrides });
  expect(report.error).toBeNull();
  expect(await on.there('SELECT name, v FROM users, extra, vs AS x (w)')).toEqual([['a', 'v']]);
  const left = report.objects
    .filter(({ outcome }) => outcome === 'left-out')
    .map(({ name, reason }) => [name, reason]);
  expect(left.sort()).toEqual([
    ['extra(u)', 'the rows of users go into a table that stands there'],
    ['id', 'left to the schema that stands there'],
    ['names', 'it reads users, which is not carried'],
  ]);
  await on.back(runId);
  expect(
    await on.there(
      `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`,
    ),
  ).toEqual([['users']]);
  expect(await on.there('SELECT * FROM users')).toEqual([]);
});

test('every object of the source is accounted for', async () => {
  await on.there(
    `CREATE TABLE p (id serial PRIMARY KEY, email text UNIQUE, n int CONSTRAINT small CHECK (n < 9)); CREATE TABLE c (p int REFERENCES p, x int); CREATE INDEX ON c (x)`,
  );
  const path = on.source(
    `CREATE TABLE p (id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT UNIQUE ON CONFLICT IGNORE, n INT CONSTRAINT small CHECK (n < 9) CHECK (n > 0));
     CREATE TABLE c (p INT REFERENCES p, x INT); CREATE INDEX ix ON c (x); CREATE INDEX iy ON c (x, p); CREATE VIEW v AS SELECT 1;
     CREATE TRIGGER tr AFTER INSERT ON c BEGIN DELETE FROM c; END`,
  );
  const { report } = await on.run(path, 'fail');
  expect(report.error).toBeNull();
  const outcome = (kind: string) =>
    report.objects
      .filter((object) => object.kind === kind)
      .map(({ name, outcome: what }) => `${name} ${what}`);
  expect(outcome('table')).toEqual(['p adapted', 'c adapted']);
  expect(outcome('primary-key')).toEqual(['p_pkey adapted']);
  expect(outcome('identity')).toEqual(['id adapted']);
  expect(outcome('unique')).toEqual(['sqlite_autoindex_p_1 adapted']);
  expect(outcome('foreign-key')).toEqual(['c(p) adapted']);
  expect(outcome('index')).toEqual(['ix adapted', 'iy left-out']);
  expect(outcome('check')).toEqual(['small adapted', 'p CHECK 2 left-out']);
  expect(outcome('view')).toEqual(['v left-out']);
  expect(outcome('trigger')).toEqual(['tr left-out']);
  expect(report.findings.map(({ code }) => code)).not.toContain('CON-LEFT-OUT');
});
