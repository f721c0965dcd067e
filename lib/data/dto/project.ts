/**
 * Sources, targets and migrations that belong together.
 *
 *   lib/data/projects.ts    listProjects(): ProjectRow[]    getProject(id): ProjectDetail | null
 */
import type { BatchRow } from './batch.ts';
import type { MigrationRow, Readiness } from './migration.ts';
import type { Permission } from './permission.ts';
import type { Ref } from './shared.ts';
import type { SourceRow } from './source.ts';
import type { TargetRow } from './target.ts';

export interface ProjectMigration extends MigrationRow {
  ready: Readiness;
}

export interface ProjectRow {
  id: string;
  name: string;
  note: string;
  counts: { sources: number; targets: number; migrations: number };
  /** Runs of its migrations that go on or wait. */
  running: number;
  /** Migrations whose latest run that is no plan did not end well. */
  failed: number;
  latestBatch: BatchRow | null;
  createdAt: number;
}

export interface ProjectDetail extends ProjectRow {
  /** Runs of a batch at once. */
  concurrency: number;
  createdBy: Ref | null;
  sources: SourceRow[];
  targets: TargetRow[];
  migrations: ProjectMigration[];
  /** Newest first, at most 10. */
  batches: BatchRow[];
  /** What belongs to no project and could join. */
  free: { sources: SourceRow[]; targets: TargetRow[]; migrations: MigrationRow[] };
  permissions: {
    edit: Permission;
    members: Permission;
    remove: Permission;
    run: Permission;
    add: Permission;
  };
}
