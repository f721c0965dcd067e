/** A SQLite file sent from the browser, straight to disk. It is registered only once it is whole. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, realpath, rename, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { MigrationError } from '../engine/errors.ts';
import { examineSourceFile } from '../engine/source/file.ts';
import type { PrismaClient } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { authorise } from './access.ts';
import { failure } from './failures.ts';
import { registerSource } from './sources.ts';

const PARTIAL = '.part';
/** Left free for everything else on that disk. */
const RESERVE_BYTES = 256 * 1024 ** 2;
const ABANDONED_MS = 24 * 3600_000;

export interface Upload {
  /** The file's name on the person's computer: for showing only. */
  name: string;
  /** As announced; null where the browser did not say. */
  length: number | null;
  body: ReadableStream<Uint8Array> | null;
}

export interface UploadPlace {
  folder: string;
  /** Of one file. */
  maxBytes: number;
  /** Of all of them together, those under way included. */
  totalBytes: number;
  /** Kept ones of one person, those under way included. */
  maxCount: number;
}

/** How many uploads of each person this process is taking now. */
const underWay = new Map<string, number>();

/** Throws PNL-UPLOAD-… and the SRC- codes of a file that is no database; then nothing is left behind. */
export async function uploadSource(
  upload: Upload,
  place: UploadPlace,
): Promise<{ id: string; probeId: string }> {
  const { db, user } = await authorise('source.add');
  const others = underWay.get(user.id) ?? 0;
  underWay.set(user.id, others + 1);
  try {
    const kept = await db.source.count({ where: { kind: 'upload', createdById: user.id, removedAt: null } });
    if (kept + others >= place.maxCount) throw failure('PNL-UPLOAD-COUNT', { limit: place.maxCount });
    return await keep(db, user.id, upload, place);
  } finally {
    const left = (underWay.get(user.id) ?? 1) - 1;
    if (left > 0) underWay.set(user.id, left);
    else underWay.delete(user.id);
  }
}

async function keep(
  db: PrismaClient,
  userId: string,
  upload: Upload,
  place: UploadPlace,
): Promise<{ id: string; probeId: string }> {
  const file = await receive(upload, place);
  try {
    await examineSourceFile(file.path);
    return await registerSource(db, userId, {
      kind: 'upload',
      name: plainName(upload.name),
      path: file.path,
      bytes: BigInt(file.bytes),
      sha256: file.sha256,
    });
  } catch (error) {
    await rm(file.path, { force: true });
    throw error instanceof MigrationError ? withName(error, file.path, plainName(upload.name)) : error;
  }
}

/** Told by the name that the person knows, not by ours. */
function withName(error: MigrationError, path: string, name: string): MigrationError {
  const { code, message, remedy, cause } = error;
  return new MigrationError(code, message.replaceAll(path, name), remedy, { context: { path: name }, cause });
}

/** The body as a file of its own under a name of ours, durable and whole, or not there at all. */
export async function receive(
  { length, body }: Upload,
  { folder, maxBytes, totalBytes }: Omit<UploadPlace, 'maxCount'>,
): Promise<{ path: string; bytes: number; sha256: string }> {
  if (length !== null && length > maxBytes) throw failure('PNL-UPLOAD-SIZE', { limit: maxBytes });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await removeAbandoned(folder);
  await checkRoom(folder, length ?? 0, totalBytes);
  const final = path.join(await realpath(folder), `${newId()}.db`);
  const partial = final + PARTIAL;
  try {
    const written = await write(body, partial, { folder, maxBytes, totalBytes });
    await checkQuota(folder, 0, totalBytes);
    if (length !== null && written.bytes !== length) throw failure('PNL-UPLOAD-BROKEN');
    await rename(partial, final);
    return { path: final, ...written };
  } catch (error) {
    await rm(partial, { force: true });
    throw asUploadFailure(error);
  }
}

async function write(
  body: ReadableStream<Uint8Array> | null,
  file: string,
  { folder, maxBytes, totalBytes }: Omit<UploadPlace, 'maxCount'>,
): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  let nextCheck = RESERVE_BYTES;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > maxBytes) return done(failure('PNL-UPLOAD-SIZE', { limit: maxBytes }));
      hash.update(chunk);
      if (bytes < nextCheck) return done(null, chunk);
      nextCheck += RESERVE_BYTES;
      checkRoom(folder, 0, totalBytes).then(() => done(null, chunk), done);
    },
  });
  const source = body ? Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]) : Readable.from([]);
  await pipeline(source, meter, createWriteStream(file, { mode: 0o600, flags: 'wx' }));
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { bytes, sha256: hash.digest('hex') };
}

async function checkRoom(folder: string, bytes: number, totalBytes: number): Promise<void> {
  await checkQuota(folder, bytes, totalBytes);
  const disk = await statfs(folder);
  const free = disk.bavail * disk.bsize;
  if (bytes + RESERVE_BYTES > free) throw failure('PNL-UPLOAD-ROOM', { free });
}

/** What lies there and what is still to come; files under way count as far as they have come. */
async function checkQuota(folder: string, bytes: number, totalBytes: number): Promise<void> {
  const names = await readdir(folder);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(path.join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  const used = sizes.reduce((sum, size) => sum + size, 0);
  if (used + bytes > totalBytes) throw failure('PNL-UPLOAD-QUOTA', { limit: totalBytes });
}

/** What a killed process left unfinished. */
async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.endsWith(PARTIAL)) continue;
    const file = path.join(folder, name);
    const info = await stat(file).catch(() => null);
    if (info && Date.now() - info.mtimeMs > ABANDONED_MS) await rm(file, { force: true });
  }
}

/** The panel's own copy goes with the source. */
export async function removeUpload(file: string): Promise<void> {
  await rm(file, { force: true });
}

function asUploadFailure(error: unknown): unknown {
  const { code } = error as { code?: string };
  if (code?.startsWith('PNL-') || code?.startsWith('SRC-')) return error;
  if (code === 'ENOSPC' || code === 'EDQUOT') return failure('PNL-UPLOAD-ROOM', { free: 0 }, error);
  return failure('PNL-UPLOAD-BROKEN', {}, error);
}

/** Marks that are not seen: they break lines or turn the reading direction, so that a name looks like another. */
const UNSEEN = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Never a path: only what stands after the last slash of either kind. */
export function plainName(name: string): string {
  const plain = name.toWellFormed().split(/[/\\]/).at(-1)?.replace(UNSEEN, '').trim();
  return [...(plain && !/^\.+$/.test(plain) ? plain : 'upload.db')].slice(0, 120).join('');
}
