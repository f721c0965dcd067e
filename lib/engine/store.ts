/** Where a run leaves its trace. The panel keeps it in its own database, the command line in memory. */
import { initialRunState, type RunEvent, type RunState, reduceRun } from './events.ts';
import type { Plan, Report, RunKind } from './types.ts';

/** Larger outcomes of a run, each written once it is known. */
export interface Artefacts {
  /** Absolute path of the snapshot file. */
  snapshotPath?: string;
  plan?: Plan;
  report?: Report;
}

export interface RunStore {
  /** Appends in order. When it resolves, the events survive a crash. */
  append(runId: string, events: RunEvent[]): Promise<void>;
  /** Keeps an artefact; a later one of the same name replaces it. */
  save(runId: string, artefacts: Artefacts): Promise<void>;
  /** State and artefacts so far; null for a run that never began. */
  load(runId: string): Promise<{ state: RunState; artefacts: Artefacts } | null>;
}

/** The store could not be reached: the run cannot go on, and must not be called failed either. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** Whatever a store throws means that what is asked of it was not done, not that the run has failed. */
export function reliable(store: RunStore): RunStore {
  const told = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      throw new StoreUnavailable("the run's progress could not be stored", { cause });
    }
  };
  return {
    append: (runId, events) => told(() => store.append(runId, events)),
    save: (runId, artefacts) => told(() => store.save(runId, artefacts)),
    load: (runId) => told(() => store.load(runId)),
  };
}

/** The store of the command line and of tests: the same contract, in memory. */
export class MemoryRunStore implements RunStore {
  readonly events: RunEvent[] = [];
  readonly artefacts: Artefacts = {};
  state: RunState;
  readonly #onEvent: (event: RunEvent, state: RunState) => void;

  constructor(kind: RunKind, onEvent: (event: RunEvent, state: RunState) => void = () => {}) {
    this.state = initialRunState(kind);
    this.#onEvent = onEvent;
  }

  async append(_runId: string, events: RunEvent[]): Promise<void> {
    for (const event of events) {
      this.events.push(event);
      this.state = reduceRun(this.state, event);
      this.#onEvent(event, this.state);
    }
  }

  async save(_runId: string, artefacts: Artefacts): Promise<void> {
    Object.assign(this.artefacts, artefacts);
  }

  async load(_runId: string): Promise<{ state: RunState; artefacts: Artefacts } | null> {
    return { state: this.state, artefacts: this.artefacts };
  }
}
