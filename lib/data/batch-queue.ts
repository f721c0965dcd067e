/** Puts the runs of a batch into the queue: each that may start, and for each other the reason why not. */
import { errorInfo, type MigrationError } from '../engine/errors.ts';
import type { RunKind } from '../engine/types.ts';
import { panel } from '../panel.ts';
import type { Batch, Migration, Prisma } from '../store/generated/client.ts';
import { documentOf, jsonValue } from '../store/json.ts';
import type { Readiness } from './dto/migration.ts';
import type { ShownError } from './dto/shared.ts';
import { failure } from './failures.ts';
import { newRun } from './queue-run.ts';
import { wake } from './wake.ts';

/** Stored with the batch. */
export interface BatchRefusal {
  migrationId: string;
  error: ShownError & { context?: ShownError['params'] };
}

export interface BatchRequest {
  batch: Pick<Batch, 'id' | 'projectId' | 'kind' | 'refused'>;
  replace: boolean;
  /** In the order in which they take their turn. */
  migrations: (Migration & { target: { schema: string } })[];
  /** Hashes that were looked at, by migration. */
  plans: Record<string, string>;
  byId: string;
}

/**
 * Inside the caller's transaction, which holds the project. Answers the runs: call `wakeBatch` with them afterwards.
 * Runs of the same schema do not refuse each other: they take turns (lib/store/lease.ts).
 */
export async function queueBatch(
  tx: Prisma.TransactionClient,
  readiness: Map<string, Readiness>,
  { batch, replace, migrations, plans, byId }: BatchRequest,
): Promise<string[]> {
  const kind = batch.kind as RunKind;
  const now = Date.now();
  const busy = await tx.run.findMany({
    where: { migrationId: { in: migrations.map(({ id }) => id) }, pending: { not: null } },
    select: { migrationId: true },
  });
  const refused: BatchRefusal[] = [];
  const runs = migrations.flatMap((migration, place) => {
    const ready = readiness.get(migration.id);
    const why = busy.some(({ migrationId }) => migrationId === migration.id)
      ? failure('PNL-RUN-ACTIVE')
      : refusal(kind, ready, { hash: plans[migration.id], replace });
    // Nothing is left to be done of it: that is no failure.
    if (why?.code === 'PNL-PLAN-DONE') return [];
    if (why) {
      refused.push({ migrationId: migration.id, error: errorInfo(why) });
      return [];
    }
    const planHash = kind === 'dry' || kind === 'full' ? (ready?.hash ?? null) : null;
    const asIs = { ...migration, options: optionsNow(migration) };
    const run = newRun({ migration: asIs, kind, byId, planHash, replace: kind === 'verify' || replace });
    return [{ ...run, batchId: batch.id, queuedAt: new Date(now + place) }];
  });
  const tried = new Set(migrations.map(({ id }) => id));
  const others = documentOf<BatchRefusal[]>(batch.refused).filter(
    ({ migrationId }) => !tried.has(migrationId),
  );
  await tx.batch.update({
    where: { id: batch.id },
    data: { refused: jsonValue([...others, ...refused]), replace },
  });
  if (runs.length > 0) await tx.run.createMany({ data: runs });
  return runs.map(({ id }) => id);
}

/** Calls workers for as many as may go at once; each that ends calls the next. */
export async function wakeBatch(runIds: string[], concurrency: number): Promise<void> {
  for (const id of runIds.slice(0, concurrency)) await wake(() => panel().jobs.send('run', id));
}

/** Why a run of this kind is not started now; null when it is. */
function refusal(
  kind: RunKind,
  ready: Readiness | undefined,
  { hash, replace }: { hash: string | undefined; replace: boolean },
): MigrationError | null {
  if (kind === 'plan' || kind === 'verify') return null;
  if (!ready || ready.state === 'none') return failure('PNL-PLAN-MISSING');
  if (ready.state === 'outdated') return failure('PNL-PLAN-OUTDATED');
  if (ready.state === 'done') return failure('PNL-PLAN-DONE');
  if (ready.blockers > 0) return failure('PNL-PLAN-BLOCKED', { count: ready.blockers });
  if (ready.replaces && !replace) return failure('PNL-REPLACE-NEEDED');
  if (hash !== ready.hash) return failure('PNL-PLAN-CHANGED');
  return null;
}

/** The target may have been edited to another schema since. */
function optionsNow(migration: Migration & { target: { schema: string } }): Prisma.JsonValue {
  const schema = migration.schema ?? migration.target.schema;
  return { ...documentOf<object>(migration.options), schema } as Prisma.JsonValue;
}
