/**
 * What can be said of a source file without SQLite: https://www.sqlite.org/fileformat2.html#the_database_header
 */
import { readSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { MigrationError } from '../errors.ts';
import { withDescriptor } from './descriptors.ts';

const MAGIC = Buffer.from('SQLite format 3\0', 'latin1');

export interface SourceFile {
  path: string;
  bytes: number;
  /** Write-ahead log rather than rollback journal. */
  wal: boolean;
  pageSize: number;
  /** Bytes of the -wal beside it, 0 when there is none. */
  walBytes: number;
  hasShm: boolean;
  hasJournal: boolean;
}

/** Throws SRC-MISSING, SRC-DIRECTORY, SRC-UNREADABLE, SRC-EMPTY, SRC-NOT-SQLITE, SRC-ENCRYPTED or SRC-TRUNCATED. */
export async function examineSourceFile(path: string): Promise<SourceFile> {
  const context = { path };
  const info = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') {
      throw new MigrationError(
        'SRC-MISSING',
        `There is no file ${path}.`,
        'Check the path. A relative path starts where the command was called.',
        { context, cause },
      );
    }
    throw unreadable(path, cause);
  });
  if (info.isDirectory()) {
    throw new MigrationError(
      'SRC-DIRECTORY',
      `${path} is a folder, not a database file.`,
      'Name the file itself, for example bookings.db inside that folder.',
      { context },
    );
  }
  if (!info.isFile()) {
    throw new MigrationError('SRC-NOT-A-FILE', `${path} is not a regular file.`, 'Choose a SQLite file.', {
      context,
    });
  }
  if (info.size === 0) {
    throw new MigrationError(
      'SRC-EMPTY',
      `${path} is empty (0 bytes).`,
      'An application may have made it by opening a wrong path. Look for the file that holds the data.',
      { context },
    );
  }
  const header = await readHeader(path);
  if (!header.subarray(0, 16).equals(MAGIC)) throw notSqlite(path, header, info.size);
  const declared = header.readUInt16BE(16);
  const pageSize = declared === 1 ? 65536 : declared;
  const pages = header.readUInt32BE(28);
  const file: SourceFile = {
    path,
    bytes: info.size,
    wal: header[18] === 2,
    pageSize,
    walBytes: await sizeOf(`${path}-wal`),
    hasShm: (await sizeOf(`${path}-shm`)) > 0,
    hasJournal: (await sizeOf(`${path}-journal`)) > 0,
  };
  // With a WAL the newest pages may not be in the file yet; the header's count is valid only when both counters agree.
  const countIsValid = header.readUInt32BE(24) === header.readUInt32BE(92);
  if (file.walBytes === 0 && !file.hasJournal && countIsValid && pages * pageSize > info.size) {
    throw new MigrationError(
      'SRC-TRUNCATED',
      `${path} is cut off: its header says ${pages * pageSize} bytes, the file has ${info.size}.`,
      'Copy it again from where it came (an upload or download may have broken off), or recover it with sqlite3 .recover.',
      { context },
    );
  }
  return file;
}

/** Bytes of a file, 0 when it is not there. */
export async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    (info) => info.size,
    () => 0,
  );
}

async function readHeader(path: string): Promise<Buffer> {
  const header = Buffer.alloc(100);
  await withDescriptor(path, async (fd) => {
    readSync(fd, header, 0, 100, 0);
  }).catch((cause: NodeJS.ErrnoException) => {
    throw unreadable(path, cause);
  });
  return header;
}

function unreadable(path: string, cause: NodeJS.ErrnoException): MigrationError {
  return new MigrationError(
    'SRC-UNREADABLE',
    `${path} cannot be read (${cause.code ?? cause.message}).`,
    'Give the user who runs Howdah the right to read the file and its folder.',
    { context: { path }, cause },
  );
}

/** SQLCipher and SQLite SEE leave whole pages of noise: no zero-heavy header, no text at the start. */
function notSqlite(path: string, header: Buffer, bytes: number): MigrationError {
  const printable = header.filter((byte) => byte === 9 || byte === 10 || (byte >= 32 && byte < 127)).length;
  const distinct = new Set(header).size;
  if (bytes % 512 === 0 && distinct > 70 && printable < 60) {
    return new MigrationError(
      'SRC-ENCRYPTED',
      `${path} looks encrypted: it has the size of a database but its header is noise.`,
      'Decrypt it first with the program that encrypted it, for SQLCipher with sqlcipher_export().',
      { context: { path } },
    );
  }
  return new MigrationError(
    'SRC-NOT-SQLITE',
    `${path} is not a SQLite 3 database.`,
    'Choose the database file itself: not a dump (.sql), an archive, or the -wal or -shm file beside it.',
    { context: { path } },
  );
}
