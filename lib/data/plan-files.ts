/** A migration's plan and choices as files to take along. */
import { type PlanOptions, planSql } from '../engine/index.ts';
import type { PrismaClient } from '../store/database.ts';
import { documentOf } from '../store/json.ts';
import { authorise } from './access.ts';
import { failure } from './failures.ts';
import { latestPreview } from './plans.ts';

export async function planSqlFile(id: string): Promise<{ runId: string; text: string }> {
  const { db } = await authorise('migration.export');
  const preview = await latestPreview(db, await migrationOf(db, id));
  if (!preview) throw failure('PNL-PLAN-MISSING');
  return { runId: preview.runId, text: planSql(preview.plan) };
}

/** As saved: what is chosen on a page and not planned yet is that page's own. */
export async function overridesFile(id: string): Promise<string> {
  const { db } = await authorise('migration.export');
  const { options } = await migrationOf(db, id);
  return `${JSON.stringify(documentOf<PlanOptions>(options).overrides, null, 2)}\n`;
}

async function migrationOf(db: PrismaClient, id: string) {
  const migration = await db.migration.findFirst({ where: { id, removedAt: null } });
  if (!migration) throw failure('PNL-NOT-FOUND');
  return migration;
}
