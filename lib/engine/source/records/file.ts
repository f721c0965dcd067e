/** The file behind a handle, and where in it a table begins. */
import { statSync } from 'node:fs';
import { isUtf16 } from '../functions.ts';
import type { SqliteHandle } from '../open.ts';

/** A snapshot is one file without a log; texts in UTF-16 are SQLite's to convert. */
export function hasReadableRecords(db: SqliteHandle): boolean {
  return (
    !db.memory && !isUtf16(db) && (statSync(`${db.name}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0
  );
}

/** The first page of a table. */
export function rootOf(db: SqliteHandle, table: string): number {
  const root = db
    .prepare(`SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name = ?`)
    .pluck()
    .get(table);
  return Number(root ?? 0);
}
