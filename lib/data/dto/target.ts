/**
 * PostgreSQL databases that the panel knows.
 *
 *   lib/data/targets.ts    listTargets(): TargetRow[]    getTarget(id): TargetDetail | null
 */
import type { MigrationRow } from './migration.ts';
import type { Permission } from './permission.ts';
import type { Health, Probe } from './probe.ts';
import type { ServerHealth } from './server.ts';
import type { Ref } from './shared.ts';

export type Tls = 'disable' | 'prefer' | 'require' | 'verify-full';

export interface TargetRow {
  id: string;
  name: string;
  host: string;
  port: number;
  database: string;
  schema: string;
  user: string;
  tls: Tls;
  /** A password is kept; it is never sent here. */
  hasPassword: boolean;
  version: string | null;
  databaseBytes: number | null;
  health: Health;
  lastProbe: Probe | null;
  usedBy: number;
  project: Ref | null;
  createdAt: number;
}

export interface TargetDetail extends TargetRow {
  migrations: MigrationRow[];
  createdBy: Ref | null;
  server: ServerHealth | null;
  permissions: {
    test: Permission;
    edit: Permission;
    remove: Permission;
    migrate: Permission;
    leftovers: Permission;
    clean: Permission;
  };
}
