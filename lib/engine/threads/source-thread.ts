/** Everything that reads much of a snapshot, off the main thread: nothing may hold up heartbeats and events. */
import { workerData } from 'node:worker_threads';
import type { Digest } from '../compare/digest.ts';
import { type BucketRow, digestRows, rowsOf, type Which } from '../compare/source-digest.ts';
import { countRows } from '../compare/source-rows.ts';
import type { CompareTable } from '../compare/types.ts';
import { type Catalog, type CatalogTable, readCatalog } from '../source/catalog.ts';
import { firstDamage } from '../source/check.ts';
import { type ChunkRange, chunksOf, extractChunk } from '../source/extract.ts';
import { openSnapshot, type SqliteHandle, sqliteError } from '../source/open.ts';
import { type Piece, piecesOf } from '../source/pieces.ts';
import { profileTable, type TableProfile } from '../source/profile.ts';
import { mergeProfiles } from '../source/profile-merge.ts';
import { profilePiece } from '../source/profile-piece.ts';
import { takeSamples } from '../source/profile-samples.ts';
import { attachQuarantine, type Kept, type KeyToKeep, listQuarantine } from '../source/quarantine.ts';
import { type QuarantinedRow, quarantinedRows } from '../source/quarantined-rows.ts';
import type { TablePlan } from '../types.ts';
import { type Copied, Copier, type Destination, type Part } from './copier.ts';
import { serve } from './serve.ts';

export type SourceTask =
  | { do: 'catalog' }
  | { do: 'check' }
  | { do: 'pieces'; tables: CatalogTable[] }
  /** Of a table that is one piece. */
  | { do: 'profile'; table: CatalogTable; piece: Piece }
  | { do: 'profile-piece'; table: CatalogTable; piece: Piece }
  | { do: 'profile-merge'; table: CatalogTable; pieces: Piece[]; parts: TableProfile[] }
  | { do: 'chunks'; table: TablePlan }
  | { do: 'quarantine'; tables: TablePlan[]; keys: KeyToKeep[] }
  | { do: 'quarantined'; table: TablePlan; from: number }
  | ({ do: 'copy' } & Part)
  /** Of tables that are one small chunk each. */
  | { do: 'copy-together'; parts: Part[] }
  | { do: 'texts'; table: TablePlan; range: ChunkRange }
  | { do: 'count'; table: TablePlan }
  | { do: 'digest'; table: CompareTable; range: ChunkRange }
  | { do: 'rows'; table: CompareTable; range: ChunkRange; which: Which; limit: number };

export type SourceResult =
  | Record<string, Kept>
  | Copied
  | Copied[]
  | number
  | QuarantinedRow[]
  | Catalog
  | string
  | TableProfile
  | Piece[][]
  | ChunkRange[]
  | Digest
  | Uint8Array[]
  | BucketRow[];

const { snapshotPath, destination } = workerData as {
  snapshotPath: string;
  destination: Destination | null;
};
/** Opened with the first task: the thread may be there before the snapshot is. */
let opened: SqliteHandle | null = null;
let copier: Copier | null = null;

function snapshot(): SqliteHandle {
  opened ??= openSnapshot(snapshotPath);
  return opened;
}

function handle(task: SourceTask): SourceResult | Promise<SourceResult> {
  try {
    const db = snapshot();
    if (task.do === 'catalog') return readCatalog(db);
    if (task.do === 'check') return firstDamage(db) ?? 'ok';
    if (task.do === 'pieces') return task.tables.map((table) => piecesOf(db, table));
    if (task.do === 'profile') return profileTable(db, task.table, [task.piece]);
    if (task.do === 'profile-piece') return profilePiece(db, task.table, task.piece);
    if (task.do === 'profile-merge') return mergedProfile(db, task.table, task.pieces, task.parts);
    if (task.do === 'quarantine') return listQuarantine(db, snapshotPath, task.tables, task.keys);
    attachQuarantine(db, snapshotPath);
    if (task.do === 'copy') return copierOf(db).copy(task);
    if (task.do === 'copy-together') return copierOf(db).copyTogether(task.parts);
    if (task.do === 'quarantined') return quarantinedRows(db, task.table, task.from);
    if (task.do === 'chunks') return chunksOf(db, task.table);
    if (task.do === 'texts') return copyTexts(db, task.table, task.range);
    if (task.do === 'count') return countRows(db, task.table);
    if (task.do === 'digest') return digestRows(db, task.table, task.range);
    return rowsOf(db, task.table, task.range, task.which, task.limit);
  } catch (error) {
    throw sqliteError(error, snapshotPath);
  }
}

function copierOf(db: SqliteHandle): Copier {
  if (!destination) throw new Error('a run that copies has a target');
  copier ??= new Copier(db, snapshotPath, destination);
  return copier;
}

/** The COPY text of a chunk's rows, for few and short columns. */
function copyTexts(db: SqliteHandle, table: TablePlan, range: ChunkRange): Uint8Array[] {
  return [...extractChunk(db, table, range)].flatMap(({ text }) => text ?? []);
}

function mergedProfile(
  db: SqliteHandle,
  table: CatalogTable,
  pieces: Piece[],
  parts: TableProfile[],
): TableProfile {
  const whole = mergeProfiles(parts);
  takeSamples(db, table, whole, pieces, parts);
  return whole;
}

serve(handle, {
  interrupt: () => void copier?.end(),
  close: async () => {
    await copier?.end();
    opened?.close();
  },
});
