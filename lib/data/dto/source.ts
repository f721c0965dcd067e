/**
 * SQLite files that the panel knows.
 *
 *   lib/data/sources.ts    listSources(): SourceRow[]    getSource(id): SourceDetail | null
 *
 *   POST /api/sources/upload?name=FILE    raw body; answers ActionResult<{ id, probeId }>
 */
import type { MigrationRow } from './migration.ts';
import type { Permission } from './permission.ts';
import type { Health, Probe } from './probe.ts';
import type { Ref } from './shared.ts';

export interface SourceRow {
  id: string;
  name: string;
  kind: 'path' | 'upload' | 'sample';
  /** As the worker opens it. */
  path: string;
  bytes: number | null;
  health: Health;
  lastProbe: Probe | null;
  /** Migrations that use it. */
  usedBy: number;
  project: Ref | null;
  createdAt: number;
}

export interface SourceDetail extends SourceRow {
  sha256: string | null;
  /** Tables as the latest plan saw them; null before any plan. */
  tables: { name: string; rows: number; bytes: number }[] | null;
  migrations: MigrationRow[];
  createdBy: Ref | null;
  permissions: { test: Permission; remove: Permission; migrate: Permission };
}
