/** A fixed number of worker threads that take tasks one at a time. */
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

export class ThreadPool<Task, Result> {
  readonly #idle: Worker[] = [];
  readonly #waiting: Job[] = [];
  readonly #running = new Map<Worker, Job>();
  readonly #workers: Worker[];
  #ids = 0;
  #stopped: unknown = null;

  /** `data` reaches each thread as workerData. When `signal` aborts, threads are ended where they are. */
  constructor(file: URL, size: number, data: unknown, signal: AbortSignal) {
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
    const ends = this.#workers.map(
      (worker) => new Promise<void>((resolve) => worker.once('exit', () => resolve())),
    );
    const stopped = this.#stopped !== null;
    this.#stopped ??= new Error('the pool is closed');
    if (stopped) await Promise.all(this.#workers.map((worker) => worker.terminate()));
    else for (const worker of this.#workers) worker.postMessage('close');
    await Promise.all(stopped ? [] : ends);
  }

  #start(file: URL, data: unknown): Worker {
    const worker = new Worker(file, { workerData: data });
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
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
    for (const job of jobs) job.reject(this.#stopped);
  }
}

function revive(error: NonNullable<Reply['error']>): Error {
  return error.code === null
    ? new Error(error.message)
    : new MigrationError(error.code, error.message, error.remedy, { context: error.context });
}
