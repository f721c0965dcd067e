/** Between the stages and the store: keeps events in order and writes counters at most twice a second. */
import type { RunEvent, RunEventBody, TableCounters } from './events.ts';
import { type RunStore, StoreUnavailable } from './store.ts';

const EVERY_MS = 500;

export class Progress {
  readonly #store: RunStore;
  readonly #runId: string;
  #queue: RunEvent[] = [];
  #counters = new Map<string, TableCounters>();
  #stage: Extract<RunEventBody, { type: 'stage-progress' }> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();
  #failure: StoreUnavailable | null = null;

  constructor(store: RunStore, runId: string) {
    this.#store = store;
    this.#runId = runId;
  }

  /** A transition: written at once, after everything before it. */
  emit(body: RunEventBody): void {
    this.#takeCounters();
    this.#queue.push({ ...body, at: Date.now() });
    this.#write();
  }

  /** How much of a table is copied so far. */
  count(counters: TableCounters): void {
    this.#counters.set(counters.table, counters);
    this.#schedule();
  }

  /** How far a stage is, in its own unit. */
  stage(body: Extract<RunEventBody, { type: 'stage-progress' }>): void {
    this.#stage = body;
    this.#schedule();
  }

  /** Resolves when everything so far is in the store; throws StoreUnavailable when it could not be written. */
  async flush(): Promise<void> {
    this.#takeCounters();
    this.#write();
    await this.#writing;
    if (this.#failure) throw this.#failure;
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.#takeCounters();
      this.#write();
    }, EVERY_MS);
  }

  #takeCounters(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const at = Date.now();
    if (this.#stage) this.#queue.push({ ...this.#stage, at });
    if (this.#counters.size > 0) {
      this.#queue.push({ type: 'tables-progress', tables: [...this.#counters.values()], at });
    }
    this.#stage = null;
    this.#counters = new Map();
  }

  #write(): void {
    if (this.#queue.length === 0) return;
    this.#writing = this.#writing.then(async () => {
      const events = this.#queue;
      this.#queue = [];
      if (events.length === 0 || this.#failure) return;
      try {
        await this.#store.append(this.#runId, events);
      } catch (cause) {
        this.#failure =
          cause instanceof StoreUnavailable
            ? cause
            : new StoreUnavailable("the run's progress could not be stored", { cause });
      }
    });
  }
}
