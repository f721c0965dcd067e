/**
 * Who may carry a run on. A lease is held by a token that rises each time the run is taken up:
 * whoever holds an older token can no longer append. All times are the database's.
 *
 * Runs of a batch wait for their turn here, and nowhere else: the bound is the project's, counted in the rows under a
 * lock on the batch, so that it holds over several workers and whatever dies.
 */
import type { PrismaClient } from './database.ts';
import { Prisma } from './generated/client.ts';

export type Work = 'run' | 'rollback' | 'finalise';

export interface Lease {
  runId: string;
  workerId: string;
  token: number;
}

/** Renewed every two seconds; another worker may take the run up this long after the last renewal. */
export const LEASE_SECONDS = 6;

/** A run `r` that stands paused waits for a person: nobody has it until they resume or cancel it. */
const NOT_PAUSED = Prisma.sql`(r.pause_requested_at IS NULL OR r.status <> 'paused'
  OR r.cancel_requested_at IS NOT NULL)`;

/**
 * Whether it is the turn of the run `r`. Of a batch a run begins when the project leaves a place free and no other run
 * is at work on the same schema. Once begun it keeps its place until it ends, also while its worker is gone. One that
 * shall be cancelled needs no place.
 */
const ITS_TURN = Prisma.sql`(r.batch_id IS NULL OR r.pending <> 'run' OR r.lease_token > 0
  OR r.cancel_requested_at IS NOT NULL OR (
    (SELECT count(*) FROM runs o WHERE o.batch_id = r.batch_id AND o.pending = 'run' AND o.lease_token > 0)
      < (SELECT p.concurrency FROM batches b JOIN projects p ON p.id = b.project_id WHERE b.id = r.batch_id)
    AND (r.kind = 'plan' OR NOT EXISTS (
      SELECT FROM runs o JOIN migrations om ON om.id = o.migration_id JOIN migrations m ON m.id = r.migration_id
        JOIN targets t ON t.id = m.target_id
      WHERE o.id <> r.id AND o.pending IS NOT NULL AND o.kind <> 'plan'
        AND (o.lease_token > 0 OR o.pending = 'rollback') AND om.target_id = m.target_id
        AND coalesce(om.schema, t.schema) = coalesce(m.schema, t.schema)))))`;

/** Null when another worker holds it, it is paused, nothing is to be done, or it is not its turn. */
export async function acquireLease(
  db: PrismaClient,
  runId: string,
  workerId: string,
  seconds = LEASE_SECONDS,
): Promise<(Lease & { pending: Work }) | null> {
  const rows = await db.$transaction(async (tx) => {
    // One after another, so that two workers do not both take the last place.
    await tx.$executeRaw`
      SELECT FROM batches WHERE id = (SELECT batch_id FROM runs WHERE id = ${runId}) FOR NO KEY UPDATE`;
    return tx.$queryRaw<{ token: number; pending: Work }[]>`
      UPDATE runs r SET worker_id = ${workerId}, lease_token = lease_token + 1,
        lease_until = now() + make_interval(secs => ${seconds})
      WHERE id = ${runId} AND pending IS NOT NULL AND (lease_until IS NULL OR lease_until < now()) AND ${NOT_PAUSED}
         AND ${ITS_TURN}
      RETURNING lease_token AS token, pending`;
  });
  const row = rows[0];
  return row ? { runId, workerId, token: row.token, pending: row.pending } : null;
}

/** False when the lease was lost: stop at once, another worker goes on. */
export async function renewLease(db: PrismaClient, lease: Lease, seconds = LEASE_SECONDS): Promise<boolean> {
  const count = await db.$executeRaw`
    UPDATE runs SET lease_until = now() + make_interval(secs => ${seconds})
    WHERE id = ${lease.runId} AND worker_id = ${lease.workerId} AND lease_token = ${lease.token}`;
  return count === 1;
}

/** Gives the run back. `finished` means that nothing is left to do; otherwise any worker may take it up at once. */
export async function releaseLease(db: PrismaClient, lease: Lease, finished: boolean): Promise<void> {
  await db.$executeRaw`
    UPDATE runs SET lease_until = NULL, worker_id = NULL,
      pending = CASE WHEN ${finished} THEN NULL ELSE pending END,
      pause_requested_at = CASE WHEN ${finished} THEN NULL ELSE pause_requested_at END
    WHERE id = ${lease.runId} AND worker_id = ${lease.workerId} AND lease_token = ${lease.token}`;
}

/**
 * Runs that wait for a worker: new ones, and those whose worker no longer renews. Of a batch not more new ones than may
 * go on at once.
 */
export function waitingRuns(db: PrismaClient): Promise<{ id: string; pending: Work }[]> {
  return db.$queryRaw`
    SELECT id, pending FROM (
      SELECT r.id, r.pending, r.queued_at,
        r.batch_id IS NOT NULL AND r.lease_token = 0 AND r.cancel_requested_at IS NULL AS queued,
        row_number() OVER (PARTITION BY r.batch_id ORDER BY r.queued_at, r.id) AS place, p.concurrency
      FROM runs r LEFT JOIN batches b ON b.id = r.batch_id LEFT JOIN projects p ON p.id = b.project_id
      WHERE r.pending IS NOT NULL AND (r.lease_until IS NULL OR r.lease_until < now())
        AND ${NOT_PAUSED} AND ${ITS_TURN}) AS waiting
    WHERE NOT queued OR place <= concurrency
    ORDER BY queued_at, id`;
}
