/** Files that are damaged or mean harm: each ends in an error with a code, or arrives whole. Nothing hangs, nothing is half done. */
import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { leftBehind, miscounted, unaccounted, untrue } from './conformance/testing/invariants.ts';
import { asking, fingerprint, TEMPLATE } from './conformance/testing/target-side.ts';
import { migrate, rowsOf, sourceFrom, temporaryFolder } from './testing.ts';
import type { Report } from './types.ts';

let target: TestDatabase;
let folder: ReturnType<typeof temporaryFolder>;
beforeEach(async () => {
  target = await testDatabase({ template: TEMPLATE });
  folder = temporaryFolder();
});
afterEach(async () => {
  await target.drop();
  folder[Symbol.dispose]();
});

/** A file whose sqlite_schema is written by hand. */
const forged = (sql: string) => sourceFrom(folder.path, '', (db) => db.unsafeMode().exec(sql));

/** Migrates and asserts what must hold whatever happened. */
async function survive(source: string): Promise<Report> {
  const before = readFileSync(source);
  const { report } = await migrate(source, target.url, { input: { jobs: 1 } });
  expect(untrue(report)).toEqual([]);
  expect(readFileSync(source).equals(before)).toBe(true);
  await asking(target.url, async (ask) => {
    expect(await leftBehind(report, ask)).toEqual([]);
    if (report.outcome === 'succeeded') {
      expect([...unaccounted(source, report), ...(await miscounted(source, report, ask))]).toEqual([]);
    }
    expect(await ask('SELECT body FROM app.notes ORDER BY 1')).toEqual([['as it is'], ['stays']]);
  });
  return report;
}

const MANY_PAGES = `
  CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT);
  CREATE INDEX by_body ON t (body);
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
  INSERT INTO t SELECT i, printf('%0200d', i) FROM n;
  CREATE TABLE gone AS SELECT * FROM t;
  DROP TABLE gone`;

describe('damaged files', () => {
  /** Writes over a file of many pages. */
  function damaged(change: (bytes: Buffer, pageSize: number) => void): string {
    const source = sourceFrom(folder.path, MANY_PAGES);
    const bytes = readFileSync(source);
    change(bytes, bytes.readUInt16BE(16));
    writeFileSync(source, bytes);
    return source;
  }

  const DAMAGE: [string, (bytes: Buffer, pageSize: number) => void][] = [
    ['the head of a page in the middle', (bytes, size) => bytes.fill(0xff, 20 * size, 20 * size + 16)],
    ['a whole page of zeros', (bytes, size) => bytes.fill(0, 30 * size, 31 * size)],
    ['cell pointers beyond their page', (bytes, size) => bytes.fill(0xfe, 25 * size + 8, 25 * size + 40)],
    ['the root of the schema', (bytes) => bytes.fill(0x7f, 100, 140)],
    ['a freelist that leads nowhere', (bytes) => bytes.writeUInt32BE(0x7fffffff, 32)],
    ['a schema format of the future', (bytes) => bytes.writeUInt32BE(77, 44)],
    ['a page size that is no power of two', (bytes) => bytes.writeUInt16BE(1000, 16)],
  ];
  test.each(DAMAGE)('%s', async (_, change) => {
    const report = await survive(damaged(change));
    expect(report.error?.code).toMatch(/^SRC-/);
  });

  test.each([1, 2, 3, 4])(
    'bits flipped all over, %i: an error, or every row that is there',
    async (round) => {
      const source = damaged((bytes) => {
        for (let flip = 0; flip < 40; flip++) {
          const at = 4096 + ((round * 7919 + flip * 104_729) % (bytes.length - 4096));
          bytes[at] = (bytes[at] ?? 0) ^ (1 << (flip % 8));
        }
      });
      const report = await survive(source);
      if (report.error) expect(report.error.code).toMatch(/^SRC-/);
    },
  );

  test('cut off in the middle', async () => {
    const source = sourceFrom(folder.path, MANY_PAGES);
    truncateSync(source, Math.floor(readFileSync(source).length / 2));
    expect((await survive(source)).error?.code).toMatch(/^SRC-/);
  });
});

describe('schemas that mean harm', () => {
  test('SQL in names, comments and strings of the schema is never run', async () => {
    const source = forged(
      `
      CREATE TABLE "t'); DROP SCHEMA app CASCADE; --" (
        "a'); DROP SCHEMA app CASCADE; --" TEXT DEFAULT '''); DROP SCHEMA app CASCADE; --' /* */ */ CHECK ("a'); DROP SCHEMA app CASCADE; --" <> '$howdah$; DROP SCHEMA app CASCADE; --'),
        b INTEGER -- ) ; DROP SCHEMA app CASCADE;
      );`.replace('/* */ */', '/* ); DROP SCHEMA app CASCADE; */'),
    );
    const db = new Database(source);
    const name = '"t\'); DROP SCHEMA app CASCADE; --"';
    db.exec(`INSERT INTO ${name} VALUES ('x', 1);
      CREATE VIEW "v; DROP SCHEMA app CASCADE" AS SELECT b AS "$howdah$; DROP SCHEMA app CASCADE; --", '$$ ; --' AS s FROM ${name};
      CREATE TRIGGER "g$howdah$; DROP SCHEMA app CASCADE; --" AFTER INSERT ON ${name} BEGIN UPDATE ${name} SET b = '$howdah$ LANGUAGE sql; DROP SCHEMA app CASCADE; --'; END;
      CREATE INDEX "i); DROP SCHEMA app CASCADE; --" ON ${name} (b) WHERE b <> '); DROP SCHEMA app CASCADE; --'`);
    db.close();
    const report = await survive(source);
    expect(report.error).toBeNull();
    expect(await rowsOf(target.url, `SELECT count(*) FROM app.short`)).toEqual([['2']]);
  });

  test('views and expressions that call what reaches outside are left out and never run', async () => {
    const stolen = `${folder.path}/stolen`;
    const report = await survive(
      forged(`
        CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);
        INSERT INTO t VALUES (1, 'x');
        CREATE VIEW v1 AS SELECT load_extension('/tmp/evil.so') AS x;
        CREATE VIEW v2 AS SELECT readfile('/etc/passwd') AS x;
        CREATE VIEW v3 AS SELECT writefile('${stolen}', a) AS x FROM t;
        CREATE VIEW v4 AS SELECT fts3_tokenizer('simple', x'4141414141414141') AS x;
        CREATE VIEW v5 AS SELECT pg_read_file('/etc/passwd') AS x, pg_sleep(1000) AS y;
        CREATE VIEW v6 AS SELECT * FROM pg_authid;
        CREATE TRIGGER fired AFTER INSERT ON t BEGIN SELECT writefile('${stolen}', NEW.a); END;
        PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = 'CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT CHECK (pg_sleep(1000) IS NULL) DEFAULT (pg_read_file(''/etc/passwd'')))' WHERE name = 't'`),
    );
    expect(report.error).toBeNull();
    expect(existsSync(stolen)).toBe(false);
    const outcomes = report.objects.filter(({ kind }) => kind === 'view').map(({ outcome }) => outcome);
    expect(outcomes).toEqual(Array(6).fill('left-out'));
    const made = await rowsOf(
      target.url,
      `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'v'`,
    );
    expect(made).toEqual([]);
  });

  test('a view that never ends, and views that read each other, are only translated', async () => {
    const report = await survive(
      forged(`
        CREATE TABLE t (a INTEGER);
        INSERT INTO t VALUES (1);
        CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) AS c FROM n;
        CREATE VIEW a AS SELECT * FROM b;
        CREATE VIEW b AS SELECT * FROM c;
        CREATE VIEW c AS SELECT * FROM a;`),
    );
    expect(report.error).toBeNull();
  });

  test('expressions as deep as SQLite lets them be do not break anything', async () => {
    const deep = `${'('.repeat(400)}a${')'.repeat(400)} > 0`;
    const sum = Array(900).fill('a').join(' + ');
    const report = await survive(
      forged(`CREATE TABLE t (a INTEGER CHECK (${deep}), b INTEGER AS (${sum}));
        CREATE INDEX i ON t (${sum.slice(0, 2000 - 3)});
        INSERT INTO t (a) VALUES (1)`),
    );
    expect(report.tables[0]?.rows.copied).toBe(1);
  });

  test.each([
    ['a root page that is another table', `UPDATE sqlite_schema SET rootpage = 1 WHERE name = 't'`],
    ['a root page beyond the file', `UPDATE sqlite_schema SET rootpage = 99999 WHERE name = 't'`],
    ['a CREATE TABLE that is none', `UPDATE sqlite_schema SET sql = 'SELECT 1' WHERE name = 't'`],
    ['two tables of one name', `INSERT INTO sqlite_schema SELECT * FROM sqlite_schema WHERE name = 't'`],
    [
      'a type nobody knows',
      `INSERT INTO sqlite_schema VALUES ('procedure', 'p', 'p', 0, 'CREATE PROCEDURE p')`,
    ],
    [
      'an index of a table that is not there',
      `UPDATE sqlite_schema SET tbl_name = 'nowhere' WHERE type = 'index'`,
    ],
    ['a name that holds NUL', `UPDATE sqlite_schema SET name = 't' || char(0) || 'x' WHERE name = 't'`],
    ['a name that is a blob', `UPDATE sqlite_schema SET name = x'ff00' WHERE name = 't'`],
  ])('%s', async (_, change) => {
    const source = forged(`CREATE TABLE t (a TEXT); CREATE INDEX i ON t (a); INSERT INTO t VALUES ('x');
      PRAGMA writable_schema = ON; ${change}`);
    const report = await survive(source);
    if (report.error) expect(report.error.code).toMatch(/^(SRC|PLN)-/);
    else expect(report.tables.map(({ rows }) => rows.copied)).toEqual([1]);
  });

  test('content that was written into the statistics and the sequence table', async () => {
    const report = await survive(
      forged(`CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT);
        CREATE INDEX i ON t (a);
        INSERT INTO t (a) VALUES ('x');
        ANALYZE;
        UPDATE sqlite_stat1 SET stat = '''; DROP SCHEMA app CASCADE; --';
        DELETE FROM sqlite_sequence;
        INSERT INTO sqlite_sequence VALUES ('t', '1); DROP SCHEMA app CASCADE; --'), ('t', x'00'), ('t', 1e300), ('t', -5)`),
    );
    expect(report.error).toBeNull();
    expect(await rowsOf(target.url, `INSERT INTO t (a) VALUES ('y') RETURNING id`)).toEqual([['2']]);
  });
});

describe('numbers that are too large', () => {
  test('2,000 tables are planned and accounted for', async () => {
    const source = sourceFrom(folder.path, '', (db) => {
      const one = (i: number) =>
        `CREATE TABLE t${i} (id INTEGER PRIMARY KEY, a TEXT); INSERT INTO t${i} VALUES (${i}, 'x');`;
      db.exec(`BEGIN; ${Array.from({ length: 2000 }, (_, i) => one(i)).join('\n')} COMMIT`);
    });
    const { report } = await migrate(source, target.url, { kind: 'plan', input: { jobs: 2 } });
    expect(report.error).toBeNull();
    expect(report.tables).toHaveLength(2000);
    expect(unaccounted(source, report)).toEqual([]);
  });

  const wide = (columns: number) =>
    sourceFrom(
      folder.path,
      `CREATE TABLE wide (${Array.from({ length: columns }, (_, i) => `c${i}`).join(', ')}); INSERT INTO wide (c0, c${columns - 1}) VALUES (1, 2)`,
    );

  test('a table of 1,500 columns arrives', async () => {
    const report = await survive(wide(1500));
    expect(report.error).toBeNull();
    expect(await rowsOf(target.url, 'SELECT c0, c1499 FROM wide')).toEqual([['1', '2']]);
  });

  test('a table of more columns than PostgreSQL takes stops the run with a code before anything is made', async () => {
    const before = await fingerprint(target.url);
    const report = await survive(wide(1700));
    expect(report.error?.code).toMatch(/^(PLN|TBL|TGT)-/);
    expect(await fingerprint(target.url)).toEqual(before);
  });

  test('a CREATE TABLE of a megabyte', async () => {
    const source = forged(
      `CREATE TABLE t (a TEXT /* ${'x'.repeat(1 << 20)} */ DEFAULT '${'y'.repeat(1 << 18)}'); INSERT INTO t VALUES ('z')`,
    );
    expect((await survive(source)).error).toBeNull();
  });
});
