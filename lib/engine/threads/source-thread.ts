/** Everything that reads much of a snapshot, off the main thread: nothing may hold up heartbeats and events. */
import { workerData } from 'node:worker_threads';
import { type BucketRow, digestRows, rowsOfBuckets } from '../compare/source-digest.ts';
import type { CompareTable } from '../compare/types.ts';
import { type Catalog, type CatalogTable, readCatalog } from '../source/catalog.ts';
import { type ChunkRange, chunksOf } from '../source/extract.ts';
import { openSnapshot, sqliteError } from '../source/open.ts';
import { profileTable, type TableProfile } from '../source/profile.ts';
import { attachQuarantine, type Kept, type KeyToKeep, listQuarantine } from '../source/quarantine.ts';
import { type QuarantinedRow, quarantinedRows } from '../source/quarantined-rows.ts';
import type { TablePlan } from '../types.ts';
import { serve } from './serve.ts';

export type SourceTask =
  | { do: 'catalog' }
  | { do: 'check' }
  | { do: 'profile'; table: CatalogTable }
  | { do: 'chunks'; table: TablePlan }
  | { do: 'quarantine'; tables: TablePlan[]; keys: KeyToKeep[] }
  | { do: 'quarantined'; table: TablePlan; from: number }
  | { do: 'digest'; table: CompareTable; range: ChunkRange }
  | { do: 'rows'; table: CompareTable; buckets: number[]; limit: number };

export type SourceResult =
  | Record<string, Kept>
  | QuarantinedRow[]
  | Catalog
  | string
  | TableProfile
  | ChunkRange[]
  | string[]
  | BucketRow[];

const { snapshotPath } = workerData as { snapshotPath: string };
const db = openSnapshot(snapshotPath);

function handle(task: SourceTask): SourceResult {
  try {
    if (task.do === 'catalog') return readCatalog(db);
    if (task.do === 'check') return String(db.pragma('quick_check(1)', { simple: true }));
    if (task.do === 'profile') return profileTable(db, task.table);
    if (task.do === 'quarantine') return listQuarantine(db, snapshotPath, task.tables, task.keys);
    attachQuarantine(db, snapshotPath);
    if (task.do === 'quarantined') return quarantinedRows(db, task.table, task.from);
    if (task.do === 'chunks') return chunksOf(db, task.table);
    if (task.do === 'digest') return digestRows(db, task.table, task.range);
    return rowsOfBuckets(db, task.table, new Set(task.buckets), task.limit);
  } catch (error) {
    throw sqliteError(error, snapshotPath);
  }
}

serve(handle, () => db.close());
