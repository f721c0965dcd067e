/** A fixed number of worker threads that take tasks one at a time. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { MigrationError } from '../errors.ts';

export interface Reply {
  id: number;
  result?: unknown;
  error?: { code: string | null; message: string; remedy: string; context: Record<string, string | number> };
}

interface Job {
  id: number;
  task: unknown;
  onStart: () => void;
  resolve: (result: never) => void;
  reject: (error: unknown) => void;
}

const PATIENCE_MS = 10_000;
/** Blocks of rows live outside of V8's heap; what is short-lived in it needs little room. */
const YOUNG_MB = 8;

export class ThreadPool<Task, Result> {
  readonly #idle: Worker[] = [];
  readonly #waiting: Job[] = [];
  readonly #running = new Map<Worker, Job>();
  readonly #workers: Worker[];
  /** Set to 1, it lets the threads end what they do: see source/stopping.ts. */
  readonly #stopFlag = new Int32Array(new SharedArrayBuffer(4));
  #ids = 0;
  #stopped: unknown = null;
  #stopping: Promise<void> = Promise.resolve();

  /** `data` reaches each thread as workerData. When `signal` aborts, threads end at their next step. */
  constructor(file: URL, size: number, data: object, signal: AbortSignal) {
    this.#workers = Array.from({ length: size }, () => this.#start(file, data));
    this.#idle.push(...this.#workers);
    const abort = () => void this.#stop(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
  }

  /** `onStart` is called when a thread takes the task up, which may be long after it was handed in. */
  run<R extends Result = Result>(task: Task, onStart: () => void = () => {}): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      if (this.#stopped !== null) return reject(this.#stopped);
      this.#waiting.push({ id: ++this.#ids, task, onStart, resolve, reject });
      this.#dispatch();
    });
  }

  /** Ends the threads, letting them close what they have open. No task may be under way. */
  async close(): Promise<void> {
    if (this.#stopped !== null) return this.#stopping;
    this.#stopped = new Error('the pool is closed');
    await this.#end();
  }

  async #end(): Promise<void> {
    await Promise.all(this.#workers.map(ended));
  }

  #start(file: URL, data: object): Worker {
    const worker = new Worker(file, {
      workerData: { ...data, stop: this.#stopFlag },
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    worker.on('message', (reply: Reply) => {
      const job = this.#running.get(worker);
      if (!job || job.id !== reply.id) return;
      this.#running.delete(worker);
      this.#idle.push(worker);
      if (reply.error) job.reject(revive(reply.error));
      else job.resolve(reply.result as never);
      this.#dispatch();
    });
    worker.on('error', (error) => void this.#stop(error));
    worker.on('exit', () => void this.#stop(new Error('a worker thread ended unexpectedly')));
    return worker;
  }

  #dispatch(): void {
    while (this.#idle.length > 0 && this.#waiting.length > 0 && this.#stopped === null) {
      const worker = this.#idle.pop() as Worker;
      const job = this.#waiting.shift() as Job;
      this.#running.set(worker, job);
      job.onStart();
      worker.postMessage({ id: job.id, task: job.task });
    }
  }

  async #stop(reason: unknown): Promise<void> {
    if (this.#stopped !== null) return;
    this.#stopped = reason ?? new Error('stopped');
    const jobs = [...this.#running.values(), ...this.#waiting.splice(0)];
    this.#running.clear();
    Atomics.store(this.#stopFlag, 0, 1);
    this.#stopping = this.#end();
    await this.#stopping;
    for (const job of jobs) job.reject(this.#stopped);
  }
}

/** Lets a thread close what it has open. One that does not come to its end, in a statement that has none, is ended. */
async function ended(worker: Worker): Promise<void> {
  if (worker.threadId === -1) return;
  const exit = once(worker, 'exit');
  worker.postMessage('close');
  const late = setTimeout(() => void worker.terminate(), PATIENCE_MS);
  await exit;
  clearTimeout(late);
}

function revive(error: NonNullable<Reply['error']>): Error {
  return error.code === null
    ? new Error(error.message)
    : new MigrationError(error.code, error.message, error.remedy, { context: error.context });
}
