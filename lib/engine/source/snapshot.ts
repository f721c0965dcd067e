import { createHash } from 'node:crypto';
import { mkdir, open, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { copyHeldFile, copyQuietFile, removeDatabase } from './copy-file.ts';
import { withConnection } from './descriptors.ts';
import { examineSourceFile, type SourceFile } from './file.ts';
import { sqliteError } from './open.ts';

const PAGES_PER_STEP = 2000;
/** An application that writes all the time makes the backup begin again; after this many times it is held off. */
const RESTARTS_BEFORE_LOCK = 3;
const BUSY_MS = 10_000;
/** What can be copied in about a second: so long an application that writes may be held off at once. */
const HELD_BYTES = 1 << 30;
const HASHED_AT_ONCE = 1 << 20;

export interface SnapshotOptions {
  signal: AbortSignal;
  onProgress: (doneBytes: number, totalBytes: number) => void;
  /** How long a lock of another program is waited for, in milliseconds. */
  busyMs?: number;
}

export interface Snapshot {
  path: string;
  bytes: number;
  sha256: string;
}

/**
 * A consistent copy of a source while its application may go on writing. Nothing is written in the source's folder.
 * The copy appears at `destination` only when it is complete; secureSnapshot() brings it onto the disk.
 */
export async function makeSnapshot(
  sourcePath: string,
  destination: string,
  options: SnapshotOptions,
): Promise<void> {
  const partial = `${destination}.part`;
  await mkdir(dirname(destination), { recursive: true, mode: 0o700 });
  await removeDatabase(partial);
  try {
    const file = await examineSourceFile(sourcePath);
    const busyMs = options.busyMs ?? BUSY_MS;
    if (await needsFileCopy(file, busyMs)) await copyQuietFile(file, partial, options);
    else if (!file.wal && file.bytes <= HELD_BYTES) await copyHeldFile(file, partial, busyMs, options);
    else await backup(file, partial, busyMs, options);
    settle(partial);
    await rename(partial, destination);
  } catch (error) {
    await removeDatabase(partial);
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw sqliteError({ code: 'SQLITE_FULL' }, sourcePath);
    // Gone since it was first looked at: a second look says so.
    if (code === 'ENOENT' || code === 'SQLITE_CANTOPEN') await examineSourceFile(sourcePath);
    throw sqliteError(error, sourcePath);
  }
}

/** Waits until the copy and its name are on disk, and takes its checksum: from here on a run may rely on it. */
export async function secureSnapshot(path: string, signal: AbortSignal): Promise<Snapshot> {
  const [digest] = await Promise.all([sha256(path, signal), sync(path), sync(dirname(path))]);
  const { size } = await stat(path);
  return { path, bytes: size, sha256: digest };
}

/** SHA-256 of a file, in hex. */
export async function sha256(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await using file = await open(path);
  // One block for all: a stream's would lie about until they are collected.
  const block = Buffer.allocUnsafe(HASHED_AT_ONCE);
  for (;;) {
    signal?.throwIfAborted();
    const { bytesRead } = await file.read(block);
    if (bytesRead === 0) return hash.digest('hex');
    hash.update(block.subarray(0, bytesRead));
  }
}

/**
 * Opening a WAL database read-only creates -shm and -wal beside it where they are missing, and a hot journal asks
 * to be rolled back in place. Both would write into the source's folder, so such files are copied first.
 */
async function needsFileCopy(file: SourceFile, busyMs: number): Promise<boolean> {
  return file.wal ? file.walBytes === 0 || !file.hasShm : hotJournal(file, busyMs);
}

async function hotJournal(file: SourceFile, busyMs: number): Promise<boolean> {
  if (!file.hasJournal) return false;
  try {
    await withConnection(file.path, busyMs, (db) => db.prepare('SELECT count(*) FROM sqlite_schema').get());
    return false;
  } catch (error) {
    const code = String((error as { code?: unknown }).code);
    if (code === 'SQLITE_READONLY_ROLLBACK' || code === 'SQLITE_CANTOPEN') return true;
    throw error;
  }
}

async function backup(
  file: SourceFile,
  partial: string,
  busyMs: number,
  options: SnapshotOptions,
): Promise<void> {
  await withConnection(file.path, busyMs, async (db) => {
    const hold = () => {
      if (!db.inTransaction) db.exec('BEGIN; SELECT count(*) FROM sqlite_schema');
    };
    // A reader of a WAL database never holds writers up, and keeps the backup from beginning again.
    if (file.wal) hold();
    let restarts = 0;
    let remainingBefore = Number.POSITIVE_INFINITY;
    const { totalPages } = await db.backup(partial, {
      progress({ totalPages, remainingPages }) {
        options.signal.throwIfAborted();
        if (remainingPages > remainingBefore && ++restarts >= RESTARTS_BEFORE_LOCK) hold();
        remainingBefore = remainingPages;
        options.onProgress((totalPages - remainingPages) * file.pageSize, totalPages * file.pageSize);
        return PAGES_PER_STEP;
      },
    });
    // A source that stays locked is taken by better-sqlite3 for one without pages: an empty copy, and no error.
    if (totalPages === 0) throw Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });
  });
}

/** Recovers what a copied log or journal holds and leaves one self-contained file that no reader writes beside. */
function settle(path: string): void {
  const db = new Database(path, { timeout: 10_000 });
  try {
    db.pragma('trusted_schema = OFF');
    db.pragma('journal_mode = DELETE');
  } finally {
    db.close();
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
