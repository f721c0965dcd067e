/**
 * Connections and descriptors of source files. Closing any descriptor of a file drops every POSIX lock that the
 * process has on it, also those that SQLite relies on (https://www.sqlite.org/howtocorrupt.html, 2.2): the copy could
 * be torn, and an application could take its log away while we read it. So what is opened here without SQLite is closed
 * only while this process has no connection to that file. Everything happens in the main thread and at once, so nothing comes between.
 */
import { closeSync, constants, copyFileSync, fstatSync, openSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';

interface Use {
  connections: number;
  /** Descriptors nobody needs any more. */
  done: number[];
}

const uses = new Map<string, Use>();

/** Reads a file without SQLite. `work` may read until it is over, and closes nothing. */
export async function withDescriptor<T>(path: string, work: (fd: number) => Promise<T>): Promise<T> {
  const fd = openSync(path, 'r');
  const key = keyOf(fstatSync(fd));
  try {
    return await work(fd);
  } finally {
    const use = uses.get(key);
    if (use) use.done.push(fd);
    else closeSync(fd);
  }
}

/** Opens a source read-only; a lock of another program is waited for at most `busyMs`. */
export async function withConnection<T>(
  path: string,
  busyMs: number,
  work: (db: Database.Database) => T | Promise<T>,
): Promise<T> {
  const options = { readonly: true, fileMustExist: true, timeout: busyMs };
  const key = keyOf(statSync(path));
  const use = uses.get(key) ?? { connections: 0, done: [] };
  uses.set(key, use);
  use.connections++;
  let db: Database.Database | undefined;
  try {
    db = new Database(path, options);
    return await work(db);
  } finally {
    db?.close();
    if (--use.connections === 0) {
      uses.delete(key);
      use.done.forEach(closeSync);
    }
  }
}

/** Makes a clone, which takes no time and no room. False where the file system makes none, or a connection is open. */
export function clone(from: string, to: string): boolean {
  // This opens and closes a descriptor of its own.
  if (uses.has(keyOf(statSync(from)))) return false;
  try {
    copyFileSync(from, to, constants.COPYFILE_FICLONE_FORCE);
    return true;
  } catch {
    return false;
  }
}

function keyOf({ dev, ino }: { dev: number; ino: number }): string {
  return `${dev}:${ino}`;
}
