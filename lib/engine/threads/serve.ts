/** The other end of the pool: what a thread does with the tasks it is handed. */
import { parentPort } from 'node:worker_threads';
import { MigrationError } from '../errors.ts';
import type { Reply } from './pool.ts';

/** `interrupt` ends what a task waits for; `close` comes once no task is under way. */
export function serve<Task>(
  handle: (task: Task) => unknown,
  { interrupt = () => {}, close }: { interrupt?: () => void; close: () => unknown },
): void {
  const port = parentPort;
  if (!port) throw new Error('this file runs in a worker thread');
  let current: Promise<void> = Promise.resolve();
  port.on('message', async (message: 'close' | { id: number; task: Task }) => {
    if (message === 'close') {
      interrupt();
      await current;
      await close();
      port.close();
      return;
    }
    current = answer(message);
  });

  async function answer({ id, task }: { id: number; task: Task }): Promise<void> {
    const reply: Reply = { id };
    try {
      reply.result = await handle(task);
    } catch (error) {
      reply.error = describe(error);
    }
    port?.postMessage(reply);
  }
}

function describe(error: unknown): NonNullable<Reply['error']> {
  if (error instanceof MigrationError) {
    return { code: error.code, message: error.message, remedy: error.remedy, context: error.context };
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: null, message, remedy: '', context: {} };
}
