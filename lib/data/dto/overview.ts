/**
 * The first page: what needs somebody, what goes on, how the servers are.
 *
 *   lib/data/overview.ts    getOverview(): Overview
 *
 *   GET /api/overview/events    SSE, `event: overview`, data: Overview, every two seconds
 */
import type { RunRow } from './run.ts';
import type { Pool, Series, ServerHealth, TargetHealth, WorkerRow } from './server.ts';
import type { Ref, ShownError } from './shared.ts';

/** A batch is named by its project. */
export type AttentionSubject = Ref &
  ({ type: 'run' | 'source' | 'target' } | { type: 'batch'; projectId: string });

export interface Attention {
  kind:
    | 'run-failed'
    | 'run-differs'
    | 'run-interrupted'
    | 'run-paused'
    | 'window-closing'
    | 'window-closed'
    | 'rollback-failed'
    | 'batch-failed'
    | 'worker-away'
    | 'source-failed'
    | 'target-failed'
    | 'target-unreachable'
    | 'target-connections';
  /** What it is about; null for the worker. */
  subject: AttentionSubject | null;
  /** How many of it. */
  count?: number;
  at: number;
  error: ShownError | null;
}

/** Nothing is lost while these wait; the others come first. */
const MILD: readonly Attention['kind'][] = [
  'run-interrupted',
  'run-paused',
  'window-closing',
  'window-closed',
  'target-connections',
];

export function isMild({ kind }: Attention): boolean {
  return MILD.includes(kind);
}

export interface Overview {
  at: number;
  attention: Attention[];
  running: RunRow[];
  /** The latest ended runs that are not plans, at most 8. */
  latest: RunRow[];
  workers: WorkerRow[];
  panel: { server: ServerHealth | null; pools: Pool[]; series: Series };
  targets: TargetHealth[];
  counts: { projects: number; sources: number; targets: number; migrations: number; runs: number };
}
