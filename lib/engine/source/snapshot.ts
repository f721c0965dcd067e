import { createHash } from 'node:crypto';
import { constants, createReadStream, createWriteStream } from 'node:fs';
import { copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import Database from 'better-sqlite3';
import { MigrationError } from '../errors.ts';
import { examineSourceFile, type SourceFile, sizeOf } from './file.ts';
import { sqliteError } from './open.ts';

const PAGES_PER_STEP = 2000;
/** An application that writes all the time makes the backup begin again; after this many times it is held off. */
const RESTARTS_BEFORE_LOCK = 3;
const BUSY_MS = 10_000;

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
    if (needsFileCopy(file, options.busyMs ?? BUSY_MS)) await copyQuietFile(file, partial, options.signal);
    else await backup(file, partial, options);
    settle(partial);
    await rename(partial, destination);
  } catch (error) {
    await removeDatabase(partial);
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw sqliteError({ code: 'SQLITE_FULL' }, sourcePath);
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
  for await (const block of createReadStream(path, { highWaterMark: 1 << 20, signal })) hash.update(block);
  return hash.digest('hex');
}

/** Removes a snapshot with everything SQLite may have left beside it. */
export async function removeDatabase(path: string): Promise<void> {
  for (const suffix of ['', '-wal', '-shm', '-journal']) await rm(path + suffix, { force: true });
}

/**
 * Opening a WAL database read-only creates -shm and -wal beside it where they are missing, and a hot journal asks
 * to be rolled back in place. Both would write into the source's folder, so such files are copied first.
 */
function needsFileCopy(file: SourceFile, busyMs: number): boolean {
  return file.wal ? file.walBytes === 0 || !file.hasShm : hotJournal(file, busyMs);
}

function hotJournal(file: SourceFile, busyMs: number): boolean {
  if (!file.hasJournal) return false;
  let db: Database.Database | undefined;
  try {
    db = new Database(file.path, { readonly: true, fileMustExist: true, timeout: busyMs });
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    return false;
  } catch (error) {
    const code = String((error as { code?: unknown }).code);
    if (code === 'SQLITE_READONLY_ROLLBACK' || code === 'SQLITE_CANTOPEN') return true;
    throw error;
  } finally {
    db?.close();
  }
}

/** Copies the file with its log or journal, again when it changed meanwhile. Recovery then happens in our copy. */
async function copyQuietFile(file: SourceFile, partial: string, signal: AbortSignal): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt++) {
    signal.throwIfAborted();
    const before = await fingerprint(file.path);
    await removeDatabase(partial);
    await copyWhole(file.path, partial, signal);
    for (const suffix of ['-wal', '-journal']) {
      if ((await sizeOf(file.path + suffix)) > 0) {
        // A rollback journal holds no name of its database unless it is a super-journal: it may be renamed along.
        await copyWhole(file.path + suffix, partial + suffix, signal);
      }
    }
    if ((await fingerprint(file.path)) === before) return;
  }
  throw new MigrationError(
    'SRC-BUSY',
    `${basename(file.path)} kept changing while it was copied.`,
    'Stop the program that writes to it for a moment, then try again.',
    { context: { path: file.path } },
  );
}

/** A clone where the file system makes one; otherwise block by block, so that a cancel need not wait for the end. */
async function copyWhole(from: string, to: string, signal: AbortSignal): Promise<void> {
  const cloned = await copyFile(from, to, constants.COPYFILE_FICLONE_FORCE).then(
    () => true,
    () => false,
  );
  if (cloned) return;
  await pipeline(createReadStream(from, { highWaterMark: 1 << 20 }), createWriteStream(to, { mode: 0o600 }), {
    signal,
  });
}

async function fingerprint(path: string): Promise<string> {
  const parts = await Promise.all(
    ['', '-wal', '-journal'].map((suffix) =>
      stat(path + suffix, { bigint: true }).then(
        (info) => `${info.size}:${info.mtimeNs}`,
        () => 'none',
      ),
    ),
  );
  return parts.join(' ');
}

async function backup(file: SourceFile, partial: string, options: SnapshotOptions): Promise<void> {
  const db = new Database(file.path, {
    readonly: true,
    fileMustExist: true,
    timeout: options.busyMs ?? 10_000,
  });
  try {
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
  } finally {
    db.close();
  }
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
