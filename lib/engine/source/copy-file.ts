/** Copies of a source's file as it is, for what SQLite's backup would write beside or take longer over. */
import { read } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { MigrationError } from '../errors.ts';
import { clone, withConnection, withDescriptor } from './descriptors.ts';
import { type SourceFile, sizeOf } from './file.ts';

const ATTEMPTS = 5;
const BLOCK = 1 << 20;
const readAt = promisify(read);

export interface CopyOptions {
  signal: AbortSignal;
  onProgress: (doneBytes: number, totalBytes: number) => void;
}

/** Copies the file with its log or journal, again when it changed meanwhile. Recovery then happens in our copy. */
export async function copyQuietFile(
  file: SourceFile,
  partial: string,
  { signal }: CopyOptions,
): Promise<void> {
  await untilUnchanged(file, ['', '-wal', '-journal'], signal, async () => {
    await removeDatabase(partial);
    if (!clone(file.path, partial)) await copyBlocks(file.path, partial, signal);
    for (const suffix of ['-wal', '-journal']) {
      if ((await sizeOf(file.path + suffix)) > 0) {
        // A rollback journal holds no name of its database unless it is a super-journal: it may be renamed along.
        await copyBlocks(file.path + suffix, partial + suffix, signal);
      }
    }
  });
}

/**
 * Copies a file with a rollback journal while a reader's lock keeps its application from writing into it: three times as
 * fast as a backup, and the same bytes. That it did not change is looked at all the same.
 */
export async function copyHeldFile(
  file: SourceFile,
  partial: string,
  busyMs: number,
  { signal, onProgress }: CopyOptions,
): Promise<void> {
  await untilUnchanged(file, [''], signal, async () => {
    await withConnection(file.path, busyMs, async (db) => {
      db.exec('BEGIN; SELECT count(*) FROM sqlite_schema');
      // A log that its application began since the file was examined would stay behind.
      if (db.pragma('journal_mode', { simple: true }) === 'wal') throw keptChanging(file);
      await copyBlocks(file.path, partial, signal, (done) => onProgress(done, file.bytes));
    });
  });
}

async function untilUnchanged(
  file: SourceFile,
  suffixes: string[],
  signal: AbortSignal,
  copy: () => Promise<void>,
): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    signal.throwIfAborted();
    const before = await fingerprint(file.path, suffixes);
    await copy();
    if ((await fingerprint(file.path, suffixes)) === before) return;
  }
  throw keptChanging(file);
}

function keptChanging({ path }: SourceFile): MigrationError {
  return new MigrationError(
    'SRC-BUSY',
    `${basename(path)} kept changing while it was copied.`,
    'Stop the program that writes to it for a moment, then try again.',
    { context: { path } },
  );
}

/** Block by block, so that a cancel need not wait for the end. */
async function copyBlocks(
  from: string,
  to: string,
  signal: AbortSignal,
  onBytes: (done: number) => void = () => {},
): Promise<void> {
  await using out = await open(to, 'w', 0o600);
  const block = Buffer.allocUnsafe(BLOCK);
  await withDescriptor(from, async (fd) => {
    for (let at = 0; ; ) {
      signal.throwIfAborted();
      const { bytesRead } = await readAt(fd, block, 0, BLOCK, at);
      if (bytesRead === 0) return;
      await out.appendFile(block.subarray(0, bytesRead));
      at += bytesRead;
      onBytes(at);
    }
  });
}

async function fingerprint(path: string, suffixes: string[]): Promise<string> {
  const parts = await Promise.all(
    suffixes.map((suffix) =>
      stat(path + suffix, { bigint: true }).then(
        (info) => `${info.size}:${info.mtimeNs}`,
        () => 'none',
      ),
    ),
  );
  return parts.join(' ');
}

/** Removes a database with everything SQLite may have left beside it. */
export async function removeDatabase(path: string): Promise<void> {
  for (const suffix of ['', '-wal', '-shm', '-journal']) await rm(path + suffix, { force: true });
}
