/** Tries choices on a snapshot, off the main thread. */
import { workerData } from 'node:worker_threads';
import { type CatalogTable, hasRows, readCatalog } from '../source/catalog.ts';
import { openSnapshot, type SqliteHandle, sqliteError } from '../source/open.ts';
import { type TrialTask, tryColumn } from '../source/trial.ts';
import { serve } from './serve.ts';

const { snapshotPath } = workerData as { snapshotPath: string };
let opened: { db: SqliteHandle; tables: CatalogTable[] } | null = null;

function snapshot() {
  if (opened) return opened;
  const db = openSnapshot(snapshotPath);
  opened = { db, tables: readCatalog(db).tables.filter(hasRows) };
  return opened;
}

serve<TrialTask>(
  (task) => {
    try {
      const { db, tables } = snapshot();
      return tryColumn(db, tables, task);
    } catch (error) {
      throw sqliteError(error, snapshotPath);
    }
  },
  { close: () => opened?.db.close() },
);
