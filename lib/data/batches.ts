/** The migrations of a project run at once: started, retried, cancelled, watched. */
import type { z } from 'zod';
import { panel } from '../panel.ts';
import { INTENT_CHANNEL } from '../store/channels.ts';
import type { PrismaClient } from '../store/database.ts';
import type { Prisma } from '../store/generated/client.ts';
import { isId, newId } from '../store/ids.ts';
import { type Access, authorise, permission, reader } from './access.ts';
import { queueBatch, wakeBatch } from './batch-queue.ts';
import { canBeRetried, readBatch } from './batch-rows.ts';
import type { BatchDetail } from './dto/batch.ts';
import { failure } from './failures.ts';
import type { RetryBatchInput, StartBatchInput } from './inputs.ts';
import { readinessOf } from './readiness.ts';
import { forgetBatch, sharedBatch } from './shared-batch.ts';
import { wake } from './wake.ts';

const LIVE = { removedAt: null } as const;
/** As the project's page lists them. */
const IN_ORDER = {
  orderBy: { createdAt: 'asc' },
  include: { target: { select: { schema: true } } },
} as const satisfies Prisma.MigrationFindManyArgs;

export async function getBatch(id: string): Promise<BatchDetail | null> {
  return batchFor(await reader('project.read'), id);
}

/** For callers that have authorised: the streams ask every second. */
export async function batchFor({ db, user }: Access, id: string): Promise<BatchDetail | null> {
  const batch = isId(id) ? await sharedBatch(db, id) : null;
  if (!batch) return null;
  const active = batch.endedAt === null;
  const left = batch.items.some(canBeRetried);
  const asked = batch.cancelRequestedAt !== null;
  return {
    ...batch,
    permissions: {
      retry: permission(user.role, 'batch.retry', left ? null : 'nothing-to-retry'),
      cancel: permission(user.role, 'batch.cancel', active ? (asked ? 'run-ended' : null) : 'batch-ended'),
    },
  };
}

/** One at a time for a project. Throws PNL-BATCH-ACTIVE, PNL-BATCH-EMPTY. */
export async function startBatch(input: z.output<typeof StartBatchInput>): Promise<{ id: string }> {
  const { db, user } = await authorise('batch.start');
  return beginBatch(db, user.id, input);
}

/** For callers that have authorised. `only`: of the project's migrations, these. */
export async function beginBatch(
  db: PrismaClient,
  byId: string,
  input: z.output<typeof StartBatchInput>,
  only?: string[],
): Promise<{ id: string }> {
  const { projectId, kind, replace, plans } = input;
  const project = await db.project.findFirst({ where: { id: projectId, ...LIVE } });
  if (!project) throw failure('PNL-NOT-FOUND');
  const migrations = await db.migration.findMany({
    where: { projectId, ...LIVE, ...(only ? { id: { in: only } } : {}) },
    ...IN_ORDER,
  });
  if (migrations.length === 0) throw failure('PNL-BATCH-EMPTY');
  const readiness = await readinessOf(db, migrations);
  const needsPlan = kind === 'dry' || kind === 'full';
  if (needsPlan && [...readiness.values()].every(({ state }) => state === 'done'))
    throw failure('PNL-PLAN-DONE');
  const id = newId();
  const runs = await db.$transaction(async (tx) => {
    await holdProject(tx, projectId);
    if (await activeBatch(tx, projectId)) throw failure('PNL-BATCH-ACTIVE');
    const batch = await tx.batch.create({ data: { id, projectId, kind, replace, createdById: byId } });
    return queueBatch(tx, readiness, { batch, replace, migrations, plans, byId });
  });
  await wakeBatch(runs, project.concurrency);
  return { id };
}

/** Also while the others still go. Throws PNL-BATCH-DONE where nothing is left to retry. */
export async function retryBatch(input: z.output<typeof RetryBatchInput>): Promise<{ id: string }> {
  const { db, user } = await authorise('batch.retry');
  const before = await readBatch(db, input.id);
  if (!before) throw failure('PNL-NOT-FOUND');
  const left = before.items.filter(canBeRetried).map(({ migration }) => migration.id);
  const migrations = await db.migration.findMany({ where: { id: { in: left }, ...LIVE }, ...IN_ORDER });
  if (migrations.length === 0) throw failure('PNL-BATCH-DONE');
  const readiness = await readinessOf(db, migrations);
  const { replace, plans } = input;
  const runs = await db.$transaction(async (tx) => {
    await holdProject(tx, before.project.id);
    const other = await activeBatch(tx, before.project.id);
    if (other && other.id !== input.id) throw failure('PNL-BATCH-ACTIVE');
    const batch = await tx.batch.update({
      where: { id: input.id },
      data: { cancelRequestedAt: null, cancelledById: null },
    });
    return queueBatch(tx, readiness, { batch, replace, migrations, plans, byId: user.id });
  });
  forgetBatch(input.id);
  await wakeBatch(runs, before.concurrency);
  return { id: input.id };
}

/** What waits ends at once, what goes on stops at its next safe point; what is done stays. */
export async function cancelBatch(id: string): Promise<{ runs: number }> {
  const { db, user } = await authorise('batch.cancel');
  if (!(await db.batch.findUnique({ where: { id }, select: { id: true } }))) throw failure('PNL-NOT-FOUND');
  const now = new Date();
  const runs = await db.$transaction(async (tx) => {
    const found = await tx.run.findMany({
      where: { batchId: id, pending: 'run', cancelRequestedAt: null },
      select: { id: true },
    });
    const ids = found.map((run) => run.id);
    await tx.run.updateMany({
      where: { id: { in: ids }, pending: 'run' },
      data: { cancelRequestedAt: now, cancelledById: user.id },
    });
    if (ids.length > 0) {
      await tx.batch.update({ where: { id }, data: { cancelRequestedAt: now, cancelledById: user.id } });
    }
    return ids;
  });
  if (runs.length === 0) throw failure('PNL-BATCH-ENDED');
  forgetBatch(id);
  for (const run of runs) {
    await db.$executeRaw`SELECT pg_notify(${INTENT_CHANNEL}, ${run})`;
    await wake(() => panel().jobs.send('run', run));
  }
  return { runs: runs.length };
}

/** Two who start at once come one after the other. */
async function holdProject(tx: Prisma.TransactionClient, id: string): Promise<void> {
  await tx.$executeRaw`SELECT FROM projects WHERE id = ${id} FOR NO KEY UPDATE`;
}

export function activeBatch(tx: Prisma.TransactionClient | PrismaClient, projectId: string) {
  return tx.batch.findFirst({
    where: { projectId, runs: { some: { pending: { not: null } } } },
    select: { id: true },
  });
}
