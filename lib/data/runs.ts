/** Runs: the history, one of them whole, starting and cancelling. */
import type { z } from 'zod';
import { may } from '../auth/permissions.ts';
import type { Plan, PlanOptions, Report } from '../engine/types.ts';
import { panel } from '../panel.ts';
import { INTENT_CHANNEL, RUN_CHANNEL } from '../store/channels.ts';
import type { PrismaClient } from '../store/database.ts';
import { isId } from '../store/ids.ts';
import { documentOf } from '../store/json.ts';
import { authorise, reader } from './access.ts';
import type { RollbackPreview } from './dto/rollback.ts';
import type { RunDetail, RunFilter, RunPage } from './dto/run.ts';
import { failure } from './failures.ts';
import { hidePlan, hideReport, hideState } from './hide-values.ts';
import type { StartRunInput } from './inputs.ts';
import { blockersOf, latestPreview } from './plans.ts';
import { queueRun } from './queue-run.ts';
import { at, NAMED, RUN_SELECT, runRow, runState, shown } from './rows.ts';
import { META_SELECT, runMeta } from './run-meta.ts';
import { runFilterPage } from './run-page.ts';
import { runPermissions } from './run-permissions.ts';
import { stackOf } from './run-stack.ts';
import { isThere } from './snapshots.ts';
import { wake } from './wake.ts';

export async function listRuns(filter: RunFilter): Promise<RunPage> {
  const { db } = await reader('run.read');
  return runFilterPage(db, filter);
}

const DETAIL = {
  select: {
    ...RUN_SELECT.select,
    ...META_SELECT,
    seq: true,
    state: true,
    options: true,
    plan: true,
    report: true,
    migrationId: true,
    finalisedAt: true,
    finalisedBy: NAMED,
    snapshotPath: true,
    snapshotRemovedAt: true,
    snapshotRemovedBy: NAMED,
    rollbackRequestedAt: true,
    rollbackReason: true,
    cancelledBy: NAMED,
    rolledBackBy: NAMED,
    migration: {
      select: {
        id: true,
        name: true,
        source: NAMED,
        target: { select: { id: true, name: true, removedAt: true } },
      },
    },
    probes: {
      where: { kind: 'rollback_preview', state: 'done' },
      orderBy: { requestedAt: 'desc' },
      take: 1,
      select: { result: true },
    },
  },
} as const;

export async function getRun(id: string): Promise<RunDetail | null> {
  const { db, user } = await reader('run.read');
  if (!isId(id)) return null;
  const run = await db.run.findUnique({ where: { id }, ...DETAIL });
  if (!run) return null;
  const open = may(user.role, 'run.values');
  const state = runState(run);
  const plan = documentOf<Plan | null>(run.plan);
  const report = documentOf<Report | null>(run.report);
  return {
    ...runRow(run),
    ...(open ? { error: shown(run.error) } : {}),
    target: { id: run.migration.target.id, name: run.migration.target.name },
    seq: run.seq,
    state: open ? state : hideState(state),
    meta: runMeta(run),
    options: documentOf<PlanOptions>(run.options),
    plan: plan && (open ? plan : hidePlan(plan)),
    report: report && (open ? report : hideReport(report)),
    snapshot: state.snapshot && {
      ...state.snapshot,
      kept: await isThere(run.snapshotPath),
      removed: run.snapshotRemovedAt && {
        by: run.snapshotRemovedBy,
        at: run.snapshotRemovedAt.getTime(),
      },
    },
    cancelledBy: run.cancelledBy,
    rollback: run.rollbackRequestedAt && {
      by: run.rolledBackBy,
      reason: run.rollbackReason ?? '',
      requestedAt: at(run.rollbackRequestedAt) ?? 0,
      preview: documentOf<RollbackPreview | null>(run.probes[0]?.result ?? null),
    },
    finalised: run.finalisedAt && { by: run.finalisedBy, at: run.finalisedAt.getTime() },
    cutOver: run.cutOverAt !== null,
    ...(await stackOf(db, run)),
    confirmation: run.migration.target.name,
    valuesHidden: !open,
    permissions: await runPermissions(db, user.role, run),
  };
}

/** A full run needs the hash of the plan that was looked at, and that plan without blockers. */
export async function startRun(input: z.output<typeof StartRunInput>): Promise<{ id: string }> {
  const { db, user } = await authorise('run.start');
  const migration = await db.migration.findFirst({ where: { id: input.migrationId, removedAt: null } });
  if (!migration) throw failure('PNL-NOT-FOUND');
  const replace = input.kind === 'verify' || input.replace;
  let planHash: string | null = null;
  if (input.kind !== 'verify') {
    const preview = await latestPreview(db, migration);
    if (!preview) throw failure('PNL-PLAN-MISSING');
    if (preview.outdated || preview.plan.hash !== input.planHash) throw failure('PNL-PLAN-CHANGED');
    const blockers = blockersOf(preview.plan, replace);
    if (blockers.length > 0) throw failure('PNL-PLAN-BLOCKED', { count: blockers.length });
    planHash = preview.plan.hash;
  }
  return {
    id: await queueRun(db, { migration, kind: input.kind, byId: user.id, planHash, replace }),
  };
}

/** Writes the wish; the worker that holds the run sees it at once and cleans up. */
export async function cancelRun(id: string): Promise<void> {
  const { db, user } = await authorise('run.cancel');
  const { count } = await db.run.updateMany({
    where: { id, pending: 'run', cancelRequestedAt: null },
    data: { cancelRequestedAt: new Date(), cancelledById: user.id },
  });
  const run = await db.run.findUnique({ where: { id }, select: { pending: true } });
  if (!run) throw failure('PNL-NOT-FOUND');
  if (count === 0 && run.pending !== 'run') throw failure('PNL-RUN-ENDED');
  // Of a paused run nobody is at work: somebody must be called to clean up.
  await tell(db, id);
}

/** The worker that holds it leaves everything in place and gives it back; one that waits stays where it is. */
export async function pauseRun(id: string): Promise<void> {
  const { db, user } = await authorise('run.pause');
  const run = await db.run.findUnique({ where: { id }, select: { kind: true, pending: true } });
  if (!run) throw failure('PNL-NOT-FOUND');
  if (run.pending !== 'run') throw failure('PNL-RUN-ENDED');
  if (run.kind === 'plan') throw failure('PNL-NO-PAUSE');
  await db.run.updateMany({
    where: { id, pending: 'run', cancelRequestedAt: null, pauseRequestedAt: null },
    data: { pauseRequestedAt: new Date(), pausedById: user.id },
  });
  await tell(db, id);
}

/** From where it stood. Throws PNL-NOT-PAUSED. */
export async function resumeRun(id: string): Promise<void> {
  const { db } = await authorise('run.pause');
  const { count } = await db.run.updateMany({
    where: { id, pending: 'run', cancelRequestedAt: null, pauseRequestedAt: { not: null } },
    data: { pauseRequestedAt: null },
  });
  if (count === 0) {
    if (!(await db.run.findUnique({ where: { id }, select: { id: true } }))) throw failure('PNL-NOT-FOUND');
    throw failure('PNL-NOT-PAUSED');
  }
  await tell(db, id);
}

/** Whoever holds the run looks at its row at once; when nobody does, a worker takes it up. Pages look again too. */
async function tell(db: PrismaClient, id: string): Promise<void> {
  await db.$executeRaw`SELECT pg_notify(${INTENT_CHANNEL}, ${id}), pg_notify(${RUN_CHANNEL}, ${id})`;
  await wake(() => panel().jobs.send('run', id));
}
