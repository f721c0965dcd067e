/** The other end of the pool: what a thread does with the tasks it is handed. */
import { parentPort } from 'node:worker_threads';
import { MigrationError } from '../errors.ts';
import type { Reply } from './pool.ts';

export function serve<Task>(handle: (task: Task) => unknown, close: () => unknown): void {
  const port = parentPort;
  if (!port) throw new Error('this file runs in a worker thread');
  port.on('message', async (message: 'close' | { id: number; task: Task }) => {
    if (message === 'close') {
      await close();
      port.close();
      return;
    }
    const reply: Reply = { id: message.id };
    try {
      reply.result = await handle(message.task);
    } catch (error) {
      reply.error = describe(error);
    }
    port.postMessage(reply);
  });
}

function describe(error: unknown): NonNullable<Reply['error']> {
  if (error instanceof MigrationError) {
    return { code: error.code, message: error.message, remedy: error.remedy, context: error.context };
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: null, message, remedy: '', context: {} };
}
