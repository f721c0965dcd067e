/**
 * A source, a target and the options between them.
 *
 *   lib/data/migrations.ts    listMigrations(): MigrationRow[]    getMigration(id): MigrationDetail | null
 */
import type { Plan, PlanOptions, RunKind } from '../../engine/types.ts';
import type { Permission } from './permission.ts';
import type { RunRow } from './run.ts';
import type { Ref } from './shared.ts';

export interface MigrationRow {
  id: string;
  name: string;
  source: Ref;
  target: Ref;
  /** Of the target's database: the migration's own, or the target's. */
  schema: string;
  project: Ref | null;
  latestPlan: RunRow | null;
  /** The latest run that is not a plan. */
  latestRun: RunRow | null;
  createdAt: number;
  createdBy: Ref | null;
}

export interface AcceptedFinding {
  /** Its place among the plan's findings. */
  finding: number;
  reason: string;
  by: string;
  at: number;
}

export interface MigrationDetail extends MigrationRow {
  options: PlanOptions;
  /** What the latest plan run made; null while it goes or when it failed. */
  plan: Plan | null;
  /** The run that made it, and whether its snapshot is still there, so that choices can be tried on it. */
  planRun: { id: string; snapshot: boolean } | null;
  /** Its warnings that somebody took upon them. */
  accepted: AcceptedFinding[];
  /** The options were changed after that plan was made. */
  planOutdated: boolean;
  /** The run that is not done with yet: also for a moment after its end, until its worker has given it back. */
  activeRun: string | null;
  /** Days of the revert window: its own (0: until finalised by hand; null: none), and the panel's setting. */
  revert: { days: number | null; setting: number };
  /** Newest first, at most 50. */
  runs: RunRow[];
  permissions: {
    edit: Permission;
    preview: Permission;
    accept: Permission;
    dry: Permission;
    full: Permission;
    verify: Permission;
    remove: Permission;
  };
}

/** What a migration's latest plan allows. */
export interface Readiness {
  /** `done`: a run has made it public since; once more needs a plan that knows. */
  state: 'none' | 'outdated' | 'done' | 'blocked' | 'ready';
  /** Of that plan: say it when starting, so that nothing else is started. */
  hash: string | null;
  /** Those that stay when tables of the same name may be replaced. */
  blockers: number;
  /** Tables of the same name stand in the target: starting needs leave to move them aside. */
  replaces: boolean;
  /** The run of it that goes on or waits now. */
  active: RunKind | null;
}
