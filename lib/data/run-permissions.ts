/** What may be done with a run or migration now, and if not, why: for the pages and for the actions alike. */
import type { RunKind } from '../engine/types.ts';
import type { PrismaClient } from '../store/database.ts';
import { permission } from './access.ts';
import type { Denial, Permission } from './dto/permission.ts';
import type { Role } from './dto/person.ts';
import type { RunDetail } from './dto/run.ts';

export interface RunFacts {
  id: string;
  migrationId: string;
  kind: string;
  status: string;
  pending: string | null;
  cutOverAt: Date | null;
  finalisedAt: Date | null;
  snapshotPath: string | null;
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
    pause: permission(role, 'run.pause', run.pending === 'run' ? null : 'run-ended', pauseDenial(run)),
    rollback: permission(role, 'run.rollback', await rollbackDenial(db, run)),
    finalise: permission(role, 'run.finalise', finaliseDenial(run)),
    again: permission(role, 'run.start', active),
    putIn: permission(role, 'quarantine.put-in', await standingDenial(db, run)),
    removeSnapshot: permission(role, 'run.remove-snapshot', snapshotDenial(run)),
  };
}

/** A preview is made in moments. */
function pauseDenial({ kind }: RunFacts): Denial | null {
  return (kind as RunKind) === 'plan' ? 'kind-has-no-pause' : null;
}

/** Once, of what was made public; also of a run that was rolled back, whose own tables are kept aside. */
export function finaliseDenial(run: RunFacts): Denial | null {
  if ((run.kind as RunKind) !== 'full') return 'kind-has-no-rollback';
  if (run.pending !== null) return 'run-active';
  if (run.cutOverAt === null) return 'run-never-cut-over';
  if (run.finalisedAt !== null) return run.status === 'finalised' ? 'run-finalised' : 'nothing-kept';
  return run.migration.target.removedAt ? 'target-removed' : null;
}

/** It is the way back to the SQLite file: only of what is settled for good. */
export function snapshotDenial(run: RunFacts): Denial | null {
  if (run.pending !== null) return 'run-active';
  if (run.snapshotPath === null) return 'snapshot-gone';
  return run.finalisedAt === null ? 'run-not-finalised' : null;
}

/** Only what was made public can be put back, latest first, once, and while it is kept. */
export async function rollbackDenial(db: PrismaClient, run: RunFacts): Promise<Denial | null> {
  if (run.pending === null && run.status === 'finalised') return 'run-finalised';
  return standingDenial(db, run);
}

/** Whether its tables are no longer those that stand in the target. */
export async function standingDenial(db: PrismaClient, run: RunFacts): Promise<Denial | null> {
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
    select: { status: true },
  });
  if (!later) return null;
  return later.status === 'finalised' ? 'run-superseded-for-good' : 'run-superseded';
}

export function startPermission(
  role: Role,
  facts: { active: boolean; plan: 'missing' | 'blocked' | 'ready' },
): Permission {
  const plan = { missing: 'plan-missing', blocked: 'plan-blocked', ready: null } as const;
  return permission(role, 'run.start', facts.active ? 'run-active' : null, plan[facts.plan]);
}
