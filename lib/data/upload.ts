/** A SQLite file sent from the browser, straight to disk. It is registered only once it is whole. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, realpath, rename, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { MigrationError } from '../engine/errors.ts';
import { examineSourceFile } from '../engine/source/file.ts';
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
  maxBytes: number;
}

/** Throws PNL-UPLOAD-… and the SRC- codes of a file that is no database; then nothing is left behind. */
export async function uploadSource(
  upload: Upload,
  place: UploadPlace,
): Promise<{ id: string; probeId: string }> {
  const { db, user } = await authorise('source.add');
  const file = await receive(upload, place);
  try {
    await examineSourceFile(file.path);
    return await registerSource(db, user.id, {
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
  { folder, maxBytes }: UploadPlace,
): Promise<{ path: string; bytes: number; sha256: string }> {
  if (length !== null && length > maxBytes) throw failure('PNL-UPLOAD-SIZE', { limit: maxBytes });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await removeAbandoned(folder);
  await checkRoom(folder, length ?? 0);
  const final = path.join(await realpath(folder), `${newId()}.db`);
  const partial = final + PARTIAL;
  try {
    const written = await write(body, partial, folder, maxBytes);
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
  folder: string,
  maxBytes: number,
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
      checkRoom(folder, 0).then(() => done(null, chunk), done);
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

async function checkRoom(folder: string, bytes: number): Promise<void> {
  const disk = await statfs(folder);
  const free = disk.bavail * disk.bsize;
  if (bytes + RESERVE_BYTES > free) throw failure('PNL-UPLOAD-ROOM', { free });
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

/** Never a path: only what stands after the last slash of either kind. */
function plainName(name: string): string {
  const plain = name.split(/[/\\]/).at(-1)?.trim().slice(0, 120);
  return plain || 'upload.db';
}
