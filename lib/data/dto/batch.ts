/**
 * Many migrations of a project started at once.
 *
 *   lib/data/batches.ts    getBatch(id): BatchDetail | null
 *
 *   GET /api/batches/:id/events    SSE, `event: batch`, data: BatchDetail, every second while it goes, then `end`
 *   GET /api/batches/:id/state     BatchDetail, the polling fallback
 */
import type { RunState, StageState } from '../../engine/events.ts';
import type { RunKind } from '../../engine/types.ts';
import type { Readiness } from './migration.ts';
import type { Permission } from './permission.ts';
import type { RunRow } from './run.ts';
import type { Ref, ShownError } from './shared.ts';

/** How the migrations of a batch stand, each counted once by its latest run there. */
export interface BatchCounts {
  waiting: number;
  running: number;
  succeeded: number;
  /** Also those with differences. */
  failed: number;
  cancelled: number;
  rolledBack: number;
  /** Not started: the row says why. */
  refused: number;
}

export interface BatchRow {
  id: string;
  kind: RunKind;
  by: Ref | null;
  at: number;
  /** Null while it goes. */
  endedAt: number | null;
  counts: BatchCounts;
}

export interface BatchItem {
  migration: Ref;
  source: Ref;
  target: Ref;
  schema: string;
  /** The latest of this batch. */
  run: RunRow | null;
  /** How many there were; more than one after a retry. */
  attempts: number;
  /** Why it was not started, or how its run failed. */
  error: ShownError | null;
  /** It was not started. */
  refused: boolean;
  /** Of a waiting run: a free place, another run on the same schema, or a worker. */
  waitsFor: 'turn' | 'target' | 'worker' | null;
  /** Of a run that goes on. */
  progress: { stages: StageState[]; copiedRows: number; waiting: RunState['waiting'] } | null;
  ready: Readiness;
}

export interface BatchDetail extends BatchRow {
  project: Ref;
  concurrency: number;
  replace: boolean;
  cancelledBy: Ref | null;
  cancelRequestedAt: number | null;
  items: BatchItem[];
  permissions: { retry: Permission; cancel: Permission };
}
