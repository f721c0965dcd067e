/** Jobs are calls to a worker to look at a row. They carry ids only; what is to be done stands in the row. */
import type pg from 'pg';
import { PgBoss } from 'pg-boss';
import type { Work } from './store/lease.ts';

/** A rollback has a queue of its own: it never waits for a long run to end. */
export const QUEUES = ['run', 'rollback', 'probe'] as const;
export type QueueName = (typeof QUEUES)[number];

/** Of what a run's row owes: finalising is as short as a rollback, and takes turns with it. */
export function queueOf(work: Work): QueueName {
  return work === 'run' ? 'run' : 'rollback';
}

export interface JobSender {
  /** Wakes a worker within milliseconds. Called twice for the same row it queues one job. */
  send(queue: QueueName, id: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * `short` keeps one queued job a row. A job that a dead worker left active does no harm: what counts is the
 * lease in the row, and workers look for rows that wait (lib/worker/sweep.ts).
 */
export async function makeQueues(boss: PgBoss): Promise<void> {
  for (const name of QUEUES) {
    await boss.createQueue(name, {
      policy: 'short',
      notify: true,
      retryLimit: 0,
      expireInSeconds: 23 * 3600,
      deleteAfterSeconds: 24 * 3600,
    });
  }
}

export async function sendJob(boss: PgBoss, queue: QueueName, id: string): Promise<void> {
  await boss.send(queue, { id }, { singletonKey: id });
}

/** For processes that only send: uses the pool given, starts at the first job. */
export function jobSender(pool: pg.Pool): JobSender {
  let started: Promise<PgBoss> | null = null;
  const start = async () => {
    const db = { executeSql: (text: string, values?: unknown[]) => pool.query(text, values) };
    const boss = new PgBoss({ db, supervise: false, schedule: false });
    boss.on('error', () => {});
    await boss.start();
    await makeQueues(boss);
    return boss;
  };
  return {
    send: async (queue, id) => {
      started ??= start();
      try {
        await sendJob(await started, queue, id);
      } catch (error) {
        started = null;
        throw error;
      }
    },
    close: async () => {
      const boss = await started?.catch(() => null);
      await boss?.stop({ graceful: false });
    },
  };
}
