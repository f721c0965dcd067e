import { initialRunState } from '../engine/events.ts';
import { type PlanOptions, PlanOptions as PlanOptionsSchema, type RunKind } from '../engine/types.ts';
import { panel } from '../panel.ts';
import type { PrismaClient } from '../store/database.ts';
import type { Migration, Prisma } from '../store/generated/client.ts';
import { newId } from '../store/ids.ts';
import { jsonValue } from '../store/json.ts';
import { failure } from './failures.ts';
import { wake } from './wake.ts';

const RUN_ID_LENGTH = 10;

export interface RunRequest {
  migration: Migration;
  kind: RunKind;
  byId: string;
  /** What was approved; a run that plans otherwise fails before it changes anything. */
  planHash?: string | null;
  replace?: boolean;
}

/**
 * Writes the run and calls a worker. Of runs that write, one at a time for a target's schema: throws PNL-RUN-ACTIVE.
 * The caller has authorised.
 */
export async function queueRun(db: PrismaClient, request: RunRequest): Promise<string> {
  const { migration, kind } = request;
  const data = newRun(request);
  await db.$transaction(async (tx) => {
    // One after another for a target, so that two who start at once do not both find it free.
    await tx.$executeRaw`SELECT FROM targets WHERE id = ${migration.targetId} FOR UPDATE`;
    if (kind !== 'plan') {
      const active = await tx.run.findFirst({
        where: {
          pending: { not: null },
          kind: { not: 'plan' },
          migration: await samePlace(tx, migration),
        },
      });
      if (active) throw failure('PNL-RUN-ACTIVE');
    }
    await tx.run.create({ data });
  });
  await wake(() => panel().jobs.send('run', data.id));
  return data.id;
}

/** The row of a run that waits for a worker. */
export function newRun({ migration, kind, byId, planHash = null, replace = false }: RunRequest) {
  const options: PlanOptions = { ...PlanOptionsSchema.parse(migration.options), replace };
  return {
    id: newId(RUN_ID_LENGTH),
    migrationId: migration.id,
    kind,
    options: jsonValue(options),
    planHash,
    state: jsonValue(initialRunState(kind)),
    startedById: byId,
    pending: 'run',
  };
}

/** Migrations into the same schema of the same target. */
async function samePlace(
  tx: Prisma.TransactionClient,
  { targetId, schema: own }: Migration,
): Promise<Prisma.MigrationWhereInput> {
  const target = await tx.target.findUniqueOrThrow({ where: { id: targetId }, select: { schema: true } });
  const schema = own ?? target.schema;
  return { targetId, OR: [{ schema }, ...(schema === target.schema ? [{ schema: null }] : [])] };
}
