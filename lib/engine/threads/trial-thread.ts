/** Tries choices on a snapshot, off the main thread. */
import { workerData } from 'node:worker_threads';
import { type CatalogTable, hasRows, readCatalog } from '../source/catalog.ts';
import { keptProfiles } from '../source/kept-profiles.ts';
import { openSnapshot, type SqliteHandle, sqliteError } from '../source/open.ts';
import type { TableProfile } from '../source/table-profile.ts';
import { type TrialTask, tryColumn } from '../source/trial.ts';
import { serve } from './serve.ts';

const { snapshotPath } = workerData as { snapshotPath: string };
let opened: {
  db: SqliteHandle;
  tables: CatalogTable[];
  profiles: Record<string, TableProfile>;
} | null = null;

function snapshot() {
  if (opened) return opened;
  const db = openSnapshot(snapshotPath);
  const tables = readCatalog(db).tables.filter(hasRows);
  opened = { db, tables, profiles: keptProfiles(snapshotPath) ?? {} };
  return opened;
}

serve<TrialTask>(
  (task) => {
    try {
      const { db, tables, profiles } = snapshot();
      return tryColumn(db, tables, profiles, task);
    } catch (error) {
      throw sqliteError(error, snapshotPath);
    }
  },
  { close: () => opened?.db.close() },
);
