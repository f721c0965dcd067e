/** Who did or tried what, when, from where, and how it ended. Rows are only ever added. */
import type { PrismaClient } from './database.ts';
import { jsonValue } from './json.ts';

export interface AuditRecord {
  userId?: string | null;
  email?: string | null;
  /** A name of the permission table, or what the panel did by itself. */
  action: string;
  /** Id of what it was about. */
  subject?: string | null;
  outcome: 'done' | 'refused' | 'failed';
  /** Why it was refused or failed. */
  code?: string | null;
  /** Where it was asked from; the host for what a worker did. */
  address: string;
  /** Facts worth keeping; the caller sees to it that no secret is among them. */
  detail?: Record<string, string | number | boolean | null>;
}

export async function writeAudit(db: PrismaClient, record: AuditRecord): Promise<void> {
  const { detail, ...columns } = record;
  await db.auditEntry.create({ data: { ...columns, detail: jsonValue(detail ?? {}) } });
}
