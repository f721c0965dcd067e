/**
 * Runs in lists and on a page of their own.
 *
 *   lib/data/runs.ts       listRuns(RunFilter): RunPage    getRun(id): RunDetail | null
 *   lib/data/history.ts    historyChoices(RunFilter): HistoryChoices    readRuns(RunFilter): RunRow[] a piece at a time
 *
 *   GET /api/history/export?format=json|csv&…   download of what the filters of the history let through
 *   GET /api/runs/:id/report?format=json|csv    download
 */
import type { RunStatus } from '../../engine/events.ts';
import type { Plan, PlanOptions, Report, RunKind, Severity, Stage } from '../../engine/types.ts';
import type { Permission } from './permission.ts';
import type { RollbackPreview } from './rollback.ts';
import type { RunLive } from './run-live.ts';
import type { Ref, ShownError } from './shared.ts';

export interface RunRow {
  id: string;
  kind: RunKind;
  status: RunStatus;
  migration: Ref;
  source: Ref;
  target: Ref;
  /** The batch that it was started with. */
  batch: { id: string; project: Ref } | null;
  by: Ref | null;
  queuedAt: number;
  startedAt: number | null;
  endedAt: number | null;
  /** Milliseconds of that in which it stood paused. */
  pausedMs: number;
  /** End of the revert window; null where nothing is kept that could be put back, or where it has none. */
  revertUntil: number | null;
  /** The window lasts until somebody finalises the run. */
  revertByHand: boolean;
  tables: number;
  rows: number;
  bytes: number;
  /** Share of bytes copied, 0 to 1; null before copying starts. */
  progress: number | null;
  stage: Stage | null;
  /** Tables whose count or content is not the same; null when nothing was compared. */
  differences: number | null;
  /** Rows that choices kept out of their tables; they are in the target's quarantine. */
  quarantined: number;
  findings: Partial<Record<Severity, number>>;
  error: ShownError | null;
}

export interface RunFilter {
  status?: RunStatus[];
  kind?: RunKind[];
  sourceId?: string;
  targetId?: string;
  migrationId?: string;
  /** Of its migrations, and of its batches. */
  projectId?: string;
  batchId?: string;
  userId?: string;
  from?: number;
  to?: number;
  /** Only runs that took at least so long, in milliseconds. */
  longerMs?: number;
  /** Only runs with differences. */
  differences?: boolean;
  /** Of the page before this one. */
  cursor?: string;
}

export interface RunPage {
  runs: RunRow[];
  /** Pass as cursor for older ones; null at the end. */
  next: string | null;
}

/** What the filters of the history can choose among: whatever runs there are of, removed or not. */
export interface HistoryChoices {
  sources: Ref[];
  targets: Ref[];
  projects: Ref[];
  /** Newest first; of the project that is chosen, where one is. */
  batches: { id: string; project: string; kind: RunKind; at: number }[];
  people: Ref[];
}

/** Another run that was made public on the same tables. */
export interface StackedRun {
  id: string;
  cutOverAt: number;
  finalised: boolean;
}

export interface RunDetail extends RunRow, RunLive {
  options: PlanOptions;
  plan: Plan | null;
  report: Report | null;
  snapshot: {
    bytes: number;
    sha256: string;
    kept: boolean;
    /** By somebody here; null also where the file is gone by other means. */
    removed: { by: Ref | null; at: number } | null;
  } | null;
  cancelledBy: Ref | null;
  /** The latest rollback that was asked for. */
  rollback: { by: Ref | null; reason: string; requestedAt: number; preview: RollbackPreview | null } | null;
  /** Who dropped what was kept, and when; null while nobody has. */
  finalised: { by: Ref | null; at: number } | null;
  /** It was made public, whatever became of it since. */
  cutOver: boolean;
  /** The run that replaced its tables afterwards: it must be rolled back first. */
  supersededBy: StackedRun | null;
  /** The run whose tables it replaced: they come back with a rollback. */
  replacedRun: StackedRun | null;
  /** What must be typed to confirm a rollback or finalising. */
  confirmation: string;
  /** Values of rows are shown as `•••` to this user. */
  valuesHidden: boolean;
  permissions: {
    cancel: Permission;
    pause: Permission;
    rollback: Permission;
    finalise: Permission;
    again: Permission;
    putIn: Permission;
    removeSnapshot: Permission;
  };
}
