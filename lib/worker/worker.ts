/** One worker: listens for jobs and wishes, sweeps up what waits, says that it lives. */
import { PgBoss } from 'pg-boss';
import { type JobSender, makeQueues, sendJob } from '../jobs.ts';
import { INTENT_CHANNEL } from '../store/channels.ts';
import { listen } from '../store/listener.ts';
import { forgetDead, heartbeat, poolFigures, signOff } from '../store/workers.ts';
import type { WorkerContext } from './context.ts';
import { every } from './every.ts';
import { dropPlanSnapshots } from './plan-snapshots.ts';
import { takeProbe } from './probes.ts';
import { Runs } from './runs.ts';
import { SAMPLE_MS, Sampler } from './sampler.ts';
import { sendWaiting, sweep } from './sweep.ts';

const HEARTBEAT_MS = 2_000;
const SWEEP_MS = 2_000;
const TIDY_MS = 600_000;
/** Runs, rollbacks and probes at once in one worker. */
const CONCURRENCY = { run: 2, rollback: 2, probe: 4 };

export interface Worker {
  /** Leaves its runs for the next worker and ends. */
  stop(): Promise<void>;
}

export async function startWorker(context: WorkerContext): Promise<Worker> {
  const { database, log, id, host } = context;
  const sampler = new Sampler(context);
  const self = { id, role: 'worker' as const, host, pid: process.pid };
  const beat = () =>
    heartbeat(database.prisma, self, [poolFigures(`worker ${id.slice(0, 4)}`, database.pool)]);
  // Before anything is taken: a lease names its worker.
  await beat();
  await forgetDead(database.prisma);

  const boss = new PgBoss({
    connectionString: database.connectionString,
    application_name: 'howdah jobs',
    max: 3,
    useListenNotify: true,
  });
  boss.on('error', (err) => log.warn({ err }, 'job queue'));
  await boss.start();
  await makeQueues(boss);

  const failed = (what: string) => (err: unknown) => log.error({ err }, `${what} failed`);
  const jobs: Pick<JobSender, 'send'> = { send: (queue, row) => sendJob(boss, queue, row) };
  const runs = new Runs(context, () => void sendWaiting(database.prisma, jobs).catch(failed('next')));
  const timers = [
    every(HEARTBEAT_MS, beat, failed('heartbeat')),
    every(SWEEP_MS, () => sweep(database.prisma, jobs), failed('sweep')),
    every(SAMPLE_MS, () => sampler.sample(), failed('sample')),
    every(TIDY_MS, () => dropPlanSnapshots(context), failed('tidy')),
  ];
  const listener = listen({
    connectionString: database.connectionString,
    name: 'howdah worker listener',
    channels: { [INTENT_CHANNEL]: (runId) => void runs.look(runId).catch(failed('look')) },
  });
  const handlers = {
    run: (row: string) => runs.take(row),
    rollback: (row: string) => runs.take(row),
    probe: (row: string) => takeProbe(context, row),
  };
  for (const queue of ['run', 'rollback', 'probe'] as const) {
    await boss.work<{ id: string }>(
      queue,
      { localConcurrency: CONCURRENCY[queue], pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 5 },
      async ([job]) => {
        if (job) await handlers[queue](job.data.id);
      },
    );
  }
  log.info({ worker: id }, 'worker is ready');

  return {
    stop: async () => {
      runs.stopAll();
      await Promise.all(timers.map((timer) => timer.stop()));
      await boss.stop({ graceful: true, timeout: 12_000 });
      await listener.close();
      await signOff(database.prisma, id);
    },
  };
}
