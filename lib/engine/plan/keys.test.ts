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

const refused = (sql: string) =>
  rowsOf(target.url, sql).then(
    () => 'done',
    (error: { code: string }) => error.code,
  );

test('a collation that calls texts the same keeps them out of keys as in SQLite', async () => {
  const source = sourceFrom(
    folder.path,
    `CREATE TABLE users (login TEXT PRIMARY KEY COLLATE NOCASE, mail TEXT UNIQUE COLLATE NOCASE, code TEXT UNIQUE COLLATE RTRIM);
     INSERT INTO users VALUES ('Ann', 'A@x', 'a'), ('Bob', 'B@x', 'b ');
     CREATE TABLE roles (login TEXT COLLATE NOCASE, n INTEGER, PRIMARY KEY (login, n)) WITHOUT ROWID;
     INSERT INTO roles VALUES ('Ann', 1), ('Ann', 2);
     CREATE TABLE posts (id INTEGER PRIMARY KEY, login TEXT REFERENCES users(login), mail TEXT REFERENCES users(mail));
     INSERT INTO posts VALUES (1, 'Ann', 'A@x');
     CREATE TABLE empty (name TEXT UNIQUE COLLATE NOCASE);`,
  );
  const { report } = await migrate(source, target.url);
  expect(report.error).toBeNull();
  for (const sql of [
    `INSERT INTO users VALUES ('ANN', 'c', 'c')`,
    `INSERT INTO users VALUES ('c', 'a@X', 'c')`,
    `INSERT INTO users VALUES ('c', 'c', 'b')`,
    `INSERT INTO roles VALUES ('aNN', 2)`,
    `INSERT INTO empty VALUES ('x'), ('X')`,
  ]) {
    expect(`${sql}: ${await refused(sql)}`).toBe(`${sql}: 23505`);
  }
  expect(await refused(`INSERT INTO users VALUES ('ж', 'ж', 'ж'), ('Ж', 'Ж', 'Ж')`)).toBe('done');
  expect(await refused(`INSERT INTO posts VALUES (2, 'nobody', NULL)`)).toBe('23503');
  expect(await refused(`INSERT INTO posts VALUES (2, 'Bob', 'B@x')`)).toBe('done');
  const key = report.objects.find(({ kind, table }) => kind === 'primary-key' && table === 'users');
  expect(key).toMatchObject({ outcome: 'adapted', reason: expect.stringContaining('a primary key, and') });
  const [primary] = await rowsOf(
    target.url,
    `SELECT count(*) FROM pg_constraint WHERE conname = 'users_pkey' AND contype = 'p'`,
  );
  expect(primary).toEqual(['1']);
});

test('values too long for a B-tree are indexed by a hash', async () => {
  const source = sourceFrom(
    folder.path,
    `CREATE TABLE pages (id INTEGER PRIMARY KEY, url TEXT UNIQUE, body TEXT, data BLOB, kind INTEGER);
     CREATE INDEX by_body ON pages (body);
     CREATE UNIQUE INDEX by_data ON pages (kind, data);
     CREATE INDEX by_both ON pages (kind, body);
     CREATE TABLE long (path TEXT PRIMARY KEY) WITHOUT ROWID;`,
    (db) => {
      const long = 'é'.repeat(3000);
      db.prepare('INSERT INTO pages VALUES (1, ?, ?, ?, 1)').run(long, long, Buffer.alloc(5000, 7));
      db.prepare('INSERT INTO long VALUES (?)').run(long);
    },
  );
  const { report } = await migrate(source, target.url);
  expect(report.error).toBeNull();
  const outcome = Object.fromEntries(report.objects.map(({ name, outcome }) => [name, outcome]));
  expect(outcome).toMatchObject({ by_body: 'adapted', by_data: 'adapted', by_both: 'left-out' });
  const defs = await rowsOf(target.url, `SELECT indexdef FROM pg_indexes WHERE indexname = 'by_body'`);
  expect(defs[0]?.[0]).toContain('USING hash (body)');
  expect(await refused('INSERT INTO pages (url) SELECT url FROM pages')).toBe('23505');
  expect(await refused('INSERT INTO pages (kind, data) SELECT kind, data FROM pages')).toBe('23505');
  expect(await refused('INSERT INTO long SELECT path FROM long')).toBe('23505');
  expect(await refused(`INSERT INTO long VALUES ('short')`)).toBe('done');
  expect(report.findings.map(({ code }) => code)).toContain('IDX-HASHED');
});

test('by choice a collation of PostgreSQL takes no account of case', async () => {
  const source = sourceFrom(
    folder.path,
    `CREATE TABLE users (login TEXT PRIMARY KEY COLLATE NOCASE, mail TEXT UNIQUE COLLATE NOCASE, city TEXT COLLATE NOCASE);
     INSERT INTO users VALUES ('Ann', 'A@x', 'Rome'), ('Bob', 'B@x', 'rome');
     CREATE TABLE posts (id INTEGER PRIMARY KEY, login TEXT REFERENCES users(login));
     INSERT INTO posts VALUES (1, 'ANN');
     CREATE VIEW romans AS SELECT login FROM users WHERE city = 'ROME' AND login GLOB 'A*' AND instr(mail, '@') = 2 AND mail LIKE 'a%';`,
  );
  const { report } = await migrate(source, target.url, {
    plan: {
      overrides: { nocase: 'collation', tables: { users: { columns: { city: { nocase: 'index' } } } } },
    },
  });
  expect(report.error).toBeNull();
  expect(await rowsOf(target.url, `SELECT login FROM users WHERE login = 'aNN'`)).toEqual([['Ann']]);
  expect(await rowsOf(target.url, `SELECT login FROM users WHERE city = 'ROME'`)).toEqual([]);
  expect(await rowsOf(target.url, 'SELECT login FROM romans')).toEqual([['Ann']]);
  expect(await refused(`INSERT INTO users VALUES ('BOB', 'c', NULL)`)).toBe('23505');
  expect(await refused(`INSERT INTO users VALUES ('c', 'a@X', NULL)`)).toBe('23505');
  expect(await refused(`INSERT INTO posts VALUES (2, 'bob')`)).toBe('done');
  expect(await refused(`INSERT INTO posts VALUES (3, 'carl')`)).toBe('23503');
  expect(report.objects.find(({ kind }) => kind === 'foreign-key')).toMatchObject({ outcome: 'migrated' });
  expect(report.findings.filter(({ code }) => code === 'COL-NOCASE').map(({ object }) => object)).toEqual([
    'users.login',
    'users.mail',
  ]);
});

test('a dry run takes the collation away again', async () => {
  const source = sourceFrom(
    folder.path,
    `CREATE TABLE t (a TEXT PRIMARY KEY COLLATE NOCASE); INSERT INTO t VALUES ('a')`,
  );
  const { report } = await migrate(source, target.url, {
    kind: 'dry',
    plan: { overrides: { nocase: 'collation' } },
  });
  expect(report.error).toBeNull();
  expect(await rowsOf(target.url, `SELECT nspname FROM pg_namespace WHERE nspname LIKE 'howdah%'`)).toEqual(
    [],
  );
});
