/**
 * Who may carry a run on. A lease is held by a token that rises each time the run is taken up:
 * whoever holds an older token can no longer append. All times are the database's.
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

/** A run that stands paused waits for a person: nobody has it until they resume or cancel it. */
const NOT_PAUSED = Prisma.sql`(pause_requested_at IS NULL OR status <> 'paused' OR cancel_requested_at IS NOT NULL)`;

/** Null when another worker holds it, it is paused, or nothing is to be done. */
export async function acquireLease(
  db: PrismaClient,
  runId: string,
  workerId: string,
  seconds = LEASE_SECONDS,
): Promise<(Lease & { pending: Work }) | null> {
  const rows = await db.$queryRaw<{ token: number; pending: Work }[]>`
    UPDATE runs SET worker_id = ${workerId}, lease_token = lease_token + 1,
      lease_until = now() + make_interval(secs => ${seconds})
    WHERE id = ${runId} AND pending IS NOT NULL AND (lease_until IS NULL OR lease_until < now()) AND ${NOT_PAUSED}
    RETURNING lease_token AS token, pending`;
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

/** Runs that wait for a worker: new ones, and those whose worker no longer renews. */
export function waitingRuns(db: PrismaClient): Promise<{ id: string; pending: Work }[]> {
  return db.$queryRaw`
    SELECT id, pending FROM runs
    WHERE pending IS NOT NULL AND (lease_until IS NULL OR lease_until < now()) AND ${NOT_PAUSED}
    ORDER BY queued_at`;
}
