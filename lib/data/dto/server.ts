/** What PostgreSQL servers and workers say of themselves. */
import type { Ref, ShownError } from './shared.ts';

export interface Pool {
  /** `web`, `worker 3f2a…`, or the target's name. */
  name: string;
  total: number;
  idle: number;
  waiting: number;
  max: number;
}

/** For uplot: one x axis, several lines of the same length. */
export interface Series {
  at: number[];
  lines: { name: string; values: (number | null)[] }[];
}

export interface ServerHealth {
  at: number;
  version: string;
  maxConnections: number;
  /** pg_stat_activity.state → connections: active, idle, idle in transaction … */
  byState: Record<string, number>;
  databaseBytes: number;
  /** Why the last sample failed; the figures above are then the last known. */
  error: ShownError | null;
}

export interface TargetHealth extends Ref {
  server: ServerHealth | null;
  /** Pools that workers hold to it now; none when nothing runs. */
  pools: Pool[];
  /** Lines: connections by state, over the last minutes. */
  series: Series;
}

export interface WorkerRow {
  id: string;
  host: string;
  pid: number;
  startedAt: number;
  heartbeatAt: number;
  alive: boolean;
  memoryBytes: number;
  runs: Ref[];
}
