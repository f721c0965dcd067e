/** What of a run is not in its events: who holds it, whether it shall be cancelled. */
import type { Prisma } from '../store/generated/client.ts';
import type { RunMeta } from './dto/run-live.ts';
import { at, NAMED } from './rows.ts';

export const META_SELECT = {
  status: true,
  pending: true,
  cancelRequestedAt: true,
  pauseRequestedAt: true,
  pausedBy: NAMED,
  leaseUntil: true,
  endedAt: true,
  worker: { select: { id: true, host: true, pid: true, heartbeatAt: true } },
} as const satisfies Prisma.RunSelect;
type MetaRecord = Prisma.RunGetPayload<{ select: typeof META_SELECT }>;

export function runMeta(run: MetaRecord, now = Date.now()): RunMeta {
  const held = run.leaseUntil !== null && run.leaseUntil.getTime() > now;
  const begun = run.status === 'running' || run.status === 'rolling-back';
  return {
    at: now,
    cancelRequestedAt: at(run.cancelRequestedAt),
    pause: run.pauseRequestedAt && { requestedAt: run.pauseRequestedAt.getTime(), by: run.pausedBy },
    worker: run.worker && held ? { ...run.worker, heartbeatAt: run.worker.heartbeatAt.getTime() } : null,
    interrupted: run.pending !== null && begun && !held,
    pending: run.pending as RunMeta['pending'],
    hasReport: run.pending === null && run.endedAt !== null,
  };
}
