/** What may be done with a run or migration now, and if not, why: for the pages and for the actions alike. */
import type { RunKind } from '../engine/types.ts';
import type { PrismaClient } from '../store/database.ts';
import { permission } from './access.ts';
import type { Denial, Permission, Role, RunDetail } from './dto.ts';

export interface RunFacts {
  id: string;
  migrationId: string;
  kind: string;
  status: string;
  pending: string | null;
  cutOverAt: Date | null;
  migration: { target: { removedAt: Date | null } };
}

export async function runPermissions(
  db: PrismaClient,
  role: Role,
  run: RunFacts,
): Promise<RunDetail['permissions']> {
  const active: Denial | null = run.pending === null ? null : 'run-active';
  return {
    cancel: permission(role, 'run.cancel', run.pending === 'run' ? null : 'run-ended'),
    rollback: permission(role, 'run.rollback', await rollbackDenial(db, run)),
    again: permission(role, 'run.start', active),
    putIn: permission(role, 'quarantine.put-in', await rollbackDenial(db, run)),
  };
}

/** Only what was made public can be put back, latest first, and only once. */
export async function rollbackDenial(db: PrismaClient, run: RunFacts): Promise<Denial | null> {
  if ((run.kind as RunKind) !== 'full') return 'kind-has-no-rollback';
  if (run.pending !== null) return 'run-active';
  if (run.cutOverAt === null) return 'run-never-cut-over';
  if (run.status === 'rolled-back') return 'run-rolled-back';
  if (run.migration.target.removedAt) return 'target-removed';
  const later = await db.run.findFirst({
    where: {
      migrationId: run.migrationId,
      id: { not: run.id },
      cutOverAt: { gt: run.cutOverAt },
      status: { not: 'rolled-back' },
    },
    select: { id: true },
  });
  return later ? 'run-superseded' : null;
}

export function startPermission(
  role: Role,
  facts: { active: boolean; plan: 'missing' | 'blocked' | 'ready' },
): Permission {
  const plan = { missing: 'plan-missing', blocked: 'plan-blocked', ready: null } as const;
  return permission(role, 'run.start', facts.active ? 'run-active' : null, plan[facts.plan]);
}
