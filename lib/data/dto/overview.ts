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

export interface Attention {
  kind:
    | 'run-failed'
    | 'run-differs'
    | 'run-interrupted'
    | 'run-paused'
    | 'window-closing'
    | 'window-closed'
    | 'rollback-failed'
    | 'worker-away'
    | 'source-failed'
    | 'target-failed'
    | 'target-connections';
  /** What it is about; null for the worker. */
  subject: (Ref & { type: 'run' | 'source' | 'target' }) | null;
  at: number;
  error: ShownError | null;
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
