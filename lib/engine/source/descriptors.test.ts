/** Locks that SQLite holds on a source outlive what is read of it beside SQLite, as another process sees them. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing.ts';
import { clone, withConnection, withDescriptor } from './descriptors.ts';
import { examineSourceFile } from './file.ts';

const WRITE = `
  import Database from 'better-sqlite3';
  const db = new Database(process.argv[1], { timeout: 0 });
  try { db.exec('INSERT INTO t VALUES (1)'); console.log('written'); }
  catch (error) { console.log(error.code); }
`;

/** By a program of its own, as an application is: POSIX locks do not hold a process up that has them itself. */
function write(path: string): string {
  const args = ['--input-type=module', '-e', WRITE, path];
  return execFileSync(process.execPath, args, { cwd: import.meta.dirname, encoding: 'utf8' }).trim();
}

function sourceIn(folder: string): string {
  const path = join(folder, 'app.db');
  new Database(path).exec('CREATE TABLE t (x)').close();
  return path;
}

test('a reader’s lock stands while the file is looked at without SQLite, and ends with its connection', async () => {
  using folder = temporaryFolder();
  const path = sourceIn(folder.path);
  await withConnection(path, 0, async (db) => {
    db.exec('BEGIN; SELECT count(*) FROM t');
    expect(write(path)).toBe('SQLITE_BUSY');
    await examineSourceFile(path);
    await withDescriptor(path, async () => {});
    expect(clone(path, join(folder.path, 'clone.db'))).toBe(false);
    expect(write(path)).toBe('SQLITE_BUSY');
  });
  expect(write(path)).toBe('written');
});

test('two connections: the lock of the one outlives the other and what was read meanwhile', async () => {
  using folder = temporaryFolder();
  const path = sourceIn(folder.path);
  await withConnection(path, 0, async (db) => {
    db.exec('BEGIN; SELECT count(*) FROM t');
    await withConnection(path, 0, () => examineSourceFile(path));
    expect(write(path)).toBe('SQLITE_BUSY');
  });
  expect(write(path)).toBe('written');
});

test('a file that cannot be opened leaves nothing behind', async () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'none.db');
  await expect(withConnection(path, 0, () => {})).rejects.toMatchObject({ code: 'ENOENT' });
  await expect(withDescriptor(path, async () => {})).rejects.toMatchObject({ code: 'ENOENT' });
});
