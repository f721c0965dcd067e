/**
 * Whether the thread is to end. It ends itself, between two steps: a thread that is ended from outside while SQLite
 * hands a value to JavaScript takes the whole process with it.
 */
import { workerData } from 'node:worker_threads';

const flag = (workerData as { stop?: Int32Array } | null)?.stop ?? null;

/** Asked between blocks of rows, and in the functions that SQL calls for single values. */
export function throwIfStopping(): void {
  if (flag !== null && Atomics.load(flag, 0) === 1) throw new Error('the work was stopped');
}
