/** Finds what waits without a job: rows whose job was lost, or whose worker died. */
import { type JobSender, queueOf } from '../jobs.ts';
import type { PrismaClient } from '../store/database.ts';
import { waitingRuns } from '../store/lease.ts';
import { ALIVE_MS } from '../store/workers.ts';

/** A job that was sent has this long to arrive by itself. */
const PATIENCE_MS = 3_000;

export async function sweep(db: PrismaClient, jobs: Pick<JobSender, 'send'>): Promise<void> {
  await sendWaiting(db, jobs);
  await requeueProbesOfTheDead(db);
  const probes = await db.probe.findMany({
    where: { state: 'queued', requestedAt: { lt: new Date(Date.now() - PATIENCE_MS) } },
    select: { id: true },
  });
  for (const { id } of probes) await jobs.send('probe', id);
}

/** Also called when a run has ended: its place in the batch is free for the next. */
export async function sendWaiting(db: PrismaClient, jobs: Pick<JobSender, 'send'>): Promise<void> {
  for (const { id, pending } of await waitingRuns(db)) await jobs.send(queueOf(pending), id);
}

async function requeueProbesOfTheDead(db: PrismaClient): Promise<void> {
  const alive = await db.worker.findMany({
    where: { heartbeatAt: { gte: new Date(Date.now() - ALIVE_MS) } },
    select: { id: true },
  });
  await db.probe.updateMany({
    where: {
      state: 'running',
      OR: [{ workerId: null }, { workerId: { notIn: alive.map((worker) => worker.id) } }],
    },
    data: { state: 'queued', workerId: null },
  });
}
