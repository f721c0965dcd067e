import { createHash, randomBytes } from 'node:crypto';
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing.ts';
import { copyHeldFile } from './copy-file.ts';
import { examineSourceFile } from './file.ts';
import { openSnapshot } from './open.ts';
import { makeSnapshot, secureSnapshot } from './snapshot.ts';

const quiet = { signal: new AbortController().signal, onProgress: () => {} };
const rowsIn = (path: string) => {
  const db = openSnapshot(path);
  try {
    return Number(db.prepare('SELECT count(*) FROM t').pluck().get());
  } finally {
    db.close();
  }
};

function folders() {
  const folder = temporaryFolder();
  const app = join(folder.path, 'app');
  mkdirSync(app);
  return {
    app,
    source: join(app, 'app.db'),
    snapshot: join(folder.path, 'work', 'snapshot.sqlite'),
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

test('copies a database while its application writes, and knows its SHA-256', async () => {
  using paths = folders();
  const db = new Database(paths.source);
  db.exec(`PRAGMA journal_mode = WAL; CREATE TABLE t (x); INSERT INTO t VALUES (1), (2)`);
  db.exec('BEGIN; INSERT INTO t VALUES (3)');
  await makeSnapshot(paths.source, paths.snapshot, quiet);
  db.exec('COMMIT');
  expect(rowsIn(paths.snapshot)).toBe(2);
  const { bytes, sha256: digest } = await secureSnapshot(paths.snapshot, quiet.signal);
  const content = readFileSync(paths.snapshot);
  expect(bytes).toBe(content.length);
  expect(digest).toBe(createHash('sha256').update(content).digest('hex'));
  db.close();
});

test('a rollback journal: the copy has the same bytes as the file, and says how far it is', async () => {
  using paths = folders();
  new Database(paths.source)
    .exec('CREATE TABLE t (x); INSERT INTO t SELECT randomblob(3000000); INSERT INTO t VALUES (1)')
    .close();
  const done: number[] = [];
  await makeSnapshot(paths.source, paths.snapshot, { ...quiet, onProgress: (bytes) => done.push(bytes) });
  const content = readFileSync(paths.source);
  expect(readFileSync(paths.snapshot).equals(content)).toBe(true);
  expect(done.length).toBeGreaterThan(1);
  expect(done.at(-1)).toBe(content.length);
});

test('what is written while a file is copied is not in it, in part or whole', async () => {
  using paths = folders();
  const db = new Database(paths.source, { timeout: 0 });
  db.exec('CREATE TABLE t (x); INSERT INTO t SELECT randomblob(3000000)');
  const refused: unknown[] = [];
  await makeSnapshot(paths.source, paths.snapshot, {
    ...quiet,
    onProgress: () => {
      try {
        db.exec('INSERT INTO t VALUES (1)');
      } catch (error) {
        refused.push((error as { code?: string }).code);
      }
    },
  });
  expect(new Set(refused)).toEqual(new Set(['SQLITE_BUSY']));
  expect(rowsIn(paths.snapshot)).toBe(1);
  db.exec('INSERT INTO t VALUES (1)');
  db.close();
});

test('a file that changes in spite of the lock is copied again', async () => {
  using paths = folders();
  new Database(paths.source).exec('CREATE TABLE t (x); INSERT INTO t SELECT randomblob(3000000)').close();
  let touched = false;
  const done: number[] = [];
  await makeSnapshot(paths.source, paths.snapshot, {
    ...quiet,
    onProgress: (bytes) => {
      done.push(bytes);
      if (!touched) utimesSync(paths.source, 1, 1);
      touched = true;
    },
  });
  expect(done.filter((bytes) => bytes === done.at(-1))).toHaveLength(2);
  expect(rowsIn(paths.snapshot)).toBe(1);
});

test('a file whose application begins a log while it is looked at is not copied without the log', async () => {
  using paths = folders();
  const db = new Database(paths.source);
  db.exec('CREATE TABLE t (x)');
  const examined = await examineSourceFile(paths.source);
  db.exec('PRAGMA journal_mode = WAL; INSERT INTO t VALUES (1)');
  const copy = copyHeldFile(examined, `${paths.app}/copy.db`, 50, quiet);
  await expect(copy).rejects.toMatchObject({ code: 'SRC-BUSY' });
  db.close();
});

test('a WAL beside a file that nobody has open is read, and nothing is written beside it', async () => {
  using paths = folders();
  const live = join(paths.app, 'live.db');
  const db = new Database(live);
  db.exec(
    `PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE t (x); INSERT INTO t VALUES (1), (2)`,
  );
  copyFileSync(live, paths.source);
  copyFileSync(`${live}-wal`, `${paths.source}-wal`);
  db.close();
  const before = readdirSync(paths.app);
  await makeSnapshot(paths.source, paths.snapshot, quiet);
  expect(rowsIn(paths.snapshot)).toBe(2);
  expect(readdirSync(paths.app)).toEqual(before);
});

test('a WAL database that was closed in order leaves its folder as it was', async () => {
  using paths = folders();
  new Database(paths.source)
    .exec('PRAGMA journal_mode = WAL; CREATE TABLE t (x); INSERT INTO t VALUES (1)')
    .close();
  const before = readdirSync(paths.app);
  await makeSnapshot(paths.source, paths.snapshot, quiet);
  expect(rowsIn(paths.snapshot)).toBe(1);
  expect(readdirSync(paths.app)).toEqual(before);
});

test.each(['DELETE', 'WAL'])('a file that goes while it is looked at is missing (%s)', async (mode) => {
  using paths = folders();
  new Database(paths.source).exec(`PRAGMA journal_mode = ${mode}; CREATE TABLE t (x)`).close();
  const goneByThen = Object.assign(new AbortController().signal, {
    throwIfAborted: () => rmSync(paths.source, { force: true }),
  });
  await expect(
    makeSnapshot(paths.source, paths.snapshot, { ...quiet, signal: goneByThen }),
  ).rejects.toMatchObject({ code: 'SRC-MISSING' });
});

test('a hot journal is rolled back in the copy, not in place', async () => {
  using paths = folders();
  const live = join(paths.app, 'live.db');
  const db = new Database(live);
  db.exec(`CREATE TABLE t (x); INSERT INTO t SELECT value FROM json_each('[1,2,3]')`);
  // A transaction larger than the cache has written into the file and left a synced journal when it "crashes".
  db.exec(`PRAGMA cache_size = 2; BEGIN; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i < 500)
    INSERT INTO t SELECT randomblob(900) FROM n`);
  copyFileSync(live, paths.source);
  copyFileSync(`${live}-journal`, `${paths.source}-journal`);
  db.exec('ROLLBACK');
  db.close();
  await makeSnapshot(paths.source, paths.snapshot, quiet);
  expect(rowsIn(paths.snapshot)).toBe(3);
  expect(readdirSync(paths.app)).toContain('app.db-journal');
});

test.each([
  ['with a journal', 'INSERT INTO t VALUES (1)'],
  ['without one', 'SELECT * FROM t'],
])('an exclusive lock %s is waited for and then named', { timeout: 30_000 }, async (_, doing) => {
  using paths = folders();
  const db = new Database(paths.source);
  db.exec(`CREATE TABLE t (x); BEGIN EXCLUSIVE; ${doing}`);
  await expect(makeSnapshot(paths.source, paths.snapshot, { ...quiet, busyMs: 50 })).rejects.toMatchObject({
    code: 'SRC-BUSY',
  });
  db.close();
});

const bad: [string, (path: string) => void][] = [
  ['SRC-MISSING', () => {}],
  ['SRC-DIRECTORY', (path) => mkdirSync(path)],
  ['SRC-EMPTY', (path) => writeFileSync(path, '')],
  ['SRC-NOT-SQLITE', (path) => writeFileSync(path, 'CREATE TABLE t (x);\n'.repeat(100))],
  ['SRC-ENCRYPTED', (path) => writeFileSync(path, randomBytes(8192))],
  [
    'SRC-TRUNCATED',
    (path) => {
      new Database(path).exec('CREATE TABLE t (x); INSERT INTO t SELECT randomblob(50000)').close();
      truncateSync(path, 8192);
    },
  ],
];

test.each(bad)('%s', async (code, make) => {
  using paths = folders();
  make(paths.source);
  await expect(makeSnapshot(paths.source, paths.snapshot, quiet)).rejects.toMatchObject({ code });
  expect(readdirSync(join(paths.snapshot, '..'))).toEqual([]);
});
