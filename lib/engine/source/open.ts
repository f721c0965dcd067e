import Database from 'better-sqlite3';
import { MigrationError } from '../errors.ts';
import { registerFunctions } from './functions.ts';

export type SqliteHandle = Database.Database;

/** A name as SQLite takes it whatever it contains. */
export function quoteSqlite(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * Opens a snapshot (never a source) for reading, with everything off that a hostile file could use:
 * schema objects cannot call functions with side effects, nothing can be written, integers come as BigInt.
 * better-sqlite3 itself turns defensive mode on and extension loading off.
 */
export function openSnapshot(path: string): SqliteHandle {
  try {
    const db = new Database(path, { readonly: true, fileMustExist: true });
    db.defaultSafeIntegers(true);
    db.pragma('trusted_schema = OFF');
    db.pragma('query_only = ON');
    db.pragma('cell_size_check = ON');
    registerFunctions(db);
    return db;
  } catch (error) {
    throw sqliteError(error, path);
  }
}

/** What SQLite said, as an error with a code of ours and a remedy. */
export function sqliteError(error: unknown, path: string): unknown {
  const code = (error as { code?: unknown }).code;
  if (error instanceof MigrationError || typeof code !== 'string') return error;
  const message = error instanceof Error ? error.message : String(error);
  const context = { path, sqlite: code };
  if (code.startsWith('SQLITE_NOTADB')) {
    return new MigrationError(
      'SRC-NOT-SQLITE',
      `${path} is not a SQLite database, or it is encrypted.`,
      'Choose a SQLite 3 file. An encrypted one (SQLCipher) must be decrypted first: sqlcipher_export().',
      { context, cause: error },
    );
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new MigrationError(
      'SRC-BUSY',
      `${path} is locked by another program.`,
      'Wait until its write has ended or stop that program, then try again.',
      { context, cause: error },
    );
  }
  if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_FORMAT')) {
    return new MigrationError(
      'SRC-CORRUPT',
      `${path} is damaged: ${message}.`,
      'Recover it first: sqlite3 damaged.db ".recover" | sqlite3 recovered.db, and check what came back.',
      { context, cause: error },
    );
  }
  if (
    code.startsWith('SQLITE_CANTOPEN') ||
    code.startsWith('SQLITE_PERM') ||
    code.startsWith('SQLITE_AUTH')
  ) {
    return new MigrationError(
      'SRC-UNREADABLE',
      `${path} cannot be opened: ${message}.`,
      'Check that the file is there and that the user who runs Howdah may read it.',
      { context, cause: error },
    );
  }
  if (code.startsWith('SQLITE_FULL') || code === 'SQLITE_IOERR_WRITE') {
    return new MigrationError(
      'SRC-DISK-FULL',
      `The disk has no room left for the snapshot of ${path}.`,
      'Free some space in the data folder, or point HOWDAH_DATA (--work-dir) to a larger disk.',
      { context, cause: error },
    );
  }
  if (code.startsWith('SQLITE_')) {
    return new MigrationError(
      'SRC-SQLITE',
      `SQLite could not read ${path}: ${message} (${code}).`,
      'Check the file with: sqlite3 file "PRAGMA integrity_check".',
      { context, cause: error },
    );
  }
  return error;
}
