import { MigrationError } from '../errors.ts';
import { type ProbeStep, runProbe } from '../probe.ts';
import { withConnection } from './descriptors.ts';
import { examineSourceFile, type SourceFile } from './file.ts';
import { sqliteError } from './open.ts';

/**
 * Looks at a source without changing it: file, header, log or journal, lock, and what it holds. A full integrity
 * check is part of every run, on the snapshot; here the schema is read, which finds most damage at once.
 */
export async function probeSource(path: string): Promise<ProbeStep[]> {
  let file: SourceFile | undefined;
  const known = (): SourceFile => {
    if (!file) throw new Error('the file was not examined');
    return file;
  };
  return runProbe([
    [
      'file',
      async () => {
        file = await examineSourceFile(path);
        return { detail: `${file.bytes} bytes, pages of ${file.pageSize}` };
      },
    ],
    ['journal', async () => ({ detail: journalOf(known()) })],
    ['open', async () => ({ detail: await countObjects(known()) })],
  ]);
}

function journalOf(file: SourceFile): string {
  if (file.wal) return `write-ahead log, ${file.walBytes} bytes waiting in it`;
  return file.hasJournal
    ? 'rollback journal present: a write is under way or was interrupted'
    : 'rollback journal';
}

/** WAL databases without a live log are opened when the snapshot is made, so that nothing appears beside them. */
async function countObjects(file: SourceFile): Promise<string> {
  if (file.wal && !file.hasShm) return 'opened when the snapshot is made';
  try {
    return await withConnection(file.path, 2000, (db) => {
      db.pragma('trusted_schema = OFF');
      const tables = db
        .prepare(`SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
        AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`)
        .pluck()
        .get();
      return `${tables} tables, SQLite ${db.prepare('SELECT sqlite_version()').pluck().get()}`;
    });
  } catch (error) {
    const code = String((error as { code?: unknown }).code);
    if (code === 'SQLITE_READONLY_ROLLBACK') return 'a journal is to be rolled back: done in the snapshot';
    const ours = sqliteError(error, file.path);
    throw ours instanceof MigrationError ? ours : error;
  }
}
