/** The plan that a migration's preview made, and what approving it means. */
import type { Finding, Plan } from '../engine/types.ts';
import type { PrismaClient } from '../store/database.ts';
import { Prisma } from '../store/generated/client.ts';
import { documentOf } from '../store/json.ts';

export interface Preview {
  plan: Plan;
  /** The run that made it, and whether its snapshot is still there for counting. */
  runId: string;
  snapshot: boolean;
  /** The migration was edited after the preview was asked for. */
  outdated: boolean;
}

/** Of the latest plan run that made one: while a later one goes, or where it failed, there is still something to look at. */
export async function latestPreview(
  db: PrismaClient,
  migration: { id: string; editedAt: Date },
): Promise<Preview | null> {
  const run = await db.run.findFirst({
    where: { migrationId: migration.id, kind: 'plan', plan: { not: Prisma.DbNull } },
    orderBy: { queuedAt: 'desc' },
    select: { id: true, plan: true, queuedAt: true, snapshotPath: true },
  });
  const plan = documentOf<Plan | null>(run?.plan ?? null);
  if (!run || !plan) return null;
  return {
    plan,
    runId: run.id,
    snapshot: run.snapshotPath !== null,
    outdated: run.queuedAt < migration.editedAt,
  };
}

/** Blockers that stay when tables of the same name may be replaced, or all when they may not. */
export function blockersOf(plan: Plan, replace: boolean): Finding[] {
  return plan.findings.filter(
    (finding) => finding.severity === 'blocker' && !(replace && finding.code === 'TGT-NOT-EMPTY'),
  );
}
